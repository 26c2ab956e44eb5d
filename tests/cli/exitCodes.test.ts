import assert from "node:assert/strict";
import { UnreadablePlan } from "../../checks/model/plan/unreadablePlan";
import { PolicyConfigurationError } from "../../checks/policy/configurationError";
import { failureOf } from "../../cli/exitCodes";
import { SandboxError } from "../../sandbox/errors";

describe("the exit code of an error", () => {
  const problem = { path: "plan", rule: "be a plan", got: "nothing" };
  const unusable = [
    new UnreadablePlan(problem),
    new PolicyConfigurationError([problem]),
    new SandboxError([problem]),
  ];
  for (const error of unusable) {
    it(`is 2 for ${error.name}, with its problems`, () =>
      assert.deepEqual(failureOf(error, false), {
        exitCode: 2,
        message: error.message,
        problems: [problem],
      }));
  }

  it("is 1 for everything else, and for whatever comes after a stop", () => {
    assert.equal(failureOf(new Error("boom"), false).exitCode, 1);
    assert.equal(failureOf(new UnreadablePlan(problem), true).exitCode, 1);
  });
});
