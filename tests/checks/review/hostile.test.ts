import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { UnreadablePlan } from "../../../checks/model/plan/unreadablePlan";
import { readPlan } from "../../../checks/model/plan/planFile";
import { reviewAsHtml, reviewAsMarkdown } from "../../../checks/review";
import { secretHeaders } from "../../../facts/secrets";
import { hostileShapes } from "./hostile";
import { preview, reviewOf, reviewSteps } from "./plans";

describe("a plan that somebody wrote to stall the review", () => {
  let steps: Readonly<Record<string, readonly number[]>> = {};
  before(async function () {
    this.timeout(300_000);
    const counter = path.join(__dirname, "countSteps.ts");
    const argv = ["--import", "tsx", counter, "200", "400"];
    const { stdout } = await promisify(execFile)(process.execPath, argv);
    steps = JSON.parse(stdout) as typeof steps;
  });

  for (const { title } of hostileShapes) {
    it(`takes at most 2.3 times the steps when it is twice as large: ${title}`, () => {
      const [few = 0, many = Infinity] = steps[title] ?? [];
      assert.ok(few > 1_000, `only ${few} steps were counted`);
      assert.ok(many < 2.3 * few, `${few} steps became ${many}`);
    });
  }

  it("is read down to a hundred levels, and refused beyond, with no end of the stack", () => {
    const plan = (levels: number): string =>
      JSON.stringify(
        preview([{ op: "update", type: "record", name: "r", old: { a: "b" }, new: { a: "deep" } }]),
      ).replace('"deep"', "[".repeat(levels) + "]".repeat(levels));
    for (const levels of [1, 50, 100]) {
      assert.equal(reviewOf(readPlan(plan(levels))).groups.length, 1);
    }
    for (const levels of [102, 1_000, 100_000]) {
      assert.throws(() => readPlan(plan(levels)), {
        name: UnreadablePlan.name,
        message: "plan must be the output of Pulumi; got JSON that is nested too deeply to be read",
      });
    }
  });

  it("does not make a review long by a text of a megabyte", () => {
    const long = "a.b-".repeat(250_000);
    const review = reviewSteps([
      { op: "create", type: "record", name: "r", new: { zoneId: "z", name: long, content: long } },
    ]);
    assert.ok(reviewAsMarkdown([review]).length < 10_000);
    assert.ok(reviewAsHtml([review]).length < 20_000);
  });

  it("reads a header of half a megabyte for a credential", () => {
    assert.equal(secretHeaders.test(`x-${"secret".repeat(50_000)}!`), false);
  });
});
