import { alertChoicesFields } from "../alerts/schema";
import { recordsSchema } from "../dns/schema";
import { fieldsOf, input, late, listOf, mapOf, text, type SchemaOf } from "../../core/schema";
import { balancedHostnameFields, healthSchema, poolsSchema } from "../loadBalancing/schema";
import { originFirewallSchema } from "../originFirewall/schema";
import { tlsSettingsFields } from "../tls/schema";
import type { ResilientSiteArgs } from "./args";

/** The arguments of `ResilientSite`. */
export const resilientSiteSchema = fieldsOf({
  ...balancedHostnameFields,
  pools: poolsSchema.optional(),
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
} satisfies SchemaOf<ResilientSiteArgs>);
