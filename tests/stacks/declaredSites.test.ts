import { assert, expect } from "chai";
import { sitesOfStack } from "./stackSites";

function there<T>(each: T | undefined): T {
  assert(each !== undefined);
  return each;
}

describe("sites that a rehearsal runs, of the environments", () => {
  it("are dev's one, whose zone's settings are not its own", async () => {
    const { sites, notServed } = await sitesOfStack("dev");
    expect([sites.length, notServed]).to.deep.equal([1, []]);
    const { loadBalancer, ...site } = there(sites[0]);
    expect(site).to.deep.include({
      ...{ hostname: "dev.example.com", encryptionMode: "strict" },
      assumptions: [
        "how Cloudflare connects to the origins of dev.example.com is not in the plan: Full (strict) is taken",
      ],
    });
    const { pools, fallbackPool, steeringPolicy, failoverAcrossPools } = there(loadBalancer);
    expect([steeringPolicy, failoverAcrossPools, fallbackPool]).to.deep.equal([
      ...["off", true],
      pools[1],
    ]);
    expect(
      pools.map(({ name, origins }) => [name, origins.map(({ address }) => address)]),
    ).to.deep.equal([
      ["dev_example_com_primary", ["203.0.113.10"]],
      ["dev_example_com_backup", ["198.51.100.20"]],
    ]);
    expect(pools[0]?.monitor).to.deep.equal({
      ...{ type: "https", method: "GET", path: "/healthz", port: 443 },
      ...{ headers: { Host: ["dev.example.com"] }, expectedCodes: "2xx", expectedBody: "" },
      ...{ intervalSeconds: 15, timeoutSeconds: 5, retries: 1 },
      ...{ consecutiveUp: 2, consecutiveDown: 2, allowInsecure: false },
      ...{ followRedirects: false, probesAsZone: true },
    });
  });

  it("are staging's site and a name that leads to it, which the same load balancer answers", async () => {
    const { sites } = await sitesOfStack("staging");
    expect(sites.map(({ hostname }) => hostname)).to.deep.equal([
      "docs-staging.example.com",
      "staging.example.com",
    ]);
    const names = sites.map(({ loadBalancer }) => loadBalancer?.pools.map(({ name }) => name));
    expect(names[0]).to.deep.equal(["staging_example_com_zone-a", "staging_example_com_zone-b"]);
    expect(names[1]).to.deep.equal(names[0]);
    expect(sites[0]?.loadBalancer?.pools[0]?.origins[0]?.host).to.equal("docs-staging.example.com");
  });

  it("are production's three, with ALBs behind groups that let in Cloudflare alone", async () => {
    const { sites } = await sitesOfStack("production");
    expect(sites.map(({ hostname, assumptions }) => [hostname, assumptions])).to.deep.equal([
      ["api.example.com", []],
      ["shop.example.com", []],
      ["www.example.com", []],
    ]);
    const { loadBalancer } = there(sites[2]);
    expect(Object.keys(there(loadBalancer).regionPools)).to.deep.equal([
      "EEU",
      "ENAM",
      "WEU",
      "WNAM",
    ]);
    const origin = there(loadBalancer?.pools[0]?.origins[0]);
    expect(origin.server.loadBalancer?.idleTimeoutSeconds).to.equal(960);
    expect(["103.21.244.10", "197.234.240.10", "8.8.8.8"].map(origin.admits)).to.deep.equal([
      ...["yes", "yes", "unknown"],
    ]);
  });
});
