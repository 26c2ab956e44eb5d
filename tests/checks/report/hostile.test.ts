import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { UnreadablePlan } from "../../../model/plan/unreadablePlan";
import { readPlan } from "../../../model/plan/planFile";
import { reviewAsHtml, reviewAsJson, reviewAsMarkdown } from "../../../checks/report";
import { secretHeaders } from "../../../core/secrets";
import { hostileShapes } from "./hostile";
import { preview, reviewOf, reviewSteps, type Step } from "./plans";

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

  it("is looked at as far as a million origins of load balancers, and says so in verdict and JSON", () => {
    const ids = Array.from({ length: 101 }, (_none, index) => `pool${index}`);
    const origins = ids.map((name, index) => ({ name, address: `203.0.113.${index}` }));
    const pools = ids.map((id): Step => {
      const old = { name: id, origins, checkRegions: ["WEU"] };
      return { op: "same", type: "pool", name: id, id, old };
    });
    const balancers = ids.map((id): Step => {
      const own = { zoneId: "z", name: `${id}.example.com`, proxied: true, enabled: true };
      const old = { ...own, defaultPools: ids, fallbackPool: "pool0" };
      return { op: "same", type: "balancer", name: `b${id}`, id: `b${id}`, old };
    });
    const review = reviewSteps([...pools, ...balancers]);
    const sentence =
      "origins that pools of a load balancer have in common are looked for in the first 1000000 only";
    assert.deepEqual(review.unread, [sentence]);
    const json = JSON.parse(reviewAsJson([review])) as {
      stacks: { unread: string[]; verdict: string }[];
    };
    assert.deepEqual(json.stacks[0]?.unread, [sentence]);
    assert.match(
      json.stacks[0]?.verdict ?? "",
      /^Nothing changes, as far as the plan could be read\. 202 unchanged; policy findings as before: /,
    );
    const shared = review.findings.filter(({ rule }) => rule === "pools-share-address");
    const first = shared.filter(({ title }) => title === "pool0.example.com");
    assert.equal(first.length, 11);
    assert.match(
      first.map(({ message }) => message).join("\n"),
      /got 91 more origins in several pools/,
    );
    assert.match(first[0]?.message ?? "", / in pool\d+, in pool\d+, .+ and in 96 more$/);
    assert.ok(shared.length <= 101 * 11);
  });

  it("reads a header of half a megabyte for a credential", () => {
    assert.equal(secretHeaders.test(`x-${"secret".repeat(50_000)}!`), false);
  });
});
