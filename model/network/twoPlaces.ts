import { ownEntry } from "../../core/ownEntry";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { isList, readFlag, readText } from "../graph/reading";
import type { ModelTypeName } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";

/** Rules, routes or registrations that a program writes in two places. */
export interface TwoPlaces {
  /** What has them: a security group, a network ACL, a route table or an Auto Scaling group. */
  readonly holder: ModelResource;
  /** The property in which some are written. */
  readonly property: string;
  /** The resources that are the others, sorted by key. */
  readonly alone: readonly ModelResource[];
}

/** Which resources hold what a property holds. */
interface Kind {
  readonly type: ModelTypeName;
  readonly property: string;
  readonly alone: readonly (readonly [ModelTypeName, Alone])[];
}

/** Whether a resource of its own holds what the holder's list does not. */
type Alone = (own: ModelResource, holder: ModelResource) => boolean;

const always: Alone = () => true;
const goes =
  (direction: string): Alone =>
  ({ properties }) =>
    readText(properties.type) === direction;
const leaves =
  (egress: "yes" | "no"): Alone =>
  ({ properties }) =>
    readFlag(properties.egress, "no") === egress;

/** What the holder's own list names as well is written twice and stays. */
const isBeyond =
  (list: string, path: string): Alone =>
  (own, holder) => {
    const listed = new Set(tokensAt(holder, list));
    return tokensAt(own, path).some((token) => !listed.has(token));
  };

/** Source: AWS provider, notes of aws_security_group, aws_network_acl, aws_route_table and aws_autoscaling_group on resources of their own. */
const kinds: readonly Kind[] = [
  {
    ...{ type: "securityGroup", property: "ingress" },
    alone: [
      ["ingressRule", always],
      ["securityGroupRule", goes("ingress")],
    ],
  },
  {
    ...{ type: "securityGroup", property: "egress" },
    alone: [
      ["egressRule", always],
      ["securityGroupRule", goes("egress")],
    ],
  },
  {
    ...{ type: "networkAcl", property: "ingress", alone: [["networkAclRule", leaves("no")]] },
  },
  {
    ...{ type: "networkAcl", property: "egress", alone: [["networkAclRule", leaves("yes")]] },
  },
  { type: "routeTable", property: "routes", alone: [["route", always]] },
  {
    ...{ type: "scalingGroup", property: "targetGroupArns" },
    alone: [
      ["scalingAttachment", isBeyond("targetGroupArns", "lbTargetGroupArn")],
      ["trafficSource", isBeyond("targetGroupArns", "trafficSource.identifier")],
    ],
  },
  {
    ...{ type: "scalingGroup", property: "trafficSources" },
    alone: [["trafficSource", isBeyond("trafficSources.identifier", "trafficSource.identifier")]],
  },
];

/**
 * Lists what a program writes in two places: each time the holder is brought up to date, what stands alone is taken away.
 * @param inventory - The resources.
 * @returns One entry for each holder and property, sorted by the kind and the key.
 */
export function inTwoPlaces(inventory: Inventory): TwoPlaces[] {
  return kinds.flatMap(({ type, property, alone }) =>
    inventory
      .ofType(type)
      .filter(({ properties }) => isList(ownEntry(properties, property)))
      .map((holder) => ({
        ...{ holder, property },
        alone: alone.flatMap(([other, isOne]) =>
          inventory.linkedTo(holder, other).filter((own) => isOne(own, holder)),
        ),
      }))
      .filter((found) => found.alone.length > 0),
  );
}
