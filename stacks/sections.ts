import type { Problem } from "../core/problem";
import type { Environment } from "./environment";

/**
 * Finds sections that are missing, or that do not go with what else the environment says.
 * @param environment - The environment.
 * @returns Every problem.
 */
export function exclusiveSectionProblems(environment: Environment): readonly Problem[] {
  const {
    zone,
    tls,
    originPulls,
    argoAndTieredCache,
    sites = {},
    firewalls,
    firewallManagedBy,
    alerts,
  } = environment;
  const hasSites = Object.keys(sites).length > 0;
  const isEmpty = firewalls !== undefined && Object.keys(firewalls).length === 0;
  const given = [firewalls, firewallManagedBy].filter((choice) => choice !== undefined).length;
  return [
    ...(tls !== undefined && !zone.ownsSettings
      ? [{ path: "tls", rule: "be left out where zone.ownsSettings is false", actual: "settings" }]
      : []),
    ...(originPulls !== undefined && !zone.ownsSettings
      ? [
          {
            path: "originPulls",
            rule: "be left out where zone.ownsSettings is false: a zone shows one client certificate",
            actual: `mode ${originPulls.mode}`,
          },
        ]
      : []),
    ...(argoAndTieredCache !== undefined && !zone.ownsSettings
      ? [
          {
            path: "argoAndTieredCache",
            rule: "be left out where zone.ownsSettings is false",
            actual: "settings",
          },
        ]
      : []),
    ...(hasSites && given !== 1
      ? [
          {
            path: "firewalls",
            rule: "be given, or firewallManagedBy in its place: exactly one of them",
            actual: given === 0 ? "none" : "both",
          },
        ]
      : []),
    ...(hasSites && isEmpty && given === 1
      ? [{ path: "firewalls", rule: "have at least one entry", actual: "{}" }]
      : []),
    ...(hasSites && alerts === undefined
      ? [{ path: "alerts", rule: "name who is told when a pool fails", actual: "nothing" }]
      : []),
  ];
}
