import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const stateShape = z.object({
  checkpoint: z.object({
    latest: z.object({ resources: z.array(z.unknown()).default([]) }).nullish(),
  }),
});

/**
 * Whether a stack has resources in a sandbox.
 * @param stateDirectory - The folder that holds everything of the sandbox.
 * @param project - The project's name.
 * @param stack - The stack's name.
 * @returns False where the sandbox has no state of it, too.
 */
export function hasResources(stateDirectory: string, project: string, stack: string): boolean {
  const folder = path.join(stateDirectory, "backend", ".pulumi", "stacks", project);
  let state: unknown;
  try {
    state = JSON.parse(readFileSync(path.join(folder, `${stack}.json`), "utf8"));
  } catch {
    return false;
  }
  const { data } = stateShape.safeParse(state);
  return (data?.checkpoint.latest?.resources.length ?? 0) > 0;
}
