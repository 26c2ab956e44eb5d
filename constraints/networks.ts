import { certain } from "../core/certainty";
import { contains, overlap, parseRanges, readRange } from "../core/cidrs";
import { apiErrors } from "../facts/aws/apiErrors";
import { aclRuleNumbers } from "../facts/aws/networkAcls";
import type { Constraint } from "./constraint";

/** Where a subnet is to lie. */
export interface SubnetView {
  /** The block of its VPC; "" where it is not known. */
  readonly vpcCidr: string;
  /** The blocks of the other subnets of the VPC. */
  readonly others: readonly string[];
}

interface SubnetFields {
  readonly cidrBlock: string;
}

/** A subnet lies in its VPC. */
export const subnetInVpc: Constraint<SubnetFields, SubnetView> = {
  id: "subnet/in-vpc",
  property: "cidrBlock",
  must: "lie in the block of the VPC",
  error: apiErrors.subnetRange,
  answer: ({ cidrBlock }) => `The CIDR '${cidrBlock}' is invalid.`,
  holds: ({ cidrBlock }, { vpcCidr }) => {
    const [own, vpc] = [readRange(cidrBlock), readRange(vpcCidr)];
    return own === undefined || vpc === undefined ? "unknown" : certain(contains(vpc, own));
  },
};

/** Subnets of a VPC have no address in common. */
export const subnetApart: Constraint<SubnetFields, SubnetView> = {
  id: "subnet/apart",
  property: "cidrBlock",
  must: "have no address of another subnet of the VPC",
  error: apiErrors.subnetConflict,
  answer: ({ cidrBlock }) => `The CIDR '${cidrBlock}' conflicts with another subnet`,
  holds: ({ cidrBlock }, { others }) => {
    const own = readRange(cidrBlock);
    const known = parseRanges(others);
    return own === undefined ? "unknown" : certain(!known.some((other) => overlap(own, other)));
  },
};

/** A route table has one route for each destination. */
export const routeOnce: Constraint<
  { readonly destination: string },
  { readonly present: ReadonlySet<string> }
> = {
  id: "route/once",
  property: "destination",
  must: "differ from those of the other routes of the table",
  error: apiErrors.routeExists,
  answer: ({ destination }) => `The route identified by ${destination} already exists.`,
  holds: ({ destination }, { present }) => certain(!present.has(destination)),
};

/** A network ACL has one rule of each number in each direction. */
export const aclRuleOnce: Constraint<
  { readonly ruleNumber: number },
  { readonly present: ReadonlySet<number> }
> = {
  id: "network-acl-rule/once",
  property: "ruleNumber",
  must: "differ from those of the other rules of the network ACL in the direction",
  error: apiErrors.aclRuleExists,
  answer: ({ ruleNumber }) => `The network acl entry identified by ${ruleNumber} already exists.`,
  holds: ({ ruleNumber }, { present }) => certain(!present.has(ruleNumber)),
};

/** Rules of a network ACL have numbers of a range. The provider does not look at it, so that a preview takes them all. */
export const aclRuleNumber: Constraint<{ readonly ruleNumber: number }, unknown> = {
  id: "network-acl-rule/number",
  property: "ruleNumber",
  must: `be from ${aclRuleNumbers.least} to ${aclRuleNumbers.most}`,
  error: apiErrors.invalidParameter,
  answer: ({ ruleNumber }) => `Value (${ruleNumber}) for parameter ruleNumber is invalid.`,
  holds: ({ ruleNumber }) =>
    certain(ruleNumber >= aclRuleNumbers.least && ruleNumber <= aclRuleNumbers.most),
};

/** A VPC has one internet gateway. */
export const gatewayOnce: Constraint<{ readonly vpcId: string }, { readonly hasGateway: boolean }> =
  {
    id: "internet-gateway/once",
    property: "vpcId",
    must: "be a VPC without an internet gateway",
    error: apiErrors.gatewayExists,
    answer: ({ vpcId }) => `Network ${vpcId} already has an internet gateway attached`,
    holds: (_gateway, { hasGateway }) => certain(!hasGateway),
  };

/** An internet gateway is attached to one VPC. */
export const gatewayFree: Constraint<
  { readonly internetGatewayId: string },
  { readonly attachedTo: string | undefined }
> = {
  id: "internet-gateway/free",
  property: "internetGatewayId",
  must: "be a gateway that is attached to no VPC yet",
  error: apiErrors.gatewayAttached,
  answer: ({ internetGatewayId }, { attachedTo = "" }) =>
    `resource ${internetGatewayId} is already attached to network ${attachedTo}`,
  holds: (_gateway, { attachedTo }) => certain(attachedTo === undefined),
};
