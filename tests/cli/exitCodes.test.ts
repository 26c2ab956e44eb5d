import { expect } from "chai";
import { UnreadablePlan } from "../../model/plan/unreadablePlan";
import { PolicyConfigurationError } from "../../checks/policy/configurationError";
import { failureOf, Stop } from "../../cli/exitCodes";
import { SandboxError } from "../../sandbox/errors";

describe("the exit code of an error", () => {
  const open = new AbortController().signal;
  const problem = { path: "plan", rule: "be a plan", actual: "nothing" };
  const unusable = [
    new UnreadablePlan(problem),
    new PolicyConfigurationError([problem]),
    new SandboxError([problem]),
  ];
  for (const error of unusable) {
    it(`is 2 for ${error.name}, with its problems`, () => {
      expect(failureOf(error, open)).to.deep.equal({
        exitCode: 2,
        message: error.message,
        problems: [problem],
      });
    });
  }

  it("is 2 for what nobody foresaw, in one line that says so", () => {
    expect(failureOf(new TypeError("boom\n\u001b[31mbang"), open)).to.deep.equal({
      exitCode: 2,
      message:
        "steady-edge ended by a fault of its own: boom\\n\\u001b[31mbang. Please report it, with what STEADY_EDGE_DEBUG=1 shows of it",
      problems: [],
    });
    expect(failureOf(undefined, open).message).to.match(/fault of its own: undefined\. /);
  });

  it("is 2 for an error of the operating system, in its words", () => {
    const error = Object.assign(new Error("EPERM: not permitted"), { code: "EPERM", syscall: "x" });
    expect(failureOf(error, open)).to.deep.equal({
      exitCode: 2,
      message: "EPERM: not permitted",
      problems: [],
    });
  });

  it("is the signal's for whatever comes after a stop", () => {
    for (const [signal, exitCode] of [
      ["SIGHUP", 129],
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const stopped = AbortSignal.abort(new Stop(signal));
      expect(failureOf(new UnreadablePlan(problem), stopped)).to.deep.equal({
        exitCode,
        message: "Stopped before the end",
        problems: [],
      });
    }
  });
});
