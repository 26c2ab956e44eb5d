import { assert, expect } from "chai";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes, type ModelTypeName } from "../../../model/graph/resourceTypes";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import type { PolicyConfiguration } from "../../../checks/policy/configuration";
import type { JudgedPlan } from "../../../checks/policy/context";
import { judgePlan } from "../../../checks/policy/evaluate";

/** The day on which the tests judge. */
export const today = new Date("2026-11-23T12:00:00Z");

const zoneId = "f".repeat(32);
const accountId = "a".repeat(32);

/** The URN of a resource in these tests. */
export function urn(token: string, name: string): string {
  return `urn:pulumi:production::shop::${token}::${name}`;
}

/** A resource as a plan has it. */
export function resource(
  token: string,
  name: string,
  properties: ModelObject,
  id?: string,
): ModelResource {
  return {
    key: urn(token, name),
    type: token,
    name,
    properties,
    ...(id === undefined ? {} : { id }),
  };
}

/** A reference to a resource whose outputs are not known yet. */
export function from(type: ModelTypeName, name: string): ModelReference {
  return new ModelReference([urn(modelTypes[type], name)]);
}

/**
 * A stack that breaks no rule. Tests take a copy and change what they are about.
 */
export class Shop {
  readonly #resources = new Map<string, ModelResource>();

  constructor() {
    this.#edge();
    this.#pools();
    this.#origin();
  }

  /** All resources. */
  get resources(): ModelResource[] {
    return [...this.#resources.values()];
  }

  /** The stack as a whole plan without changes. */
  get plan(): JudgedPlan {
    return { after: this.resources, before: this.resources, changes: [], whole: true };
  }

  /** Adds a resource, or puts one in the place of another. */
  add(type: string, name: string, properties: ModelObject, id?: string): this {
    const token = type in modelTypes ? modelTypes[type as ModelTypeName] : type;
    this.#resources.set(name, resource(token, name, properties, id));
    return this;
  }

  /** Changes properties; those given as undefined are taken out. */
  set(name: string, properties: Readonly<Record<string, unknown>>): this {
    const known = this.one(name);
    const next = Object.entries({ ...known.properties, ...properties }).filter(
      ([, value]) => value !== undefined,
    );
    this.#resources.set(name, { ...known, properties: Object.fromEntries(next) as ModelObject });
    return this;
  }

  /** Takes a resource out. */
  drop(...names: string[]): this {
    for (const name of names) {
      expect(this.#resources.delete(name), name).to.equal(true);
    }
    return this;
  }

  /** One resource. */
  one(name: string): ModelResource {
    const found = this.#resources.get(name);
    assert.isDefined(found, name);
    return found;
  }

  #edge(): void {
    this.add("zone", "zone", { name: "example.com", account: { id: accountId } }, zoneId);
    this.add("zoneSetting", "ssl", { zoneId, settingId: "ssl", value: "strict" });
    this.add("zoneSetting", "mode", { zoneId, settingId: "ssl_automatic_mode", value: "custom" });
    this.add("zoneSetting", "tls", { zoneId, settingId: "min_tls_version", value: "1.2" });
    this.add("dnsRecord", "safety", {
      zoneId,
      name: "www.example.com",
      type: "A",
      content: "203.0.113.10",
      proxied: true,
      ttl: 1,
    });
    this.add("dnsRecord", "mail", {
      zoneId,
      name: "mail.example.com",
      type: "A",
      content: "192.0.2.25",
      proxied: false,
      ttl: 300,
    });
    this.add("originCertificate", "certificate", {
      hostnames: ["*.example.com", "example.com"],
      expiresOn: "2041-11-19T12:00:00Z",
      requestType: "origin-rsa",
    });
    this.add("ruleset", "cache", {
      zoneId,
      kind: "zone",
      phase: "http_request_cache_settings",
      rules: [{ action: "set_cache_settings", expression: "true", ref: "all" }],
    });
  }

  #pools(): void {
    this.add("monitor", "monitor", {
      accountId,
      type: "https",
      path: "/healthz",
      expectedCodes: "2xx",
      header: { Host: ["www.example.com"] },
      probeZone: "example.com",
      interval: 15,
      timeout: 5,
      retries: 1,
      consecutiveDown: 2,
      allowInsecure: false,
    });
    for (const [name, address] of [
      ["primary", "203.0.113.10"],
      ["backup", "198.51.100.20"],
    ] as const) {
      this.add("pool", name, {
        accountId,
        name: `shop-${name}`,
        monitor: from("monitor", "monitor"),
        checkRegions: ["ENAM", "WEU", "WNAM"],
        origins: [{ name: "a", address }],
      });
    }
    this.add("loadBalancer", "www", {
      zoneId,
      name: "www.example.com",
      proxied: true,
      steeringPolicy: "off",
      defaultPools: [from("pool", "primary"), from("pool", "backup")],
      fallbackPool: from("pool", "backup"),
      adaptiveRouting: { failoverAcrossPools: true },
    });
    this.add("alert", "alert", {
      accountId,
      alertType: "load_balancing_health_alert",
      enabled: true,
      mechanisms: { emails: [{ id: "oncall@example.com" }] },
    });
  }

  #origin(): void {
    for (const [family, list] of [
      ["IPv4", "ranges4"],
      ["IPv6", "ranges6"],
    ] as const) {
      const ranges = family === "IPv4" ? cloudflareRanges.ipv4 : cloudflareRanges.ipv6;
      this.add("prefixList", list, {
        addressFamily: family,
        maxEntries: 20,
        entries: ranges.map((cidr) => ({ cidr })),
      });
      this.add("ingressRule", `https${family}`, {
        securityGroupId: from("securityGroup", "group"),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        prefixListId: from("prefixList", list),
      });
    }
    this.add("securityGroup", "group", { vpcId: "vpc-1", description: "Cloudflare only" });
    this.add("awsLoadBalancer", "alb", {
      loadBalancerType: "application",
      internal: false,
      idleTimeout: 930,
      securityGroups: [from("securityGroup", "group")],
      region: "eu-west-1",
    });
    this.add("listener", "listener", {
      loadBalancerArn: from("awsLoadBalancer", "alb"),
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    });
    this.add("aws:ec2/internetGateway:InternetGateway", "gateway", { vpcId: "vpc-1" });
    this.add("routeTable", "routes", {
      vpcId: "vpc-1",
      routes: [
        {
          cidrBlock: "0.0.0.0/0",
          gatewayId: new ModelReference([
            urn("aws:ec2/internetGateway:InternetGateway", "gateway"),
          ]),
        },
        { cidrBlock: "10.0.0.0/8", transitGatewayId: "tgw-1" },
      ],
    });
  }
}

/** Everything that a plan breaks, one line each: `rule: message`. */
export function told(plan: JudgedPlan, configuration: PolicyConfiguration = {}): string[] {
  return judgePlan(plan, { now: today, configuration }).findings.map(
    ({ id, breach }) => `${id}: ${breach.message}`,
  );
}

/** A plan and exactly what must be said of it. */
export interface Case {
  /** What it shows, as the end of "it …". */
  readonly title: string;
  /** The plan, made out of the stack that breaks no rule. */
  readonly plan: (shop: Shop) => Shop | JudgedPlan;
  /** Every finding: `rule: message`, in order. */
  readonly told: readonly string[];
  /** The configuration. Defaults to none. */
  readonly configuration?: PolicyConfiguration;
}

/** The plan of a case. */
export function planOf({ plan }: Case): JudgedPlan {
  const made = plan(new Shop());
  return made instanceof Shop ? made.plan : made;
}

/** Declares a test for each case. */
export function itTells(cases: readonly Case[]): void {
  for (const each of cases) {
    it(each.title, () => {
      expect(told(planOf(each), each.configuration)).to.deep.equal(each.told);
    });
  }
}
