import type { Plan } from "../../model/plan/plan";

/**
 * Names the stack of a plan, or of its review, before a reader.
 * @returns `project/stack`, not yet prepared for a reader; `unnamed stack` where the plan names no resource.
 */
export function stackTitle({ project, stack = "" }: Pick<Plan, "project" | "stack">): string {
  return project === undefined ? "unnamed stack" : `${project}/${stack}`;
}
