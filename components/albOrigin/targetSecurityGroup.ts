import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import { everywhere } from "../../facts/addresses";
import { ruleProtocols } from "../../facts/aws/securityGroups";
import { childName } from "../internal/names";
import { fromBalancerInputs, groupInputs, portFirst } from "./inputs";
import type { TargetPlace } from "./targetPlace";

/** What a security group of targets is called. */
export interface TargetGroupWords {
  /** What each target is: the names of the children begin with it. */
  readonly noun: "machine" | "task";
  /** What the group is for, as AWS shows it. */
  readonly description: string;
}

/** The security group of targets that the component makes. */
export interface TargetSecurityGroup {
  /** The group. */
  readonly group: SecurityGroup;
  /** Its id, known once its rules stand. */
  readonly id: pulumi.Output<string>;
}

/**
 * Makes the security group of targets: the load balancer comes in, and everything goes out.
 * @param place - What for.
 * @param words - What it is called.
 * @returns The group.
 */
export function makeTargetSecurityGroup(
  { balancerGroup, name, origin, parent }: TargetPlace,
  { noun, description }: TargetGroupWords,
): TargetSecurityGroup {
  const group = new SecurityGroup(
    childName(name, `${noun}-group`),
    groupInputs(origin, description),
    { parent },
  );
  const inbound = new SecurityGroupIngressRule(
    childName(name, `${noun}-ingress`),
    fromBalancerInputs(origin, group.id, balancerGroup.id),
    { parent, ...portFirst },
  );
  const { region, tags } = origin;
  const outbound = (["ipv4", "ipv6"] as const).map((family) => {
    const range = family === "ipv4" ? { cidrIpv4: everywhere.ipv4 } : { cidrIpv6: everywhere.ipv6 };
    return new SecurityGroupEgressRule(
      childName(name, `${noun}-egress`, family),
      { securityGroupId: group.id, ipProtocol: ruleProtocols.all, ...range, region, tags },
      { parent },
    );
  });
  const rules = [inbound, ...outbound].map((rule) => rule.securityGroupId);
  return { group, id: pulumi.all(rules).apply(() => group.id) };
}
