import { albContentFields } from "../albOrigin/schema";
import { alertChoicesFields } from "../alerts/schema";
import { recordsSchema } from "../dns/schema";
import { fieldsOf, input, late, listOf, mapOf, text, type SchemaOf } from "../../core/schema";
import type { Schema } from "../../core/lateSchema";
import {
  balancedHostnameFields,
  healthSchema,
  originFields,
  originKey,
  poolContentFields,
  poolNameSchema,
} from "../loadBalancing/schema";
import { originFirewallSchema } from "../originFirewall/schema";
import { tlsSettingsFields } from "../tls/schema";
import type { ResilientSiteArgs, SiteAlbArgs, SiteOriginArgs, SitePoolArgs } from "./args";

/** The arguments of a load balancer of AWS that a site makes. */
export const siteAlbFields = {
  ...albContentFields,
  firewall: text,
} satisfies SchemaOf<SiteAlbArgs>;

/**
 * The arguments of a site's pool.
 * @param alb - Those of a load balancer of AWS among its origins.
 */
export function sitePool(alb: Schema): Schema {
  const origin = fieldsOf({
    ...originFields,
    address: input().optional(),
    alb: alb.optional(),
  } satisfies SchemaOf<SiteOriginArgs>);
  return fieldsOf({
    ...poolContentFields,
    origins: mapOf(origin, originKey),
    name: poolNameSchema.optional(),
  } satisfies SchemaOf<SitePoolArgs>);
}

/** The arguments of `ResilientSite`. */
export const resilientSiteFields = {
  ...balancedHostnameFields,
  pools: listOf(sitePool(fieldsOf(siteAlbFields))).optional(),
  health: healthSchema.optional(),
  existingPoolIds: mapOf(input()).optional(),
  tls: fieldsOf(tlsSettingsFields).optional(),
  tlsManagedBy: text.optional(),
  firewalls: mapOf(originFirewallSchema).optional(),
  existingSecurityGroupIds: mapOf(late(listOf(late(text)))).optional(),
  firewallManagedBy: text.optional(),
  alerts: fieldsOf(alertChoicesFields).optional(),
  alertsManagedBy: text.optional(),
  records: recordsSchema.optional(),
} satisfies SchemaOf<ResilientSiteArgs>;

/** The same, as one map. */
export const resilientSiteSchema = fieldsOf(resilientSiteFields);
