import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import {
  ArgoAndTieredCache,
  FailoverLoadBalancer,
  ResilientSite,
  type FailoverLoadBalancerArgs,
  type ResilientSiteArgs,
} from "../../../components";
import { inBothModes } from "../../support/mocks";
import { rejects } from "../../support/problems";
import { runProgram } from "../../support/stackProgram";

const types = {
  tieredCaching: "cloudflare:index/argoTieredCaching:ArgoTieredCaching",
  smartTopology: "cloudflare:index/tieredCache:TieredCache",
  regionalTier: "cloudflare:index/regionalTieredCache:RegionalTieredCache",
  smartRouting: "cloudflare:index/argoSmartRouting:ArgoSmartRouting",
} as const;

const zoneId = "fedcba9876543210fedcba9876543210";

const balanced: FailoverLoadBalancerArgs = {
  ...{ accountId: "0123456789abcdef0123456789abcdef", zoneId, zoneName: "example.com" },
  hostname: "www.example.com",
  pools: [
    { name: "primary", origins: { a: { address: "203.0.113.10" } } },
    { name: "backup", origins: { a: { address: "198.51.100.20" } } },
  ],
  health: { path: "/healthz" },
  sessionAffinity: { type: "cookie" },
};

function build(args: Record<string, unknown>) {
  return (parent: pulumi.Resource) =>
    new ArgoAndTieredCache("zone", { zoneId, ...args }, { parent });
}

/** The values of what is made, each with its name, in the order of `types`. */
async function made(args: Record<string, unknown>): Promise<readonly string[]> {
  let found: readonly string[] = [];
  await inBothModes(build(args), (run) => {
    found = Object.values(types).flatMap((type) =>
      run.of(type).map(({ name, inputs }) => {
        expect(inputs).to.deep.equal({ zoneId, value: inputs.value });
        return `${name} ${String(inputs.value)}`;
      }),
    );
    expect(run.registered).to.have.length(1 + found.length);
  });
  return found;
}

describe("ArgoAndTieredCache", () => {
  it("sets the switches behind each topology, and leaves alone what is not named", async () => {
    expect(await made({ tieredCache: "smart" })).to.deep.equal([
      "zone-tiered-caching on",
      "zone-smart-topology on",
    ]);
    expect(await made({ tieredCache: "generic-global", plan: "enterprise" })).to.deep.equal([
      "zone-tiered-caching on",
      "zone-smart-topology off",
    ]);
    expect(await made({ tieredCache: "off", argoSmartRouting: false })).to.deep.equal([
      "zone-tiered-caching off",
      "zone-smart-topology off",
      "zone-smart-routing off",
    ]);
    const regional = { plan: "enterprise", regionalTieredCache: true };
    expect(await made({ ...regional, argoSmartRouting: true })).to.deep.equal([
      "zone-regional-tier on",
      "zone-smart-routing on",
    ]);
    expect(await made({ regionalTieredCache: false })).to.deep.equal(["zone-regional-tier off"]);
    expect(await made({ argoSmartRouting: true })).to.deep.equal(["zone-smart-routing on"]);
  });

  it("refuses nothing to set, values that are none, and zones that are none", async () => {
    const [nothing] = await rejects(build({}), ["args"]);
    expect(nothing?.reason).to.equal(
      "args must give tieredCache, regionalTieredCache or argoSmartRouting; got none of them",
    );
    for (const plan of [undefined, "free", "pro", "business"]) {
      const [low] = await rejects(build({ plan, regionalTieredCache: true }), [
        "regionalTieredCache",
      ]);
      expect(low?.reason).to.equal(
        `regionalTieredCache must be left out or false on the plan ${plan ?? "free"}: it is Enterprise's; got true`,
      );
    }
    await rejects(build({ plan: "constructor", regionalTieredCache: true }), ["plan"]);
    await rejects(build({ zoneId: "z", tieredCache: "smart" }), ["zoneId"]);
    await rejects(build({ tieredCache: "__proto__", plan: "constructor" }), [
      "plan",
      "tieredCache",
    ]);
    await rejects(build({ tieredCache: "smart", plan: "gold" }), ["plan"]);
    await rejects(build({ tieredCache: null, argoSmartRouting: true }), ["tieredCache"]);
    await rejects(build({ argoSmartRouting: "on" }), ["argoSmartRouting"]);
    await rejects(build({ tieredCache: pulumi.output("smart") }), ["tieredCache"]);
  });

  it("refuses a topology that the plan has not", async () => {
    for (const plan of [undefined, "free", "pro", "business"]) {
      const [refused] = await rejects(build({ tieredCache: "generic-global", plan }), [
        "tieredCache",
      ]);
      expect(refused?.reason).to.equal(
        `tieredCache must be of the plan ${plan ?? "free"}: generic-global needs enterprise; got "generic-global". Say smart, which every plan has`,
      );
    }
  });

  it("is one for a zone in a program", async () => {
    const { refused, registered } = await runProgram(() => {
      new ArgoAndTieredCache("one", { zoneId, tieredCache: "off" });
      new ArgoAndTieredCache("other", { zoneId: zoneId.replace("f", "e"), tieredCache: "off" });
      new ArgoAndTieredCache("two", { zoneId, argoSmartRouting: false });
    });
    expect(refused).to.deep.equal([
      `zoneId must be a zone whose Argo and Tiered Cache nothing else in this program owns, as ArgoAndTieredCache "one" does; got "${zoneId}". A zone has one of each setting: declare them once`,
    ]);
    expect(registered.filter((name) => name.startsWith("two"))).to.deep.equal([]);
  });
});

describe("ArgoAndTieredCache beside sessions that fail over without downtime", () => {
  const on = () => new ArgoAndTieredCache("zone", { zoneId, tieredCache: "smart" });
  const balance = (args: Partial<FailoverLoadBalancerArgs> = {}) =>
    new FailoverLoadBalancer("web", { ...balanced, ...args });
  const refusals = async (program: () => void) => (await runProgram(program)).refused;

  it("refuses the load balancer, or the site, that comes after it", async () => {
    const sentence = `sessionAffinity.zeroDowntimeFailover must be none where something uses Argo or Tiered Cache for the zone, as ArgoAndTieredCache "zone" does; got "sticky". Cloudflare documents them as incompatible: say usesArgoOrTieredCache, or switch the others off`;
    const program = (): void => {
      on();
      balance();
    };
    expect(await refusals(program)).to.deep.equal([sentence]);
    const site: ResilientSiteArgs = {
      ...balanced,
      ...{ firewallManagedBy: "the host", alertsManagedBy: "the team" },
    };
    const { registered, refused } = await runProgram(() => {
      on();
      new ResilientSite("site", site);
    });
    expect(refused).to.deep.equal([sentence]);
    expect(registered.filter((name) => name.startsWith("site"))).to.deep.equal([]);
  });

  it("is refused after the load balancer, by each argument that switches something on", async () => {
    const program = (): void => {
      balance();
      new ArgoAndTieredCache("zone", { zoneId, tieredCache: "smart", argoSmartRouting: true });
    };
    const sentence = (argument: string, actual: string) =>
      `${argument} must be off where something fails sessions of the zone over without downtime, as FailoverLoadBalancer "web" does; got ${actual}. Cloudflare documents them as incompatible: say usesArgoOrTieredCache there`;
    expect(await refusals(program)).to.deep.equal([
      sentence("tieredCache", '"smart"'),
      sentence("argoSmartRouting", "true"),
    ]);
  });

  it("lets stand beside it what does not meet it", async () => {
    const programs: (() => void)[] = [
      () => [on(), balance({ usesArgoOrTieredCache: true })],
      () => [on(), balance({ sessionAffinity: undefined })],
      () => [on(), balance({ sessionAffinity: { type: "cookie", zeroDowntimeFailover: "none" } })],
      () => [balance(), new ArgoAndTieredCache("zone", { zoneId, tieredCache: "off" })],
      () => [on(), balance({ zoneId: zoneId.replace("f", "e") })],
    ];
    for (const program of programs) {
      expect(await refusals(program)).to.deep.equal([]);
    }
  });
});
