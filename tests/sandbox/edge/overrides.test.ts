import { expect } from "chai";
import type { DeclaredOverride } from "../../../model/serving/declaredSite";
import { onDefaults } from "../../../sandbox/rehearsal/cloudflareDefaults";
import { struckOrigins } from "../../../sandbox/rehearsal/struck";
import { edgePerTest } from "./client";
import { balancer, monitor, pool, site } from "./sites";

const api = pool("api", ["192.0.2.3"]);

/** A rule about paths that begin so. */
function rule(
  start: string,
  own: DeclaredOverride["balancer"],
  terminates = false,
): DeclaredOverride {
  return { applies: ({ path }) => path.startsWith(start), balancer: own, terminates };
}

describe("rules of a load balancer at the edge", () => {
  const here = edgePerTest("192.0.2.1", "192.0.2.2", "192.0.2.3");

  it("send the requests that they are about to other pools, and all others where they went", async () => {
    const { get } = await here.start([
      site(balancer({ overrides: [rule("/api", { pools: [api] })] })),
    ]);
    const bodies = [(await get("/")).body, (await get("/api/x")).body, (await get("/")).body];
    expect(bodies).to.deep.equal(["192.0.2.1", "192.0.2.3", "192.0.2.1"]);
  });

  it("count one after the other, until one is the last", async () => {
    here.primary.way = "ECONNREFUSED";
    const stay = rule("/api", { failoverAcrossPools: false });
    const lead = rule("/api", { pools: [pool("primary", ["192.0.2.1"]), api] });
    const both = await here.start([site(balancer({ overrides: [stay, lead] }))]);
    expect((await both.get("/api")).status).to.equal(521);
    expect((await both.get("/")).body).to.equal("192.0.2.2");
    const last = await here.start([
      site(balancer({ overrides: [{ ...lead, terminates: true }, stay] })),
    ]);
    expect((await last.get("/api")).body).to.equal("192.0.2.3");
  });

  it("have their pools probed, and struck where they are about what visitors ask for", async () => {
    const probed = { ...api, monitor };
    const ruled = site(balancer({ overrides: [rule("/api", { pools: [probed] })] }));
    const { edge } = await here.start([ruled]);
    const healthy = await new Promise<string>((resolve) => {
      edge.onHealth(({ origin, healthy: isUp }) => isUp && resolve(origin));
    });
    expect(healthy).to.equal("api/192.0.2.3");
    const struck = (of: DeclaredOverride): readonly string[] =>
      struckOrigins(site(balancer({ overrides: [of] })), "primary").map(({ name }) => name);
    expect(struck(rule("/api", { pools: [api] }))).to.deep.equal(["192.0.2.1"]);
    expect(struck(rule("/", { pools: [api] }))).to.deep.equal(["192.0.2.3"]);
  });

  it("stay on defaults, without what they say of failover and sessions", () => {
    const said = {
      pools: [{ ...api, monitor }],
      failoverAcrossPools: true,
      sessionAffinity: "cookie",
    };
    const { loadBalancer } = onDefaults(site(balancer({ overrides: [rule("/", said, true)] })));
    const [only] = loadBalancer?.overrides ?? [];
    expect(only).to.deep.include({ terminates: true });
    expect(only?.balancer).to.deep.include({
      ...{ failoverAcrossPools: false, sessionAffinity: "none", zeroDowntimeFailover: "none" },
    });
    expect(only?.balancer.pools?.[0]?.monitor).to.include({
      intervalSeconds: 60,
      expectedCodes: "",
    });
  });
});
