import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { ProblemList } from "../../../components/internal/checked";
import { checkedAs } from "../../../components/internal/lateOwner";
import type { Problem } from "../../../core/problem";
import { value } from "../../support/value";

const problem = { path: "ports[0]", rule: "be a port", actual: "0" };

describe("a list of problems", () => {
  it("throws one error with every problem, and its stack has no frame of a package", () => {
    const problems = new ProblemList();
    problems.add(problem, undefined, { ...problem, path: "ports[1]", hint: "Use 443" });

    expect(() => problems.throwIfAny('Thing "x"'))
      .to.throw()
      .that.satisfies((error: Error) => {
        expect(error.message).to.equal(
          'Invalid arguments of Thing "x":\n' +
            "  - ports[0] must be a port; got 0\n" +
            "  - ports[1] must be a port; got 0. Use 443",
        );
        expect(error.stack ?? "").to.match(/checked\.test\.ts/);
        expect(error.stack ?? "").to.not.match(/node_modules/);
        return true;
      });
  });

  it("takes what is wrong at another place under its whole path", () => {
    const problems = new ProblemList();
    const seven = problems.within(
      (one) => ({ ...one, path: `firewalls.main.${one.path}` }),
      (own) => {
        own.add(problem, undefined);
        return 7;
      },
    );

    expect(seven).to.equal(7);
    expect(problems.problems).to.deep.equal([{ ...problem, path: "firewalls.main.ports[0]" }]);
  });

  it("passes on what a check throws", () => {
    const broken = (): never => {
      throw new TypeError("a bug");
    };
    expect(() => new ProblemList().within((one) => one, broken))
      .to.throw()
      .that.includes({ name: "TypeError", message: "a bug" });
  });
});

describe("a value that becomes known late", () => {
  const hint = "Look into the dashboard";
  const refusing = (text: string): Problem => ({
    path: "id",
    rule: "be an id",
    actual: text,
    hint,
  });
  const refused = async (input: pulumi.Input<string>, check = refusing): Promise<string> => {
    const late = new ProblemList().checked(input, check);
    return value(late).then(
      () => "accepted",
      (error: Error) => error.message.split("\n").slice(1).join(),
    );
  };

  it("is shown where it is refused", async () => {
    expect(await refused(pulumi.output("x"))).to.equal(
      "  - id must be an id; got x. Look into the dashboard",
    );
  });

  it("is not shown where it is secret, nor is a way out that repeats it", async () => {
    expect(await refused(pulumi.secret("hush"))).to.equal(
      "  - id must be an id; got a secret. Look into the dashboard",
    );
    const repeating = (text: string): Problem => ({ ...refusing(text), hint: `Not ${text}` });
    expect(await refused(pulumi.secret("hush"), repeating)).to.equal(
      "  - id must be an id; got a secret",
    );
  });

  it("is told to be empty where it is a secret that holds nothing, as one of the configuration that nobody filled", async () => {
    for (const empty of ["", " \n"]) {
      expect(await refused(pulumi.secret(empty))).to.equal(
        "  - id must be an id; got a secret that is empty. Look into the dashboard",
      );
    }
  });

  it("is told of as its owner's, at its whole path, however late it is known", async () => {
    const problems = new ProblemList();
    const late = checkedAs('arguments of Site "www"', () =>
      problems.within(
        (one) => ({ ...one, path: `pools[0].${one.path}` }),
        (pool) =>
          pool.within(
            (one) => ({ ...one, path: `origins.a.${one.path}` }),
            (origin) => origin.checked(pulumi.output("x"), refusing),
          ),
      ),
    );
    await expect(value(late)).to.be.rejectedWith(
      /^Invalid arguments of Site "www":\n {2}- pools\[0\]\.origins\.a\.id must be an id; got x\. Look into the dashboard$/,
    );
    const ownerless = value(new ProblemList().checked(pulumi.output("x"), refusing));
    await expect(ownerless).to.be.rejectedWith(
      /^Invalid value that became known late:\n {2}- id must be an id; got x\./,
    );
  });

  it("has the owner that it was checked for, where another check failed on the way", async () => {
    const broken = (): never => {
      throw new TypeError("a bug");
    };
    expect(() => checkedAs("arguments of another one", broken)).to.throw(TypeError, "a bug");
    const late = value(new ProblemList().checked(pulumi.output("x"), refusing));
    await expect(late).to.be.rejectedWith(/^Invalid value that became known late:/);
  });
});
