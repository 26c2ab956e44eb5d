import { expect } from "chai";
import { failoverSeconds } from "../../../core/detection";
import { onDefaults } from "../../../sandbox/rehearsal/cloudflareDefaults";
import { boundSeconds, slowestFailover } from "../../../sandbox/rehearsal/bound";
import { declaredOrigin, declaredPool, declaredSite, deepMonitor } from "../declaredSites";
import { measured } from "./measured";

const origin = declaredOrigin();
const site = declaredSite([declaredPool("primary", [origin])]);

describe("the same site on Cloudflare's defaults", () => {
  it("keeps its origins, and has the default monitor and no adaptive routing", () => {
    const { loadBalancer } = onDefaults(site);
    const [pool] = loadBalancer?.pools ?? [];
    expect(loadBalancer?.failoverAcrossPools).to.equal(false);
    expect(pool?.origins).to.deep.equal([origin]);
    expect(pool?.monitor).to.deep.equal({
      ...deepMonitor,
      ...{ path: "/", expectedCodes: "", expectedBody: "", intervalSeconds: 60 },
      ...{ retries: 2, consecutiveDown: 0, consecutiveUp: 0 },
    });
  });

  it("is the same site where records lead to the origin", () => {
    const plain = declaredSite([], [origin]);
    expect(onDefaults(plain)).to.equal(plain);
  });
});

describe("the bound of a rehearsal", () => {
  it("is the figure of the output failover: longer where probes met silence, or nothing", () => {
    expect(failoverSeconds(deepMonitor)).to.deep.equal({
      ...{ answeredOriginSeconds: 35, hangingOriginSeconds: 45, recoverySeconds: 35 },
    });
    const bound = (reason: string): number | null => {
      const out = { seconds: 20, origin: "primary/one", healthy: false, reason };
      return boundSeconds(site, measured({ health: [out] }));
    };
    expect(bound("Response code mismatch")).to.equal(35);
    expect(bound("TCP Timeout")).to.equal(45);
    expect(boundSeconds(site, measured())).to.equal(45);
  });

  it("is that of the slowest monitor, and there is none without monitors", () => {
    const slow = { ...deepMonitor, intervalSeconds: 60 };
    const both = declaredSite([
      declaredPool("primary", [origin]),
      declaredPool("backup", [origin], slow),
    ]);
    expect(slowestFailover(both)?.hangingOriginSeconds).to.equal(135);
    expect(boundSeconds(declaredSite([], [origin]), measured())).to.equal(null);
  });
});
