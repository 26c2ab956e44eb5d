import type { AsyncLocalStorage } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { problemsOf } from "./problems";

/** There at run time, but left out of the declared types: what the Automation API runs each inline program in. */
const { LocalStore } = state as unknown as { readonly LocalStore: new () => object };
const { asyncLocalStorage } = globalThis as unknown as {
  readonly asyncLocalStorage: AsyncLocalStorage<object>;
};

/**
 * Runs a program below a stack of its own, as an engine does.
 * @param build - Constructs the components.
 * @returns The problems of the error that it ended with, and the logical names of what it registered.
 */
export function runProgram(
  build: () => void,
): Promise<{ refused: readonly string[]; registered: readonly string[] }> {
  const registered: string[] = [];
  return asyncLocalStorage.run(new LocalStore(), async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => {
        registered.push(name);
        return { id: `${name}-id`, state: inputs as object };
      },
      call: () => ({}),
    });
    const refused = await pulumi.runtime
      .runInPulumiStack(() => Promise.resolve(build()))
      .then(() => [])
      .catch((error: unknown) => problemsOf(error).map(({ reason }) => reason));
    await pulumi.runtime.disconnect();
    return { refused, registered };
  });
}
