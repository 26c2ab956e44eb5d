import { expect } from "chai";

import { differenceOf, isMet, ratioOf } from "../../bench/figure";
import { interleaved } from "../../bench/interleave";
import { pairwise, spreadOf } from "../../bench/statistics";

describe("statistics of the bench", () => {
  it("take the value in the middle of an odd number, in any order", () => {
    expect(spreadOf([10, 9, 1])).to.deep.equal({ median: 9, minimum: 1, maximum: 10 });
    expect(spreadOf([4])).to.deep.equal({ median: 4, minimum: 4, maximum: 4 });
  });

  it("take the mean of the two in the middle of an even number", () => {
    expect(spreadOf([8, 1, 2, 4])).to.deep.equal({ median: 3, minimum: 1, maximum: 8 });
  });

  it("leave the measurements in their order", () => {
    const values = [3, 1, 2];
    spreadOf(values);
    expect(values).to.deep.equal([3, 1, 2]);
  });

  it("refuse to speak of no measurement", () => {
    expect(() => spreadOf([]))
      .to.throw()
      .that.includes({ name: "RangeError", message: "a spread needs at least one measurement" });
  });

  it("compare round by round, and not median with median", () => {
    const quotients = pairwise([1, 20, 300], [1, 10, 100], (one, other) => one / other);
    expect(quotients).to.deep.equal({ median: 2, minimum: 1, maximum: 3 });
    expect(() => pairwise([1, 2], [1], (one, other) => one - other))
      .to.throw()
      .that.includes({ name: "RangeError", message: "cannot pair 2 measurements with 1" });
  });
});

describe("comparisons of the bench", () => {
  const subject = { what: "a site", unit: "s", goal: 1.5 } as const;

  it("divide ours by the base, or take the base from ours", () => {
    const spread = (median: number, minimum: number, maximum: number) => ({
      ...{ median, minimum, maximum },
    });
    const sides = { ours: spread(4, 3, 6), base: spread(2, 2, 4) };
    expect(ratioOf(subject, [3, 4, 6], [2, 2, 4])).to.deep.equal({
      ...{ ...subject, ...sides, kind: "ratio" },
      result: spread(1.5, 1.5, 2),
    });
    expect(differenceOf(subject, [3, 4, 6], [2, 2, 4])).to.deep.equal({
      ...{ ...subject, ...sides, kind: "difference" },
      result: spread(2, 1, 2),
    });
  });

  it("meet a goal that the median just reaches", () => {
    expect(isMet(ratioOf(subject, [3, 3, 9], [2, 2, 2]))).to.equal(true);
    expect(isMet(ratioOf(subject, [3.01], [2]))).to.equal(false);
  });

  it("say nothing without a goal or without a measurement", () => {
    expect(isMet(ratioOf({ what: "a site", unit: "s" }, [3], [2]))).to.equal(undefined);
    expect(isMet(ratioOf(subject, [NaN], [NaN]))).to.equal(undefined);
  });
});

describe("rounds of the bench", () => {
  it("measure the sides in turn, and keep each side's measurements in order", async () => {
    const order: string[] = [];
    const side = (name: string) => () => Promise.resolve(order.push(name));
    expect(await interleaved(3, { a: side("a"), b: side("b") })).to.deep.equal({
      a: [1, 3, 5],
      b: [2, 4, 6],
    });
    expect(order).to.deep.equal(["a", "b", "a", "b", "a", "b"]);
  });

  it("begin a side only when the one before it has ended", async () => {
    const order: string[] = [];
    const side = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
    };
    await interleaved(1, { a: side("a"), b: side("b") });
    expect(order).to.deep.equal(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("end with the failure of a side", async () => {
    const failing = interleaved(2, { a: () => Promise.reject(new Error("the engine is gone")) });
    await expect(failing).to.be.rejected.and.eventually.include({
      name: "Error",
      message: "the engine is gone",
    });
  });
});
