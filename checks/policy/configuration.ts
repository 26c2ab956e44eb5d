import { isFields, type Fields } from "../../model/plan/fields";
import { z } from "zod";
import { describeValue, type Problem } from "../../core/problem";
import { ownEntry } from "../../core/ownEntry";
import { PolicyConfigurationError } from "./configurationError";
import { severities, type Rule, type Severity } from "./rule";
import { nearestRule, ruleOf, rules } from "./rules";

/** A thing that may break a rule, for a reason and for a time. */
export interface PolicyException {
  /** What is excused: a URN, or the name that findings call it by. */
  readonly subject: string;
  /** Why. */
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`, by UTC. */
  readonly expires: string;
}

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

const text = z.string().trim().min(1);
const ruleSchema = z.strictObject({
  severity: z.enum(severities).optional(),
  disabled: z.boolean().optional(),
  limits: z.record(z.string(), z.unknown()).optional(),
  exceptions: z
    .array(z.strictObject({ subject: text, reason: text, expires: z.iso.date() }))
    .optional(),
});
const schema = z.strictObject({
  rules: z.record(z.string(), ruleSchema).optional(),
  acknowledged: z.array(text).optional(),
});

/**
 * Reads a configuration.
 * @param value - Anything, for example parsed JSON or YAML; undefined stands for an empty one.
 * @param path - Where it stands, for problems. Defaults to `policy`.
 * @returns The configuration.
 * @throws PolicyConfigurationError with every problem: unknown rules and limits, values out of range, exceptions
 * without a reason or a date.
 */
export function readPolicyConfiguration(value: unknown, path = "policy"): PolicyConfiguration {
  const read = schema.safeParse(value ?? {});
  const problems = [
    ...(read.success
      ? []
      : read.error.issues.flatMap((issue) => issueProblems(path, issue, value))),
    ...unknownRules(path, value),
    ...limitProblems(path, value),
  ];
  if (problems.length > 0 || !read.success) {
    throw new PolicyConfigurationError(problems);
  }
  return read.data;
}

/**
 * Reads the values of a rule's limits.
 * @param rule - The rule.
 * @param given - Values by name.
 * @param path - Where they stand.
 * @returns One problem for each value that cannot be used and each name that the rule does not have.
 */
export function ruleLimitProblems(
  rule: Rule,
  given: Readonly<Record<string, unknown>>,
  path: string,
): Problem[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const limit = Object.hasOwn(rule.limits, name) ? rule.limits[name] : undefined;
    if (limit === undefined) {
      const known = Object.keys(rule.limits);
      const must = `be a limit of ${rule.id}: ${known.length === 0 ? "it has none" : known.join(", ")}`;
      return [{ path: joined(path, name), rule: must, got: describeValue(name) }];
    }
    return limit.accepts(value)
      ? []
      : [{ path: joined(path, name), rule: limit.must, got: describeValue(value) }];
  });
}

function limitProblems(path: string, value: unknown): Problem[] {
  return ruleEntries(value).flatMap(([id, own]) => {
    const rule = ruleOf(id);
    return rule === undefined || !isFields(own) || !isFields(own.limits)
      ? []
      : ruleLimitProblems(rule, own.limits, `${joined(`${path}.rules`, id)}.limits`);
  });
}

function unknownRules(path: string, value: unknown): Problem[] {
  return ruleEntries(value)
    .filter(([id]) => ruleOf(id) === undefined)
    .map(([id]) => {
      const nearest = nearestRule(id);
      return {
        path: joined(`${path}.rules`, id),
        rule: `be one of the ${rules.length} rules`,
        got: describeValue(id),
        wayOut:
          nearest === undefined
            ? "steady-edge policy list names them all"
            : `Did you mean ${nearest}?`,
      };
    });
}

function issueProblems(path: string, issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const place = issue.path.reduce<string>((whole, key) => joined(whole, key), path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: joined(place, key),
      rule: "not be there, for nothing of that name can be set",
      got: describeValue(key),
    }));
  }
  const found = issue.path.reduce<unknown>(
    (at, key) =>
      isFields(at) || Array.isArray(at) ? ownEntry(at as Fields, String(key)) : undefined,
    value,
  );
  return [{ path: place, rule: issueRule(issue), got: describeValue(found) }];
}

function issueRule(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    return `be ${articles[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === "invalid_value") {
    return `be one of ${issue.values.join(", ")}`;
  }
  return issue.code === "too_small" ? "not be empty" : "be a day, written YYYY-MM-DD";
}

const articles: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  string: "a text",
};

function ruleEntries(value: unknown): [string, unknown][] {
  return isFields(value) && isFields(value.rules) ? Object.entries(value.rules) : [];
}

function joined(path: string, key: PropertyKey): string {
  if (typeof key === "number") {
    return `${path}[${key}]`;
  }
  return /^[A-Za-z_$][\w$]*$/.test(String(key))
    ? `${path}.${String(key)}`
    : `${path}[${JSON.stringify(String(key))}]`;
}
