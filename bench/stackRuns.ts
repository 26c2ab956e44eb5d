import { openProject, startCloud, type TestStack } from "../sandbox/testing";
import type { BenchContext } from "./figure";

/** A stack of a project, and the name under which it is opened. */
export interface StackOf {
  /** Folder of the project. */
  readonly folder: string;
  /** The stack. */
  readonly stackName: string;
}

/**
 * Opens stacks, each on a cloud of its own, and closes all of them afterwards.
 * @param context - Finds the engine.
 * @param wanted - What to open, by a name of the caller's.
 * @param use - Given the open stacks by the same names.
 * @returns What `use` returns.
 */
export async function withStacks<Name extends string, T>(
  context: Pick<BenchContext, "engine">,
  wanted: Readonly<Record<Name, StackOf>>,
  use: (stacks: Readonly<Record<Name, TestStack>>) => Promise<T>,
): Promise<T> {
  const engine = await context.engine();
  const closing: (() => Promise<void>)[] = [];
  try {
    const stacks = {} as Record<Name, TestStack>;
    for (const name of Object.keys(wanted) as Name[]) {
      const cloud = await startCloud();
      closing.unshift(() => cloud.stop());
      const { folder, stackName } = wanted[name];
      const stack = await openProject(cloud, folder, { stackName, engine });
      closing.unshift(() => stack.close());
      stacks[name] = stack;
    }
    return await use(stacks);
  } finally {
    for (const close of closing) {
      await close();
    }
  }
}
