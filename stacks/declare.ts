import * as pulumi from "@pulumi/pulumi";
import { getIpRangesOutput } from "@pulumi/cloudflare/getIpRanges";
import { HealthAlerts } from "../components/alerts";
import { DnsRecords } from "../components/dns";
import type { FailoverReport } from "../components/loadBalancing";
import { OriginFirewall } from "../components/originFirewall";
import { ResilientSite } from "../components/site";
import { StrictTls } from "../components/tls";
import { componentName, firewallArgs, recordsArgs, siteArgs, tlsArgs } from "./blocks";
import type { ReadEnvironment } from "./readEnvironment";

/** What a stack tells after an `up`. */
export interface EnvironmentOutputs {
  /** Where each site is, by its key. */
  readonly urls: Readonly<Record<string, pulumi.Output<string>>>;
  /** How soon each site is off a failing origin, and why, by the site's key. */
  readonly failover: Readonly<Record<string, pulumi.Output<FailoverReport> | undefined>>;
  /** The security groups to attach to the origins, by the firewall's key. */
  readonly originSecurityGroupIds: Readonly<Record<string, pulumi.Output<string[]>>>;
  /** The zone settings that stay after a destroy; empty where another stack owns them. */
  readonly leftBehind: pulumi.Output<Record<string, string>>;
}

/**
 * Declares an environment out of the components.
 * @param stack - The stack's name; the names of all components begin with it.
 * @param read - An environment that has been checked.
 * @returns What the stack tells.
 */
export function declareEnvironment(stack: string, read: ReadEnvironment): EnvironmentOutputs {
  const { environment } = read;
  const named = (key: string): string => componentName(stack, key);
  const tls = tlsArgs(environment);
  const settings = tls && new StrictTls(named("zone"), tls);
  const records = recordsArgs(environment);
  if (records !== undefined) {
    new DnsRecords(named("dns"), records);
  }
  const groupIds = declareFirewalls(stack, read);
  const sites = Object.entries(siteArgs(environment, groupIds)).map(
    ([key, args]) => [key, new ResilientSite(named(key), args)] as const,
  );
  declareAlerts(named("alerts"), read, sites);
  return {
    urls: Object.fromEntries(sites.map(([key, site]) => [key, site.url])),
    failover: Object.fromEntries(sites.map(([key, site]) => [key, site.failover])),
    originSecurityGroupIds: groupIds,
    leftBehind: settings?.leftBehind ?? pulumi.output<Record<string, string>>({}),
  };
}

function declareFirewalls(
  stack: string,
  { environment }: ReadEnvironment,
): Record<string, pulumi.Output<string[]>> {
  return Object.fromEntries(
    Object.entries(firewallArgs(environment, () => getIpRangesOutput())).map(([key, args]) => {
      const firewall = new OriginFirewall(componentName(stack, key), args);
      return [key, firewall.securityGroupIds];
    }),
  );
}

function declareAlerts(
  name: string,
  { environment, secret }: ReadEnvironment,
  sites: readonly (readonly [string, ResilientSite])[],
): void {
  const { account, zone, alerts } = environment;
  if (alerts === undefined) {
    return;
  }
  const webhooks = Object.fromEntries(
    Object.entries(alerts.webhooks ?? {}).map(([key, { urlConfigKey, secretConfigKey }]) => [
      key,
      { url: secret(urlConfigKey), secret: secretConfigKey && secret(secretConfigKey) },
    ]),
  );
  // A pool's name has no slash, so that no two pools meet in one key.
  const pools = sites.flatMap(([key, site]) =>
    Object.entries(site.balancer?.pools ?? {}).map(
      ([pool, { id }]) => [`${key}/${pool}`, id] as const,
    ),
  );
  new HealthAlerts(name, {
    accountId: account.id,
    plan: zone.plan,
    ...alerts,
    webhooks,
    poolIds: pools.length > 0 ? Object.fromEntries(pools) : undefined,
  });
}
