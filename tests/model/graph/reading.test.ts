import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import {
  isList,
  isObject,
  isUnread,
  knownList,
  readFlag,
  readList,
  readNumber,
  readObject,
  readText,
  readTexts,
} from "../../../model/graph/reading";
import { ModelReference, secretValue, type ModelValue } from "../../../model/graph/resources";

const reference = new ModelReference(["urn"]);
const unread: readonly ModelValue[] = [unknownValue, secretValue, reference];
const known: readonly (ModelValue | undefined)[] = [
  "",
  "a",
  0,
  true,
  false,
  null,
  undefined,
  [],
  [unknownValue],
  {},
  { a: secretValue },
];

describe("a property's value", () => {
  it("is unread where it is unknown, a secret or a reference, and not where one is only inside it", () => {
    expect(unread.map(isUnread)).to.deep.equal([true, true, true]);
    expect(known.filter(isUnread)).to.deep.equal([]);
  });

  it("that is unread is read as unknown by whoever reads it", () => {
    for (const value of unread) {
      expect([
        ...[readText, readNumber, readList, readObject, readTexts].map((read) => read(value)),
        readFlag(value, "yes"),
        readFlag(value, "no"),
      ]).to.deep.equal([
        ...[unknownValue, unknownValue, unknownValue, unknownValue, unknownValue],
        ...["unknown", "unknown"],
      ]);
    }
  });

  it("is a text where it is one or a number", () => {
    expect(["", "a", 0, 1.5].map((value) => readText(value))).to.deep.equal(["", "a", "0", "1.5"]);
    expect(
      [true, null, undefined, ["a"], { a: "a" }].map((value) => readText(value)),
    ).to.deep.equal([undefined, undefined, undefined, undefined, undefined]);
  });

  it("is a number where it is finite, or a text that is one", () => {
    expect([0, -1.5, "7", " 8 ", "1e2"].map((value) => readNumber(value))).to.deep.equal([
      ...[0, -1.5, 7, 8, 100],
    ]);
    const none = ["", "  ", "seven", "Infinity", Infinity, NaN, true, null, undefined, [1], {}];
    expect(none.filter((value) => readNumber(value) !== undefined)).to.deep.equal([]);
  });

  it("is a switch that is on by true or `on`, off by everything else, and by its default where it is not set", () => {
    expect([true, "true", "on"].map((value) => readFlag(value, "no"))).to.deep.equal([
      ...["yes", "yes", "yes"],
    ]);
    expect(
      [false, "false", "off", "", 1, [], {}].map((value) => readFlag(value, "yes")),
    ).to.deep.equal(["no", "no", "no", "no", "no", "no", "no"]);
    for (const value of [undefined, null]) {
      expect(readFlag(value, "yes")).to.equal("yes");
      expect(readFlag(value, "no")).to.equal("no");
      expect(readFlag(value, "unknown")).to.equal("unknown");
    }
  });

  it("is a list or an object, or read as an empty one", () => {
    expect(readList(["a", null])).to.deep.equal(["a", null]);
    expect([{}, "a", null, undefined].map((value) => readList(value))).to.deep.equal([
      ...[[], [], [], []],
    ]);
    expect(readObject({ a: 1 })).to.deep.equal({ a: 1 });
    expect([["a"], "a", null, undefined].map((value) => readObject(value))).to.deep.equal([
      ...[{}, {}, {}, {}],
    ]);
    expect([[], ["a"]].map(isList)).to.deep.equal([true, true]);
    expect([{}, "a", null, undefined, ...unread].filter(isList)).to.deep.equal([]);
    expect([isObject({}), isObject({ a: "a" })]).to.deep.equal([true, true]);
    expect([[], "a", 1, null, undefined, ...unread].filter(isObject)).to.deep.equal([]);
  });

  it("is a list of texts in which what is unread stays unknown and what is no text is left out", () => {
    expect(readTexts(["a", 1, unknownValue, null, {}, reference])).to.deep.equal([
      ...["a", "1", unknownValue, unknownValue],
    ]);
    expect(readTexts(undefined)).to.deep.equal([]);
    expect(knownList(["a"])).to.deep.equal(["a"]);
    expect(knownList(unknownValue)).to.equal(undefined);
  });
});
