import * as pulumi from "@pulumi/pulumi";
import { getIpRangesOutput } from "@pulumi/cloudflare/getIpRanges";
import type { AlbOrigin } from "../components/albOrigin";
import { HealthAlerts } from "../components/alerts";
import type { ResolvedAlb } from "../components/alerts/resolve";
import { ArgoAndTieredCache } from "../components/argoAndTieredCache";
import { DnsRecords } from "../components/dns";
import { EdgeCertificate } from "../components/edgeCertificate";
import { EdgeRules } from "../components/edgeRules";
import { ExternalMonitors } from "../components/externalMonitors";
import { handOver } from "../components/internal/validation";
import type { FailoverReport } from "../components/loadBalancing";
import { MaintenancePage } from "../components/maintenance";
import { OriginCertificate } from "../components/originCertificate";
import { OriginPulls } from "../components/originPulls";
import { OriginFirewall } from "../components/originFirewall";
import { checkedLiveRanges } from "../components/originFirewall/validate";
import { PublicCertificate } from "../components/publicCertificate";
import { ResilientSite } from "../components/site";
import { StrictTls } from "../components/tls";
import { WaitingRoom } from "../components/waitingRoom";
import { mapEntries } from "../core/entries";
import { ownEntry } from "../core/ownEntry";
import { balancersOf, type EnvironmentBalancer } from "./albAlarms";
import { componentName } from "./blocks";
import { alertsBeside } from "./maintenance";
import type { ArnsByRegion } from "./regionalArns";
import type { ReadEnvironment } from "./readEnvironment";

/** What is told of a site's load balancers of AWS, by the pool's name and the origin's key. */
export type AlbOriginOutputs = Readonly<
  Record<
    string,
    Readonly<
      Record<string, Pick<AlbOrigin, "dnsName" | "targetGroupArn" | "balancerSecurityGroupId">>
    >
  >
>;

/** What a stack tells after an `up`. */
export interface EnvironmentOutputs {
  /** Where each site is, by its key. */
  readonly urls: Readonly<Record<string, pulumi.Output<string>>>;
  /** How soon each site is off a failing origin, and why, by the site's key. */
  readonly failover: Readonly<Record<string, pulumi.Output<FailoverReport> | undefined>>;
  /** The security groups to attach to the origins, by the firewall's key. */
  readonly originSecurityGroupIds: Readonly<Record<string, pulumi.Output<string[]>>>;
  /** The load balancers of AWS among the origins, by the keys of site, pool and origin. */
  readonly albOrigins: Readonly<Record<string, AlbOriginOutputs>>;
  /** The ARN of each certificate in Certificate Manager, by the certificate, `origin` or `public`, and then by region. */
  readonly certificateArns: ArnsByRegion;
  /** The certificate with which the origins serve, its key and until when it counts, to be put onto servers; secret. Empty for none. */
  readonly originCertificate: Readonly<Record<string, pulumi.Output<string>>>;
  /**
   * The authority with which web servers check Cloudflare's client certificate, as PEM, and until when that certificate counts. Empty
   * for none.
   */
  readonly originPulls: Readonly<Record<string, pulumi.Output<string>>>;
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
  const { resolved } = read;
  const named = (key: string): string => componentName(stack, key);
  const settings = declareZone(named, resolved);
  const certificates = declareCertificates(stack, read);
  resolved.albArns.certificates.provide(certificates.certificateArns);
  const originPulls = declareOriginPulls(named("pulls"), resolved);
  const groupIds = declareFirewalls(stack, read);
  const sites = mapEntries(resolved.sites, ({ args, resolved: site }, key) => {
    const surroundings = { records: undefined, firewalls: {}, securityGroupIds: groupIds };
    return new ResilientSite(named(key), handOver(args, { ...site, ...surroundings }));
  });
  declareAlerts(named("alerts"), read, sites);
  if (resolved.externalMonitors !== undefined) {
    new ExternalMonitors(named("monitors"), resolved.externalMonitors);
  }
  if (resolved.maintenance !== undefined) {
    new MaintenancePage(named("maintenance"), resolved.maintenance);
  }
  return {
    urls: mapEntries(sites, ({ url }) => url),
    failover: mapEntries(sites, ({ failover }) => failover),
    originSecurityGroupIds: groupIds,
    albOrigins: mapEntries(sites, albOriginOutputs),
    ...certificates,
    originPulls,
    leftBehind: settings?.leftBehind ?? pulumi.output<Record<string, string>>({}),
  };
}

/** What all sites of the zone share; returns the settings, where they are this stack's own. */
function declareZone(
  named: (key: string) => string,
  resolved: ReadEnvironment["resolved"],
): StrictTls | undefined {
  resolved.activeZones.provide(
    mapEntries(resolved.edgeCertificates, (certificate, key) => {
      return new EdgeCertificate(named(`edge-certificate-${key}`), certificate).activeZoneId;
    }),
  );
  const settings = resolved.tls && new StrictTls(named("zone"), resolved.tls);
  if (resolved.records !== undefined) {
    new DnsRecords(named("dns"), resolved.records);
  }
  if (resolved.argoAndTieredCache !== undefined) {
    new ArgoAndTieredCache(named("argo"), resolved.argoAndTieredCache);
  }
  if (resolved.edgeRules !== undefined) {
    new EdgeRules(named("rules"), resolved.edgeRules);
  }
  for (const [key, room] of Object.entries(resolved.waitingRooms)) {
    new WaitingRoom(named(`waiting-room-${key}`), room);
  }
  return settings;
}

function albOriginOutputs({ albOrigins }: ResilientSite): EnvironmentOutputs["albOrigins"][string] {
  return mapEntries(albOrigins, (ofPool) =>
    mapEntries(ofPool, ({ dnsName, targetGroupArn, balancerSecurityGroupId }) => {
      return { dnsName, targetGroupArn, balancerSecurityGroupId };
    }),
  );
}

function declareCertificates(
  stack: string,
  { resolved }: ReadEnvironment,
): Pick<EnvironmentOutputs, "certificateArns" | "originCertificate"> {
  const { originCertificate, publicCertificate } = resolved;
  const [originName, publicName] = ["origin-certificate", "public-certificate"].map((key) =>
    componentName(stack, key),
  ) as [string, string];
  const origin = originCertificate && new OriginCertificate(originName, originCertificate);
  const open = publicCertificate && new PublicCertificate(publicName, publicCertificate);
  return {
    certificateArns: {
      ...(origin && { origin: origin.acmCertificateArns }),
      ...(open && { public: open.acmCertificateArns }),
    },
    originCertificate: origin
      ? {
          certificatePem: origin.certificatePem,
          privateKeyPem: origin.privateKeyPem,
          expiresOn: origin.expiresOn,
        }
      : {},
  };
}

function declareOriginPulls(
  name: string,
  { originPulls, albArns }: ReadEnvironment["resolved"],
): EnvironmentOutputs["originPulls"] {
  if (originPulls === undefined) {
    return {};
  }
  const pulls = new OriginPulls(name, originPulls);
  albArns.trustStores.provide({ pulls: pulls.trustStoreArns });
  return { authorityPem: pulls.authorityPem, expiresOn: pulls.expiresOn };
}

function declareFirewalls(
  stack: string,
  { resolved }: ReadEnvironment,
): Record<string, pulumi.Output<string[]>> {
  return mapEntries(resolved.firewalls, (firewall, key) => {
    const { vpcId, live: joins } = firewall;
    const live = joins && checkedLiveRanges(getIpRangesOutput(), firewall);
    const given = handOver({ vpcId }, { ...firewall, live });
    return new OriginFirewall(componentName(stack, key), given).securityGroupIds;
  });
}

function declareAlerts(
  name: string,
  read: ReadEnvironment,
  sites: Readonly<Record<string, ResilientSite>>,
): void {
  const { environment, secret } = read;
  const { alerts } = read.resolved;
  if (alerts === undefined) {
    return;
  }
  const webhooks = mapEntries(
    environment.alerts?.webhooks ?? {},
    ({ urlConfigKey, secretConfigKey }) => ({
      url: secret(urlConfigKey),
      secret: secretConfigKey && secret(secretConfigKey),
    }),
  );
  // A pool's name has no slash, so that no two pools meet in one key.
  const pools = alertsBeside(environment).sites.flatMap((key) =>
    Object.entries(ownEntry(sites, key)?.balancer?.pools ?? {}).map(
      ([pool, { id }]) => [`${key}/${pool}`, id] as const,
    ),
  );
  const albs = albAlarms(read, sites);
  const told = { ...alerts, webhooks, poolIds: Object.fromEntries(pools), albs };
  const { accountId } = alerts;
  new HealthAlerts(name, handOver({ accountId, webhooks, poolIds: told.poolIds }, told));
}

/** The alarms of load balancers, which tell nobody while the balancer's site is under maintenance. */
function albAlarms(
  { environment, resolved }: ReadEnvironment,
  sites: Readonly<Record<string, ResilientSite>>,
): Record<string, ResolvedAlb> {
  const alarms = Object.entries(balancersOf(environment)).flatMap(([key, balancer]) => {
    const alb = ownEntry(resolved.alerts?.albs ?? {}, key);
    const made = albOriginOf(sites, balancer);
    if (alb === undefined || made === undefined) {
      return [];
    }
    const { loadBalancer, targetGroup } = made;
    const ends = {
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      targetGroupArnSuffix: targetGroup.arnSuffix,
    };
    return [[key, { ...alb, ...ends, enabled: alb.enabled && !balancer.isMaintained }] as const];
  });
  return Object.fromEntries(alarms);
}

function albOriginOf(
  sites: Readonly<Record<string, ResilientSite>>,
  { site, pool, origin }: EnvironmentBalancer,
): AlbOrigin | undefined {
  const ofPool = ownEntry(ownEntry(sites, site)?.albOrigins ?? {}, pool);
  return ownEntry(ofPool ?? {}, origin);
}
