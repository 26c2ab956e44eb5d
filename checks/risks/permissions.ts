import { apiErrors } from "../../facts/aws/apiErrors";
import { Inventory } from "../../model/graph/inventory";
import { compare } from "../../core/order";
import { groupOf, groupRules, type RuleDirection } from "../../model/firewall/groupRules";
import type { PlanChange, PlanResource } from "../../model/plan/plan";
import {
  permissionsByHolder,
  permissionsOf,
  withoutPermissions,
} from "../../model/firewall/permissions";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { causeOf, changesOf, isMade, type Risk, type RiskContext } from "./risk";
import { names, say } from "../words/words";

/** A security group that stays, with rules of its own resources that come or go. */
interface StandingGroup {
  readonly old: ModelResource;
  readonly now: ModelResource;
  readonly coming: PlanChange[];
  readonly going: PlanChange[];
}

/**
 * Finds rules that are asked for while a security group already has them, which EC2 refuses.
 * @returns The risks, one for each group.
 */
export function permissionRisks(context: RiskContext): Risk[] {
  const risks = directions.flatMap((direction) => refusedRisks(context, direction));
  return [...new Map(risks.reverse().map((risk) => [risk.subject, risk])).values()].reverse();
}

const directions = ["ingress", "egress"] as const;

function refusedRisks(context: RiskContext, direction: RuleDirection): Risk[] {
  const way = direction === "ingress" ? "in" : "out";
  return standingGroups(context).flatMap((group): Risk[] => {
    const { now, coming } = group;
    const standing = standingPermissions(context, group, direction);
    const permissions = permissionsByHolder(context.after.inventory, now, direction);
    const twins = coming.filter(({ after }) =>
      permissions.get(after?.key ?? "")?.some((each) => standing.has(each)),
    );
    return twins.length === 0
      ? []
      : [
          {
            id: "rule-refused",
            severity: "medium",
            subject: now.key,
            title: title(now),
            consequence: say`${title(now)} already lets ${way} what ${names(twins.map(({ name }) => name))} is to let ${way}, and goes on doing so until this update is over: EC2 answers ${apiErrors.duplicateRule.code}, and the update stops half-way.`,
            cause: twins.map((change) => causeOf(change, change.replacedFor)),
            hint: say`Take the new rules over with pulumi import in place of creating them, or give renamed rules an alias.`,
          },
        ];
  });
}

/**
 * Works out what security groups let through once everything is done: rules that a group took over from resources of their
 * own are revoked when those resources are deleted at the end.
 * @returns The groups that lose something that way, as they are then.
 */
export function revokedGroups(context: RiskContext): readonly PlanResource[] {
  const losing = standingGroups(context).filter(({ going }) => going.length > 0);
  const keys = new Set(losing.map(({ now }) => now.key));
  const own = new Map(
    context.plan.after.filter(({ key }) => keys.has(key)).map((each) => [each.key, each]),
  );
  return losing.flatMap(({ old, now, going }) => {
    let group = own.get(now.key);
    for (const direction of directions) {
      const permissions = permissionsByHolder(context.before.inventory, old, direction);
      const gone = going.flatMap(({ before }) => permissions.get(before?.key ?? "") ?? []);
      group =
        group &&
        (withoutPermissions(context.after.inventory, group, new Set(gone), direction) ?? group);
    }
    return group === undefined || group === own.get(now.key) ? [] : [group];
  });
}

const ruleTypes = ["ingressRule", "egressRule", "securityGroupRule"] as const;

function standingGroups(context: RiskContext): StandingGroup[] {
  const found = new Map<string, StandingGroup>();
  for (const change of changesOf(context, ruleTypes, ["create", "replace", "delete"])) {
    const group = standingGroup(context, change);
    const known = group && (found.get(group.now.key) ?? group);
    if (known !== undefined) {
      found.set(known.now.key, known);
      (change.operation === "delete" ? known.going : known.coming).push(change);
    }
  }
  return [...found.values()].sort((left, right) => compare(left.now.key, right.now.key));
}

/** The group of a rule, where it is there before and after and is no other one then. */
function standingGroup(
  { before, after, changes, renamed, formerly }: RiskContext,
  change: PlanChange,
): StandingGroup | undefined {
  const side = change.operation === "delete" ? before : after;
  const rule = change.after ?? change.before;
  const group = rule && groupOf(side.inventory, rule)?.resources[0];
  const old = group && before.inventory.byKey(formerly.get(group.key) ?? group.key);
  const now = old && after.inventory.byKey(renamed.get(old.key) ?? old.key);
  return old === undefined || now === undefined || changes.get(now.key)?.operation === "replace"
    ? undefined
    : { old, now, coming: [], going: [] };
}

/** What the group lets through when new rules are asked for: what goes is deleted after that. */
function standingPermissions(
  { before, changes }: RiskContext,
  { old, now }: StandingGroup,
  direction: RuleDirection,
): Set<string> {
  const owned = changes
    .get(now.key)
    ?.properties.some(
      ({ path, new: wanted }) => path.startsWith(direction) && wanted !== undefined,
    );
  const rules = groupRules(before.inventory, old, direction).rules.filter(({ resource }) => {
    const change = changes.get(resource.key);
    return resource.key === old.key
      ? owned !== true
      : change?.operation !== "update" && isLast(change);
  });
  return new Set(rules.flatMap(permissionsOf));
}

function isLast(change: PlanChange | undefined): boolean {
  return change?.operation !== "replace" || change.deleteFirst === false;
}

/**
 * Works out what lets in while an origin already carries a group that is made anew, and its rules may not be there yet.
 * @param carrier - What carries the groups.
 * @returns The resources of that moment; undefined where no group is new, or the rules come before the carrier changes.
 */
export function beforeRules(
  { plan, changes, after }: RiskContext,
  carrier: ModelResource,
  groups: readonly ModelResource[],
): Inventory | undefined {
  const fresh = new Set(groups.map(({ key }) => key).filter((key) => isMade(changes.get(key))));
  const waits = new Set(plan.after.find(({ key }) => key === carrier.key)?.dependencies);
  const late = (["ingressRule", "securityGroupRule"] as const)
    .flatMap((type) => after.inventory.ofType(type))
    .filter((rule) => {
      const group = groupOf(after.inventory, rule)?.resources[0];
      return !waits.has(rule.key) && fresh.has(group?.key ?? "");
    });
  if (plan.source !== "preview" || late.length === 0) {
    return undefined;
  }
  const missing = new Set(late.map(({ key }) => key));
  return new Inventory(plan.after.filter(({ key }) => !missing.has(key)));
}

/**
 * Works out what lets in while rules that are replaced are away, since the old ones go first.
 * @param groups - The groups of an origin after the plan.
 * @returns The resources of that moment; undefined where no rule of the groups goes first.
 */
export function withoutReplaced(
  { changes, after }: RiskContext,
  groups: readonly ModelResource[],
): Inventory | undefined {
  const away = groups
    .flatMap((group) => ruleTypes.flatMap((type) => after.inventory.linkedTo(group, type)))
    .filter(({ key }) => {
      const change = changes.get(key);
      return change?.deleteFirst === true;
    });
  const gone = new Set(away.map(({ key }) => key));
  const own = groups.flatMap((group) => [
    group,
    ...ruleTypes.flatMap((type) => after.inventory.linkedTo(group, type)),
  ]);
  const lists = (["prefixList", "prefixListEntry"] as const).flatMap((type) =>
    gone.size === 0 ? [] : after.inventory.ofType(type),
  );
  return gone.size === 0
    ? undefined
    : new Inventory([...own.filter(({ key }) => !gone.has(key)), ...lists]);
}

/**
 * Whether a change gives a carrier other groups.
 * @returns True for an update of a property that names groups.
 */
export function changesGroups(change: PlanChange | undefined): boolean {
  return (
    change?.operation === "update" &&
    modelType(change.type) !== undefined &&
    change.properties.some(({ path }) => /securityGroup/i.test(path))
  );
}
