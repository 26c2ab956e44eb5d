import { wholeNameEndings } from "../../facts/cloudflare/dnsRecordTypes";
import { describeValue, type Problem } from "../../core/problem";
import { canonicalHostname, isInZone } from "../../core/hostnames";
import { hostnameProblem } from "../../core/hostnameRules";

/**
 * The full name of a record as the API says it back: Punycode, lower-case, no trailing dot.
 * @param zone - The zone's canonical name.
 * @param name - `@`, a name relative to the zone, or a full name.
 * @returns The full name; undefined where the name cannot be written in Punycode.
 */
export function recordName(zone: string, name: string): string | undefined {
  const written = canonicalHostname(name);
  if (name === "@") {
    return zone;
  }
  if (written === undefined || isInZone(written, zone) || isAbsolute(name)) {
    return written;
  }
  return `${written}.${zone}`;
}

/**
 * Checks the name of a record.
 * @param path - Where the name stands.
 * @param zone - The zone's canonical name.
 * @param name - The name as the user wrote it.
 * @returns The problem, or undefined.
 */
export function recordNameProblem(path: string, zone: string, name: unknown): Problem | undefined {
  const actual = describeValue(name);
  if (typeof name !== "string" || name === "") {
    return { path, rule: `be a name such as @, www or www.${zone}`, actual };
  }
  const written = recordName(zone, name);
  if (written === undefined) {
    return { path, rule: "be a name that Punycode can write", actual };
  }
  const foreign = foreignProblem(zone, name, written);
  if (foreign !== undefined) {
    return { path, actual, ...foreign };
  }
  const below = written.startsWith("*.") ? written.slice(2) : written;
  if (below.split(".").includes("*")) {
    return { path, rule: "have a wildcard only as its whole first label", actual };
  }
  const problem = hostnameProblem(path, below, { allowOctets: true });
  return problem === undefined ? undefined : { ...problem, actual };
}

/** Refuses names of other zones, which a relative name must not be taken for. */
function foreignProblem(
  zone: string,
  name: string,
  written: string,
): Pick<Problem, "rule" | "hint"> | undefined {
  const rule = `be in the zone ${zone}`;
  if (!isInZone(written, zone)) {
    return { rule };
  }
  const labels = (canonicalHostname(name) ?? "").split(".");
  // Of a URL without its scheme, the last label has the path too.
  const [ending = ""] = (labels.at(-1) ?? "").split(/[^a-z0-9-]/);
  const isRelative = written !== labels.join(".");
  if (
    !isRelative ||
    labels.length < 2 ||
    ![...wholeNameEndings, zone.split(".").at(-1)].includes(ending)
  ) {
    return undefined;
  }
  return { rule, hint: `Write ${written} in full if it is meant to stand below the zone` };
}

function isAbsolute(name: string): boolean {
  return /[.\u3002\uFF0E\uFF61]$/u.test(name);
}
