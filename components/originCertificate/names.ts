import { brokenRules, type ValueRule } from "../../constraints/constraint";
import {
  hostnamesCounted,
  nameInZones,
  wildcardOfOneLevel,
  type CertifiedName,
} from "../../constraints/originCertificates";
import { fullHostname, hostnameProblem } from "../../core/hostnameRules";
import { canonicalHostname } from "../../core/hostnames";
import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";
import { listOf, ruled } from "../../core/schema";
import type { ProblemList } from "../internal/checked";

/** Names that a certificate covers. */
export const certifiedNamesSchema = listOf(
  ruled({ type: "string" }, (value) => certifiedNameProblem(value)),
);

/**
 * Checks the names that a certificate is to cover, each of which is a name.
 * @param problems - Takes what is wrong.
 * @param zoneName - The zone's name.
 * @param hostnames - The names as the user wrote them; undefined for the zone and the wildcard beneath it.
 * @returns The canonical names, in the user's order.
 */
export function checkCertifiedNames(
  problems: ProblemList,
  zoneName: string,
  hostnames: readonly string[] | undefined,
): readonly string[] {
  const zone = fullHostname(zoneName);
  if (hostnames === undefined) {
    return zone === undefined ? [] : [zone, `*.${zone}`];
  }
  const names = hostnames.map((hostname) => canonicalHostname(`${hostname}`) ?? "");
  const [counted] = brokenRules([hostnamesCounted], { hostnames: names }, undefined);
  problems.add(
    counted && { path: "hostnames", rule: counted.must, actual: `${hostnames.length} names` },
    ...repeated(names).map(({ index }) => ({
      path: `hostnames[${index}]`,
      rule: "not repeat a name",
      actual: describeValue(hostnames[index]),
    })),
    ...names.map((name, index) =>
      zone === undefined || certifiedNameProblem(name) !== undefined
        ? undefined
        : brokenAt(`hostnames[${index}]`, nameInZones, name, { zones: [zone] }),
    ),
  );
  return names;
}

/** What is wrong with a name, whatever the zone. */
function certifiedNameProblem(value: unknown): Problem | undefined {
  const name = typeof value === "string" ? canonicalHostname(value) : undefined;
  const wildcards =
    name === undefined ? undefined : brokenAt("", wildcardOfOneLevel, name, undefined);
  const bare = typeof value === "string" ? value.replace(/^\*\./, "") : value;
  const problem = wildcards ?? hostnameProblem("", bare);
  return problem && { ...problem, actual: describeValue(value) };
}

function brokenAt<View>(
  path: string,
  rule: ValueRule<CertifiedName, View>,
  hostname: string,
  view: View,
): Problem | undefined {
  const [broken] = brokenRules([rule], { hostname }, view);
  return broken && { path, rule: broken.must, actual: broken.actual };
}
