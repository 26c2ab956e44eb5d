import { describeValue, type Problem } from "../../core/problem";
import { canonicalHostname } from "../../core/hostnames";
import { delegatedProblem, type NamedThing } from "../internal/zoneNames";
import type { DeclaredNames } from "./declaredNames";
import { argPath, keepsSafetyRecord, type PlacedSite } from "./sites";

/**
 * Refuses hostnames of which something else has a part: another site, a record where a safety record is to stand, and a record that
 * gives the name to other name servers, so that Cloudflare is never asked for it. What is no name is for another check to refuse.
 * @param sites - All sites that are declared together.
 * @param names - The records that are declared with them.
 * @returns Every problem.
 */
export function hostnameProblems(
  sites: readonly PlacedSite[],
  names: DeclaredNames,
): readonly Problem[] {
  const taken = new Map<string, string>();
  return sites.flatMap((site) => {
    const { args } = site;
    const path = argPath(site, "hostname");
    const name = typeof args.hostname === "string" ? canonicalHostname(args.hostname) : undefined;
    if (name === undefined) {
      return [];
    }
    const twin = taken.get(name);
    taken.set(name, twin ?? path);
    const beneath = keepsSafetyRecord(args) ? names.addressesAt(name) : [];
    const delegation = names.delegating(name);
    return [
      ...(twin === undefined ? [] : [differProblem(site, twin)]),
      ...beneath.map((record) => takenProblem(site, record)),
      ...(delegation === undefined
        ? []
        : [
            delegatedProblem(
              { namePath: path, name: args.hostname, type: "load balancer" },
              delegation,
            ),
          ]),
    ];
  });
}

/** A record that the safety record would meet; the API takes one of them and refuses the other. */
function takenProblem(site: PlacedSite, { namePath }: NamedThing): Problem {
  return site.path !== ""
    ? differProblem(site, namePath)
    : {
        path: namePath,
        rule: "not be the site's hostname, which has a safety record already",
        actual: describeValue(site.args.hostname),
        hint: "Leave the record out, or set safetyRecord to false",
      };
}

function differProblem(site: PlacedSite, other: string): Problem {
  return {
    path: argPath(site, "hostname"),
    rule: `differ from ${other}`,
    actual: describeValue(site.args.hostname),
  };
}
