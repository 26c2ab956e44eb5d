import { createRequire } from "node:module";

// An import would be a copy of the module, as the translator of the tests makes one, in which nothing can be replaced.
const sdk = createRequire(__filename)("@pulumi/pulumi/log") as { debug: () => Promise<void> };

/**
 * Lets the programs of this process send the engine no debug logs. The SDK sends three or more of each resource, each by a call, and
 * the engine sends each back as an event that is dropped unread, since secrets stand in them in clear.
 */
export function leaveOutDebugLogs(): void {
  sdk.debug = () => Promise.resolve();
}

/** The same for a program of a process of its own, as a script to be loaded before the program's copy of the SDK. */
export const debugLogsLeftOut = `
const Module = require("node:module");
const load = Module._load;
let isFound = false;
Module._load = function (request, ...others) {
  const loaded = load.call(this, request, ...others);
  if (!isFound && /[/]log$/.test(request) && typeof loaded.hasErrors === "function") {
    isFound = true;
    loaded.debug = () => Promise.resolve();
  }
  return loaded;
};
`;
