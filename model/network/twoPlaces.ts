import { ownEntry } from "../../core/ownEntry";
import type { Inventory } from "../graph/inventory";
import { isList, readFlag, readText } from "../graph/reading";
import type { ModelTypeName } from "../graph/resourceTypes";
import type { ModelObject, ModelResource } from "../graph/resources";

/** Rules or routes that a program writes in two places. */
export interface TwoPlaces {
  /** What has them: a security group, a network ACL or a route table. */
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
  readonly alone: readonly (readonly [ModelTypeName, (properties: ModelObject) => boolean])[];
}

const always = (): boolean => true;
const goes = (direction: string) => (own: ModelObject) => readText(own.type) === direction;
const leaves = (egress: "yes" | "no") => (own: ModelObject) =>
  readFlag(own.egress, "no") === egress;

/** Source: AWS provider, notes of aws_security_group, aws_network_acl and aws_route_table on resources of their own. */
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
          inventory.linkedTo(holder, other).filter(({ properties }) => isOne(properties)),
        ),
      }))
      .filter((found) => found.alone.length > 0),
  );
}
