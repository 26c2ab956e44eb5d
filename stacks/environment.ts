import type { AlbRequiredHeaderArgs } from "../components/albOrigin/args";
import { headerNameSchema } from "../components/albOrigin/schema";
import type { DnsRecordsArgs } from "../components/dns/args";
import { recordsSchema } from "../components/dns/schema";
import type { EdgeRulesArgs, MonitorAllowanceArgs } from "../components/edgeRules";
import { edgeRulesFields, monitorAllowanceFields } from "../components/edgeRules/schema";
import type { OriginCertificateArgs } from "../components/originCertificate/args";
import { originCertificateFields } from "../components/originCertificate/schema";
import type { PublicCertificateArgs } from "../components/publicCertificate/args";
import { publicCertificateFields } from "../components/publicCertificate/schema";
import { zoneNameSchema } from "../components/internal/valueSchemas";
import type { OriginFirewallArgs } from "../components/originFirewall/args";
import { originFirewallFields } from "../components/originFirewall/schema";
import type {
  ResilientSiteArgs,
  SiteAlbArgs,
  SiteOriginArgs,
  SitePoolArgs,
} from "../components/site/args";
import { resilientSiteFields, siteAlbFields, sitePool } from "../components/site/schema";
import type { TlsSettingsArgs } from "../components/tls/args";
import { tlsSettingsFields } from "../components/tls/schema";
import { environmentAlertsSchema, type EnvironmentAlerts } from "./alerts";
import { environmentArgoSchema, type EnvironmentArgoAndTieredCache } from "./argoAndTieredCache";
import { configKey } from "./configKey";
import {
  environmentEdgeCertificateSchema,
  type EnvironmentEdgeCertificate,
} from "./edgeCertificates";
import {
  environmentExternalMonitorsSchema,
  type EnvironmentExternalMonitors,
} from "./externalMonitors";
import { names } from "./keyNames";
import { environmentMaintenanceSchema, type EnvironmentMaintenance } from "./maintenance";
import { environmentOriginPullsSchema, type EnvironmentOriginPulls } from "./originPulls";
import { environmentWaitingRoomSchema, type EnvironmentWaitingRoom } from "./waitingRooms";
import {
  fieldsOf,
  hidden,
  listOf,
  mapOf,
  oneValue,
  toggle,
  without,
  type SchemaOf,
} from "../core/schema";

/** Where an environment stands in a stack's configuration. */
export const environmentKey = "steady-edge:environment";

/** The Cloudflare account of pools, monitors and alerts. */
export interface EnvironmentAccount extends Pick<ResilientSiteArgs, "trafficSteeringAddOn"> {
  /** The account's id: 32 hexadecimal digits. */
  id: string;
}

/** The zone in which everything is declared. */
export interface EnvironmentZone extends Pick<ResilientSiteArgs, "plan" | "usesArgoOrTieredCache"> {
  /** The zone's id: 32 hexadecimal digits. */
  id: string;
  /** The zone's name, such as `example.com`. */
  name: string;
  /** Whether this stack owns the zone's settings. Only one stack of a zone may. */
  ownsSettings: boolean;
  /** Whether the Enterprise zone has bought Waiting Room Advanced, as for `WaitingRoom`. Defaults to false. */
  hasWaitingRoomAdvanced?: boolean;
}

/** The security groups of one VPC. */
export interface EnvironmentFirewall extends Omit<OriginFirewallArgs, "liveRanges"> {
  /** Joins the ranges that Cloudflare publishes when the program runs. Needs prefix lists. Defaults to false. */
  joinLiveRanges?: boolean;
}

/** Where an environment has what its certificates take from the zone, and what no file may hold. */
const elsewhereOfCertificates = {
  zoneId: "zone.id",
  zoneName: "zone.name",
  existing: "nowhere: a file holds no private key",
} as const;

/** The certificate of Cloudflare's Origin CA with which the origins serve. */
export type EnvironmentOriginCertificate = Omit<
  OriginCertificateArgs,
  keyof typeof elsewhereOfCertificates
>;

/** The public certificate of load balancers in AWS. */
export type EnvironmentPublicCertificate = Omit<
  PublicCertificateArgs,
  keyof typeof elsewhereOfCertificates
>;

/** Arguments of a site that an environment does not have with the site, and where it has them. */
const elsewhere = {
  accountId: "account.id",
  zoneId: "zone.id",
  zoneName: "zone.name",
  plan: "zone.plan",
  trafficSteeringAddOn: "account.trafficSteeringAddOn",
  usesArgoOrTieredCache: "zone.usesArgoOrTieredCache",
  retiredAddresses: "retiredAddresses, one list for all",
  records: "records, one map for the zone",
  tls: "tls, one for the zone",
  tlsManagedBy: "zone.ownsSettings",
  firewalls: "firewalls, one map for all sites",
  firewallManagedBy: "firewallManagedBy, one for all sites",
  existingSecurityGroupIds: "the groups of the environment's firewalls",
  alerts: "alerts, one for all sites",
  alertsManagedBy: "the environment's own alerts",
  existingPoolIds: "nowhere: an environment makes the load balancers of its sites",
} as const;

/** A header without which every request is refused. A file holds no secrets, so it names them. */
export interface EnvironmentRequiredHeader extends Omit<AlbRequiredHeaderArgs, "values"> {
  /**
   * Names the secrets that are accepted, one, or two while it is changed, each set with
   * `pulumi config set --secret steady-edge:<name>`.
   */
  valueConfigKeys: string[];
}

/** An Application Load Balancer to make, in the VPC of one of the firewalls. */
export interface EnvironmentAlb extends Omit<SiteAlbArgs, "certificateArn" | "requiredHeader"> {
  /**
   * The certificate of the hostname that Cloudflare asks for, by its ARN in ACM, of the firewall's region. Defaults to
   * `originCertificate` where its `acmRegions` name that region, else to `publicCertificate`.
   */
  certificateArn?: string;
  /** What is done with client certificates. Defaults to the step of `originPulls`, with its trust store of the firewall's region. */
  clientVerification?: SiteAlbArgs["clientVerification"];
  /**
   * A header without which every request is refused, where client certificates cannot be had. The monitor sends it, first in an `up` with
   * `enforced: false`; for visitors' requests `edgeRules.originSecretHeaders` must send it before. Defaults to none.
   */
  requiredHeader?: EnvironmentRequiredHeader;
}

/** An origin: exactly one of `address` and `alb`. */
export interface EnvironmentOrigin extends Omit<SiteOriginArgs, "alb"> {
  /** An Application Load Balancer to make; it listens on port 443. The monitor sends the header that it requires. */
  alb?: EnvironmentAlb;
}

/** A pool of a site. */
export interface EnvironmentPool extends Omit<SitePoolArgs, "origins"> {
  /** The origins by a name of your own, which alerts will show. Their order has no meaning. */
  origins: Record<string, EnvironmentOrigin>;
}

/** One load-balanced hostname. */
export interface EnvironmentSite
  extends
    Omit<ResilientSiteArgs, keyof typeof elsewhere | "pools" | "health">,
    Required<Pick<ResilientSiteArgs, "health">> {
  /** The pools in failover order, as for `FailoverLoadBalancer`. */
  pools: EnvironmentPool[];
}

/** Arguments of a zone's rules that an environment has elsewhere. */
const elsewhereOfEdgeRules = {
  zoneId: "zone.id",
  zoneName: "zone.name",
  plan: "zone.plan",
  accountId: "account.id",
  fragments: "nowhere: rules of other stacks come from programs",
} as const;

/** Uptime services that nothing at the edge stops. A file holds no secrets, so it names them. */
export interface EnvironmentMonitorAllowance extends Omit<
  MonitorAllowanceArgs,
  "secretHeaderValue"
> {
  /** Names the secret that holds the header's value, set with `pulumi config set --secret steady-edge:<name>`. Defaults to none. */
  secretHeaderValueConfigKey?: string;
}

/** A header by which the origins of a site know Cloudflare. A file holds no secrets, so it names them. */
export interface EnvironmentOriginSecretHeader {
  /** The header's name. Defaults to `x-origin-secret`. */
  name?: string;
  /** Names the secret that is sent, set with `pulumi config set --secret steady-edge:<name>`. */
  valueConfigKey: string;
}

/** The rules of the zone at Cloudflare's edge. */
export interface EnvironmentEdgeRules extends Omit<
  EdgeRulesArgs,
  keyof typeof elsewhereOfEdgeRules | "monitorAllowance"
> {
  /** Uptime services that nothing at the edge stops. Defaults to none. */
  monitorAllowance?: EnvironmentMonitorAllowance;
  /**
   * Headers that Cloudflare shows origins, by the site's key: sent in one `up`, demanded by `requiredHeader` of a load balancer in the
   * next. Defaults to none.
   */
  originSecretHeaders?: Record<string, EnvironmentOriginSecretHeader>;
}

/** One environment of a site behind Cloudflare with origins on AWS: what `stacks/Pulumi.<env>.yaml` holds. */
export interface Environment
  extends Pick<ResilientSiteArgs, "firewallManagedBy">, Partial<Pick<DnsRecordsArgs, "records">> {
  /** The Cloudflare account of pools, monitors and alerts. */
  account: EnvironmentAccount;
  /** The zone in which everything is declared. */
  zone: EnvironmentZone;
  /** TLS settings of a zone that this stack owns. Defaults to Full (strict) with this library's defaults. */
  tls?: TlsSettingsArgs;
  /** Addresses and CIDRs that were given back and may be somebody else's by now: nothing may point to them. Defaults to none. */
  retiredAddresses?: string[];
  /** Security groups that let in Cloudflare only, one for each VPC, by a key you choose. */
  firewalls?: Record<string, EnvironmentFirewall>;
  /** The certificate of Cloudflare's Origin CA with which the origins serve. Defaults to none. */
  originCertificate?: EnvironmentOriginCertificate;
  /**
   * Certificates that visitors are shown for names that Universal SSL does not reach, by a key you choose. Sites and records of such
   * names are made once theirs is active. Defaults to none.
   */
  edgeCertificates?: Record<string, EnvironmentEdgeCertificate>;
  /** The public certificate of load balancers in AWS. Defaults to none. */
  publicCertificate?: EnvironmentPublicCertificate;
  /**
   * The client certificate by which origins know Cloudflare, shown for the whole zone whose settings this stack owns. Take the steps
   * `off`, `observe` and `enforce` in an `up` each: load balancers that the sites make take them with it. Defaults to none.
   */
  originPulls?: EnvironmentOriginPulls;
  /**
   * Argo Smart Routing and Tiered Cache of a zone whose settings this stack owns. Sites then do as where `zone.usesArgoOrTieredCache`.
   * Defaults to leaving both as they are.
   */
  argoAndTieredCache?: EnvironmentArgoAndTieredCache;
  /** The rules of the zone at Cloudflare's edge; one stack of a zone owns them. Defaults to none. */
  edgeRules?: EnvironmentEdgeRules;
  /** Where visitors wait when more come than the origins can take, by a key you choose. Defaults to none. */
  waitingRooms?: Record<string, EnvironmentWaitingRoom>;
  /** Load-balanced hostnames by a key, which names the resources and must not change afterwards. */
  sites?: Record<string, EnvironmentSite>;
  /** Who is told when pools and origins fail; for all sites. */
  alerts?: EnvironmentAlerts;
  /** What is watched from outside, and by whom. Defaults to none. */
  externalMonitors?: EnvironmentExternalMonitors;
  /**
   * What gets no new visitors: names of pools, and regions, of which every load balancer is drained that this environment makes there.
   * Monitors go on looking at them. Defaults to nothing.
   */
  drain?: string[];
  /** A maintenance: visitors get a page from the edge, alerts are muted, and external monitors are paused. Defaults to none. */
  maintenance?: EnvironmentMaintenance;
}

const site = resilientSiteFields;

const alb = fieldsOf({
  ...siteAlbFields,
  certificateArn: siteAlbFields.certificateArn.optional(),
  requiredHeader: fieldsOf({
    name: headerNameSchema,
    valueConfigKeys: hidden(listOf(configKey)),
    enforced: toggle.optional(),
  } satisfies SchemaOf<EnvironmentRequiredHeader>).optional(),
} satisfies SchemaOf<EnvironmentAlb>);

/**
 * The schema of an environment, made of the components' own. What is of the right kind and stands together is for the components'
 * checks to say.
 */
export const environmentSchema = fieldsOf({
  account: fieldsOf({
    id: site.accountId,
    trafficSteeringAddOn: site.trafficSteeringAddOn,
  } satisfies SchemaOf<EnvironmentAccount>),
  zone: fieldsOf({
    id: site.zoneId,
    name: zoneNameSchema,
    plan: site.plan,
    ownsSettings: toggle,
    usesArgoOrTieredCache: site.usesArgoOrTieredCache,
    hasWaitingRoomAdvanced: toggle.optional(),
  } satisfies SchemaOf<EnvironmentZone>),
  tls: fieldsOf(tlsSettingsFields).optional(),
  records: recordsSchema.optional(),
  retiredAddresses: site.retiredAddresses,
  firewalls: mapOf(
    fieldsOf({
      ...without(originFirewallFields, { liveRanges: "joinLiveRanges asks for them" }),
      joinLiveRanges: toggle.optional(),
    } satisfies SchemaOf<EnvironmentFirewall>),
    names,
  ).optional(),
  firewallManagedBy: site.firewallManagedBy,
  originCertificate: fieldsOf(
    without(
      originCertificateFields,
      elsewhereOfCertificates,
    ) satisfies SchemaOf<EnvironmentOriginCertificate>,
  ).optional(),
  publicCertificate: fieldsOf(
    without(
      publicCertificateFields,
      elsewhereOfCertificates,
    ) satisfies SchemaOf<EnvironmentPublicCertificate>,
  ).optional(),
  edgeCertificates: mapOf(environmentEdgeCertificateSchema, names).optional(),
  originPulls: environmentOriginPullsSchema.optional(),
  argoAndTieredCache: environmentArgoSchema.optional(),
  edgeRules: fieldsOf({
    ...without(edgeRulesFields, elsewhereOfEdgeRules),
    monitorAllowance: fieldsOf({
      ...without(monitorAllowanceFields, {
        secretHeaderValue: "secretHeaderValueConfigKey names it",
      }),
      secretHeaderValueConfigKey: configKey.optional(),
    } satisfies SchemaOf<EnvironmentMonitorAllowance>).optional(),
    originSecretHeaders: mapOf(
      fieldsOf({
        name: headerNameSchema.optional(),
        valueConfigKey: configKey,
      } satisfies SchemaOf<EnvironmentOriginSecretHeader>),
      names,
    ).optional(),
  } satisfies SchemaOf<EnvironmentEdgeRules>).optional(),
  waitingRooms: mapOf(environmentWaitingRoomSchema, names).optional(),
  sites: mapOf(
    fieldsOf({
      ...without(site, elsewhere),
      pools: listOf(sitePool(alb)),
      health: site.health.required,
    } satisfies SchemaOf<EnvironmentSite>),
    names,
  ).optional(),
  alerts: environmentAlertsSchema.optional(),
  externalMonitors: environmentExternalMonitorsSchema.optional(),
  drain: listOf(oneValue({ type: "string" })).optional(),
  maintenance: environmentMaintenanceSchema.optional(),
} satisfies SchemaOf<Environment>);
