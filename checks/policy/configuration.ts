import { isFields } from "../../model/plan/fields";
import { describeValue, type Problem } from "../../core/problem";
import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
import { fieldsOf, listOf, mapOf, ruled, toggle, type SchemaOf } from "../../core/schema";
import { schemaProblems } from "../../core/schemaProblems";
import { PolicyConfigurationError } from "./configurationError";
import type { PolicyException } from "../findings/finding";
import { severities, type Severity } from "../findings/severity";
import type { Rule } from "./rule";
import { nearestRule, ruleOf, rules } from "./rules";

/** How one rule is to be applied. */
export interface RuleConfiguration {
  /** How bad it is to break it. Defaults to the rule's own. */
  readonly severity?: Severity;
  /** Whether to leave it out. Defaults to false. */
  readonly disabled?: boolean;
  /** Values of the rule's limits, by name. Defaults to the rule's own. */
  readonly limits?: Readonly<Record<string, unknown>>;
  /** What may break it. Defaults to nothing. */
  readonly exceptions?: readonly PolicyException[];
}

/** How the rules are to be applied. */
export interface PolicyConfiguration {
  /** By the rule's name. Defaults to all rules as they are. */
  readonly rules?: Readonly<Record<string, RuleConfiguration>>;
  /**
   * What may be deleted or replaced although it serves: URNs, hostnames, or names of pools. Meant for one change;
   * take it out afterwards. Defaults to nothing.
   */
  readonly acknowledged?: readonly string[];
}

const severity = ruled({ type: "string", enum: [...severities] }, (value) =>
  severities.includes(value as Severity)
    ? undefined
    : { path: "", rule: `be one of ${severities.join(", ")}`, actual: describeValue(value) },
);

const words = ruled({ type: "string" }, (value) => {
  const rule = typeof value === "string" ? "not be empty" : "be a text";
  const isText = typeof value === "string" && value.trim() !== "";
  return isText ? undefined : { path: "", rule, actual: describeValue(value) };
});

const day = ruled({ type: "string", format: "date" }, (value) =>
  typeof value === "string" && isDay(value)
    ? undefined
    : { path: "", rule: "be a day, written YYYY-MM-DD", actual: describeValue(value) },
);

/** The rule that has the limit judges its value. */
const anything = ruled({}, () => undefined);

const ruleSchema = fieldsOf({
  severity: severity.optional(),
  disabled: toggle.optional(),
  limits: mapOf(anything).optional(),
  exceptions: listOf(
    fieldsOf({ subject: words, reason: words, expires: day } satisfies SchemaOf<PolicyException>),
  ).optional(),
} satisfies SchemaOf<RuleConfiguration>);

const schema = fieldsOf({
  rules: mapOf(ruleSchema).optional(),
  acknowledged: listOf(words).optional(),
} satisfies SchemaOf<PolicyConfiguration>);

/**
 * Reads a configuration.
 * @param value - Anything, for example parsed JSON or YAML; undefined stands for an empty one.
 * @param path - Where it stands, for problems. Defaults to `policy`.
 * @returns The configuration.
 * @throws PolicyConfigurationError with every problem: unknown rules and limits, values out of range, exceptions
 * without a reason or a date.
 */
export function readPolicyConfiguration(value: unknown, path = "policy"): PolicyConfiguration {
  const given = value ?? {};
  const { kinds, values } = schemaProblems(schema, given, "key");
  const problems = [
    ...[...kinds, ...values].map((one) => ({ ...one, path: within(path, one.path) })),
    ...unknownRules(path, given),
    ...limitProblems(path, given),
  ];
  if (problems.length > 0) {
    throw new PolicyConfigurationError(problems);
  }
  return trimmed(given);
}

/**
 * Reads the values of a rule's limits.
 * @param given - Values by name.
 * @param path - Where they stand.
 * @returns One problem for each value that cannot be used and each name that the rule does not have.
 */
function ruleLimitProblems(
  rule: Rule,
  given: Readonly<Record<string, unknown>>,
  path: string,
): Problem[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const limit = Object.hasOwn(rule.limits, name) ? rule.limits[name] : undefined;
    if (limit === undefined) {
      const known = Object.keys(rule.limits);
      const must = `be a limit of ${rule.id}: ${known.length === 0 ? "it has none" : known.join(", ")}`;
      return [{ path: keyPath(path, name), rule: must, actual: describeValue(name) }];
    }
    return limit.accepts(value)
      ? []
      : [{ path: keyPath(path, name), rule: limit.must, actual: describeValue(value) }];
  });
}

function limitProblems(path: string, value: unknown): Problem[] {
  return ruleEntries(value).flatMap(([id, own]) => {
    const rule = ruleOf(id);
    return rule === undefined || !isFields(own) || !isFields(own.limits)
      ? []
      : ruleLimitProblems(rule, own.limits, `${keyPath(`${path}.rules`, id)}.limits`);
  });
}

function unknownRules(path: string, value: unknown): Problem[] {
  return ruleEntries(value)
    .filter(([id]) => ruleOf(id) === undefined)
    .map(([id]) => {
      const nearest = nearestRule(id);
      return {
        path: keyPath(`${path}.rules`, id),
        rule: `be one of the ${rules.length} rules`,
        actual: describeValue(id),
        hint:
          nearest === undefined
            ? "steady-edge policy list names them all"
            : `Did you mean ${nearest}?`,
      };
    });
}

function ruleEntries(value: unknown): [string, unknown][] {
  return isFields(value) && isFields(value.rules) ? Object.entries(value.rules) : [];
}

function within(path: string, inner: string): string {
  return inner === "" || inner.startsWith("[") ? `${path}${inner}` : `${path}.${inner}`;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Spaces around what is excused or acknowledged are no part of its name. */
function trimmed(configuration: PolicyConfiguration): PolicyConfiguration {
  const { rules, acknowledged } = configuration;
  const excused = ({ subject, reason, expires }: PolicyException): PolicyException => ({
    subject: subject.trim(),
    reason: reason.trim(),
    expires,
  });
  return {
    ...configuration,
    ...(rules && {
      rules: mapEntries(rules, (rule) => ({
        ...rule,
        ...(rule.exceptions && { exceptions: rule.exceptions.map(excused) }),
      })),
    }),
    ...(acknowledged && { acknowledged: acknowledged.map((name) => name.trim()) }),
  };
}
