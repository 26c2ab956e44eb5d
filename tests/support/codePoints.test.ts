import { expect } from "chai";
import { codePoint } from "./codePoints";

describe("code points as units of texts", () => {
  const isOne = (value: unknown): boolean => codePoint.canShrinkWithoutContext(value);

  it("are all but the halves of surrogate pairs, one at a time", () => {
    const among = ["\u0000", "a", "\ud7ff", "\ue000", "\u{10ffff}"];
    expect(among.filter((text) => !isOne(text))).to.deep.equal([]);
    expect(["", "ab", "\ud800", "\udfff", 3].filter(isOne)).to.deep.equal([]);
  });
});
