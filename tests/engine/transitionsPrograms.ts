import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { FailoverLoadBalancer, originSecretHeader } from "../../components";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Environment } from "../../stacks";
import { declareEnvironment } from "../../stacks/declare";
import { parseEnvironment } from "../../stacks/readEnvironment";
import { validateEnvironment, type ResolvedEnvironment } from "../../stacks/validate";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import { secretMark } from "./secretMark";

/** One side of a transition. */
export interface Side {
  /** Declares the resources. */
  readonly declare: () => void;
  /** Names that must be served when this side is up, sorted. */
  readonly serves: readonly string[];
}

type Sites = NonNullable<Environment["sites"]>;
type Site = Sites[string];
type Firewall = NonNullable<Environment["firewalls"]>[string];
type Records = NonNullable<Environment["records"]>;
type Zone = Environment["zone"];

export const vpcId = "vpc-0a1b2c3d4e5f60718";
export const secondVpcId = "vpc-0f9e8d7c6b5a40312";

const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

export const primary = { name: "primary", origins: { a: { address: "203.0.113.10" } } };
export const backup = { name: "backup", origins: { b: { address: "198.51.100.20" } } };
export const third = { name: "third", origins: { c: { address: "198.51.100.30" } } };
export const drained = { drain: true } as const;

/** The primary pool with two origins, the second as told. */
export function twoOrigins(
  second: Site["pools"][number]["origins"][string] = {
    address: "203.0.113.11",
  },
): Site["pools"][number] {
  return { ...primary, origins: { ...primary.origins, second } };
}

const web: Site = {
  hostname: "www.example.com",
  pools: [primary, backup],
  health: { path: "/healthz" },
};

const shop: Site = {
  hostname: "shop.example.com",
  pools: [
    { name: "primary", origins: { a: { address: "203.0.113.40" } } },
    { name: "backup", origins: { b: { address: "198.51.100.50" } } },
  ],
  health: { path: "/shop/healthz" },
};

/** The site's pools at another port, without the record beneath it, which has none. */
export const otherPort: Partial<Site> = {
  pools: [primary, backup].map((pool) => ({
    ...pool,
    origins: Object.fromEntries(
      Object.entries(pool.origins).map(([name, origin]) => [name, { ...origin, port: 8443 }]),
    ),
  })),
  safetyRecord: false,
};

const mail: Records = {
  mail: { type: "MX", name: "@", content: "mail.example.net", priority: 10 },
};

const zone: Zone = {
  id: defaultZoneId,
  name: "example.com",
  plan: "business",
  ownsSettings: true,
};

const base: Environment = {
  account: { id: defaultAccountId, trafficSteeringAddOn: true },
  zone,
  records: mail,
  firewalls: { main: { vpcId } },
  sites: { web },
  alerts: { emails: ["oncall@example.com"] },
};

/** The environment that most transitions begin or end with, changed. */
export function environment(changes: Partial<Environment> = {}): Side {
  const said: Environment = { ...base, ...changes };
  return { declare: () => declareWithOrigins(said), serves: servedNames(said) };
}

/** The environment with its one site changed, and perhaps more. */
export function site(changes: Partial<Site>, others: Partial<Environment> = {}): Side {
  return environment({ sites: { web: { ...web, ...changes } }, ...others });
}

/** The environment with its one firewall changed, and perhaps its site too. */
export function firewall(changes: Partial<Firewall>, ofSite: Partial<Site> = {}): Side {
  return environment({
    firewalls: { main: { vpcId, ...changes } },
    sites: { web: { ...web, ...ofSite } },
  });
}

/** The environment with a second site. */
export function withShop(changes: Partial<Site> = {}): Side {
  return environment({ sites: { web, shop: { ...shop, ...changes } } });
}

/** A load balancer whose backup is known only when it is made, by the name that AWS gives it. */
export function withMadeOrigin(name: string): Side {
  return {
    serves: [web.hostname],
    declare: () => {
      const { dnsName } = new ApplicationLoadBalancer(name, { subnets });
      new FailoverLoadBalancer("web", {
        accountId: defaultAccountId,
        zoneId: defaultZoneId,
        zoneName: zone.name,
        ...web,
        pools: [primary, { ...backup, origins: { b: { address: dnsName } } }],
      });
    },
  };
}

type Alb = NonNullable<Site["pools"][number]["origins"][string]["alb"]>;

/** A load balancer of AWS as an origin, changed. It may be deleted, since every transition ends so. */
export function alb(changes: Partial<Alb> = {}): { readonly alb: Alb } {
  return {
    alb: {
      firewall: "main",
      subnetIds: subnets,
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f",
      application: { port: 8080, healthPath: "/healthz" },
      targets: { instanceIds: { a: "i-0a1b2c3d4e5f60718", b: "i-0b1c2d3e4f5061728" } },
      deletionProtection: false,
      ...changes,
    },
  };
}

/** The environment whose primary pool has these origins. */
export function primaryOf(
  origins: Site["pools"][number]["origins"],
  changes: Partial<Environment> = {},
): Side {
  const pools = [{ ...primary, origins }, backup];
  return environment({ sites: { web: { ...web, pools } }, ...changes });
}

/** A side beside which Cloudflare sends origins a secret in the header that their load balancers may require. */
export function sending(valueConfigKey: string, side: Side): Side {
  return {
    ...side,
    declare: () => {
      const { edgeRule } = originSecretHeader({
        ...{ hostnames: [web.hostname], name: requiredHeader },
        value: pulumi.secret(secretText(valueConfigKey)),
      });
      new Ruleset("headers", {
        ...{ zoneId: defaultZoneId, name: "headers", kind: "zone" },
        ...{ phase: "http_request_late_transform", rules: [edgeRule] },
      });
      return side.declare();
    },
  };
}

/** The name of the header that load balancers of AWS require in these programs. */
export const requiredHeader = "x-origin-key";

function secretText(name: string): string {
  return `https://hooks.example.com/${secretMark}-${name}`;
}

/** The environment with more records. */
export function records(more: Records): Side {
  return environment({ records: { ...mail, ...more } });
}

/** The environment with its zone changed. */
export function inZone(changes: Partial<Zone>, others: Partial<Environment> = {}): Side {
  return environment({ zone: { ...zone, ...changes }, ...others });
}

/** Cloudflare's ranges without the first. */
export const fewerRanges = {
  ipv4: cloudflareRanges.ipv4.slice(1),
  ipv6: [...cloudflareRanges.ipv6],
};

/** Cloudflare's ranges with one of them as two halves. */
export const halvedRanges = {
  ipv4: cloudflareRanges.ipv4.flatMap((range) =>
    range === "104.16.0.0/13" ? ["104.16.0.0/14", "104.20.0.0/14"] : range,
  ),
  ipv6: [...cloudflareRanges.ipv6],
};

/** An application load balancer in each VPC carries the groups, so that their order can break something. */
function declareWithOrigins(said: Environment): void {
  const { environment, values } = parseEnvironment("test", said);
  const { problems, resolved } = validateEnvironment({ environment, values }, secretText);
  expect(problems).to.deep.equal([]);
  const { originSecurityGroupIds } = declareEnvironment("test", {
    environment,
    resolved: resolved as ResolvedEnvironment,
    secret: (name) => pulumi.secret(secretText(name)),
  });
  for (const [key, securityGroups] of Object.entries(originSecurityGroupIds)) {
    new ApplicationLoadBalancer(`origin-${key}`, {
      securityGroups,
      subnets,
      region: said.firewalls?.[key]?.region,
    });
  }
}

/** The hostnames of sites, and of records that lead somewhere. */
function servedNames({ sites = {}, records: said = {}, zone: { name } }: Environment): string[] {
  const answering = Object.values(said).filter(({ type }) => ["A", "AAAA", "CNAME"].includes(type));
  return [
    ...Object.values(sites).map(({ hostname }) => hostname),
    ...answering.map((record) => `${record.name}.${name}`),
  ].sort();
}
