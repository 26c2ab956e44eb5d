import { readNumber } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/**
 * Sorts page rules as Cloudflare asks them; only the first of those that match counts. Source: Cloudflare docs, rules/page-rules.
 * @param pageRules - Page rules; one without a priority has that of 1.
 * @returns That of the highest priority first, those of the same as they came.
 */
export function byPriority(pageRules: readonly ModelResource[]): ModelResource[] {
  const priority = ({ properties }: ModelResource): number => {
    const own = readNumber(properties.priority);
    return typeof own === "number" ? own : 1;
  };
  return [...pageRules].sort((left, right) => priority(right) - priority(left));
}
