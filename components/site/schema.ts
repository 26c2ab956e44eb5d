import { alertChoicesFields } from "../alerts/schema";
import { recordsSchema } from "../dns/schema";
import { fieldsOf, input, late, listOf, mapOf, text, type SchemaOf } from "../../core/schema";
import {
  balancedHostnameFields,
  healthSchema,
  poolContentFields,
  poolNameSchema,
} from "../loadBalancing/schema";
import { originFirewallSchema } from "../originFirewall/schema";
import { tlsSettingsFields } from "../tls/schema";
import type { ResilientSiteArgs, SitePoolArgs } from "./args";

const pool = fieldsOf({
  ...poolContentFields,
  name: poolNameSchema.optional(),
} satisfies SchemaOf<SitePoolArgs>);

/** The arguments of `ResilientSite`. */
export const resilientSiteFields = {
  ...balancedHostnameFields,
  pools: listOf(pool).optional(),
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
