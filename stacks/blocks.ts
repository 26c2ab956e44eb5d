import type * as pulumi from "@pulumi/pulumi";
import type { LiveRangesArgs, OriginFirewallArgs } from "../components/originFirewall";
import type { ResilientSiteArgs, SiteAlbArgs } from "../components/site";
import type { StrictTlsArgs } from "../components/tls";
import { mapEntries } from "../core/entries";
import { idPrefixes } from "../facts/aws/ids";
import { usesArgoOrTieredCache } from "./argoAndTieredCache";
import { drainedPools } from "./drain";
import type { ActiveZones } from "./edgeCertificates";
import type { Environment } from "./environment";
import { clientVerification } from "./originPulls";
import type { RegionalArns } from "./regionalArns";
import { albRegion, type EnvironmentAlb } from "./sites";

/** The text of a secret of the configuration; undefined where it is not set. */
export type SecretText = (name: string) => string | undefined;

/** Takes the place of the groups that the environment's firewalls make. */
const groupsKnownLater = { known: [`${idPrefixes.securityGroup}-00000000`] };

/**
 * The zone's settings.
 * @param environment - The environment.
 * @returns The arguments; undefined where another stack owns the settings.
 */
export function tlsArgs({ zone, tls }: Environment): StrictTlsArgs | undefined {
  return zone.ownsSettings ? { ...tls, zoneId: zone.id, plan: zone.plan } : undefined;
}

/**
 * The firewalls.
 * @param environment - The environment.
 * @param liveRanges - Asks for the published ranges; called once for each firewall that joins them.
 * @returns The arguments by the firewall's key.
 */
export function firewallArgs(
  { firewalls = {} }: Environment,
  liveRanges: () => pulumi.Output<LiveRangesArgs>,
): Record<string, OriginFirewallArgs> {
  return mapEntries(firewalls, ({ joinLiveRanges, ...args }) =>
    joinLiveRanges === true ? { ...args, liveRanges: liveRanges() } : args,
  );
}

/**
 * The sites. Zone settings, firewalls and alerts are the environment's, one for all its sites.
 * @param environment - The environment.
 * @param secretText - The secrets that it may name.
 * @param arns - Its certificates and trust stores, for load balancers that name none.
 * @param zones - The zone's id, for hostnames that wait for a certificate.
 * @returns The arguments by the site's key. In the place of the firewalls' groups is one that stands for them.
 */
export function siteArgs(
  environment: Environment,
  secretText: SecretText,
  arns: AlbArns,
  zones: ActiveZones,
): Record<string, ResilientSiteArgs> {
  const { account, zone, sites = {}, retiredAddresses, firewallManagedBy } = environment;
  const shared = {
    accountId: account.id,
    zoneName: zone.name,
    plan: zone.plan,
    trafficSteeringAddOn: account.trafficSteeringAddOn,
    usesArgoOrTieredCache: usesArgoOrTieredCache(environment),
    retiredAddresses,
    tlsManagedBy: zone.ownsSettings ? "the zone settings of this stack" : "the zone's own stack",
    alertsManagedBy: "the alerts of this stack",
    ...(firewallManagedBy === undefined
      ? { existingSecurityGroupIds: groupsKnownLater }
      : { firewallManagedBy }),
  };
  return mapEntries(sites, (site) => ({
    ...{ ...shared, ...site, zoneId: zones.ofHostname(site.hostname) },
    pools: drainedPools(environment, site.pools).map((pool) => ({
      ...pool,
      origins: mapEntries(pool.origins, ({ alb, ...origin }) =>
        alb === undefined
          ? origin
          : {
              ...origin,
              alb: {
                ...albArgs(alb, secretText),
                ...arnsOf(alb, environment, arns),
              },
            },
      ),
    })),
  }));
}

/** What has an ARN in each region, for the load balancers there that name none. */
export interface AlbArns {
  /** The certificates. */
  readonly certificates: RegionalArns;
  /** The trust stores. */
  readonly trustStores: RegionalArns;
}

function arnsOf(
  alb: EnvironmentAlb,
  environment: Environment,
  { certificates, trustStores }: AlbArns,
): Pick<SiteAlbArgs, "certificateArn" | "clientVerification"> {
  const region = albRegion(environment, alb);
  return {
    // Where there is none either, that it is left out is for the load balancer's own check to tell.
    certificateArn: (alb.certificateArn ?? certificates.arnIn(region)) as string,
    clientVerification: clientVerification(alb, environment.originPulls, trustStores, region),
  };
}

/** What is given for a header's values is kept secret by the component. */
function albArgs(
  { requiredHeader, ...alb }: EnvironmentAlb,
  secretText: SecretText,
): Omit<SiteAlbArgs, "certificateArn" | "clientVerification"> {
  if (requiredHeader === undefined) {
    return alb;
  }
  const { valueConfigKeys, ...header } = requiredHeader;
  // What stands for a secret that is not set is such as one must be; that it is not set is a problem of its own.
  const values = valueConfigKeys.map((key, at) => secretText(key) ?? `${at}`.padEnd(32, "-"));
  return { ...alb, requiredHeader: { ...header, values } };
}

/**
 * The name of a component: the stack's and the key, since names of pools are unique in an account.
 * @param stack - The stack's name.
 * @param key - The key of the block.
 * @returns `production-www`.
 */
export function componentName(stack: string, key: string): string {
  return `${stack}-${key}`;
}
