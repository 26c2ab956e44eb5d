import { createRequire } from "node:module";

/** How the SDK watches over its promises, which its declarations leave out. */
interface Debuggable {
  debugPromiseLeaks: boolean;
  debuggablePromise: (...args: readonly unknown[]) => unknown;
}

// An import would be a copy of the module, as the translator of the tests makes one, in which nothing can be replaced.
const sdk = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as Debuggable;
const { debuggablePromise } = sdk;

/**
 * Lets the SDK note no stack beside each of its promises. It shows them only where `PULUMI_DEBUG_PROMISE_LEAKS` asks for them,
 * and a third of the time of a program that is read through source maps goes into writing them.
 */
export function leaveOutPromiseStacks(): void {
  sdk.debuggablePromise = withoutStack;
}

function withoutStack(...args: readonly unknown[]): unknown {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = sdk.debugPromiseLeaks ? stackTraceLimit : 0;
  try {
    return debuggablePromise(...args);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * The same for a program of a process of its own, as a script to be loaded before the program's copy of the SDK: a seventh of its
 * whole time.
 */
export const promiseStacksLeftOut = `
const Module = require("node:module");
const load = Module._load;
let isFound = false;
Module._load = function (request, ...others) {
  const loaded = load.call(this, request, ...others);
  if (!isFound && /[/]debuggable$/.test(request) && typeof loaded.debuggablePromise === "function") {
    isFound = true;
    const { debuggablePromise } = loaded;
    loaded.debuggablePromise = (...args) => {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = loaded.debugPromiseLeaks ? stackTraceLimit : 0;
      try {
        return debuggablePromise(...args);
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    };
  }
  return loaded;
};
`;
