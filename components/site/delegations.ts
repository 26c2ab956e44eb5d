import type { Problem } from "../../core/problem";
import { delegatedProblem } from "../internal/zoneNames";
import type { DeclaredNames } from "./names";

/**
 * Refuses a hostname that a record declared beside it gives to other name servers: Cloudflare is never asked for it.
 * @param path - Where the hostname stands.
 * @param hostname - The hostname; what is no name is for another check to refuse.
 * @param names - The records that are declared with it.
 * @returns At most one problem.
 */
export function delegationProblems(
  path: string,
  hostname: unknown,
  names: DeclaredNames,
): readonly Problem[] {
  const delegation = names.delegating(hostname);
  return delegation === undefined || typeof hostname !== "string"
    ? []
    : [delegatedProblem({ namePath: path, name: hostname, type: "load balancer" }, delegation)];
}
