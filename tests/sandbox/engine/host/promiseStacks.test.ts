import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { packageFile } from "../../../../sandbox/engine";
import {
  leaveOutPromiseStacks,
  promiseStacksLeftOut,
} from "../../../../sandbox/engine/host/promiseStacks";

/** What the SDK's declarations leave out. */
interface Debuggable {
  debugPromiseLeaks: boolean;
  debuggablePromise: <T>(promise: Promise<T>, context: string) => Promise<T>;
}

const sdk = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as Debuggable;

/** What the SDK writes beside a promise. */
function written(promise: Promise<unknown>): { _debugCtx: string; _debugStackTrace: string } {
  void sdk.debuggablePromise(promise, "what it is for");
  return promise as never;
}

describe("the stacks of the SDK's promises", () => {
  let before: Debuggable["debuggablePromise"];

  beforeEach(() => {
    before = sdk.debuggablePromise;
    // Other tests of this process may have left them out before.
    sdk.debuggablePromise = () => Promise.reject(new Error("not replaced"));
  });

  afterEach(() => {
    sdk.debuggablePromise = before;
    sdk.debugPromiseLeaks = false;
  });

  it("are left out, and nothing else is", async () => {
    leaveOutPromiseStacks();
    const limit = Error.stackTraceLimit;
    const promise = Promise.resolve(3);
    expect(written(promise)._debugStackTrace).to.equal("Error");
    expect(written(promise)._debugCtx).to.equal("what it is for");
    expect(await sdk.debuggablePromise(promise, "")).to.equal(3);
    expect(Error.stackTraceLimit).to.equal(limit);
    expect(new Error().stack).to.match(/promiseStacks\.test\.ts:\d+/);
    const failed = sdk.debuggablePromise(Promise.reject(new Error("told")), "");
    await expect(failed).to.be.rejectedWith(/^told$/);
  });

  it("stay where the SDK is asked for them", () => {
    sdk.debugPromiseLeaks = true;
    leaveOutPromiseStacks();
    expect(written(Promise.resolve())._debugStackTrace).to.match(/promiseStacks\.test\.ts:\d+/);
  });

  it("are of the function that the SDK itself calls", async () => {
    leaveOutPromiseStacks();
    const asked: string[] = [];
    const { debuggablePromise } = sdk;
    sdk.debuggablePromise = (promise, context) => {
      asked.push(context);
      return debuggablePromise(promise, context);
    };
    await pulumi.runtime.setMocks({
      newResource: ({ name }) => ({ id: name, state: {} }),
      call: () => ({}),
    });
    new pulumi.ComponentResource("test:index:Group", "group");
    await pulumi.runtime.disconnect();
    expect(asked.filter((context) => context.includes("group")).length).to.be.above(0);
  });
});

describe("the stacks of the SDK's promises in a process of its own", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-promise-stacks-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What the SDK writes beside a promise there, how deep stacks are, and where an error came from. */
  function inProcess(environment: Readonly<Record<string, string>> = {}): unknown {
    writeFileSync(path.join(folder, "preloaded.cjs"), promiseStacksLeftOut);
    const program = `
      const sdk = require("@pulumi/pulumi/runtime/debuggable");
      const promise = Promise.resolve();
      function written() {
        void sdk.debuggablePromise(promise, "what it is for");
        return promise;
      }
      const { _debugCtx: context, _debugStackTrace: stack } = written();
      const isOfError = new Error().stack.includes("preloadedInto.cjs");
      const limit = Error.stackTraceLimit;
      console.log(JSON.stringify({ context, frames: stack.split("\\n").length - 1, limit, isOfError }));`;
    const file = path.join(folder, "preloadedInto.cjs");
    writeFileSync(file, program);
    symlinkSync(packageFile("node_modules"), path.join(folder, "node_modules"));
    const args = ["--require", path.join(folder, "preloaded.cjs"), file];
    const env = { PATH: process.env.PATH, ...environment };
    return JSON.parse(execFileSync(process.execPath, args, { env, encoding: "utf8" }));
  }

  it("are left out, and nothing else is", () => {
    const said = { context: "what it is for", frames: 0, limit: 10, isOfError: true };
    expect(inProcess()).to.deep.equal(said);
  });

  it("stay where the SDK is asked for them", () => {
    const said = inProcess({ PULUMI_DEBUG_PROMISE_LEAKS: "1" });
    expect(said).to.deep.include({ limit: 10, isOfError: true });
    expect(said).to.have.property("frames").that.is.above(3);
  });
});
