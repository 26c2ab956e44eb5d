import { expect } from "chai";
import { types } from "../../sandbox/cloud/account/indexes";
import { callsUncut, killPlan, killsByChance, resume, Site, type Cut } from "./killSite";
import { declareOrigins } from "./originsSite";

const first = () => declareOrigins();
const next = () =>
  declareOrigins({
    ...{ generation: 2, isEnforced: true, headers: ["one", "two"] },
    ...{ imageId: "ami-0fedcba9876543210", revision: 2 },
  });
const firstUp: Cut = { from: undefined, to: first, calls: 74 };

/** The runs that are cut off, by name. */
const cuts: Readonly<Record<string, Cut>> = {
  "the first up": firstUp,
  "an update": { from: first, to: next, calls: 19 },
  "a destroy": { from: next, to: undefined, calls: 55 },
};

describe("an engine that is killed over load balancers of AWS, their certificates and secrets", () => {
  callsUncut(cuts);

  it("after Cloudflare has what it is to show origins, is resumed: it is taken up, and not uploaded again", () =>
    Site.use(async (site) => {
      const point = { call: "/origin_tls_client_auth", moment: "after" } as const;
      await resume(site, firstUp, point);
      const uploads = site.cloud.journal.calls.filter(
        ({ type, method }) => type === types.originPullsCertificate && method === "POST",
      );
      expect(uploads.map(({ outcome }) => outcome.status)).to.deep.equal([200]);
    }));

  it("after ECS has made the service whose answer got lost, is resumed: its tasks are not run twice", () =>
    Site.use(async (site) => {
      await resume(site, firstUp, { call: "/CreateService", moment: "after" });
      const made = site.cloud.journal.calls.filter(({ path }) => path.endsWith("/CreateService"));
      expect(made.map(({ outcome }) => outcome.status)).to.deep.equal([200]);
    }));

  it("while ECS rolls another revision out, is resumed: the old tasks serve until then", () =>
    Site.use((site) =>
      resume(
        ...([site, { from: first, to: next, calls: 19 }] as const),
        ...([{ call: "/UpdateService", moment: "before" }] as const),
      ),
    ));

  killsByChance(cuts, killPlan(9));
});
