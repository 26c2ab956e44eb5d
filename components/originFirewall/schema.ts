import {
  answerWith,
  fieldsOf,
  input,
  late,
  listOf,
  mapOf,
  oneValue,
  ruled,
  toggle,
  type SchemaOf,
} from "../../core/schema";
import { parseCidr, type AddressFamily } from "../../core/cidrs";
import { describeValue, type Problem } from "../../core/problem";
import { portRange } from "../../facts/cloudflare/ports";
import { choice, wholeNumber } from "../../core/valueSchemas";
import { regionSchema, tagsSchema } from "../internal/valueSchemas";
import {
  OriginFirewallMode,
  RouteTargetKind,
  type FirewallPeerArgs,
  type FirewallQuotaArgs,
  type FirewallRangesArgs,
  type FirewallRouteArgs,
  type FirewallRouteTableArgs,
  type LiveRangesArgs,
  type OriginFirewallArgs,
} from "./args";
import { entriesProblem, entriesRange } from "./peerRules";
import { foreignProblem, inexactProblem, rangeProblem } from "./rangeProblem";
import { quotaRanges } from "./resolve";

const peerCidr = ruled({ type: "string" }, (value) => {
  const rule = "be a CIDR like 10.20.0.0/16 or 2001:db8::/32";
  return inexactProblem("", value) ?? (isCidr(value) ? undefined : refused(rule, value));
});

const ports = listOf(wholeNumber(portRange));

const peer = fieldsOf({
  cidr: peerCidr.optional(),
  securityGroupId: input().optional(),
  prefixListId: input().optional(),
  prefixListEntries: ruled({ type: "integer", ...entriesRange }, (value) =>
    entriesProblem("", value),
  ).optional(),
  ports: ports.optional(),
} satisfies SchemaOf<FirewallPeerArgs>);

const rangesIn = (family: AddressFamily) =>
  listOf(
    ruled(
      { type: "string" },
      (value) => rangeProblem("", value, family) ?? foreignProblem("", value, family),
    ),
  );

const ranges = fieldsOf({
  ipv4: rangesIn("ipv4").optional(),
  ipv6: rangesIn("ipv6").optional(),
} satisfies SchemaOf<FirewallRangesArgs>);

const liveRanges = answerWith({
  ipv4Cidrs: listOf(oneValue()),
  ipv6Cidrs: listOf(oneValue()),
} satisfies SchemaOf<LiveRangesArgs>);

const quota = fieldsOf({
  rulesPerGroup: wholeNumber(quotaRanges.rulesPerGroup).optional(),
  groupsPerInterface: wholeNumber(quotaRanges.groupsPerInterface).optional(),
} satisfies SchemaOf<FirewallQuotaArgs>);

const destination = ruled({ type: "string" }, (value) => {
  const rule = "be a CIDR without address bits beyond its prefix, like 10.0.0.0/8";
  return isCidr(value) && inexactProblem("", value) === undefined
    ? undefined
    : refused(rule, value);
});

const route = fieldsOf({
  destination,
  target: choice(RouteTargetKind),
} satisfies SchemaOf<FirewallRouteArgs>);

const routeTable = fieldsOf({
  routes: listOf(route),
} satisfies SchemaOf<FirewallRouteTableArgs>);

/** The arguments of `OriginFirewall`. */
export const originFirewallFields = {
  vpcId: input(),
  region: regionSchema.optional(),
  ports: ports.optional(),
  ipv6: toggle.optional(),
  mode: choice(OriginFirewallMode).optional(),
  ranges: ranges.optional(),
  acceptShrunkenRanges: toggle.optional(),
  acceptForeignRanges: toggle.optional(),
  liveRanges: late(liveRanges).optional(),
  additionalSources: mapOf(peer).optional(),
  egress: mapOf(peer).optional(),
  quota: quota.optional(),
  routeTables: mapOf(routeTable).optional(),
  tags: tagsSchema.optional(),
} satisfies SchemaOf<OriginFirewallArgs>;

/** The same, as one map. */
export const originFirewallSchema = fieldsOf(originFirewallFields);

function isCidr(value: unknown): boolean {
  return typeof value === "string" && parseCidr(value) !== undefined;
}

function refused(rule: string, value: unknown): Problem {
  return { path: "", rule, actual: describeValue(value) };
}
