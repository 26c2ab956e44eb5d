import { domainToASCII, domainToUnicode } from "node:url";
import { nameLimits } from "../../facts/addresses";
import { describeValue, type Problem } from "../../facts/problem";

/** What a host name may have beyond letters, digits and hyphens. */
export interface HostnameRules {
  /** Whether labels may have `_`, as names of services and of validation records do. */
  readonly allowUnderscore?: boolean;
  /** Whether a single label will do, or the root `.`; for targets inside DNS data. */
  readonly allowShort?: boolean;
}

/** A last label that makes parsers of URLs take the whole name for an IPv4 address. */
const numberInUrls = /^(\d+|0x[0-9a-f]*)$/;

/** Everything that separates labels in Unicode, by UTS 46. */
const dots = /[.\u3002\uFF0E\uFF61]/u;

/**
 * Writes a host name as DNS and the API have it: Punycode, lower-case, no trailing dot.
 * @param text - A name, Unicode or not.
 * @returns The canonical name; undefined where a label cannot be written in Punycode.
 */
export function canonicalHostname(text: string): string | undefined {
  const labels = text.split(dots);
  if (labels.length > 1 && labels.at(-1) === "") {
    labels.pop();
  }
  const written = labels.map(canonicalLabel);
  return written.includes(undefined) ? undefined : written.join(".");
}

/**
 * Checks a fully qualified host name: of an origin, of a load balancer, of a record's target.
 * @param path - Where the name stands.
 * @param text - The name, Unicode or not, with or without a trailing dot.
 * @param rules - What the name may have beyond letters, digits and hyphens.
 * @returns The problem, or undefined.
 */
export function hostnameProblem(
  path: string,
  text: unknown,
  rules: HostnameRules = {},
): Problem | undefined {
  const problem = (rule: string): Problem => ({ path, rule, got: describeValue(text) });
  const name = typeof text === "string" ? canonicalHostname(text) : undefined;
  if (name === undefined) {
    return problem("be a host name such as www.example.com");
  }
  if (rules.allowShort === true && text === ".") {
    return undefined;
  }
  const labels = name.split(".");
  const last = labels.at(-1) ?? "";
  if (numberInUrls.test(last) || (labels.length < 2 && rules.allowShort !== true)) {
    return problem("be a full host name such as www.example.com");
  }
  return labels.reduce<Problem | undefined>(
    (found, label) => found ?? labelProblem(problem, label, rules.allowUnderscore === true),
    name.length > nameLimits.name
      ? problem(`have at most ${nameLimits.name} characters`)
      : undefined,
  );
}

/** The first thing wrong with one label in Punycode. */
function labelProblem(
  problem: (rule: string) => Problem,
  label: string,
  allowUnderscore: boolean,
): Problem | undefined {
  if (label === "") {
    return problem("have no empty label: one dot between labels, none at the start");
  }
  if (label.length > nameLimits.label) {
    return problem(`have labels of at most ${nameLimits.label} characters, in Punycode`);
  }
  if (label === "*") {
    return problem("have no wildcard");
  }
  const shape = allowUnderscore
    ? /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/
    : /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
  if (!shape.test(label)) {
    return problem(
      `have only letters, digits${allowUnderscore ? ", underscores" : ""} and inner hyphens in its labels`,
    );
  }
  // With a second label after it, a label is read for itself.
  return label.startsWith("xn--") && domainToUnicode(`${label}.x`) === ""
    ? problem("have no xn-- label that Punycode cannot read")
    : undefined;
}

/** One label in Punycode, or undefined if there is no such thing. */
function canonicalLabel(label: string): string | undefined {
  if (/^[\x20-\x7E]*$/.test(label)) {
    return label.toLowerCase();
  }
  // Only letters, digits, `-`, `_` may stand beside the Unicode: the rest has a meaning in URLs, whose parser this is.
  if (/[\p{Cc} !-,./:-@[-^`{-~]/u.test(label)) {
    return undefined;
  }
  // With a second label after it, a label of wide digits is not taken for an IPv4 address.
  const [written = "", ...rest] = domainToASCII(`${label}.x`).split(".");
  return written === "" || rest.length !== 1 ? undefined : written;
}
