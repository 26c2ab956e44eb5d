import { expect } from "chai";

/** What an expectation says where it does not hold; nothing where it holds. */
function failureOf(expectation: () => unknown): string | undefined {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

class Point {
  constructor(readonly x: number) {}
}

describe("what tests expect with", () => {
  const different: readonly (readonly [what: string, actual: unknown, expected: unknown])[] = [
    ["an instance and a plain object", new Point(1), { x: 1 }],
    [
      "an object without a prototype",
      Object.assign(Object.create(null) as object, { x: 1 }),
      { x: 1 },
    ],
    ["a subclass of Array", class extends Array<number> {}.of(1), [1]],
    ["an undefined property", { x: undefined }, {}],
    ["a hole", new Array<undefined>(1), [undefined]],
    ["a property of a list", Object.assign([1], { x: 1 }), [1]],
    ["a symbol", { [Symbol.for("x")]: 1 }, {}],
    ["the sign of zero", [-0], [0]],
    ["the message of an error", new Error("a"), new Error("b")],
    ["the kind of an error", new TypeError("a"), new Error("a")],
    ["a boxed number", Object(1), 1],
    ["a value of a map", new Map([["x", {}]]), new Map([["x", { y: 1 }]])],
    ["a member of a set", new Set([{ x: 1 }]), new Set([{ x: 2 }])],
    ["a last index", Object.assign(/x/g, { lastIndex: 1 }), /x/g],
  ];
  for (const [what, actual, expected] of different) {
    it(`sees a difference in ${what}`, () => {
      expect(failureOf(() => expect(actual).to.deep.equal(expected))).to.match(/ to deeply equal /);
      expect(failureOf(() => expect(expected).to.deep.equal(actual))).to.match(/ to deeply equal /);
      expect(actual).to.not.deep.equal(expected);
    });
  }

  it("sees none where there is none", () => {
    expect([NaN, new Map([[{ x: 1 }, new Set([1])]])]).to.deep.equal([
      NaN,
      new Map([[{ x: 1 }, new Set([1])]]),
    ]);
    expect({ x: 1, y: 2 }).to.deep.equal({ y: 2, x: 1 });
  });

  it("tells 0 from -0", () => {
    expect(failureOf(() => expect(-0).to.equal(0))).to.equal("expected -0 to deeply equal +0");
    expect(failureOf(() => expect(0).to.equal(-0))).to.equal("expected +0 to deeply equal -0");
    expect(-0).to.not.equal(0);
    expect(0).to.equal(0);
  });

  it("tells a number from its text", () => {
    expect(failureOf(() => expect(1, "how many").to.equal("1"))).to.equal(
      "how many: expected 1 to equal '1'",
    );
  });

  it("matches nothing but texts", () => {
    for (const value of [undefined, null, 1, ["abc"]]) {
      expect(failureOf(() => expect(value).to.match(/./))).to.match(/ to be a string$/);
      expect(failureOf(() => expect(value).to.not.match(/x/))).to.match(/ to be a string$/);
    }
    expect(failureOf(() => expect("abc", "a text").to.match(/x/))).to.equal(
      "a text: expected 'abc' to match /x/",
    );
    expect(failureOf(() => expect("abc").to.not.match(/b/))).to.equal(
      "expected 'abc' not to match /b/",
    );
  });

  it("compares the whole message of an error", async () => {
    const run = (): never => {
      throw new TypeError("it is wrong");
    };
    expect(run).to.throw().that.includes({ name: "TypeError", message: "it is wrong" });
    expect(failureOf(() => expect(run).to.throw().that.includes({ message: "it is" }))).to.equal(
      "expected TypeError: it is wrong to have property 'message' of 'it is', but got 'it is wrong'",
    );
    const rejection = Promise.reject(new TypeError("it is wrong"));
    await expect(rejection).to.be.rejected.and.eventually.include({ message: "it is wrong" });
    const failed = (async () =>
      void (await expect(rejection).to.be.rejected.and.eventually.include({ message: "it is" })))();
    await expect(failed).to.be.rejected.and.eventually.include({
      message:
        "expected TypeError: it is wrong to have property 'message' of 'it is', but got 'it is wrong'",
    });
  });

  it("shows the whole of long values", () => {
    const long = "x".repeat(1000);
    expect(failureOf(() => expect([long]).to.deep.equal([]))).to.equal(
      `expected [ '${long}' ] to deeply equal []`,
    );
  });

  it("names the test's own line where a promise fails", async () => {
    const pending = (): Promise<unknown> =>
      new Promise((resolve) => setImmediate(() => resolve(1)));
    for (const promise of [pending, () => Promise.resolve(1)]) {
      for (const fails of [
        async () => void (await expect(promise()).to.be.rejected),
        async () => void (await expect(promise()).to.be.rejectedWith(TypeError)),
        async () => void (await expect(promise()).to.eventually.equal(2)),
        async () => void (await expect(promise()).to.eventually.include({ x: 2 })),
        async () => void (await expect(promise()).to.eventually.satisfy(() => false)),
      ]) {
        const stack = await fails().then(
          () => "it did not fail",
          (error: Error) => error.stack ?? "",
        );
        expect(stack).to.match(/^AssertionError: expected [^]*\n {4}at .*chai\.test\.ts:\d+:\d+/);
      }
    }
  });
});
