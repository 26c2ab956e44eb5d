import { aclRuleNumber, aclRuleOnce, routeOnce } from "../../../constraints/networks";
import { readRange } from "../../../core/cidrs";
import { routeTargetKinds } from "../../../facts/aws/routes";
import { ownEntry } from "../../../core/ownEntry";
import { networkTypes, pathTypes } from "../../../facts/resourceTypes";
import { refuseBroken } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { number, text, type Properties } from "../values";
import { awsHandler } from "./action";
import { admitExisting } from "./missingIds";

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
      admitExisting("routeTable", text(route.routeTableId), place);
      for (const [name, kind] of Object.entries(routeTargetKinds)) {
        admitExisting(kind, text(ownEntry(route, name)), place);
      }
      const others = othersAt(`routes-of:${text(route.routeTableId)}`, place, current?.key);
      refuseBroken(
        [routeOnce],
        { destination: destinationOf(route) },
        { present: new Set(others.map(destinationOf)) },
      );
    },
  },
);

const association = awsHandler(
  networkTypes.routeTableAssociation,
  "ec2",
  {
    create: "AssociateRouteTable",
    read: "DescribeRouteTables",
    update: "ReplaceRouteTableAssociation",
    delete: "DisassociateRouteTable",
  },
  {
    hasNoRules: true,
    newId: () => ec2Id("rtbassoc"),
    validate: (wanted, place) => admitExisting("routeTable", text(wanted.routeTableId), place),
  },
);

/** What gives a subnet its route table. It has neither an ARN nor labels. */
export const routeTableAssociationHandler: ResourceHandler = {
  ...association,
  computeOutputs: (_wanted, { region }) => ({ region }),
};

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
      admitExisting("networkAcl", text(rule.networkAclId), place);
      const direction = rule.egress === true ? "out" : "in";
      const index = `acl-rules:${text(rule.networkAclId)}/${direction}`;
      const others = othersAt(index, place, current?.key);
      refuseBroken(
        [aclRuleNumber, aclRuleOnce],
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
