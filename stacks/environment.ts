import type { DnsRecordsArgs } from "../components/dns/args";
import { recordsSchema } from "../components/dns/schema";
import { zoneNameSchema } from "../components/internal/valueSchemas";
import type { OriginFirewallArgs } from "../components/originFirewall/args";
import { originFirewallFields } from "../components/originFirewall/schema";
import type { ResilientSiteArgs } from "../components/site/args";
import { resilientSiteFields } from "../components/site/schema";
import type { TlsSettingsArgs } from "../components/tls/args";
import { tlsSettingsFields } from "../components/tls/schema";
import { environmentAlertsSchema, type EnvironmentAlerts } from "./alerts";
import { environmentArgoSchema, type EnvironmentArgoAndTieredCache } from "./argoAndTieredCache";
import {
  environmentOriginCertificateSchema,
  environmentPublicCertificateSchema,
  type EnvironmentOriginCertificate,
  type EnvironmentPublicCertificate,
} from "./certificates";
import {
  environmentEdgeCertificateSchema,
  type EnvironmentEdgeCertificate,
} from "./edgeCertificates";
import { environmentEdgeRulesSchema, type EnvironmentEdgeRules } from "./edgeRules";
import {
  environmentExternalMonitorsSchema,
  type EnvironmentExternalMonitors,
} from "./externalMonitors";
import { names } from "./keyNames";
import { environmentMaintenanceSchema, type EnvironmentMaintenance } from "./maintenance";
import { environmentOriginPullsSchema, type EnvironmentOriginPulls } from "./originPulls";
import { environmentSiteSchema, type EnvironmentSite } from "./sites";
import { environmentWaitingRoomSchema, type EnvironmentWaitingRoom } from "./waitingRooms";
import { fieldsOf, listOf, mapOf, oneValue, toggle, without, type SchemaOf } from "../core/schema";

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
  originCertificate: environmentOriginCertificateSchema.optional(),
  publicCertificate: environmentPublicCertificateSchema.optional(),
  edgeCertificates: mapOf(environmentEdgeCertificateSchema, names).optional(),
  originPulls: environmentOriginPullsSchema.optional(),
  argoAndTieredCache: environmentArgoSchema.optional(),
  edgeRules: environmentEdgeRulesSchema.optional(),
  waitingRooms: mapOf(environmentWaitingRoomSchema, names).optional(),
  sites: mapOf(environmentSiteSchema, names).optional(),
  alerts: environmentAlertsSchema.optional(),
  externalMonitors: environmentExternalMonitorsSchema.optional(),
  drain: listOf(oneValue({ type: "string" })).optional(),
  maintenance: environmentMaintenanceSchema.optional(),
} satisfies SchemaOf<Environment>);
