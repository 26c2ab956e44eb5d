import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import type { Step } from "./plans";

/** What a program says of a site with two pools of two origins, each a load balancer of AWS, and what a change makes of it. */
export interface PicturedSite {
  /** Ranges that the group of each pool lets in, by the pool's name; undefined for no group. */
  readonly lets: Readonly<Record<"primary" | "backup", readonly string[] | undefined>>;
  /** The zone's encryption mode; undefined where no setting says it. */
  readonly mode: string | undefined;
}

export const world = "0.0.0.0/0";
export const cloudflare: readonly string[] = [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6];

/** Such a site as it should be. */
export const goodSite: PicturedSite = {
  lets: { primary: cloudflare, backup: cloudflare },
  mode: "strict",
};

const pools = ["primary", "backup"] as const;
const balancerType = "aws:lb/loadBalancer:LoadBalancer";

/** The steps from one such site to another. */
export function siteSteps(before: PicturedSite, after: PicturedSite): Step[] {
  const [old, now] = [resourcesOf(before), resourcesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].map((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const type = (is ?? was)?.type ?? "";
    const same = JSON.stringify(was) === JSON.stringify(is);
    const op =
      was === undefined ? "create" : is === undefined ? "delete" : same ? "same" : "update";
    return {
      ...{ op, type, name, id: `id-${name}` },
      ...(was && { old: was.inputs }),
      ...(is && { new: is.inputs }),
    };
  });
}

/** The rules of a group that lets ranges in at port 443. */
export function lets(ranges: readonly string[]): object[] {
  const [ipv4, ipv6] = [false, true].map((colon) =>
    ranges.filter((range) => range.includes(":") === colon),
  );
  const rule = { protocol: "tcp", fromPort: 443, toPort: 443 };
  return [{ ...rule, cidrBlocks: ipv4, ipv6CidrBlocks: ipv6 }];
}

interface Declared {
  readonly type: string;
  readonly inputs: object;
}

function resourcesOf({ lets: ranges, mode }: PicturedSite): Map<string, Declared> {
  const zone = { zoneId: "z", proxied: true };
  const defaultPools = pools.map((pool) => `id-${pool}`);
  const balancer = { name: "www.example.com", defaultPools, fallbackPool: "id-backup" };
  const setting = { zoneId: "z", settingId: "ssl", value: mode };
  return new Map<string, Declared>([
    ["www", { type: "balancer", inputs: { ...zone, ...balancer } }],
    ...pools.flatMap((pool) => poolOf(pool, ranges[pool])),
    ...(mode === undefined ? [] : [["ssl", { type: "setting", inputs: setting }] as const]),
  ]);
}

function poolOf(pool: string, ranges: readonly string[] | undefined): [string, Declared][] {
  const machines = ["a", "b"].map((each) => `${pool}-${each}`);
  const origins = machines.map((name) => ({ name, address: `${name}.elb.example.net` }));
  const ingress = lets(ranges ?? []);
  const group = { name: `${pool}-edge`, vpcId: `vpc-${pool}`, ingress };
  return [
    [pool, { type: "pool", inputs: { name: pool, origins } }],
    ...machines.map((name): [string, Declared] => {
      const securityGroups = ranges === undefined ? [] : [`id-${pool}-edge`];
      const inputs = { name, dnsName: `${name}.elb.example.net`, securityGroups };
      return [name, { type: balancerType, inputs }];
    }),
    ...(ranges === undefined
      ? []
      : [[`${pool}-edge`, { type: "group", inputs: group }] as [string, Declared]]),
  ];
}
