import { preview, type Step, urnOf } from "./plans";

/** A plan that somebody wrote to stall a review, in a size that can be chosen. */
export interface HostileShape {
  /** What it is full of. */
  readonly title: string;
  /** Makes the JSON of a preview whose text grows in proportion to the size. */
  readonly make: (size: number) => object;
}

const zoneId = "z".repeat(32);

/** What a preview writes for a value that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function many(size: number, make: (index: number) => Step | readonly Step[]): object {
  return preview(Array.from({ length: size }, (_none, index) => make(index)).flat());
}

function record(index: number, own: object): Step {
  const inputs = { zoneId, type: "A", content: `203.0.113.${index % 250}`, proxied: true, ...own };
  return { op: "create", type: "record", name: `r${index}`, new: inputs };
}

function cname(index: number, name: string, content: string): Step {
  return record(index, { name, type: "CNAME", content });
}

function pool(index: number, own: object = {}): Step {
  const origins = [{ name: "a", address: `203.0.113.${index % 250}` }];
  const inputs = { name: `p${index}`, origins, checkRegions: ["WEU"], ...own };
  return { op: "same", type: "pool", name: `p${index}`, id: `pool${index}`, old: inputs };
}

function balancer(index: number, own: object): Step {
  const inputs = {
    ...{ zoneId, name: `b${index}.example.com`, proxied: true, enabled: true },
    ...{ defaultPools: ["pool0"], fallbackPool: "pool0", ...own },
  };
  const old = { ...inputs, description: "old" };
  return { op: "update", type: "balancer", name: `b${index}`, id: `b${index}`, old, new: inputs };
}

const group: Step = {
  ...{ op: "same", type: "group", name: "g", id: "sg" },
  old: { vpcId: "vpc", description: "origins" },
};

/** A machine in a private network, with a group of its own that no longer lets in one range of Cloudflare. */
function narrowed(index: number): Step[] {
  const inputs = (...cidrBlocks: readonly string[]): object => ({
    vpcId: "vpc",
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }],
  });
  return [
    {
      ...{ op: "update", type: "group", name: `g${index}`, id: `sg${index}` },
      old: inputs("173.245.48.0/20", "103.21.244.0/22"),
      new: inputs("173.245.48.0/20"),
    },
    {
      ...{ op: "same", type: "aws:ec2/instance:Instance", name: `i${index}`, id: `i${index}` },
      old: { instanceType: "t3.micro", vpcSecurityGroupIds: [`sg${index}`] },
    },
  ];
}

function openRule(index: number, own: object): Step {
  const inputs = { securityGroupId: "sg", ipProtocol: "tcp", fromPort: 443, toPort: 443, ...own };
  return { op: "create", type: "rule", name: `i${index}`, new: inputs };
}

function address(index: number): string {
  return `${20 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}.7/32`;
}

function numbered(size: number, make: (index: number) => string): string[] {
  return Array.from({ length: size }, (_none, index) => make(index));
}

function component(index: number): string {
  return `urn:pulumi:production::shop::own:index:Part::c${index}`;
}

/** One step of a component within the component before it, and a record within that. */
function nested(index: number): object[] {
  const parent = index === 0 ? {} : { parent: component(index - 1) };
  const urn = component(index);
  const state = { urn, custom: false, type: "own:index:Part", inputs: {}, outputs: {}, ...parent };
  const child = {
    ...{ urn: urnOf("record", `r${index}`), custom: true, parent: urn },
    ...{ type: "cloudflare:index/dnsRecord:DnsRecord", outputs: {} },
    inputs: { zoneId, name: `r${index}.example.com`, type: "A", content: "203.0.113.1" },
  };
  return [
    { op: "create", urn, newState: state },
    { op: "create", urn: child.urn, newState: child },
  ];
}

/** A layer of two names, each of which leads to both of the next layer. */
function fork(index: number): Step[] {
  return [0, 1].flatMap((from) =>
    [0, 1].map((to) =>
      cname(
        index * 4 + from * 2 + to,
        `l${index}n${from}.example.com`,
        `l${index + 1}n${to}.example.com`,
      ),
    ),
  );
}

/** What a hostile plan can be full of. */
export const hostileShapes: readonly HostileShape[] = [
  {
    title: "load balancers of one zone, each with another name of the zone",
    make: (size) => many(size, (index) => balancer(index, { zoneName: `zone${index}.example` })),
  },
  {
    title: "machines that each let in less than before, beside pools of many origins",
    make: (size) =>
      many(size, (index) => [
        ...(index === 0 ? [record(index, { name: "www.example.com" })] : []),
        pool(index, {
          origins: numbered(40, address).map((each) => ({
            name: each,
            address: each.slice(0, -3),
          })),
        }),
        ...narrowed(index),
      ]),
  },
  {
    title: "records of one name",
    make: (size) => many(size, (index) => record(index, { name: "www.example.com" })),
  },
  {
    title: "CNAME records of one name",
    make: (size) => many(size, (index) => cname(index, "www.example.com", `t${index}.example.com`)),
  },
  {
    title: "records of one name to which CNAME records of other names lead",
    make: (size) =>
      many(size, (index) => [
        record(2 * index, { name: "www.example.com" }),
        cname(2 * index + 1, `n${index}.example.com`, "www.example.com"),
      ]),
  },
  {
    title: "records that are replaced at one name",
    make: (size) =>
      many(size, (index) => ({
        ...{ op: "delete", type: "record", name: `r${index}`, id: `r${index}` },
        old: { zoneId, name: "www.example.com", type: index % 2 ? "CNAME" : "A", content: "a.b" },
      })),
  },
  {
    title: "CNAME records in a chain",
    make: (size) =>
      many(size, (index) =>
        cname(index, `n${index}.example.com`, `n${(index + 1) % size}.example.com`),
      ),
  },
  {
    title: "CNAME records that fork at every name",
    make: (size) => many(size, fork),
  },
  {
    title: "pools of one name in one load balancer",
    make: (size) => {
      const defaultPools = numbered(size, (index) => `pool${index}`);
      const pools = Array.from({ length: size }, (_none, index) => pool(index, { name: "p" }));
      return preview([balancer(0, { defaultPools }), ...pools]);
    },
  },
  {
    title: "places, each with a pool list of its own, over one pool of many origins",
    make: (size) => {
      const origins = numbered(size, (index) => `o${index}.example.net`).map((host) => ({
        name: host,
        address: host,
      }));
      const countryPools = Object.fromEntries(
        numbered(size, (index) => `C${index}`).map((country) => [country, ["pool0"]]),
      );
      return preview([balancer(0, { countryPools }), pool(0, { origins })]);
    },
  },
  {
    title: "load balancers over one pool of many origins",
    make: (size) => {
      const origins = numbered(size, (index) => `o${index}.example.net`).map((host) => ({
        name: host,
        address: host,
      }));
      const all = Array.from({ length: size }, (_none, index) => balancer(index, {}));
      return preview([...all, pool(0, { origins })]);
    },
  },
  {
    title: "load balancers that all send to the same pools, whose origins are the same few",
    make: (size) => {
      const side = Math.ceil(Math.sqrt(size));
      const defaultPools = numbered(side, (index) => `pool${index}`);
      const origins = numbered(side, (index) => `203.0.113.${index}`).map((host) => ({
        name: host,
        address: host,
      }));
      return preview([
        ...defaultPools.map((_id, index) => pool(index, { origins })),
        ...defaultPools.map((_id, index) => balancer(index, { defaultPools })),
      ]);
    },
  },
  {
    title: "CNAME records that lead to one load balancer of many pools",
    make: (size) => {
      const defaultPools = numbered(size, (index) => `pool${index}`);
      const pools = Array.from({ length: size }, (_none, index) => pool(index));
      const names = Array.from({ length: size }, (_none, index) =>
        cname(index, `n${index}.example.com`, "b0.example.com"),
      );
      return preview([balancer(0, { defaultPools }), ...pools, ...names]);
    },
  },
  {
    title: "rules of one security group",
    make: (size) =>
      preview([
        group,
        ...numbered(size, address).map((cidrIpv4, index) => openRule(index, { cidrIpv4 })),
      ]),
  },
  {
    title: "ranges in one rule",
    make: (size) => {
      const ingress = [
        { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: numbered(size, address) },
      ];
      const old = { vpcId: "vpc", ingress: [{ ...ingress[0], cidrBlocks: ["173.245.48.0/20"] }] };
      const now = { vpcId: "vpc", ingress };
      return preview([{ ...group, op: "update", old, new: now }]);
    },
  },
  {
    title: "security groups of one network",
    make: (size) =>
      many(size, (index) => [
        { ...group, op: "create", name: `g${index}`, new: { vpcId: "vpc", region: "eu-west-1" } },
        openRule(index, { securityGroupId: `sg${index}`, cidrIpv4: "0.0.0.0/0" }),
      ]),
  },
  {
    title: "ports of origins, and rules of the group before them",
    make: (size) => {
      const origins = numbered(size, (index) => `203.0.113.${index % 250}`).map(
        (origin, index) => ({ name: `o${index}`, address: origin, port: 1000 + index }),
      );
      const rules = numbered(size, address).map((cidrIpv4, index) =>
        openRule(index, { cidrIpv4, fromPort: 0, toPort: 65535 }),
      );
      return preview([group, pool(0, { origins }), ...rules]);
    },
  },
  {
    title: "components within components",
    make: (size) => ({
      ...{ config: {}, changeSummary: { create: 2 * size } },
      steps: Array.from({ length: size }, (_none, index) => nested(index)).flat(),
    }),
  },
  {
    title: "resources that depend on each other in a chain, under other names",
    make: (size) =>
      many(size, (index) => ({
        ...{ op: "same", type: "pool", name: `n${index}`, oldName: `o${index}`, id: `p${index}` },
        old: { name: `p${index}`, monitor: `p${index - 1}` },
        parent: index === 0 ? undefined : urnOf("pool", `n${index - 1}`),
      })),
  },
  {
    title: "steps about one resource",
    make: (size) =>
      many(size, (index) => ({ ...record(index, { name: "a.example.com" }), name: "one" })),
  },
  {
    title: "properties of one resource",
    make: (size) => {
      const own = (word: string) =>
        Object.fromEntries(numbered(size, (index) => `p${index}`).map((name) => [name, word]));
      const step = { op: "update", type: "record", name: "r", id: "r" };
      return preview([{ ...step, old: own("old"), new: own("new") }]);
    },
  },
  {
    title: "labels in one hostname",
    make: (size) => preview([record(0, { name: `${"a.".repeat(size)}example.com` })]),
  },
  {
    title: "signs that are not ASCII in one hostname",
    make: (size) =>
      preview([
        record(0, {
          name: numbered(size, (index) => String.fromCodePoint(0x4e00 + (index % 20_000))).join(""),
        }),
      ]),
  },
  {
    title: "alerts, each on all pools of one load balancer",
    make: (size) => {
      const all = numbered(size, (index) => `pool${index}`);
      const pools = Array.from({ length: size }, (_none, index) => pool(index));
      const alerts = Array.from({ length: size }, (_none, index) => ({
        ...{ op: "create", type: "cloudflare:index/notificationPolicy:NotificationPolicy" },
        name: `a${index}`,
        new: { alertType: "load_balancing_health_alert", filters: { poolIds: [`x${index}`] } },
      }));
      return preview([balancer(0, { defaultPools: all }), ...pools, ...alerts]);
    },
  },
  {
    title: "settings of one zone",
    make: (size) =>
      many(size, (index) => ({
        ...{ op: "create", type: "setting", name: `s${index}` },
        new: { zoneId: `zone${index}`, settingId: "ssl", value: "full" },
      })),
  },
  {
    title: "origin certificates and hostnames of one domain",
    make: (size) =>
      many(size, (index) => [
        record(index, { name: `n${index}.example.com` }),
        {
          ...{ op: "create", type: "certificate", name: `c${index}` },
          new: { hostnames: [`o${index}.example.com`], requestedValidity: 90 },
        },
      ]),
  },
  {
    title: "pools that all give way to others in one load balancer",
    make: (size) => {
      const [was, is] = ["old", "new"].map((word) => numbered(size, (index) => `${word}${index}`));
      const pools = [...(was ?? []), ...(is ?? [])].map((id, index) => ({
        ...pool(index, { name: `called ${id}` }),
        ...{ name: id, id },
      }));
      const own = { zoneId, name: "b.example.com", proxied: true, fallbackPool: "new0" };
      const step = { op: "update", type: "balancer", name: "b", id: "b" };
      const [old, now] = [was, is?.slice(1)].map((defaultPools) => ({ ...own, defaultPools }));
      return preview([{ ...step, old: old ?? {}, new: now ?? {} }, ...pools]);
    },
  },
  {
    title: "monitors without a Host header, each of a pool",
    make: (size) =>
      many(size, (index) => [
        {
          ...{ op: "same", type: "monitor", name: `m${index}`, id: `m${index}` },
          old: { type: "https", expectedCodes: "2xx", path: "/healthz" },
        },
        pool(index, { monitor: `m${index}` }),
      ]),
  },
  {
    title: "monitors without a Host header, and pools that may have any of them",
    make: (size) => {
      const monitors = Array.from({ length: size }, (_none, index) => ({
        ...{ op: "same", type: "monitor", name: `m${index}`, id: `m${index}` },
        old: { type: "https", expectedCodes: "2xx", path: "/healthz" },
      }));
      const pools = Array.from({ length: size }, (_none, index) => pool(index, { monitor: "m0" }));
      return preview([...monitors, ...pools]);
    },
  },
  {
    title: "security groups, and rules with prefix lists that are not known yet",
    make: (size) =>
      many(size, (index) => [
        {
          ...group,
          op: "create",
          name: `g${index}`,
          id: `sg${index}`,
          new: { vpcId: `vpc${index}` },
        },
        openRule(index, { securityGroupId: `sg${index}`, prefixListId: unknown }),
        openRule(size + index, { securityGroupId: "sg0", prefixListId: unknown }),
      ]),
  },
  {
    title: "security groups of one network, each in another region",
    make: (size) =>
      many(size, (index) => [
        {
          ...{ ...group, op: "create", name: `g${index}`, id: `sg${index}` },
          new: { vpcId: "vpc", region: `region-${index}` },
        },
        openRule(index, { securityGroupId: `sg${index}`, cidrIpv4: "0.0.0.0/0" }),
      ]),
  },
  {
    title: "security groups of one network, each on a machine of its own",
    make: (size) =>
      many(size, (index) => [
        { ...group, op: "create", name: `g${index}`, id: `sg${index}`, new: { vpcId: "vpc" } },
        {
          ...{ op: "create", type: "aws:lb/loadBalancer:LoadBalancer", name: `l${index}` },
          new: {
            name: `l${index}`,
            dnsName: `l${index}.example.net`,
            securityGroups: [`sg${index}`],
          },
        },
        openRule(index, { securityGroupId: `sg${index}`, cidrIpv4: "0.0.0.0/0" }),
      ]),
  },
  {
    title: "machines that all carry the same security groups",
    make: (size) => {
      const securityGroups = numbered(size, (index) => `sg${index}`);
      return preview([
        ...securityGroups.map((id) => ({
          ...{ ...group, op: "create", name: id, id },
          new: { vpcId: "vpc" },
        })),
        {
          op: "create",
          type: "aws:lb/loadBalancer:LoadBalancer",
          name: "l",
          new: { securityGroups },
        },
      ]);
    },
  },
  {
    title: "records of one name that all give way to others",
    make: (size) =>
      many(size, (index) => [
        {
          ...{ op: "delete", type: "record", name: `r${index}`, id: `r${index}` },
          old: { zoneId, name: "www.example.com", type: "A", content: "a.b" },
        },
        cname(size + index, "www.example.com", `t${index}.example.com`),
      ]),
  },
  {
    title: "ports of origins, and port ranges of a group within each other",
    make: (size) => {
      const origins = numbered(size, (index) => `203.0.113.${index % 250}`).map(
        (origin, index) => ({ name: `o${index}`, address: origin, port: 1000 + index }),
      );
      const rules = numbered(size, address).map((cidrIpv4, index) =>
        openRule(index, { cidrIpv4, fromPort: 1000 + index, toPort: 60000 - index }),
      );
      return preview([group, pool(0, { origins }), ...rules]);
    },
  },
  {
    title: "zones whose mode changes, and hostnames of them",
    make: (size) =>
      many(size, (index) => [
        {
          ...{ op: "update", type: "setting", name: `s${index}` },
          old: { zoneId: `zone${index}`, settingId: "ssl", value: "strict" },
          new: { zoneId: `zone${index}`, settingId: "ssl", value: "full" },
        },
        record(index, { zoneId: `zone${index}`, name: `n${index}.example.com` }),
      ]),
  },
];
