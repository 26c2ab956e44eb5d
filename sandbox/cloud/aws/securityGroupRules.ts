import { apiErrors } from "../../../facts/aws/apiErrors";
import { idPrefixes } from "../../../facts/aws/ids";
import { protocolSpellings, ruleProtocols } from "../../../facts/aws/securityGroups";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, number, text, type Properties } from "../values";
import { arn, awsHandler } from "./action";
import { admitPermissions, permissionsOf, permissionsOfGroup, type Direction } from "./permissions";
import { hasGroup } from "./standing";

/** Single inbound rules. */
export const ingressRuleHandler: ResourceHandler = singleRule(types.ingressRule, "in", "Ingress");

/** Single outbound rules. */
export const egressRuleHandler: ResourceHandler = singleRule(types.egressRule, "out", "Egress");

/** Rules of the older resource, each of which may hold several sources. */
export const groupRuleHandler: ResourceHandler = awsHandler(
  types.groupRule,
  "ec2",
  {
    create: "AuthorizeSecurityGroupIngress",
    read: "DescribeSecurityGroupRules",
    update: "UpdateSecurityGroupRuleDescriptionsIngress",
    delete: "RevokeSecurityGroupIngress",
  },
  {
    newId: () => ec2Id("sgrule"),
    validate: (rule, place, current) =>
      admitRule(rule, rule.type === "egress" ? "out" : "in", place, current),
    computeOutputs: (_rule, _place, id) => ({ securityGroupRuleId: id }),
  },
);

function singleRule(
  type: string,
  direction: Direction,
  word: "Ingress" | "Egress",
): ResourceHandler {
  return awsHandler(
    type,
    "ec2",
    {
      create: `AuthorizeSecurityGroup${word}`,
      read: "DescribeSecurityGroupRules",
      update: "ModifySecurityGroupRules",
      delete: `RevokeSecurityGroup${word}`,
    },
    {
      newId: () => ec2Id(idPrefixes.securityGroupRule),
      check: checkPorts,
      validate: (rule, place, current) => admitRule(rule, direction, place, current),
      computeOutputs: (_rule, place, id) => ({
        securityGroupRuleId: id,
        arn: arn(place, "ec2", `security-group-rule/${id}`),
      }),
      normalize: (rule) => ({ ...rule, ipProtocol: protocolOf(rule) }),
    },
  );
}

/** EC2 says `-1` for every protocol, whichever way it was asked. */
function protocolOf(rule: Properties): string {
  const protocol = text(rule.ipProtocol).toLowerCase();
  return protocolSpellings.all.includes(protocol) ? ruleProtocols.all : protocol;
}

function checkPorts(rule: Properties): string[] {
  const isAll = protocolOf(rule) === ruleProtocols.all;
  const hasPorts = !isAbsent(rule.fromPort) || !isAbsent(rule.toPort);
  return isAll && hasPorts
    ? ['"from_port" and "to_port" cannot be set when "ip_protocol" is "-1"']
    : [];
}

function admitRule(
  rule: Properties,
  direction: Direction,
  place: Place,
  current?: StoredObject,
): void {
  const groupId = text(rule.securityGroupId);
  if (!hasGroup(groupId, place)) {
    refuse(apiErrors.noSuchGroup, `The security group '${groupId}' does not exist`);
  }
  const from = number(rule.fromPort);
  const to = number(rule.toPort);
  if (from !== undefined && to !== undefined && from > to && to !== -1) {
    refuse(apiErrors.invalidParameter, `Invalid port range: ${from} to ${to}`);
  }
  const present = permissionsOfGroup(groupId, direction, place).filter(
    (permission) => current === undefined || permission.holder?.key !== current.key,
  );
  admitPermissions(direction, permissionsOf(rule, groupId), present, place);
}
