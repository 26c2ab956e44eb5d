import { expect } from "chai";
import type { DeclaredLoadBalancer, DeclaredSite } from "../../../model/serving/declaredSite";
import { faultsOfChanges } from "../../../sandbox/rehearsal/faultsOfChanges";
import { struckOrigins, visitedPools } from "../../../sandbox/rehearsal/struck";
import { balancer, origin, pool, site } from "../edge/sites";

const us = pool("us", ["192.0.2.1", "192.0.2.2"], {
  coordinates: { latitude: 39, longitude: -77.5 },
});
const eu = pool("eu", ["192.0.2.3"], { coordinates: { latitude: 53.3, longitude: -6.3 } });
const pools = [us, eu];
const placed = { regionPools: { WEU: [eu, us], ENAM: [us, eu] } };
const steered = (more: Partial<DeclaredLoadBalancer>): DeclaredSite =>
  site(balancer({ pools, ...more }));
const primary = (more: Partial<DeclaredLoadBalancer>): string | undefined =>
  visitedPools(steered(more))[0]?.name;

describe("which origins a fault strikes", () => {
  it("is those of the pool that visitors from Frankfurt are sent to, where steering goes by place", () => {
    expect(primary({ steeringPolicy: "geo", ...placed })).to.equal("eu");
    expect(primary({ steeringPolicy: "", ...placed })).to.equal("eu");
    expect(primary({ steeringPolicy: "proximity" })).to.equal("eu");
    const countryPools = { DE: [us] };
    expect(primary({ steeringPolicy: "geo", ...placed, countryPools })).to.equal("us");
    expect(primary({ steeringPolicy: "geo" })).to.equal("us");
  });

  it("is those of the first pool that is on under every other policy", () => {
    for (const steeringPolicy of ["off", "random", "dynamic_latency", "least_connections"]) {
      expect(primary({ steeringPolicy, ...placed })).to.equal("us");
    }
    expect(primary({ pools: [{ ...us, enabled: false }, eu] })).to.equal("eu");
    expect(primary({ pools: [{ ...us, enabled: false }] })).to.equal(undefined);
  });

  it("is one, the half or all of them, or all of the site's", () => {
    const addresses = (struck: Parameters<typeof struckOrigins>[1], of = steered({})): string[] =>
      struckOrigins(of, struck).map(({ address }) => address);
    expect(addresses("origin")).to.deep.equal(["192.0.2.1"]);
    expect(addresses("half")).to.deep.equal(["192.0.2.1"]);
    expect(addresses("primary")).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
    expect(addresses("all")).to.deep.equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
    const records = site(undefined, { addresses: [origin("192.0.2.9")] });
    expect(addresses("primary", records)).to.deep.equal(["192.0.2.9"]);
  });

  it("has its old address wherever the pool stands, and no other pool has", async () => {
    const declared: DeclaredSite[] = [];
    const fault = faultsOfChanges.find(({ name }) => name === "address-stale");
    const stage = {
      site: steered({ steeringPolicy: "geo", ...placed, fallbackPool: eu }),
      declare: (each: DeclaredSite): void => void declared.push(each),
    };
    await fault?.begin(stage as unknown as Parameters<typeof fault.begin>[0]);
    const addressesOf = (own: readonly (typeof us)[] = []): string[] =>
      own.flatMap(({ origins }) => origins.map(({ address }) => address));
    const [{ loadBalancer } = { loadBalancer: undefined }] = declared;
    const first = ["192.0.2.1", "192.0.2.2"];
    const old = "203.0.113.253";
    expect(addressesOf(loadBalancer?.pools)).to.deep.equal([...first, old]);
    expect(addressesOf(loadBalancer?.regionPools.WEU)).to.deep.equal([old, ...first]);
    expect(loadBalancer?.fallbackPool.origins.map(({ address }) => address)).to.deep.equal([old]);
  });
});
