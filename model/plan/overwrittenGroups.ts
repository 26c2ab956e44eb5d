import { ownEntry } from "../../core/ownEntry";
import { linkTokens } from "../graph/links";
import { tokensOf } from "../graph/resourcesOfType";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import type { ModelValue } from "../graph/resources";
import { wantedBy } from "./lostTwins";
import type { Plan, PlanChange, PlanResource } from "./plan";

/** A security group that an update takes from an interface, although a resource of its own ties it there and stays as it is. */
export interface OverwrittenGroup {
  /** What ties the group to the interface. */
  readonly attachment: PlanResource;
  /** The group that it ties: an id or a reference. */
  readonly group: ModelValue | undefined;
  /** The update of the instance or interface whose list of groups leaves it out. */
  readonly change: PlanChange;
  /** The property that is the list. */
  readonly property: string;
}

const lists: Readonly<Partial<Record<ModelTypeName, string>>> = {
  instance: "vpcSecurityGroupIds",
  networkInterface: "securityGroups",
};

/**
 * Finds the security groups that go because an update writes the whole list of an interface's groups.
 * Sources: the package `@pulumi/aws` 7, `ec2.NetworkInterfaceSecurityGroupAttachment` (beside groups given in-line it causes conflicts);
 * Amazon EC2 API reference, ModifyInstanceAttribute (replaces the groups with those that are given); hashicorp/terraform pull request
 * 14299 (for an instance with several interfaces the list of its first one is written).
 * @param plan - The resources before, and what changes.
 * @returns One entry for each attachment that the plan leaves alone.
 */
export function overwrittenGroups(plan: Pick<Plan, "before" | "changes">): OverwrittenGroup[] {
  const writing = plan.changes.flatMap((change) => {
    const type = modelType(change.type);
    const property = change.operation === "update" ? type && lists[type] : undefined;
    return property !== undefined && change.properties.some(({ path }) => topOf(path) === property)
      ? [{ change, property }]
      : [];
  });
  const staying = (writing.length === 0 ? [] : wantedBy(plan)).filter(
    ({ resource, change }) =>
      change === undefined && modelType(resource.type) === "groupAttachment",
  );
  return staying.flatMap(({ resource: attachment }) => {
    const { networkInterfaceId, securityGroupId } = attachment.properties;
    const [cards, groups] = [linkTokens(networkInterfaceId), linkTokens(securityGroupId)];
    return writing
      .filter(({ change, property }) => {
        const listed = linkTokens(ownEntry(change.after?.properties ?? {}, property));
        return (
          interfacesOf(change).some((token) => cards.includes(token)) &&
          !groups.some((token) => listed.includes(token))
        );
      })
      .map((one) => ({ ...one, attachment, group: securityGroupId }));
  });
}

function interfacesOf({ before, after }: PlanChange): string[] {
  return [before, after].flatMap((each) =>
    each === undefined
      ? []
      : [...tokensOf(each), ...linkTokens(each.properties.primaryNetworkInterfaceId)],
  );
}

function topOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}
