import assert from "node:assert/strict";
import { problemsError, ProblemList } from "../../../components/internal/checked";

const problem = { path: "ports[0]", rule: "be a port", got: "0" };

describe("a list of problems", () => {
  it("throws one error with every problem, and its stack has no frame of a package", () => {
    const problems = new ProblemList();
    problems.add(problem, undefined, { ...problem, path: "ports[1]", wayOut: "Use 443" });

    assert.throws(
      () => problems.throwIfAny('Thing "x"'),
      (error: Error) => {
        assert.equal(
          error.message,
          'Invalid arguments of Thing "x":\n' +
            "  - ports[0] must be a port; got 0\n" +
            "  - ports[1] must be a port; got 0. Use 443",
        );
        assert.match(error.stack ?? "", /checked\.test\.ts/);
        assert.doesNotMatch(error.stack ?? "", /node_modules/);
        return true;
      },
    );
  });

  it("gathers another's problems under its path, but for those that are checked elsewhere", () => {
    const problems = new ProblemList();
    const refuse = (): never => {
      throw problemsError("other", [problem, { ...problem, path: "zoneId" }]);
    };

    assert.equal(problems.gather("firewalls.main", refuse, ["zoneId"]), undefined);
    assert.equal(
      problems.gather("", () => 7),
      7,
    );
    assert.deepEqual(problems.problems, [{ ...problem, path: "firewalls.main.ports[0]" }]);
  });

  it("passes on what is no list of problems", () => {
    const broken = (): never => {
      throw new TypeError("a bug");
    };
    assert.throws(() => new ProblemList().gather("x", broken), new TypeError("a bug"));
  });
});
