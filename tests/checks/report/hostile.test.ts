import { expect } from "chai";
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
    // What V8 has optimized it calls without counting.
    const argv = ["--no-opt", "--import", "tsx", counter, "200", "400"];
    const { stdout } = await promisify(execFile)(process.execPath, argv);
    steps = JSON.parse(stdout) as typeof steps;
  });

  for (const { title } of hostileShapes) {
    it(`takes at most 2.3 times the steps when it is twice as large: ${title}`, () => {
      const [few = 0, many = Infinity] = steps[title] ?? [];
      expect(few, `only ${few} steps were counted`).to.be.above(1_000);
      expect(many, `${few} steps became ${many}`).to.be.below(2.3 * few);
    });
  }

  it("is read down to a hundred levels, and refused beyond, with no end of the stack", () => {
    const plan = (levels: number): string =>
      JSON.stringify(
        preview([{ op: "update", type: "record", name: "r", old: { a: "b" }, new: { a: "deep" } }]),
      ).replace('"deep"', "[".repeat(levels) + "]".repeat(levels));
    for (const levels of [1, 50, 100]) {
      expect(reviewOf(readPlan(plan(levels))).groups).to.have.lengthOf(1);
    }
    for (const levels of [102, 1_000, 100_000]) {
      expect(() => readPlan(plan(levels)))
        .to.throw()
        .that.includes({
          name: UnreadablePlan.name,
          message:
            "plan must be the output of Pulumi; got JSON that is nested too deeply to be read",
        });
    }
  });

  it("does not make a review long by a text of a megabyte", () => {
    const long = "a.b-".repeat(250_000);
    const review = reviewSteps([
      { op: "create", type: "record", name: "r", new: { zoneId: "z", name: long, content: long } },
    ]);
    expect(reviewAsMarkdown([review]).length).to.be.below(10_000);
    expect(reviewAsHtml([review]).length).to.be.below(20_000);
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
    expect(review.unread).to.deep.equal([sentence]);
    const json = JSON.parse(reviewAsJson([review])) as {
      stacks: { unread: string[]; verdict: string }[];
    };
    expect(json.stacks[0]?.unread).to.deep.equal([sentence]);
    expect(json.stacks[0]?.verdict ?? "").to.match(
      /^Nothing changes, as far as the plan could be read\. 202 unchanged; policy findings as before: /,
    );
    const shared = review.findings.filter(({ id }) => id === "pools-share-address");
    const first = shared.filter(({ title }) => title === "pool0.example.com");
    expect(first).to.have.lengthOf(11);
    expect(first.map(({ breach }) => breach.message).join("\n")).to.match(
      /got 91 more origins in several pools/,
    );
    expect(first[0]?.breach.message ?? "").to.match(/ in pool\d+, in pool\d+, .+ and in 96 more$/);
    expect(shared.length).to.be.at.most(101 * 11);
  });

  it("reads a header of half a megabyte for a credential", () => {
    expect(secretHeaders.test(`x-${"secret".repeat(50_000)}!`)).to.equal(false);
  });
});
