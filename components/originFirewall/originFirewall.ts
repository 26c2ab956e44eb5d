import * as pulumi from "@pulumi/pulumi";
import { rangesAsText, rangesFormats } from "../../core/rangesText";
import { ownEntry } from "../../core/ownEntry";
import { checkedWithOptions } from "../internal/options";
import type { FirewallRanges, OriginFirewallArgs } from "./args";
import { settleOriginFirewall, type SettledFirewall } from "./check";
import { withLiveRanges } from "./ranges";
import { addressFamilies } from "./cidr";
import {
  makeEgressRule,
  makeGroup,
  makeIngressRule,
  makePrefixLists,
  type FirewallScope,
  type PrefixLists,
} from "./rules";

const type = "steady-edge:index:OriginFirewall";

/**
 * Lets Cloudflare reach the origins of one VPC, and nobody else. For origins in several regions make one for each.
 *
 * Creates one security group, or more where the rules need it, with Cloudflare's ranges as a managed prefix list for each
 * address family or as single rules, and explicit outbound rules. Attach all of `securityGroupIds`, in the same program: whatever
 * changes, new rules and groups stand before the load balancer is moved to them, and the old ones go last.
 *
 * ```ts
 * import { OriginFirewall } from "steady-edge";
 *
 * const firewall = new OriginFirewall("web", { vpcId: "vpc-0a1b2c3d4e5f60718" });
 *
 * export const securityGroupIds = firewall.securityGroupIds;
 * ```
 */
export class OriginFirewall extends pulumi.ComponentResource {
  /** The security groups; attach all of them. They are known once all their rules stand. */
  public readonly securityGroupIds: pulumi.Output<string[]>;
  /** The prefix lists by address family, `ipv4` and `ipv6`; empty where single rules are used. */
  public readonly prefixListIds: pulumi.Output<Record<string, string>>;
  /** The ranges that are let in, the live ones among them. */
  public readonly ranges: pulumi.Output<FirewallRanges>;
  /**
   * The same ranges as text for other firewalls, by format: `plain`, `json`, `nginx`, `nginx-real-ip`, `apache`, `nftables`, `ufw`,
   * `kubernetes`.
   */
  public readonly rangesText: pulumi.Output<Record<string, string>>;
  /** How the rules were shared out under AWS's quotas, and why, in words. */
  public readonly ruleBudget: pulumi.Output<string>;

  /**
   * Checks the arguments, then declares the groups.
   * @param name - Logical name; the names of all children begin with it.
   * @param args - What to let in.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: OriginFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = checkedWithOptions(`OriginFirewall "${name}"`, opts, () =>
      settleOriginFirewall(name, args),
    );
    super(type, name, {}, opts);

    const scope = { name, region: args.region, tags: args.tags, parent: this };
    const { declared, live, ipv6, plan, ports } = settled;
    this.ranges = pulumi
      .output(live)
      .apply((known) => mutable(known ? withLiveRanges(declared, known, ipv6) : declared));
    const lists = makePrefixLists(scope, plan.groups.flat(), this.ranges);
    const groupIds = plan.groups.map((_, index) => makeShard(scope, settled, index, lists));

    this.securityGroupIds = pulumi.all(groupIds);
    this.prefixListIds = pulumi.output(
      Object.fromEntries(
        addressFamilies.flatMap((family) => {
          const list = lists[family];
          return list === undefined ? [] : [[family, list.id]];
        }),
      ),
    );
    this.rangesText = this.ranges.apply((ranges) =>
      Object.fromEntries(
        rangesFormats.map((format) => [format, rangesAsText(format, ranges, ports)]),
      ),
    );
    this.ruleBudget = pulumi.output(plan.reason);
    this.registerOutputs({
      securityGroupIds: this.securityGroupIds,
      prefixListIds: this.prefixListIds,
      ranges: this.ranges,
      rangesText: this.rangesText,
      ruleBudget: this.ruleBudget,
    });
  }
}

/** One group with its rules; the outbound ones stand in the first. Whoever uses the ID waits for all rules. */
function makeShard(
  scope: FirewallScope,
  { vpcId, plan, sources, egress }: SettledFirewall,
  index: number,
  lists: PrefixLists,
): pulumi.Output<string> {
  const group = makeGroup(scope, index + 1, vpcId);
  const ingress = (plan.groups[index] ?? []).map((rule) =>
    makeIngressRule(scope, group.id, rule, lists, sources),
  );
  const outbound = index > 0 ? [] : egress.rules;
  const rules = [
    ...ingress,
    ...outbound.map((rule) =>
      makeEgressRule(scope, group.id, rule, ownEntry(egress.peers, rule.key)),
    ),
  ];
  return pulumi.output(rules.map((rule) => rule.securityGroupId)).apply(() => group.id);
}

function mutable(ranges: { ipv4: readonly string[]; ipv6: readonly string[] }): FirewallRanges {
  return { ipv4: [...ranges.ipv4], ipv6: [...ranges.ipv6] };
}
