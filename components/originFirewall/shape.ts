import {
  answerWith,
  fieldsOf,
  input,
  late,
  listOf,
  mapOf,
  required,
  text,
  toggle,
  value,
  type Shapes,
  type ShapesOf,
} from "../internal/shapes";
import type {
  FirewallPeerArgs,
  FirewallQuotaArgs,
  FirewallRangesArgs,
  FirewallRouteArgs,
  FirewallRouteTableArgs,
  LiveRangesArgs,
  OriginFirewallArgs,
} from "./args";

const peer = fieldsOf({
  cidr: value,
  securityGroupId: input,
  prefixListId: input,
  prefixListEntries: value,
  ports: listOf(value),
} satisfies ShapesOf<FirewallPeerArgs>);

const route = fieldsOf({ destination: value, target: value } satisfies ShapesOf<FirewallRouteArgs>);

const routeTable = fieldsOf({
  routes: required(listOf(route)),
} satisfies ShapesOf<FirewallRouteTableArgs>);

/** The shapes of the arguments of `OriginFirewall`. */
export const originFirewallShapes: Shapes = {
  vpcId: input,
  region: value,
  ports: listOf(value),
  ipv6: toggle,
  mode: value,
  ranges: fieldsOf({
    ipv4: listOf(value),
    ipv6: listOf(value),
  } satisfies ShapesOf<FirewallRangesArgs>),
  acceptShrunkenRanges: toggle,
  acceptForeignRanges: toggle,
  liveRanges: late(
    answerWith({
      ipv4Cidrs: required(listOf(value)),
      ipv6Cidrs: required(listOf(value)),
    } satisfies ShapesOf<LiveRangesArgs>),
  ),
  additionalSources: mapOf(peer),
  egress: mapOf(peer),
  quota: fieldsOf({
    rulesPerGroup: value,
    groupsPerInterface: value,
  } satisfies ShapesOf<FirewallQuotaArgs>),
  routeTables: mapOf(routeTable),
  tags: late(mapOf(late(text))),
} satisfies ShapesOf<OriginFirewallArgs>;
