import { isDeepStrictEqual } from "node:util";
import { AssertionError, config, use } from "chai";
import * as chaiAsPromised from "chai-as-promised";

/**
 * What every test expects with, loaded by mocha before the tests: chai, made as strict as `node:assert/strict` where it
 * is not by itself, and with promises.
 */

// Prototypes, symbols, undefined properties, holes and the sign of zero count; chai alone sees an instance and a plain object as equal.
config.deepEqual = isDeepStrictEqual;
// The compiler knows which expectations there are; a proxy around each costs a third of what the fast tests cost.
config.useProxy = false;
// A failure shows the whole value.
config.truncateThreshold = 0;

use(({ Assertion }, utils) => {
  // 0 is not -0.
  for (const name of ["equal", "equals", "eq"]) {
    Assertion.overwriteMethod(
      name,
      (equal: Assert) =>
        function (this: Chai.AssertionStatic, expected: unknown, message?: string) {
          if (expected === 0) {
            utils.flag(this, "deep", true);
          }
          equal.call(this, expected, message);
        },
    );
  }
  // Only a text matches, or does not: chai alone reads undefined as "undefined".
  for (const name of ["match", "matches"]) {
    Assertion.overwriteMethod(
      name,
      (match: Assert) =>
        function (this: Chai.AssertionStatic, expected: RegExp, message?: string) {
          const found: unknown = utils.flag(this, "object");
          if (typeof found !== "string") {
            new Assertion(found, utils.flag(this, "message") as string).to.be.a("string");
          }
          match.call(this, expected, message);
        },
    );
  }
});

use(chaiAsPromised.default);

// What fails when a promise has settled has lost the test's frames: its stack is the one of where the test asked.
(chaiAsPromised as unknown as Transfers).setTransferPromiseness((assertion, promise) => {
  const asked = framesOf(new Error());
  const told = promise.then(undefined, (error: unknown) => {
    if (error instanceof AssertionError && framesOf(error).length === 0) {
      error.stack = [String(error), ...asked].join("\n");
    }
    throw error;
  });
  assertion.then = told.then.bind(told);
});

/** The lines of an error's stack that are of the tests. */
function framesOf({ stack = "" }: Error): readonly string[] {
  return stack
    .split("\n")
    .filter((line) => /^ {4}at (?!.*(node_modules|node:|support.chai\.ts))/.test(line));
}

type Assert = (this: unknown, ...args: unknown[]) => void;

/** What the library's types do not tell of: how an expectation of a promise becomes a thenable itself. */
interface Transfers {
  setTransferPromiseness(
    transfer: (assertion: { then: unknown }, promise: Promise<unknown>) => void,
  ): void;
}
