import {
  answerWith,
  fieldsOf,
  input,
  late,
  listOf,
  mapOf,
  oneValue,
  text,
  toggle,
  type SchemaOf,
} from "../../core/schema";
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
  cidr: oneValue().optional(),
  securityGroupId: input().optional(),
  prefixListId: input().optional(),
  prefixListEntries: oneValue().optional(),
  ports: listOf(oneValue()).optional(),
} satisfies SchemaOf<FirewallPeerArgs>);

const ranges = fieldsOf({
  ipv4: listOf(oneValue()).optional(),
  ipv6: listOf(oneValue()).optional(),
} satisfies SchemaOf<FirewallRangesArgs>);

const liveRanges = answerWith({
  ipv4Cidrs: listOf(oneValue()),
  ipv6Cidrs: listOf(oneValue()),
} satisfies SchemaOf<LiveRangesArgs>);

const quota = fieldsOf({
  rulesPerGroup: oneValue().optional(),
  groupsPerInterface: oneValue().optional(),
} satisfies SchemaOf<FirewallQuotaArgs>);

const route = fieldsOf({
  destination: oneValue(),
  target: oneValue(),
} satisfies SchemaOf<FirewallRouteArgs>);

const routeTable = fieldsOf({
  routes: listOf(route),
} satisfies SchemaOf<FirewallRouteTableArgs>);

/** The arguments of `OriginFirewall`. */
export const originFirewallFields = {
  vpcId: input(),
  region: oneValue().optional(),
  ports: listOf(oneValue()).optional(),
  ipv6: toggle.optional(),
  mode: oneValue().optional(),
  ranges: ranges.optional(),
  acceptShrunkenRanges: toggle.optional(),
  acceptForeignRanges: toggle.optional(),
  liveRanges: late(liveRanges).optional(),
  additionalSources: mapOf(peer).optional(),
  egress: mapOf(peer).optional(),
  quota: quota.optional(),
  routeTables: mapOf(routeTable).optional(),
  tags: late(mapOf(late(text))).optional(),
} satisfies SchemaOf<OriginFirewallArgs>;

/** The same, as one map. */
export const originFirewallSchema = fieldsOf(originFirewallFields);
