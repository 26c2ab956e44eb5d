import { describeValue, type Problem } from "../core/problem";
import {
  pageRuleTarget,
  pageRuleSettings,
  type PageRuleValue,
} from "../facts/cloudflare/pageRules";
import { readUrlPattern, type UrlPattern } from "./urlPattern";

/** One page rule of a zone. */
export interface PageRule {
  /** Where it stands in the document. */
  readonly path: string;
  /** Its URL pattern. */
  readonly pattern: UrlPattern;
  /** Its settings: their values by their ids, of the kind that each has. `true` for one without a value. */
  readonly settings: ReadonlyMap<string, unknown>;
  /** Its priority; the highest that meets a request decides. */
  readonly priority: number;
  /** Whether it is in force. */
  readonly isActive: boolean;
}

/** What to do about a document of another form: a state or a plan of Terraform or Pulumi writes page rules otherwise. */
export const askTheApi =
  "Ask the API, also where Terraform or Pulumi has the rules: GET /zones/<id>/pagerules";

/**
 * Reads what stands for one page rule in an answer of the API.
 * @param given - What stands there.
 * @param path - Where it stands.
 * @returns The rule, or everything that is wrong with it.
 */
export function readPageRule(
  given: unknown,
  path: string,
): { readonly rule: PageRule } | { readonly problems: readonly Problem[] } {
  if (!isObject(given)) {
    return { problems: [wrong(path, "be a page rule with targets and actions", given)] };
  }
  const { targets, actions, priority = 1, status = "active" } = given;
  const target = readTarget(targets, `${path}.targets`);
  const settings = readSettings(actions, `${path}.actions`);
  const problems = [
    ...("problem" in target ? [target.problem] : []),
    ...("problems" in settings ? settings.problems : []),
    ...(Number.isSafeInteger(priority)
      ? []
      : [wrong(`${path}.priority`, "be a whole number", priority)]),
    ...(status === "active" || status === "disabled"
      ? []
      : [wrong(`${path}.status`, "be active or disabled", status)]),
  ];
  return "problem" in target || "problems" in settings || problems.length > 0
    ? { problems }
    : {
        rule: {
          ...{ path, pattern: target.pattern, settings: settings.settings },
          ...{ priority: Number(priority), isActive: status === "active" },
        },
      };
}

/**
 * Whether a value is an object of JSON.
 * @param value - The value.
 */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Says what is wrong with a value.
 * @param path - Where it stands.
 * @param rule - What must hold.
 * @param value - The value.
 */
export function wrong(path: string, rule: string, value: unknown): Problem {
  return { path, rule, actual: describeValue(value) };
}

function readTarget(
  targets: unknown,
  path: string,
): { readonly pattern: UrlPattern } | { readonly problem: Problem } {
  if (!Array.isArray(targets) || targets.length !== 1) {
    return {
      problem: { ...wrong(path, "have the one target of the rule", targets), hint: askTheApi },
    };
  }
  const [first] = targets as readonly unknown[];
  const { target, constraint } = isObject(first) ? first : {};
  const { operator, value } = isObject(constraint) ? constraint : {};
  if (target !== pageRuleTarget.target || operator !== pageRuleTarget.operator) {
    const rule = `be a ${pageRuleTarget.target} that ${pageRuleTarget.operator} a pattern`;
    return { problem: wrong(`${path}[0]`, rule, first) };
  }
  const place = `${path}[0].constraint.value`;
  return typeof value === "string"
    ? readUrlPattern(value, place)
    : { problem: wrong(place, "be a URL pattern", value) };
}

function readSettings(
  actions: unknown,
  path: string,
): { readonly settings: ReadonlyMap<string, unknown> } | { readonly problems: readonly Problem[] } {
  if (!Array.isArray(actions) || actions.length === 0) {
    return { problems: [wrong(path, "be a list of at least one setting", actions)] };
  }
  const settings = new Map<string, unknown>();
  const problems = (actions as readonly unknown[]).flatMap((action, index): Problem[] => {
    const place = `${path}[${index}]`;
    const { id, value } = isObject(action) ? action : {};
    if (typeof id !== "string" || id === "") {
      return [wrong(`${place}.id`, "name a setting", id)];
    }
    if (settings.has(id)) {
      return [wrong(`${place}.id`, "name a setting once", id)];
    }
    const known = pageRuleSettings.get(id);
    const rule = known && valueRule(known.value, value);
    settings.set(id, known?.value.kind === "none" ? true : value);
    return rule === undefined ? [] : [wrong(`${place}.value`, `${rule}, as ${id} has it`, value)];
  });
  return problems.length > 0 ? { problems } : { settings };
}

/** What must hold of a value and does not; undefined where it is right. */
function valueRule(due: PageRuleValue, value: unknown): string | undefined {
  switch (due.kind) {
    case "choice":
      return due.values.some((each) => each === value)
        ? undefined
        : `be one of ${due.values.join(", ")}`;
    case "seconds":
      return Number.isSafeInteger(value) && Number(value) >= 0
        ? undefined
        : "be a whole number of seconds";
    case "text":
      return typeof value === "string" && value !== "" ? undefined : "be a text";
    case "object":
      return isObject(value) ? undefined : "be an object";
    case "none":
      return value === undefined || value === null || value === "" || isSwitch(value)
        ? undefined
        : "be left out";
  }
}

/** Older answers give some settings that have no value one. */
function isSwitch(value: unknown): boolean {
  return value === "on" || value === true;
}

/**
 * The text that a setting of a page rule has.
 * @param rule - The page rule.
 * @param id - The setting, which is a text where it is there.
 * @returns The text; undefined where the rule has no such setting.
 */
export function textSetting(rule: PageRule, id: string): string | undefined {
  const value = rule.settings.get(id);
  return typeof value === "string" ? value : undefined;
}

/**
 * Where the value of a setting stands.
 * @param rule - The page rule.
 * @param id - The setting, which the rule has.
 */
export function settingPath(rule: PageRule, id: string): string {
  return `${rule.path}.actions[${[...rule.settings.keys()].indexOf(id)}].value`;
}
