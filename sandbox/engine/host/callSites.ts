import { createRequire } from "node:module";

/** How the SDK finds out where a resource is declared, which its declarations leave out. */
interface Traced {
  readonly Resource: { stackTrace: (skipped: number) => readonly unknown[] };
}

// An import would be a copy of the module, as the translator of the tests makes one, in which nothing can be replaced.
const sdk = createRequire(__filename)("@pulumi/pulumi/resource") as Traced;

/**
 * Lets the programs of this process tell the engine no places in source code. The SDK sends the whole stack of calls with each
 * resource, every place read through source maps; the engine keeps it in the state, where nothing of the sandbox looks at it.
 */
export function leaveOutCallSites(): void {
  sdk.Resource.stackTrace = () => [];
}

/** The same for a program of a process of its own, as a script to be loaded before the program's copy of the SDK. */
export const callSitesLeftOut = `
const Module = require("node:module");
const load = Module._load;
let isFound = false;
Module._load = function (request, ...others) {
  const loaded = load.call(this, request, ...others);
  if (!isFound && /[/]resource$/.test(request) && typeof loaded.Resource?.stackTrace === "function") {
    isFound = true;
    loaded.Resource.stackTrace = () => [];
  }
  return loaded;
};
`;
