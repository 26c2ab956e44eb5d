import type { Inventory } from "../graph/inventory";
import { isObject, readList } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { unknownValue } from "../../core/known";

/** A web ACL that blocks what no rule of it lets through. */
export interface BlockingAcl {
  /** The web ACL. */
  readonly acl: ModelResource;
  /** What ties it to the load balancer. */
  readonly association: ModelResource;
  /** Whether it has rules, which may let requests through. */
  readonly hasRules: boolean;
}

/**
 * Finds the web ACLs before a load balancer that block by default.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 * @returns Those whose default action blocks for certain.
 */
export function blockingAcls(inventory: Inventory, machine: ModelResource): BlockingAcl[] {
  return inventory.linkedTo(machine, "webAclAssociation").flatMap((association) => {
    const acl = firstLinked(inventory, "webAcl", association.properties.webAclArn);
    const action = acl?.properties.defaultAction;
    const blocks = isObject(action) && action.block !== undefined && action.block !== null;
    const rules = readList(acl?.properties.rules);
    const hasRules =
      rules === unknownValue || rules.length > 0 || acl?.properties.ruleJson !== undefined;
    return acl !== undefined && blocks ? [{ acl, association, hasRules }] : [];
  });
}
