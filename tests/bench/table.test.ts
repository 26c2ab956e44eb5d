import { expect } from "chai";

import { differenceOf, ratioOf, type FigureReport } from "../../bench/figure";
import { tableOf, verdictOf } from "../../bench/table";

const report: FigureReport = {
  sides: ["ours", "by hand"],
  rows: [
    ratioOf({ what: "wall time", unit: "s", goal: 1.1 }, [1.2, 1], [1, 1]),
    ratioOf({ what: "memory", unit: "MB", goal: 1.1 }, [330], [300.4]),
    differenceOf({ what: "CPU", unit: "s", goal: 0.15 }, [0.5], [0.401]),
    differenceOf({ what: "a call", unit: "ms" }, [12.5], [10]),
    ratioOf({ what: "CPU of all", unit: "s", goal: 1.3 }, [NaN], [NaN]),
  ],
  notes: ["31 resources."],
};

describe("the table of a figure", () => {
  it("aligns both sides, the result with its spread, the goal and whether it is met", () => {
    expect(tableOf(report)).to.deep.equal([
      "                ours   by hand        result          min – max       goal",
      "wall time     1.10 s    1.00 s          1.10        1.00 – 1.20     ≤ 1.10  met",
      "memory        330 MB    300 MB          1.10        1.10 – 1.10     ≤ 1.10  met",
      "CPU           0.50 s    0.40 s       0.099 s  0.099 s – 0.099 s  ≤ 0.150 s  met",
      "a call      12.50 ms  10.00 ms       2.50 ms  2.50 ms – 2.50 ms",
      "CPU of all         –         –  not measured                        ≤ 1.30",
      "31 resources.",
    ]);
  });

  it("marks a goal that was missed", () => {
    const rows = [ratioOf({ what: "wall time", unit: "s", goal: 1.1 }, [1.2], [1])];
    expect(tableOf({ sides: ["ours", "by hand"], rows, notes: [] })).to.deep.equal([
      "             ours  by hand  result    min – max    goal",
      "wall time  1.20 s   1.00 s    1.20  1.20 – 1.20  ≤ 1.10  MISSED",
    ]);
  });
});

describe("the verdict over all figures", () => {
  it("counts the goals that were met, and names what this system does not tell", () => {
    expect(verdictOf([{ name: "components", ...report }])).to.deep.equal([
      "3 of 4 goals were met.",
      "Not measured: components, CPU of all: this system does not tell it.",
    ]);
  });

  it("names every goal that was missed, with what was measured", () => {
    const rows = [
      ratioOf({ what: "wall time", unit: "s", goal: 1.1 }, [1.2], [1]),
      differenceOf({ what: "CPU", unit: "s", goal: 0.15 }, [0.5], [0.3]),
      differenceOf({ what: "memory", unit: "MB" }, [90], [50]),
    ];
    expect(verdictOf([{ name: "imports", rows }])).to.deep.equal([
      "0 of 2 goals were met.",
      "Missed: imports, wall time: 1.20, and the goal is 1.10.",
      "Missed: imports, CPU: 0.200 s, and the goal is 0.150 s.",
    ]);
  });
});
