import type { Review } from "./review";

/**
 * Names the stack of a review before a reader.
 * @param review - The review.
 * @returns `project/stack`, not yet prepared for a reader; `unnamed stack` where the plan names no resource.
 */
export function stackTitle({ project, stack = "" }: Pick<Review, "project" | "stack">): string {
  return project === undefined ? "unnamed stack" : `${project}/${stack}`;
}
