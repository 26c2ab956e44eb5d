import { deepEqual, equal, rejects, throws } from "node:assert/strict";

import { differenceOf, isMet, ratioOf } from "../../bench/figure";
import { interleaved } from "../../bench/interleave";
import { pairwise, spreadOf } from "../../bench/statistics";

describe("statistics of the bench", () => {
  it("take the value in the middle of an odd number, in any order", () => {
    deepEqual(spreadOf([10, 9, 1]), { median: 9, minimum: 1, maximum: 10 });
    deepEqual(spreadOf([4]), { median: 4, minimum: 4, maximum: 4 });
  });

  it("take the mean of the two in the middle of an even number", () => {
    deepEqual(spreadOf([8, 1, 2, 4]), { median: 3, minimum: 1, maximum: 8 });
  });

  it("leave the measurements in their order", () => {
    const values = [3, 1, 2];
    spreadOf(values);
    deepEqual(values, [3, 1, 2]);
  });

  it("refuse to speak of no measurement", () => {
    throws(() => spreadOf([]), new RangeError("a spread needs at least one measurement"));
  });

  it("compare round by round, and not median with median", () => {
    const quotients = pairwise([1, 20, 300], [1, 10, 100], (one, other) => one / other);
    deepEqual(quotients, { median: 2, minimum: 1, maximum: 3 });
    throws(
      () => pairwise([1, 2], [1], (one, other) => one - other),
      new RangeError("cannot pair 2 measurements with 1"),
    );
  });
});

describe("comparisons of the bench", () => {
  const subject = { what: "a site", unit: "s", goal: 1.5 } as const;

  it("divide ours by the base, or take the base from ours", () => {
    const spread = (median: number, minimum: number, maximum: number) => ({
      ...{ median, minimum, maximum },
    });
    const sides = { ours: spread(4, 3, 6), base: spread(2, 2, 4) };
    deepEqual(ratioOf(subject, [3, 4, 6], [2, 2, 4]), {
      ...{ ...subject, ...sides, kind: "ratio" },
      result: spread(1.5, 1.5, 2),
    });
    deepEqual(differenceOf(subject, [3, 4, 6], [2, 2, 4]), {
      ...{ ...subject, ...sides, kind: "difference" },
      result: spread(2, 1, 2),
    });
  });

  it("meet a goal that the median just reaches", () => {
    equal(isMet(ratioOf(subject, [3, 3, 9], [2, 2, 2])), true);
    equal(isMet(ratioOf(subject, [3.01], [2])), false);
  });

  it("say nothing without a goal or without a measurement", () => {
    equal(isMet(ratioOf({ what: "a site", unit: "s" }, [3], [2])), undefined);
    equal(isMet(ratioOf(subject, [NaN], [NaN])), undefined);
  });
});

describe("rounds of the bench", () => {
  it("measure the sides in turn, and keep each side's measurements in order", async () => {
    const order: string[] = [];
    const side = (name: string) => () => Promise.resolve(order.push(name));
    deepEqual(await interleaved(3, { a: side("a"), b: side("b") }), { a: [1, 3, 5], b: [2, 4, 6] });
    deepEqual(order, ["a", "b", "a", "b", "a", "b"]);
  });

  it("begin a side only when the one before it has ended", async () => {
    const order: string[] = [];
    const side = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
    };
    await interleaved(1, { a: side("a"), b: side("b") });
    deepEqual(order, ["a begins", "a ends", "b begins", "b ends"]);
  });

  it("end with the failure of a side", async () => {
    const failing = interleaved(2, { a: () => Promise.reject(new Error("the engine is gone")) });
    await rejects(failing, new Error("the engine is gone"));
  });
});
