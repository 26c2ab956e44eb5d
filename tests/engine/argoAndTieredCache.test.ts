import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { ArgoAndTieredCache, type ArgoAndTieredCacheArgs } from "../../components";
import {
  defaultZoneId,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";

const types = [
  "cloudflare:index/argoTieredCaching:ArgoTieredCaching",
  "cloudflare:index/tieredCache:TieredCache",
  "cloudflare:index/argoSmartRouting:ArgoSmartRouting",
];

describe("ArgoAndTieredCache, on a real engine", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let args: Partial<ArgoAndTieredCacheArgs>;
  before(async () => {
    cloud = await startCloud({ zones: [{ name: "example.com", id: defaultZoneId }] });
    stack = await runProgram(cloud, () => {
      new ArgoAndTieredCache("zone", { zoneId: defaultZoneId, ...args });
      return Promise.resolve({});
    });
  });
  after(async () => {
    await stack.close();
    await cloud.stop();
  });

  /** What the zone is set to, in the order of `types`. */
  const values = (): unknown =>
    types.map((type) => cloud.account.ofType(type).map(({ properties }) => properties.value));

  it("comes up, and changes nothing the second time nor after a refresh", async () => {
    args = { tieredCache: "smart", argoSmartRouting: true };
    // The stack, the component and three settings.
    expect((await stack.up()).changes).to.deep.equal({ create: 5 });
    expect(values()).to.deep.equal([["on"], ["on"], ["on"]]);
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("takes a zone that is known late, and refuses one that is none then", async () => {
    args = { zoneId: pulumi.output(defaultZoneId), tieredCache: "smart", argoSmartRouting: true };
    expect((await stack.up()).changes).to.deep.equal({});
    args = { zoneId: pulumi.output("example.com"), tieredCache: "smart" };
    await expect(stack.preview()).to.eventually.be.rejectedWith(/zoneId must /);
    expect(values()).to.deep.equal([["on"], ["on"], ["on"]]);
  });

  it("is switched off by updates alone", async () => {
    args = { tieredCache: "off", argoSmartRouting: false };
    expect((await stack.up()).changes).to.deep.equal({ update: 3 });
    expect(values()).to.deep.equal([["off"], ["off"], ["off"]]);
  });
});
