import { describeValue, type Problem } from "../../facts/problem";
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
  return delegation === undefined
    ? []
    : [
        {
          path,
          rule: `be outside ${delegation.name}, which ${delegation.path} delegates to other name servers`,
          got: describeValue(hostname),
          wayOut:
            "Cloudflare is never asked for it: leave the NS record out, or balance another name",
        },
      ];
}
