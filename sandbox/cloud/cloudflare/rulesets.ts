import { rulesetRefusals } from "../../../constraints/rulesets";
import type { RulesetRule } from "../../../constraints/rulesetRules";
import { ownEntry, setEntry } from "../../../core/ownEntry";
import type { CloudflarePlan } from "../../../facts/cloudflare/plans";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { cloudflareId } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, list, object, same, text, type Properties } from "../values";
import { accountPath, restHandler, zoneOf, zonePath } from "./rest";
import { accountPlan } from "./zones";

/** Rulesets of a zone or an account; one entry point per phase. */
export const rulesetHandler: ResourceHandler = restHandler(
  types.ruleset,
  {
    collection: (ruleset) =>
      `${isAbsent(ruleset.zoneId) ? accountPath(ruleset) : zonePath(ruleset)}/rulesets`,
  },
  { validate: admitRuleset, computeOutputs: answerRuleset },
);

function admitRuleset(ruleset: Properties, place: Place, current?: StoredObject): void {
  const { kind, phase } = ruleset;
  const scope = text(ruleset.zoneId) || text(ruleset.accountId);
  const others = place.account.find(`phase:${scope}/${text(kind)}/${text(phase)}`);
  const hasOther = [...others].some(({ key }) => key !== current?.key);
  const rules = list(ruleset.rules).map(object).map(given) as readonly RulesetRule[];
  const [first] = rulesetRefusals(
    { kind: text(kind), phase: text(phase), rules },
    { plan: planOf(ruleset, place), hasOtherEntryPoint: hasOther ? "yes" : "no" },
  );
  if (first !== undefined) {
    refuse(first.error, first.answer);
  }
}

/** What is null was left out, as deep as a rule goes. */
function given(rule: Properties): Properties {
  return Object.fromEntries(
    Object.entries(rule)
      .filter(([, value]) => !isAbsent(value))
      .map(([name, value]) => [name, Array.isArray(value) ? value : nested(value)]),
  );
}

function nested(value: Properties[string]): Properties[string] {
  return typeof value === "object" && value !== null ? given(value as Properties) : value;
}

function planOf(ruleset: Properties, place: Place): CloudflarePlan {
  return isAbsent(ruleset.zoneId) ? accountPlan(place) : zoneOf(ruleset, place).plan;
}

/**
 * What the API says of a ruleset: each rule has an id, a `ref`, a version and a time. It is the same rule as before by its id, else by its
 * `ref`; one with neither is a new one. A rule that only moves keeps its version.
 *
 * Source: Cloudflare docs, terraform/troubleshooting/rule-id-changes ("the API cannot match rules", a `ref` "will be equal to the rule ID")
 * and ruleset-engine/rulesets-api/json-object (versions of rulesets and rules).
 */
function answerRuleset(
  ruleset: Properties,
  _place: Place,
  _id: string,
  current?: StoredObject,
): Properties {
  const now = new Date().toISOString();
  const before = new Map(
    list(current?.properties.rules).map((rule) => [text(object(rule).id), object(rule)]),
  );
  const versions = object(current?.properties.ruleVersions);
  const ruleVersions: Properties = {};
  const rules = list(ruleset.rules).map((rule) => {
    const sent = object(rule);
    const former = formerOf(sent, before);
    const id = former === undefined ? cloudflareId() : text(former.id);
    before.delete(id);
    const named: Properties = { ...sent, id, ref: text(sent.ref) || text(former?.ref) || id };
    const last = object(ownEntry(versions, id));
    const isSame = former !== undefined && same(given(former), given(named));
    const next = { version: `${(Number(last.version) || 0) + 1}`, lastUpdated: now };
    setEntry(ruleVersions, id, isSame ? last : next);
    return named;
  });
  const version = (Number(current?.properties.version) || 0) + 1;
  return { rules, ruleVersions, version: `${version}`, lastUpdated: now };
}

function formerOf(
  rule: Properties,
  before: ReadonlyMap<string, Properties>,
): Properties | undefined {
  const byId = before.get(text(rule.id));
  const ref = text(rule.ref);
  return byId ?? (ref === "" ? undefined : [...before.values()].find((one) => one.ref === ref));
}
