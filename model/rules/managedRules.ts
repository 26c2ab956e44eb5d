import {
  floodPhase,
  loggingAction,
  managedPhase,
  owaspRuleset,
  owaspScoreRule,
  owaspThreshold,
  paranoiaLevels,
  usualSensitivity,
} from "../../facts/cloudflare/managedRulesets";
import { managedOverrides, overrideOf, type ManagedOverride } from "./managedOverrides";
import { unknownValue } from "../../core/known";
import { certain, type Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import {
  isObject,
  knownList,
  knownObjects,
  readFlag,
  readList,
  readNumber,
  readObject,
  readText,
} from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";

/** How readily a managed ruleset refuses what it meets. */
export interface ManagedRules {
  /** The ruleset that runs it. */
  readonly resource: ModelResource;
  /** The zone as `zoneOf` calls it. */
  readonly zone: string;
  /** The managed ruleset's id. */
  readonly id: string;
  /** Whether it only notes what it meets. */
  readonly onlyLogs: Certainty;
  /** Whether rules that are off by default are all on. */
  readonly isWhole: Certainty;
  /** The action that stands in place of those of all its rules; undefined for their own. */
  readonly action: string | undefined;
  /** Up to which of the categories of the OWASP ruleset, from 1 to 4; 0 for other rulesets. */
  readonly paranoia: number;
  /** How single rules and categories are overridden, by id or name. */
  readonly overrides: ReadonlyMap<string, ManagedOverride>;
  /** Whether what no override names is off, or only notes what it meets. Undefined where it acts. */
  readonly spares: ManagedOverride["spares"];
  /** Whether it fights floods. */
  readonly isOfFloods: boolean;
  /** How readily it acts then, from 0 to 3. */
  readonly sensitivity: number;
  /** From which score on the OWASP ruleset acts; unlimited for other rulesets. */
  readonly threshold: number;
}

/**
 * Reads how readily managed rulesets refuse what they meet.
 *
 * Source: Cloudflare docs, ruleset-engine/managed-rulesets/override-managed-ruleset.
 * @param inventory - The resources.
 * @returns Each that a zone runs, as far as it is known.
 */
export function managedRules(inventory: Inventory): ManagedRules[] {
  return inventory.ofType("ruleset").flatMap((resource) => {
    const { phase, rules } = resource.properties;
    const name = readText(phase);
    const isOfZone = (name === managedPhase || name === floodPhase) && zoneOf(resource) !== "";
    const list = isOfZone ? (knownList(readList(rules)) ?? []) : [];
    return list
      .filter(isObject)
      .flatMap((rule) => managedOf(resource, rule, name === floodPhase) ?? []);
  });
}

function managedOf(
  resource: ModelResource,
  rule: ModelObject,
  isOfFloods: boolean,
): ManagedRules | undefined {
  const parameters = readObject(rule.actionParameters);
  const id = parameters === unknownValue ? unknownValue : readText(parameters.id);
  const overrides = parameters === unknownValue ? parameters : readObject(parameters.overrides);
  if (
    typeof id !== "string" ||
    overrides === unknownValue ||
    readFlag(rule.enabled, "yes") !== "yes"
  ) {
    return undefined;
  }
  const score = knownObjects(overrides.rules).find((each) => readText(each.id) === owaspScoreRule);
  const action = readText(overrides.action);
  const isOwasp = id === owaspRuleset;
  const acting = (isOwasp ? readText(score?.action) : undefined) ?? action;
  const threshold = readNumber(score?.scoreThreshold) ?? owaspThreshold;
  if (action === unknownValue || acting === unknownValue || threshold === unknownValue) {
    return undefined;
  }
  const { spares, sensitivity = usualSensitivity } = overrideOf(overrides);
  return {
    ...{ resource, zone: zoneOf(resource), id, action },
    onlyLogs: certain(acting === loggingAction),
    isWhole: readFlag(overrides.enabled, "no"),
    overrides: managedOverrides(overrides),
    ...{ isOfFloods, spares, sensitivity },
    paranoia: isOwasp ? paranoiaOf(overrides) : 0,
    threshold: isOwasp ? threshold : Number.POSITIVE_INFINITY,
  };
}

/** Each category is on that no override switches off. */
function paranoiaOf(overrides: ModelObject): number {
  const off = knownObjects(overrides.categories)
    .filter((each) => readFlag(each.enabled, "yes") === "no")
    .map((each) => readText(each.category));
  const on = paranoiaLevels.filter((level) => !off.includes(level));
  return on.length === 0 ? 0 : paranoiaLevels.indexOf(on.at(-1) ?? paranoiaLevels[0]) + 1;
}
