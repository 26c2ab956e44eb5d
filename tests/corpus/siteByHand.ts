import type { CustomResourceOptions } from "@pulumi/pulumi";
import { DnsRecord, type DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer, type LoadBalancerArgs } from "@pulumi/cloudflare/loadBalancer";
import {
  LoadBalancerMonitor,
  type LoadBalancerMonitorArgs,
} from "@pulumi/cloudflare/loadBalancerMonitor";
import { LoadBalancerPool, type LoadBalancerPoolArgs } from "@pulumi/cloudflare/loadBalancerPool";
import {
  NotificationPolicy,
  type NotificationPolicyArgs,
} from "@pulumi/cloudflare/notificationPolicy";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import type { Program } from "./corpusCase";

export const accountId = defaultAccountId;
export const zoneId = defaultZoneId;
export const www = "www.example.com";

/** What two programs say differently; `undefined` takes a property away. */
type Changed<T> = { readonly [name in keyof T]?: T[name] | undefined };

/** A site with a load balancer over two pools, written without this library, in which every rule holds. */
export interface SiteByHand {
  readonly monitor?: Changed<LoadBalancerMonitorArgs>;
  readonly primary?: Changed<LoadBalancerPoolArgs>;
  readonly backup?: Changed<LoadBalancerPoolArgs>;
  /** Pools beside the two, after them in failover order, by name. */
  readonly more?: Readonly<Record<string, Changed<LoadBalancerPoolArgs>>>;
  /** What the load balancer says; `pools` are names in failover order, `fallback` one. */
  readonly balancer?: Changed<LoadBalancerArgs> & BalancedPools;
  /** The record beneath the load balancer; null for none. */
  readonly safety?: Changed<DnsRecordArgs> | null;
  readonly alert?: Changed<NotificationPolicyArgs> | null;
  /** Settings of the zone by id; null leaves one out. */
  readonly settings?: Readonly<Record<string, string | null>>;
  /** Options by logical name. */
  readonly options?: Readonly<Record<string, CustomResourceOptions>>;
  /** Logical names that are others than usual, by the usual one. */
  readonly called?: Readonly<Record<string, string>>;
}

interface BalancedPools {
  readonly pools?: readonly string[];
  readonly fallback?: string;
  /** Pools by region, by their names. */
  readonly regions?: Readonly<Record<string, readonly string[]>>;
}

export const goodSettings = { ssl: "strict", ssl_automatic_mode: "custom", min_tls_version: "1.2" };

/** An origin as the API answers it. */
export const asAnswered = (origin: { name: string; address: string }) => ({
  ...origin,
  ...{ enabled: true, flattenCname: true, weight: 1 },
});

/** Declares the settings of a zone. */
export function settings(values: Readonly<Record<string, string | null>>, zone = zoneId): void {
  for (const [settingId, value] of Object.entries(values)) {
    if (value !== null) {
      new ZoneSetting(settingId.replaceAll("_", "-"), { zoneId: zone, settingId, value });
    }
  }
}

/** Declares a record at Cloudflare's proxy unless told otherwise. */
export function record(
  logical: string,
  name: string,
  content: string,
  said: Changed<DnsRecordArgs> = {},
  options: CustomResourceOptions = {},
): DnsRecord {
  const proxied = said.proxied ?? true;
  const own = {
    zoneId,
    name,
    type: "A",
    content,
    proxied,
    ttl: proxied === true ? 1 : 300,
    ...said,
  };
  return new DnsRecord(logical, given(own), options);
}

/** Leaves out what is undefined. */
export function given<T extends object>(args: { [name in keyof T]: T[name] | undefined }): T {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as T;
}

/** A program that declares the site, and what else it is told to. */
export function siteByHand(said: SiteByHand = {}, beside: Program = () => undefined): Program {
  return () => {
    const site = new Site(said);
    settings({ ...goodSettings, ...said.settings });
    site.safety();
    site.balancer(site.pools(site.monitor().id));
    site.alert();
    beside();
  };
}

class Site {
  constructor(private readonly said: SiteByHand) {}

  safety(): void {
    if (this.said.safety !== null) {
      record(this.name("safety"), www, "203.0.113.10", this.said.safety, this.options("safety"));
    }
  }

  monitor(): LoadBalancerMonitor {
    const own = {
      ...{ accountId, type: "https", path: "/healthz", expectedCodes: "2xx" },
      ...{ header: { Host: [www] }, probeZone: "example.com" },
      ...{ interval: 15, timeout: 5, retries: 1, consecutiveDown: 2, consecutiveUp: 2 },
    };
    return new LoadBalancerMonitor(
      this.name("health"),
      given({ ...own, ...this.said.monitor }),
      this.options("health"),
    );
  }

  pools(monitor: LoadBalancerPoolArgs["monitor"]): Map<string, LoadBalancerPool> {
    const { primary, backup, more = {} } = this.said;
    const addresses = { primary: "203.0.113.10", backup: "198.51.100.20" };
    const all = Object.entries({ primary, backup, ...more });
    return new Map(
      all.map(([name, changes], index) => {
        const address = addresses[name as "primary"] ?? `198.51.100.${index + 1}0`;
        const own = {
          ...{ accountId, name: `shop-${name}`, monitor, checkRegions: ["ENAM", "WEU", "WNAM"] },
          origins: [{ name: "a", address }],
        };
        const args = given({ ...own, ...changes });
        return [name, new LoadBalancerPool(this.name(name), args, this.options(name))];
      }),
    );
  }

  balancer(known: ReadonlyMap<string, LoadBalancerPool>): void {
    const { pools = [...known.keys()], fallback, regions, ...changes } = this.said.balancer ?? {};
    const idOf = (name: string): LoadBalancerPool["id"] => {
      const pool = known.get(name);
      if (pool === undefined) {
        throw new Error(`no pool is called ${name}`);
      }
      return pool.id;
    };
    const own = {
      ...{ zoneId, name: www, proxied: true, steeringPolicy: "off" },
      ...{ defaultPools: pools.map(idOf), fallbackPool: idOf(fallback ?? pools.at(-1) ?? "") },
      adaptiveRouting: { failoverAcrossPools: true },
      regionPools: regions && byName(regions, idOf),
    };
    new LoadBalancer(this.name("www"), given({ ...own, ...changes }), this.options("www"));
  }

  alert(): void {
    if (this.said.alert !== null) {
      const own = {
        ...{ accountId, name: "pools", alertType: "load_balancing_health_alert", enabled: true },
        mechanisms: { emails: [{ id: "oncall@example.com" }] },
      };
      new NotificationPolicy(
        this.name("alert"),
        given({ ...own, ...this.said.alert }),
        this.options("alert"),
      );
    }
  }

  private name(usual: string): string {
    return this.said.called?.[usual] ?? usual;
  }

  private options(usual: string): CustomResourceOptions {
    return this.said.options?.[usual] ?? {};
  }
}

function byName<T>(
  lists: Readonly<Record<string, readonly string[]>>,
  idOf: (name: string) => T,
): Record<string, T[]> {
  return Object.fromEntries(Object.entries(lists).map(([key, names]) => [key, names.map(idOf)]));
}
