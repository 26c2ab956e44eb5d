import { expect } from "chai";
import { types } from "../../sandbox/cloud/account/indexes";
import { callsUncut, killPlan, killsByChance, resume, Site, type Cut } from "./killSite";
import { declareOrigins } from "./originsSite";

const first = () => declareOrigins();
const next = () =>
  declareOrigins({
    ...{ generation: 2, isEnforced: true, headers: ["one", "two"] },
    imageId: "ami-0fedcba9876543210",
  });
const firstUp: Cut = { from: undefined, to: first, calls: 63 };

/** The runs that are cut off, by name. */
const cuts: Readonly<Record<string, Cut>> = {
  "the first up": firstUp,
  "an update": { from: first, to: next, calls: 16 },
  "a destroy": { from: next, to: undefined, calls: 47 },
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

  killsByChance(cuts, killPlan(9));
});
