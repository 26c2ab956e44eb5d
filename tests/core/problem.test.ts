import { assert, expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describeProblem, describeValue, readProblem } from "../../core/problem";

describe("a problem", () => {
  const problem = { path: "records.www.ttlSeconds", rule: "be a number", actual: '"60"' };

  it("is one sentence, with its way out after it", () => {
    expect(describeProblem(problem)).to.equal('records.www.ttlSeconds must be a number; got "60"');
    expect(describeProblem({ ...problem, hint: "Take the quotes away" })).to.equal(
      'records.www.ttlSeconds must be a number; got "60". Take the quotes away',
    );
  });

  it("keeps to one line, and shows marks that turn the direction of text", () => {
    const sentence = describeProblem({ path: "a", rule: "b\nc", actual: "d\u202Ee\u0000\u2028" });
    expect(sentence).to.equal("a must b\\nc; got d\\u202ee\\u0000\\u2028");
  });

  it("can be read out of its sentence, in the same words", () => {
    const text = fc.string({ minLength: 1 }).filter((part) => part.trim() === part);
    fc.assert(
      fc.property(text, text, text, (path, rule, actual) => {
        const sentence = describeProblem({ path, rule, actual });
        const read = readProblem(sentence);
        assert.isDefined(read);
        expect(describeProblem(read)).to.equal(sentence);
      }),
    );
  });

  it("is not read out of any other line", () => {
    for (const line of ["", "    at main (index.ts:1:1)", "it must not; be", " must b; got c"]) {
      expect(readProblem(line)).to.equal(undefined);
    }
  });
});

describe("a value in an error", () => {
  it("is JSON, and says what JSON cannot", () => {
    const values: readonly (readonly [unknown, string])[] = [
      [undefined, "nothing"],
      ["a", '"a"'],
      [Number.NaN, '"NaN"'],
      [{ a: [Infinity] }, '{"a":["Infinity"]}'],
      [() => 1, "function"],
      [Symbol("s"), "symbol"],
    ];
    for (const [value, text] of values) {
      expect(describeValue(value)).to.equal(text);
    }
  });

  it("names what is known later, and does not look into it", () => {
    expect(describeValue(pulumi.output("late"))).to.equal("an Output");
    expect(describeValue(pulumi.secret("hush"))).to.equal("an Output");
    expect(describeValue(Promise.resolve("late"))).to.equal("a Promise");
    expect(describeValue({ a: [pulumi.output("late"), Promise.resolve(1)] })).to.equal(
      '{"a":["an Output","a Promise"]}',
    );
  });

  it("names a resource that is given whole by its type, and does not look into it", () => {
    const zone = { __pulumiResource: true, __pulumiType: "cloudflare:index/zone:Zone", name: "x" };
    const said = "a whole resource (cloudflare:index/zone:Zone)";
    expect(describeValue(zone)).to.equal(said);
    expect(describeValue([zone])).to.equal(`["${said}"]`);
  });

  it("is cut where it would fill more than a line", () => {
    expect(describeValue("x".repeat(200))).to.equal(`"${"x".repeat(78)}…`);
  });

  it("is never an exception, however deep or endless", () => {
    const endless: Record<string, unknown> = {};
    endless.self = endless;
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level += 1) {
      deep = [deep];
    }
    for (const value of [endless, deep, 10n]) {
      expect(describeValue(value)).to.equal("a value that JSON cannot write");
    }
  });
});
