import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { distinctPools, poolTitle } from "../../../model/traffic/balancedPools";
import { looseOpenRules } from "../../../model/traffic/looseRules";
import { originUses } from "../../../model/traffic/originUse";
import { readTrafficPaths } from "../../../model/traffic/path";
import type { PoolNode } from "../../../model/traffic/pools";
import { balancer, pool, record, resource } from "../resource";

const www = "www.example.com";
const origin = (more: ModelObject = {}): ModelObject => ({
  ...{ name: "a", address: "203.0.113.1" },
  ...more,
});
function read(more: ModelObject): PoolNode {
  const [found] = readTrafficPaths([pool("p", more)]).pools;
  if (found === undefined) {
    throw new Error("no pool");
  }
  return found;
}

describe("what a pool says", () => {
  it("is how it picks an origin, at random where it does not say", () => {
    const steering = (originSteering: ModelValue): unknown =>
      read({ originSteering }).originSteering;
    expect(steering({ policy: "hash" })).to.equal("hash");
    expect(steering(null)).to.equal("random");
    expect(steering({})).to.equal("random");
    expect(steering(unknownValue)).to.equal(unknownValue);
    expect(steering({ policy: unknownValue })).to.equal(unknownValue);
  });

  it("is what it turns away, as far as it is known", () => {
    const shed = (loadShedding: ModelValue): number => read({ loadShedding }).shedPercent;
    expect([shed({ defaultPercent: 10 }), shed({}), shed(null)]).to.deep.equal([10, 0, 0]);
    expect([shed(unknownValue), shed({ defaultPercent: unknownValue })]).to.deep.equal([0, 0]);
  });

  it("is whether enough of its origins take traffic", () => {
    const serves = (minimumOrigins: number, ...list: readonly ModelObject[]): string =>
      read({ monitor: "m", minimumOrigins, origins: list.map(origin) }).serves;
    expect(serves(1, {})).to.equal("yes");
    expect(serves(2, {}, {})).to.equal("yes");
    expect(serves(2, {}, { enabled: false })).to.equal("no");
    expect(serves(2, {}, { enabled: unknownValue })).to.equal("unknown");
    expect(serves(2, {}, { enabled: false }, { enabled: unknownValue })).to.equal("unknown");
    expect(serves(3, {}, { enabled: false }, { enabled: unknownValue })).to.equal("no");
    const late: ModelObject = { monitor: "m", minimumOrigins: 1, origins: unknownValue };
    expect(read(late).serves).to.equal("unknown");
    const grouped = { monitorGroup: "g", minimumOrigins: 2, origins: [origin()] };
    expect(read(grouped).serves).to.equal("no");
  });
});

describe("an origin of a pool", () => {
  const first = (value: ModelValue) => {
    const { origins } = read({ origins: [value] });
    return origins === unknownValue ? undefined : origins[0];
  };

  it("has what it says, and the provider's defaults", () => {
    expect(first(origin())).to.deep.equal({
      ...{ name: "a", address: "203.0.113.1", addressFrom: [], virtualNetwork: undefined },
      ...{ port: 0, enabled: "yes", weight: 1, hosts: [], takesTraffic: "yes" },
    });
    expect(
      first({
        ...{ address: "10.0.0.1", virtualNetworkId: "vnet", port: 8443, enabled: false },
        ...{ weight: 0.5, header: { hosts: [www] } },
      }),
    ).to.deep.equal({
      ...{ name: "", address: "10.0.0.1", addressFrom: [], virtualNetwork: "vnet" },
      ...{ port: 8443, enabled: "no", weight: 0.5, hosts: [www], takesTraffic: "no" },
    });
  });

  it("is there, and all else of it is unknown, where only a reference is known", () => {
    const late = {
      ...{ name: unknownValue, address: unknownValue, port: unknownValue, weight: unknownValue },
      ...{ virtualNetwork: undefined, enabled: "unknown", hosts: [], takesTraffic: "unknown" },
    };
    expect(first(unknownValue)).to.deep.equal({ ...late, addressFrom: [] });
    expect(first(new ModelReference(["urn:a"]))).to.deep.equal({ ...late, addressFrom: ["urn:a"] });
    const address = new ModelReference(["urn:alb"]);
    expect(first(origin({ address }))).to.deep.include({
      ...{ address: unknownValue, addressFrom: ["urn:alb"], takesTraffic: "yes" },
    });
    expect(first(origin({ header: unknownValue }))?.hosts).to.equal(unknownValue);
  });
});

describe("the pools of a load balancer", () => {
  const pools = (more: ModelObject, ...resources: readonly ModelResource[]): unknown[] => {
    const model = readTrafficPaths([balancer(www, more), ...resources], { complete: false });
    const [found] = model.loadBalancers;
    return (found === undefined ? [] : model.balanced.of(found)).map(
      ({ title, onlyFallback, serves, node }) =>
        `${title}${onlyFallback ? " only fallback" : ""} ${serves}${node ? "" : " elsewhere"}`,
    );
  };
  const short = { minimumOrigins: 2, monitor: "m" };

  it("are each once, in its order, the fallback pool last where it is nothing else", () => {
    expect(
      pools({ defaultPools: ["b", "a"], fallbackPool: "c" }, pool("a"), pool("b"), pool("c")),
    ).to.deep.equal(["b yes", "a yes", "c only fallback yes"]);
    expect(
      pools({ defaultPools: ["b", "a"], fallbackPool: "a" }, pool("a"), pool("b")),
    ).to.deep.equal(["b yes", "a yes"]);
  });

  it("are those of regions and rules too", () => {
    const more = {
      ...{ steeringPolicy: "geo", regionPools: { WEU: ["b"] }, fallbackPool: "c" },
      ...{ defaultPools: ["a"], rules: [{ name: "r", overrides: { defaultPools: ["d"] } }] },
    };
    expect(pools(more, ...["a", "b", "c", "d"].map((id) => pool(id)))).to.deep.equal([
      ...["a yes", "b yes", "d yes", "c only fallback yes"],
    ]);
  });

  it("serve with too few origins where they are the fallback pool, of which nobody asks the health", () => {
    expect(
      pools({ defaultPools: ["a"], fallbackPool: "b" }, pool("a", short), pool("b", short)),
    ).to.deep.equal(["a no", "b only fallback yes"]);
    expect(pools({ defaultPools: ["a"], fallbackPool: "a" }, pool("a", short))).to.deep.equal([
      "a yes",
    ]);
    expect(pools({ defaultPools: ["a"], fallbackPool: "" }, pool("a", short))).to.deep.equal([
      "a no",
    ]);
  });

  it("are named by their id where the plan does not hold them, and left out where nothing is known", () => {
    expect(
      pools({ defaultPools: ["a", unknownValue], fallbackPool: "x" }, pool("a")),
    ).to.deep.equal(["a yes", "x only fallback unknown elsewhere"]);
  });

  it("are held where they are known to be its own", () => {
    const held = (defaultPools: ModelValue): string[] => {
      const all = ["a", "b", "c"].map((id) => pool(id));
      const model = readTrafficPaths([balancer(www, { defaultPools, fallbackPool: "a" }), ...all]);
      const [found] = model.loadBalancers;
      return found === undefined
        ? []
        : model.balanced.heldBy(found).map(({ name }) => String(name));
    };
    expect(held(["b", "a", "b", "elsewhere"])).to.deep.equal(["b", "a"]);
    expect(held([new ModelReference(["pool::b", "pool::c"])])).to.deep.equal(["a"]);
  });

  it("have a monitor that is one, and no group of monitors", () => {
    const monitor = (more: ModelObject): string | undefined => {
      const monitors = [
        resource("monitor", "m", { path: "/healthz" }),
        resource("monitorGroup", "g", { members: [], path: "/group" }),
      ];
      const model = readTrafficPaths([pool("p", more), ...monitors]);
      const [found] = model.pools;
      return found && String(model.balanced.monitorOf(found)?.path);
    };
    expect(monitor({ monitor: "m" })).to.equal("/healthz");
    expect(monitor({ monitorGroup: "g" })).to.equal("undefined");
    expect(monitor({ monitor: "elsewhere" })).to.equal("undefined");
    expect(monitor({})).to.equal("undefined");
  });

  it("are counted where all of them are known, and named as far as they are", () => {
    const found = { state: "found", resources: [pool("a")] } as const;
    const outside = { state: "outside", resources: [], id: "x" } as const;
    expect(distinctPools([found, found, outside])).to.equal(2);
    expect(distinctPools([found, { state: "outside", resources: [] }])).to.equal(undefined);
    expect([poolTitle(found), poolTitle(outside)]).to.deep.equal(["a", "x"]);
    expect(poolTitle(undefined)).to.equal("a pool outside this plan");
    expect(poolTitle({ state: "outside", resources: [] })).to.equal("a pool outside this plan");
  });
});

describe("which traffic of a load balancer goes where", () => {
  const groups = (more: ModelObject): unknown[] => {
    const off = pool("off", { enabled: false });
    const model = readTrafficPaths([balancer(www, more), pool("p"), off], { complete: true });
    return (model.loadBalancers[0]?.groups ?? []).map(
      ({ kind, key, serves }) => `${kind} ${key} ${serves}`,
    );
  };

  it("is told by region, country and data center where the steering goes by them", () => {
    const maps = {
      ...{ regionPools: { WEU: ["p"], ENAM: ["p"] }, countryPools: { DE: ["p"] } },
      popPools: { FRA: ["p"] },
    };
    const all = [
      "default  yes",
      "region ENAM yes",
      "region WEU yes",
      "country DE yes",
      "pop FRA yes",
    ];
    expect(groups({ ...maps, steeringPolicy: "geo" })).to.deep.equal(all);
    expect(groups(maps)).to.deep.equal(all);
    expect(groups({ ...maps, steeringPolicy: "random" })).to.deep.equal(["default  yes"]);
  });

  it("is not known where the steering, or its places, are not", () => {
    const dead = { regionPools: { WEU: ["off"] }, fallbackPool: "off" };
    expect(groups({ ...dead, steeringPolicy: unknownValue })).to.deep.equal([
      ...["default  yes", "region WEU unknown"],
    ]);
    expect(groups({ ...dead, steeringPolicy: "geo" })).to.deep.equal([
      ...["default  yes", "region WEU no"],
    ]);
    expect(groups({ regionPools: unknownValue, fallbackPool: "off" })).to.deep.equal([
      ...["default  yes", "region  unknown"],
    ]);
  });

  it("is told of rules that change its pools, and of none that leave them", () => {
    const ruled = (...rules: readonly ModelValue[]): unknown[] => groups({ rules }).slice(1);
    expect(ruled({ name: "a", overrides: { defaultPools: ["off"] } })).to.deep.equal([
      "rule a yes",
    ]);
    expect(ruled({ name: "a", overrides: { fallbackPool: "off" } })).to.deep.equal(["rule a yes"]);
    expect(ruled({ name: "a", overrides: { ttl: 30 } })).to.deep.equal([]);
    const geo = { regionPools: { WEU: ["off"] }, fallbackPool: "off" };
    expect(ruled({ name: "a", overrides: geo })).to.deep.equal([
      ...["rule a yes", "rule a, region WEU no"],
    ]);
  });

  it("may be any where a rule is not known", () => {
    const dead = { defaultPools: ["off"], fallbackPool: "off" };
    const ruled = (...rules: readonly ModelValue[]): unknown[] => groups({ rules }).slice(1);
    expect(ruled(unknownValue)).to.deep.equal(["rule 1 unknown"]);
    expect(ruled({ name: "a", overrides: unknownValue })).to.deep.equal(["rule a unknown"]);
    expect(ruled({ name: "a", overrides: dead, disabled: unknownValue })).to.deep.equal([
      "rule a unknown",
    ]);
    expect(ruled({ name: "a", overrides: dead, disabled: true })).to.deep.equal([]);
    expect(groups({ rules: unknownValue }).slice(1)).to.deep.equal(["rule  unknown"]);
  });

  it("fails over to other pools, is steered and proxied as it says", () => {
    const said = (more: ModelObject): unknown[] => {
      const [found] = readTrafficPaths([balancer(www, more)]).loadBalancers;
      return [found?.failsOverAcrossPools, found?.steering, found?.saysDnsOnly];
    };
    expect(said({})).to.deep.equal(["no", "", false]);
    const own = { adaptiveRouting: { failoverAcrossPools: true }, steeringPolicy: "geo" };
    expect(said({ ...own, proxied: false })).to.deep.equal(["yes", "geo", true]);
    expect(said({ adaptiveRouting: unknownValue })).to.deep.equal(["unknown", "", false]);
  });
});

describe("the ports at which Cloudflare connects to origins", () => {
  const uses = (own: ModelResource): string[] =>
    originUses(new Inventory([own]), own).map(({ port, family }) => `${port} ${family}`);

  it("are those of the origins of a pool that may take traffic, each once", () => {
    const list = [
      origin(),
      origin({ address: "203.0.113.2" }),
      origin({ address: "2001:db8::1", port: 8443 }),
      origin({ address: "origin.example.net", port: 8080 }),
      origin({ address: unknownValue, port: 8081 }),
      origin({ enabled: false, port: 81 }),
      origin({ port: unknownValue }),
    ];
    expect(uses(pool("p", { origins: list }))).to.deep.equal([
      ...["443 ipv4", "8443 ipv6", "8080 ipv4", "8081 ipv4"],
    ]);
    expect(uses(pool("p", { origins: [origin()] }))).to.deep.equal(["443 ipv4"]);
    expect(uses(pool("p", { origins: unknownValue }))).to.deep.equal([]);
  });

  it("are the one of HTTPS for a proxied address", () => {
    expect(uses(record(www))).to.deep.equal(["443 ipv4"]);
    expect(uses(record(www, { type: "AAAA", content: "2001:db8::1" }))).to.deep.equal(["443 ipv6"]);
  });

  it("are none of what is DNS-only, no address, or stands for no origin", () => {
    const others: readonly ModelObject[] = [
      { proxied: false },
      { proxied: unknownValue },
      { content: "192.0.2.1" },
      ...[
        { type: "CNAME", content: "a.example.net" },
        { type: "TXT", content: "a" },
      ],
    ];
    for (const more of others) {
      expect(uses(record(www, more))).to.deep.equal([]);
    }
    expect(uses(resource("monitor", "m", { port: 8080, proxied: true }))).to.deep.equal([]);
  });

  it("are asked of the firewalls of origins, with those of monitors, in their order", () => {
    const guarded = readTrafficPaths([
      pool("p", { origins: [origin({ port: 8443 })] }),
      resource("monitor", "m", { type: "http", port: 8080 }),
      resource("monitor", "late", { type: "http", port: unknownValue }),
      record(www),
      resource("securityGroup", "open", { name: "open", vpcId: "vpc" }),
      resource("securityGroup", "shut", { name: "shut", vpcId: "vpc" }),
      resource("ingressRule", "rule", {
        ...{ securityGroupId: "open", ipProtocol: "tcp", fromPort: 8080, toPort: 8080 },
        cidrIpv4: "0.0.0.0/0",
      }),
      resource("awsLoadBalancer", "edge", { securityGroups: ["open", "shut"] }),
      resource("awsLoadBalancer", "single", { securityGroups: ["shut"] }),
    ]).firewalls;
    const told = guarded.map(({ endpoint, together, each }) => [
      endpoint.title,
      together.map(({ port }) => port).join(" "),
      ...each.map(
        ({ group, ports }) =>
          `${group.name} ${ports.flatMap(({ port, wider }) => (wider.length > 0 ? [port] : [])).join()}`,
      ),
    ]);
    expect(told).to.deep.equal([
      ["edge", "80 443 8080 8443", "open 8080", "shut "],
      ["single", "80 443 8080 8443", "shut "],
    ]);
  });
});

describe("rules that open a port of origins to strangers, of groups that the plan does not hold", () => {
  const rule = (more: ModelObject): ModelResource =>
    resource("ingressRule", "rule", {
      ...{ securityGroupId: "sg-elsewhere", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
      ...{ cidrIpv4: "0.0.0.0/0" },
      ...more,
    });
  const loose = (...resources: readonly ModelResource[]): unknown[] =>
    looseOpenRules(new Inventory(resources)).map(({ ports, wider }) => [ports, wider]);

  it("are told with the ports and with what they let in", () => {
    expect(loose(rule({}))).to.deep.equal([[[443], ["0.0.0.0/0"]]]);
    expect(loose(rule({ ipProtocol: "-1" }))).to.deep.equal([[[80, 443], ["0.0.0.0/0"]]]);
    expect(loose(rule({ fromPort: 0, toPort: 65_535 }))).to.deep.equal([
      [[80, 443], ["0.0.0.0/0"]],
    ]);
    const { toPort: _toPort, ...single } = rule({ ipProtocol: "TCP" }).properties;
    expect(loose(resource("ingressRule", "single", single))).to.deep.equal([
      [[443], ["0.0.0.0/0"]],
    ]);
    const older = { cidrBlocks: ["172.64.0.0/12", "0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] };
    const both = resource("securityGroupRule", "older", {
      ...{ type: "ingress", securityGroupId: "sg", protocol: "tcp", fromPort: 80, toPort: 80 },
      ...older,
    });
    expect(loose(both)).to.deep.equal([[[80], ["0.0.0.0/0", "172.64.0.0/12", "::/0"]]]);
  });

  it("are none of other ports, of Cloudflare's ranges, or of what is not known", () => {
    const others: readonly ModelObject[] = [
      { fromPort: 22, toPort: 22 },
      { ipProtocol: "udp" },
      { cidrIpv4: "173.245.48.0/20" },
      { cidrIpv4: "198.51.100.0/24" },
      { cidrIpv4: unknownValue },
      { type: "egress" },
      { fromPort: unknownValue },
      { toPort: unknownValue },
    ];
    for (const more of others) {
      expect(loose(rule(more))).to.deep.equal([]);
    }
    const late: ModelObject = {
      cidrBlocks: unknownValue,
      ipv6CidrBlocks: unknownValue,
      cidrIpv4: null,
    };
    expect(loose(rule(late))).to.deep.equal([]);
    const held = resource("securityGroup", "sg-elsewhere", { name: "own" });
    expect(loose(rule({}), held)).to.deep.equal([]);
  });
});
