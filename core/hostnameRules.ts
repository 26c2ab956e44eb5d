import { labelOctets, nameLimits } from "../facts/addresses";
import { canonicalHostname, isReadableLabel } from "./hostnames";
import { describeValue, type Problem } from "./problem";

/** What a host name may have beyond letters, digits and hyphens. */
export interface HostnameRules {
  /** Whether labels may have `_`, as names of services and of validation records do. */
  readonly allowUnderscore?: boolean;
  /** Whether labels may have what DNS takes beyond host names, as those of delegated blocks of reverse zones do (RFC 2317). */
  readonly allowOctets?: boolean;
  /** Whether a single label will do, or the root `.`; for targets inside DNS data. */
  readonly allowShort?: boolean;
}

/** A last label that makes parsers of URLs take the whole name for an IPv4 address. */
const numberInUrls = /^(\d+|0x[0-9a-f]*)$/;

/** What stands behind the host in a URL: no last label has such signs, and before the `/` of RFC 2317 stands a number. */
const hasPath = /[^a-z0-9_.-][^.]*$|[a-z]\//;

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
  const problem = (rule: string): Problem => ({ path, rule, actual: describeValue(text) });
  const name = typeof text === "string" ? canonicalHostname(text) : undefined;
  if (name === undefined) {
    return problem("be a host name such as www.example.com");
  }
  if (rules.allowShort === true && name === ".") {
    return undefined;
  }
  const labels = name === "." ? [] : name.split(".");
  const last = labels.at(-1) ?? "";
  if (numberInUrls.test(last) || (labels.length < 2 && rules.allowShort !== true)) {
    return problem("be a full host name such as www.example.com");
  }
  const pathProblem =
    rules.allowOctets === true && hasPath.test(name)
      ? problem("be a host name without a path behind it")
      : undefined;
  const found = labels.reduce<Problem | undefined>(
    (before, label) => before ?? labelProblem(problem, label, rules),
    name.length > nameLimits.name
      ? problem(`have at most ${nameLimits.name} characters`)
      : undefined,
  );
  return found ?? pathProblem;
}

/**
 * Reads a fully qualified host name.
 * @param text - Any value.
 * @returns Its canonical form; undefined for what `hostnameProblem` refuses.
 */
export function fullHostname(text: unknown): string | undefined {
  return typeof text === "string" && hostnameProblem("", text) === undefined
    ? canonicalHostname(text)
    : undefined;
}

/**
 * Checks the name of a zone: a host name, or a reverse zone, whose delegated blocks have names such as `0/25` (RFC 2317).
 * @param path - Where the name stands.
 * @param text - The name.
 * @returns The problem, or undefined.
 */
export function zoneNameProblem(path: string, text: unknown): Problem | undefined {
  const allowOctets = typeof text === "string" && /\.arpa\.?$/i.test(text);
  return hostnameProblem(path, text, { allowOctets });
}

/** The first thing wrong with one label in Punycode. */
function labelProblem(
  problem: (rule: string) => Problem,
  label: string,
  { allowUnderscore = false, allowOctets = false }: HostnameRules,
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
  const octets = allowOctets ? labelOctets : hostOctets(allowUnderscore);
  if (!octets.pattern.test(label)) {
    return problem(`have only ${octets.inWords} in its labels`);
  }
  return isReadableLabel(label)
    ? undefined
    : problem("have no xn-- label that Punycode cannot read");
}

function hostOctets(allowUnderscore: boolean): { pattern: RegExp; inWords: string } {
  return allowUnderscore
    ? {
        pattern: /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/,
        inWords: "letters, digits, underscores and inner hyphens",
      }
    : {
        pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
        inWords: "letters, digits and inner hyphens",
      };
}
