import { expect } from "chai";
import { equalJson, isFields, textsOf } from "../../../model/plan/fields";

describe("JSON that nobody checked", () => {
  it("has fields where it is an object, and texts where it is a list", () => {
    expect([{}, { a: 1 }].map(isFields)).to.deep.equal([true, true]);
    expect([null, undefined, [], "a", 1].filter(isFields)).to.deep.equal([]);
    expect(textsOf(["a", 1, null, "b", ["c"]])).to.deep.equal(["a", "b"]);
    expect(["a", { length: 1 }, null, undefined].map(textsOf)).to.deep.equal([[], [], [], []]);
  });

  it("says the same where nothing differs, in whatever order its fields stand", () => {
    const pairs: readonly (readonly [unknown, unknown])[] = [
      ...([
        ["a", "a"],
        [null, null],
        [[], []],
        [{}, {}],
        [
          [1, [2]],
          [1, [2]],
        ],
      ] as const),
      ...([
        [
          { a: 1, b: { c: [] } },
          { b: { c: [] }, a: 1 },
        ],
      ] as const),
    ];
    expect(pairs.filter(([left, right]) => !equalJson(left, right, 9))).to.deep.equal([]);
  });

  it("says something else where anything differs", () => {
    const pairs: readonly (readonly [unknown, unknown])[] = [
      ...([
        ["a", "b"],
        [null, {}],
        [null, undefined],
        [1, "1"],
        ["a", ["a"]],
        ["", []],
      ] as const),
      ...([
        [[], {}],
        [[], [1]],
        [[1], [1, 2]],
        [
          [1, 2],
          [2, 1],
        ],
        [["a"], { 0: "a" }],
      ] as const),
      ...([
        [{ a: 1 }, { a: 2 }],
        [{ a: 1 }, { b: 1 }],
        [{ a: 1 }, { a: 1, b: 2 }],
      ] as const),
      ...([
        [{ a: undefined }, { b: 1 }],
        [{ a: { b: 1 } }, { a: { b: 2 } }],
      ] as const),
      [{ constructor: Object }, {}],
    ];
    expect(pairs.filter(([left, right]) => equalJson(left, right, 9))).to.deep.equal([]);
    expect(pairs.filter(([left, right]) => equalJson(right, left, 9))).to.deep.equal([]);
  });

  it("says something else where it is nested deeper than anybody looks", () => {
    const nested = () => ({ a: { b: 1 } });
    expect([1, 2].map((levels) => equalJson(nested(), nested(), levels))).to.deep.equal([
      ...[false, true],
    ]);
  });
});
