import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import { addressFamilies } from "../../core/cidrs";
import { mapEntries } from "../../core/entries";
import { rangesAsText, rangesFormats } from "../../core/rangesText";
import { childName } from "../internal/names";
import { resolvedArgs } from "../internal/validation";
import type { FirewallRanges, OriginFirewallArgs } from "./args";
import {
  egressRule,
  groupInputs,
  ingressRule,
  prefixListInputs,
  type PrefixListIds,
} from "./inputs";
import { withLiveRanges } from "./ranges";
import type { ResolvedFirewall } from "./resolve";
import { validateOriginFirewall } from "./validate";

const type = "steady-edge:index:OriginFirewall";

/** The resources that an `OriginFirewall` makes, but for the rules. */
export interface OriginFirewallChildren {
  /** The security groups, in the order of `securityGroupIds`. Whoever attaches them takes those ids, which wait for the rules. */
  readonly groups: readonly SecurityGroup[];
  /** The prefix lists by address family, `ipv4` and `ipv6`; empty where single rules are used. */
  readonly prefixLists: Readonly<Partial<Record<string, ManagedPrefixList>>>;
}

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
    const subject = `OriginFirewall "${name}"`;
    const firewall = resolvedArgs(subject, args, opts, validateOriginFirewall);
    super(type, name, {}, opts);

    const { declared, live, ipv6, plan, ports } = firewall;
    this.ranges = pulumi
      .output(live)
      .apply((known) => mutable(known ? withLiveRanges(declared, known, ipv6) : declared));
    const prefixLists = makePrefixLists(name, firewall, this.ranges, this);
    const listIds = mapEntries(prefixLists, ({ id }) => id);
    const shards = plan.groups.map((_, index) => makeShard(name, firewall, index, listIds, this));
    const groups = shards.map(({ group }) => group);
    const children: OriginFirewallChildren = { groups, prefixLists };
    Object.assign(this, children);

    this.securityGroupIds = pulumi.all(shards.map(({ id }) => id));
    this.prefixListIds = pulumi.output(listIds);
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

/** The fields that hold the children. */
export interface OriginFirewall extends OriginFirewallChildren {}

/** A security group, and its id once all its rules stand. */
interface Shard {
  readonly group: SecurityGroup;
  readonly id: pulumi.Output<string>;
}

/** The prefix lists of the families that the planned rules name. */
function makePrefixLists(
  name: string,
  firewall: ResolvedFirewall,
  ranges: pulumi.Output<FirewallRanges>,
  parent: pulumi.Resource,
): Record<string, ManagedPrefixList> {
  const rules = firewall.plan.groups.flat();
  const families = addressFamilies.filter((family) =>
    rules.some(({ from }) => from.kind === "prefixList" && from.family === family),
  );
  return Object.fromEntries(
    families.map((family) => {
      const inputs = prefixListInputs(firewall, family, ranges);
      return [family, new ManagedPrefixList(childName(name, "ranges", family), inputs, { parent })];
    }),
  );
}

/** One group with its rules; the outbound ones stand in the first. Whoever uses the ID waits for all rules. */
function makeShard(
  name: string,
  firewall: ResolvedFirewall,
  index: number,
  lists: PrefixListIds,
  parent: pulumi.Resource,
): Shard {
  const groupName =
    index === 0 ? childName(name, "group") : childName(name, "group", `${index + 1}`);
  const group = new SecurityGroup(groupName, groupInputs(firewall), { parent });
  const inbound = (firewall.plan.groups[index] ?? [])
    .map((rule) => ingressRule(firewall, rule, lists, group.id))
    .map((rule) => {
      return new SecurityGroupIngressRule(childName(name, ...rule.name), rule.inputs, { parent });
    });
  const outbound = (index > 0 ? [] : firewall.egress.rules)
    .map((rule) => egressRule(firewall, rule, group.id))
    .map((rule) => {
      return new SecurityGroupEgressRule(childName(name, ...rule.name), rule.inputs, { parent });
    });
  const rules = [...inbound, ...outbound];
  const id = pulumi.output(rules.map((rule) => rule.securityGroupId)).apply(() => group.id);
  return { group, id };
}

function mutable(ranges: { ipv4: readonly string[]; ipv6: readonly string[] }): FirewallRanges {
  return { ipv4: [...ranges.ipv4], ipv6: [...ranges.ipv6] };
}
