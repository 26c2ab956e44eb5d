import { aclRuleOnce, gatewayOnce, routeOnce } from "../../../constraints/networks";
import { readRange } from "../../../core/cidrs";
import { idPrefixes } from "../../../facts/aws/ids";
import { networkTypes, pathTypes } from "../../../facts/resourceTypes";
import { refuseBroken } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { number, text, type Properties } from "../values";
import { arn, awsHandler } from "./action";

/** Internet gateways; a VPC has one. */
export const internetGatewayHandler: ResourceHandler = awsHandler(
  networkTypes.internetGateway,
  "ec2",
  {
    create: "CreateInternetGateway",
    read: "DescribeInternetGateways",
    update: "AttachInternetGateway",
    delete: "DeleteInternetGateway",
  },
  {
    hasNoRules: true,
    newId: () => ec2Id(idPrefixes.internetGateway),
    validate: (gateway, place, current) => {
      const vpcId = text(gateway.vpcId);
      const attached = othersAt(`gateway-of:${vpcId}`, place, current?.key);
      refuseBroken([gatewayOnce], { vpcId }, { hasGateway: attached.length > 0 });
    },
    computeOutputs: (_gateway, place, id) => ({ arn: arn(place, "ec2", `internet-gateway/${id}`) }),
  },
);

/** Routes that are resources of their own. */
export const routeHandler: ResourceHandler = awsHandler(
  pathTypes.route,
  "ec2",
  {
    create: "CreateRoute",
    read: "DescribeRouteTables",
    update: "ReplaceRoute",
    delete: "DeleteRoute",
  },
  {
    hasNoRules: true,
    newId: () => ec2Id("route"),
    validate: (route, place, current) => {
      const others = othersAt(`routes-of:${text(route.routeTableId)}`, place, current?.key);
      refuseBroken(
        [routeOnce],
        { destination: destinationOf(route) },
        { present: new Set(others.map(destinationOf)) },
      );
    },
  },
);

/** Rules of network ACLs that are resources of their own. */
export const networkAclRuleHandler: ResourceHandler = awsHandler(
  networkTypes.networkAclRule,
  "ec2",
  {
    create: "CreateNetworkAclEntry",
    read: "DescribeNetworkAcls",
    update: "ReplaceNetworkAclEntry",
    delete: "DeleteNetworkAclEntry",
  },
  {
    hasNoRules: true,
    newId: () => ec2Id("networkaclrule"),
    validate: (rule, place, current) => {
      const direction = rule.egress === true ? "out" : "in";
      const index = `acl-rules:${text(rule.networkAclId)}/${direction}`;
      const others = othersAt(index, place, current?.key);
      refuseBroken(
        [aclRuleOnce],
        { ruleNumber: number(rule.ruleNumber) ?? 0 },
        { present: new Set(others.map((other) => number(other.ruleNumber) ?? 0)) },
      );
    },
  },
);

function othersAt(index: string, { account }: Place, own: string | undefined): Properties[] {
  return [...account.find(index)]
    .filter(({ key }) => key !== own)
    .map(({ properties }) => properties);
}

/** EC2 compares blocks without what lies beyond their prefix. */
function destinationOf(route: Properties): string {
  const written =
    text(route.destinationCidrBlock) ||
    text(route.destinationIpv6CidrBlock) ||
    text(route.destinationPrefixListId);
  const range = readRange(written);
  return range === undefined ? written : `${range.family} ${range.first}-${range.last}`;
}
