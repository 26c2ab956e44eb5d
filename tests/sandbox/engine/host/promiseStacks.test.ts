import { expect } from "chai";
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { leaveOutPromiseStacks } from "../../../../sandbox/engine/host/promiseStacks";

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
