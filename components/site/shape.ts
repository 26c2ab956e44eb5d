import { alertChoicesShapes } from "../alerts/shape";
import { recordsShape } from "../dns/shape";
import {
  fieldsOf,
  input,
  late,
  listOf,
  mapOf,
  text,
  type Shapes,
  type ShapesOf,
} from "../internal/shapes";
import { balancedHostnameShapes, healthShape, poolsShape } from "../loadBalancing/shape";
import { originFirewallShapes } from "../originFirewall/shape";
import { tlsSettingsShapes } from "../tls/shape";
import type { ResilientSiteArgs } from "./args";

/** The shapes of the arguments of `ResilientSite`. */
export const resilientSiteShapes: Shapes = {
  ...balancedHostnameShapes,
  pools: poolsShape,
  health: healthShape,
  existingPoolIds: mapOf(input),
  tls: fieldsOf(tlsSettingsShapes),
  tlsManagedBy: text,
  firewalls: mapOf(fieldsOf(originFirewallShapes)),
  existingSecurityGroupIds: mapOf(late(listOf(late(text)))),
  firewallManagedBy: text,
  alerts: fieldsOf(alertChoicesShapes),
  alertsManagedBy: text,
  records: recordsShape,
} satisfies ShapesOf<ResilientSiteArgs>;
