import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { Dependencies, type Dependency } from "../../model/origin/dependencies";
import { mayBeLetIn, mayBeLetOut } from "../../model/origin/dependencyGates";
import { isAttached } from "../../model/firewall/protectedEndpoints";
import { groupRules, letAnythingOut } from "../../model/firewall/groupRules";
import { partsOfTarget } from "../../model/origin/targetParts";
import { groupsOfTarget } from "../../model/origin/admission";
import { title } from "../../model/graph/title";
import { storeBehind } from "../../model/origin/askedStores";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides, Serving } from "./originSides";
import { askedStore } from "./askedStores";
import { meetsWhatRuns } from "./whatRuns";
import { causedRisk, changesAnyOf, type Risk } from "./risk";
import { errorOf, say, type Phrase } from "../words/words";

/** What a risk here may come of. */
const parts = new Set<ModelTypeName>([
  ...(["securityGroup", "securityGroupRule", "ingressRule", "egressRule"] as const),
  ...(["instance", "networkInterface", "launchTemplate", "scalingGroup"] as const),
  ...(["ecsService", "taskSet", "awsLoadBalancer"] as const),
]);

/** What lets what serves through to what it asks: the groups there, or its own. */
interface DependencyGate {
  readonly isOpen: typeof mayBeLetIn;
  /** Whether something else tells that it is shut. */
  readonly isTold?: (inventory: Inventory, serves: ModelResource) => boolean;
  /** What decides it, of what serves and the group there. */
  readonly parts: (
    inventory: Inventory,
    serves: ModelResource,
    group: ModelResource,
  ) => ModelResource[];
  /** What is shut, for what serves, the group there, at which ports, and what it asks there. */
  readonly what: (serves: string, group: string, where: Phrase, asked: Phrase) => Phrase;
  readonly hint: (serves: string) => Phrase;
}

const gates: readonly DependencyGate[] = [
  {
    isOpen: mayBeLetIn,
    parts: (inventory, _serves, group) => [
      group,
      ...groupRules(inventory, group).rules.map(({ resource }) => resource),
    ],
    what: (serves, group, where, asked) =>
      say`the security group ${group} does not let ${serves} in ${where}, where it asks ${asked}`,
    hint: (serves) =>
      say`Keep the rule that lets ${serves} in, or add the one that takes its place in an update before this one.`,
  },
  {
    isOpen: mayBeLetOut,
    isTold: (inventory, serves) =>
      letAnythingOut(inventory, groupsOfTarget(inventory, serves)) === "no",
    parts: (inventory, serves) =>
      groupsOfTarget(inventory, serves)
        .flatMap((group) => groupRules(inventory, group, "egress").rules)
        .map(({ resource }) => resource),
    what: (serves, group, where, asked) =>
      say`the security groups of ${serves} do not let it out ${where} to ${asked}, where the security group ${group} lets it in`,
    hint: (serves) => say`Keep a rule that lets ${serves} out to what it asks.`,
  },
];

/** Finds what serves hostnames and no longer gets through to what it asks itself: a database, a cache, another service. */
export function shutDependencyRisks(sides: OriginSides): Risk[] {
  if (!changesAnyOf(sides.context, parts)) {
    return [];
  }
  const dependencies = new Dependencies(sides.before.model.inventory);
  const found = new Map<string, Risk>();
  for (const serving of sides.serving) {
    for (const each of dependencies.of(serving.old)) {
      const [risk] = gates.flatMap((gate) => shutRisk(sides, serving, each, gate));
      const key = `${serving.serves.key} ${each.group.key}`;
      if (risk !== undefined && !found.has(key)) {
        found.set(key, risk);
      }
    }
  }
  return [...found.values()];
}

const whenNeeded = "where it needs an answer from there";

function shutRisk(
  sides: OriginSides,
  { place, old, serves }: Serving,
  dependency: Dependency,
  { isOpen, isTold, parts: partsOf, what, hint }: DependencyGate,
): Risk[] {
  const [before, after] = [sides.before.model.inventory, sides.after.model.inventory];
  const { group, ports, rule } = dependency;
  const now = after.byKey(sides.nameAfter(group));
  if (
    now === undefined ||
    // What the group guarded is gone too.
    (isAttached(before, group) && !isAttached(after, now)) ||
    !isOpen(before, old, dependency) ||
    isOpen(after, serves, { group: now, ports }) ||
    isTold?.(after, serves) === true
  ) {
    return [];
  }
  const where = ports.first === ports.last ? say`at port ${ports.first}` : say`at all`;
  const cause = sides.causes([
    ...[rule, ...partsOfTarget(after, serves)],
    ...[...partsOf(before, old, group), ...partsOf(after, serves, now)],
    ...[...groupsOfTarget(before, old), ...groupsOfTarget(after, serves)],
  ]);
  const isShut = (each: ModelResource): boolean => !isOpen(after, serves, { group: each, ports });
  return causedRisk(serves, cause, () => {
    const store = meetsWhatRuns(cause)
      ? storeBehind(sides.after, serves, { group: now, ports }, isShut)
      : undefined;
    const asked = store === undefined ? say`what that group guards` : askedStore(store);
    const when = [store === undefined ? whenNeeded : "as soon as it has to connect anew"];
    return {
      ...{ id: "egress-shut", severity: store === undefined ? "medium" : sides.severity(place) },
      about: [now.key, title(now)],
      consequence: say`From this change on ${what(title(serves), title(now), where, asked)}: ${when}, ${sides.visitors(place)} get ${errorOf(loadBalancerErrors.lostDependency)} until it is let through again.`,
      hint: hint(title(serves)),
    };
  });
}
