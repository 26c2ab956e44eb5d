import { apiErrors as awsErrors } from "../../facts/aws/apiErrors";
import { edgeErrors } from "../../facts/cloudflare/edgeErrors";
import { apiErrors } from "../../facts/cloudflare/apiErrors";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { say, type Phrase } from "../words/words";
import type { RiskId } from "./coveredRules";

/** A kind of object that an API takes only once. */
export interface UniqueKind {
  /** Its type. */
  readonly type: ModelTypeName;
  /** What is told of a second one. */
  readonly risk: RiskId;
  /** What makes two of them the same. */
  readonly same: readonly string[];
  /** What the API answers. */
  readonly answer: Phrase;
  /** Whether each region has its own. Defaults to false. */
  readonly isRegional?: true;
}

const regional = { risk: "object-refused", same: ["name"], isRegional: true } as const;

/** The kinds of objects that APIs take only once. */
export const uniqueKinds: readonly UniqueKind[] = [
  {
    type: "dnsRecord",
    risk: "record-refused",
    same: ["zoneId", "name", "type", "content", "data", "priority"],
    answer: say`Cloudflare answers ${apiErrors.recordIdentical.code}`,
  },
  {
    type: "loadBalancer",
    risk: "balancer-refused",
    same: ["zoneId", "name"],
    answer: say`Cloudflare has each hostname of a zone in one load balancer`,
  },
  {
    type: "pool",
    risk: "pool-refused",
    same: ["accountId", "name"],
    answer: say`Cloudflare has each pool's name once`,
  },
  {
    ...{ type: "workersRoute", risk: "object-refused", same: ["zoneId", "pattern"] },
    answer: say`Cloudflare has each pattern of a zone in one route (${edgeErrors.routeExists.code})`,
  },
  {
    ...{ type: "tunnel", risk: "object-refused", same: ["accountId", "name"] },
    answer: say`Cloudflare has each tunnel's name once (${edgeErrors.tunnelExists.code})`,
  },
  {
    ...{ type: "rulesList", risk: "object-refused", same: ["accountId", "name"] },
    answer: say`Cloudflare has each list's name once`,
  },
  {
    ...{ type: "waitingRoom", risk: "object-refused", same: ["zoneId", "host", "path"] },
    answer: say`Cloudflare has one waiting room at each hostname and path`,
  },
  {
    type: "listener",
    risk: "listener-refused",
    same: ["loadBalancerArn", "port"],
    answer: say`Elastic Load Balancing answers ${awsErrors.listenerExists.code}`,
  },
  {
    type: "listenerRule",
    risk: "listener-refused",
    same: ["listenerArn", "priority"],
    answer: say`Elastic Load Balancing answers ${awsErrors.priorityInUse.code}`,
  },
  {
    ...{ ...regional, type: "awsLoadBalancer" },
    answer: say`Elastic Load Balancing answers ${awsErrors.loadBalancerExists.code}`,
  },
  {
    ...{ ...regional, type: "targetGroup" },
    answer: say`Elastic Load Balancing answers ${awsErrors.targetGroupExists.code}`,
  },
  {
    ...{ ...regional, type: "launchTemplate" },
    answer: say`EC2 answers ${awsErrors.launchTemplateExists.code}`,
  },
  {
    ...{ ...regional, type: "scalingGroup" },
    answer: say`Auto Scaling answers ${awsErrors.scalingGroupExists.code}`,
  },
  {
    ...{ type: "securityGroup", risk: "object-refused", same: ["vpcId", "name"] },
    answer: say`EC2 answers ${awsErrors.groupExists.code}`,
  },
  {
    ...{ type: "route", risk: "object-refused" },
    same: [
      ...["routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock"],
      "destinationPrefixListId",
    ],
    answer: say`EC2 answers ${awsErrors.routeExists.code}`,
  },
  {
    ...{ type: "networkAclRule", risk: "object-refused" },
    same: ["networkAclId", "egress", "ruleNumber"],
    answer: say`EC2 answers ${awsErrors.aclRuleExists.code}`,
  },
];
