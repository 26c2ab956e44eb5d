import { isDeepStrictEqual } from "node:util";
import { answeringPhases } from "../../facts/cloudflare/requestPhases";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { isCustomRuleset, rulesetRules, type EdgeRule } from "../../model/rules/edgeRules";
import { cacheResponseChanges } from "../../model/rules/cacheResponseRules";
import { headerChanges } from "../../model/rules/headerChanges";
import { headerEdits } from "../../model/rules/headerEdits";
import { admissionOf } from "../../model/rules/accessPolicies";
import { zoneOf } from "../../model/graph/links";
import type { ModelObject, ModelResource } from "../../model/graph/resources";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { withCookies } from "../../model/rules/requestSettings";
import { differsByVisitor, sampleRequests } from "../../model/rules/sampleRequests";
import type { PlanChange } from "../../model/plan/plan";
import type { TrafficModel } from "../../model/traffic/path";
import { touches, type RiskContext } from "../risks/risk";

/** What holds rules of which a plan need not say everything. */
const holding: ReadonlySet<ModelTypeName | undefined> = new Set<ModelTypeName>([
  ...(["ruleset", "snippetRules", "accessApplication", "accessPolicy"] as const),
  ...(["waitingRoom", "waitingRoomRules", "cloudConnector"] as const),
  ...(["accessRule", "userAgentRule", "zoneLockdown"] as const),
]);

/** Which visitors may log in, which no plan says of any of them. */
const admitting = ["policies", "decision", "includes", "excludes", "requires"];

/**
 * Lists the changes of rules of which the plan does not say which requests they answer, or what becomes of them, so that nobody
 * followed them.
 * @returns The changes with the places of such rules, in the plan's order; those apart whose rules stood before.
 */
export function unseenEdgeRules(context: RiskContext): UnjudgedChange[] {
  const changes = context.plan.changes.filter(
    ({ type, leftover, operation }) =>
      holding.has(modelType(type)) &&
      !leftover &&
      (operation === "delete"
        ? modelType(type) === "ruleset"
        : ["create", "update", "replace"].includes(operation)),
  );
  if (changes.length === 0) {
    return [];
  }
  const [before, after] = [new SeenRules(context.before), new SeenRules(context.after)];
  return changes.flatMap((change) => {
    const properties = unseenIn(change, before, after);
    return properties.length === 0 ? [] : [{ change, properties }];
  });
}

function unseenIn(change: PlanChange, before: SeenRules, after: SeenRules): readonly string[] {
  const kind = modelType(change.type);
  const now = change.after && rulesetRules(change.after);
  const isAnswering = answeringPhases.some((phase) => phase === now?.phase);
  if (now?.isOfAccount === false && !after.hasZone(now.owner)) {
    return ["zoneId"];
  }
  const isStray =
    change.after !== undefined &&
    isCustomRuleset(change.after) &&
    after.decidedBy(change.after.key).length === 0;
  if (isStray || (now?.rules === undefined && isAnswering)) {
    return ["rules"];
  }
  const [is, was] = [after.vague(change.after?.key), before.vague(change.before?.key)];
  const places = is.filter((rule) => !was.some((each) => isSame(each, rule)));
  // A script that no longer runs may have been what answered.
  const gone = was.filter((rule) => !is.some((each) => isSame(each, rule)));
  const lost = kind === "snippetRules" && places.length === 0 && gone.length > 0 ? ["rules"] : [];
  const isAdmission = kind === "accessApplication" || kind === "accessPolicy";
  const admitted = before.admission(change.before?.key);
  const isSameAdmission =
    admitted !== undefined && isDeepStrictEqual(admitted, after.admission(change.after?.key));
  const admission =
    isAdmission &&
    change.operation !== "create" &&
    after.logsIn(change.after?.key) &&
    !isSameAdmission
      ? admitting.filter((name) => touches(change, [name]))
      : [];
  const headers = [...unseenHeaders(change), ...unseenCaching(change, before, after)];
  const named = places.map(({ place }) => (kind === "waitingRoomRules" ? "rules" : place));
  return [...new Set([...named, ...lost, ...admission, ...headers])];
}

function unseenHeaders({ before, after }: PlanChange): string[] {
  const old = before === undefined ? [] : [...headerChanges(before).values()];
  const now = after === undefined ? [] : [...headerChanges(after)];
  const isOld = (rule: ModelObject): boolean => old.some((each) => isSameEffect(each, rule));
  const places = now.flatMap(([place, rule]) => (isOld(rule) ? [] : [place]));
  // A header that browsers or origins no longer get may have been what they need.
  const stay = now.filter(([, rule]) => isOld(rule)).length;
  const [written, left] = [before, after].map((side) => (side === undefined ? [] : writes(side)));
  const isLost = stay < old.length || written?.some((each) => left?.includes(each) === false);
  return places.length === 0 && isLost === true ? ["rules"] : places;
}

/** What a ruleset writes into requests. */
function writes(ruleset: ModelResource): string[] {
  return headerEdits(ruleset).flatMap(({ of, operation, name }) =>
    of === "requests" && operation !== "remove" ? [name] : [],
  );
}

/** What comes to loosen how answers are kept, or no longer guards them. */
function unseenCaching(change: PlanChange, before: SeenRules, after: SeenRules): string[] {
  const [old, now] = [before.caching(change.before), after.caching(change.after)];
  const places = [...now.loosening].flatMap(([place, rule]) =>
    [...old.loosening.values()].some((each) => isSameEffect(each, rule)) ? [] : [place],
  );
  const isLost = old.guarding.some(
    (rule) => !now.guarding.some((each) => isSameEffect(each, rule)),
  );
  return isLost && places.length === 0 ? ["rules"] : places;
}

function isSameEffect(left: ModelObject, right: ModelObject): boolean {
  return isDeepStrictEqual(effectOf(left), effectOf(right));
}

/** What a rule does, without its names. */
function effectOf({ actionParameters, enabled, expression }: ModelObject): ModelObject {
  return {
    actionParameters: actionParameters ?? null,
    enabled: enabled ?? true,
    expression: expression ?? null,
  };
}

function isSame(left: EdgeRule, right: EdgeRule): boolean {
  return (
    left.expression === right.expression &&
    left.enabled === right.enabled &&
    isDeepStrictEqual(left.action, right.action)
  );
}

/** The rules of one side of a plan, and what the requests of every day say about them. */
class SeenRules {
  readonly #zones: EdgeZones;
  #answers: readonly SampleAnswer[] | undefined;
  #vague: ReadonlySet<EdgeRule> | undefined;
  #leftOut: ReadonlySet<string> | undefined;

  constructor(model: TrafficModel) {
    this.#zones = EdgeZones.of(model);
  }

  /** Whether a zone's rules are asked: of one that the plan does not name, nobody knows whose requests meet them. */
  hasZone(zone: string): boolean {
    return this.#zones.zones().includes(zone);
  }

  /** The rules that a resource holds, or has a say in. */
  decidedBy(key: string | undefined): EdgeRule[] {
    return this.#zones.rules
      .flatMap(({ rules = [] }) => rules)
      .filter(
        ({ resource, decidedBy }) =>
          resource.key === key || decidedBy.some((other) => other.key === key),
      );
  }

  /** Those of them of which it is not known whether, or with what, they answer, or that name hostnames which were not asked about. */
  vague(key: string | undefined): EdgeRule[] {
    this.#vague ??= new Set(this.#visits().flatMap(vagueOf));
    this.#leftOut ??= new Set(this.#zones.zones().flatMap((zone) => this.#zones.leftOutOf(zone)));
    const [vague, leftOut] = [this.#vague, this.#leftOut];
    return this.decidedBy(key).filter(
      (rule) => vague.has(rule) || rule.hosts.some((host) => leftOut.has(host)),
    );
  }

  /** Whether a resource has a say in a login. */
  logsIn(key: string | undefined): boolean {
    return this.decidedBy(key).some(({ action }) => action.kind === "login");
  }

  /** Whom the policies of an application let in; undefined for other resources, and where the plan does not say. */
  admission(key: string | undefined): readonly string[] | undefined {
    const { inventory } = this.#zones.model;
    const own = key === undefined ? undefined : inventory.byKey(key);
    return own !== undefined && modelType(own.type) === "accessApplication"
      ? admissionOf(inventory, own)
      : undefined;
  }

  /** What a ruleset does with how answers are kept that differ by visitor. */
  caching(ruleset: ModelResource | undefined): ReturnType<typeof cacheResponseChanges> {
    if (ruleset === undefined) {
      return { loosening: new Map(), guarding: [] };
    }
    const hostnames = this.#zones.hostnamesOf(zoneOf(ruleset));
    const samples = hostnames.flatMap(({ host }) => sampleRequests(host).filter(differsByVisitor));
    return cacheResponseChanges(
      ruleset,
      samples.flatMap(({ forms }) => forms.map(withCookies)),
    );
  }

  /** What bots, scores and tokens of programs are, rules ask to tell them apart; no plan says it. */
  #visits(): readonly SampleAnswer[] {
    const zones = this.#zones;
    this.#answers ??= zones
      .zones()
      .filter((zone) => zones.metIn(zone).phases.size > 0)
      .flatMap((zone) =>
        [...new Set(zones.hostnamesOf(zone).map((each) => zones.answersFor(zone, each)))].flat(),
      )
      .filter(({ sample }) => sample.asker === "visitors");
    return this.#answers;
  }
}

/** A path that no visitor asked for, of which only the origin knows whether it has it. */
function vagueOf({ perhaps, rewritten }: SampleAnswer): readonly EdgeRule[] {
  return [...perhaps, ...(rewritten?.by ?? [])];
}
