import { expect } from "chai";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { reviewAsMarkdown } from "../../../checks/report";
import { equalsGolden } from "../../support/golden";
import { eventFiles, planOf, previewFiles, reviewOf } from "./plans";

mkdirSync(path.join(__dirname, "golden"), { recursive: true });

describe("the review of a real preview", () => {
  const cases = [
    ...previewFiles.map((file) => [file, true] as const),
    ...previewFiles.map((file) => [file, false] as const),
    ...eventFiles.map((file) => [file, false] as const),
  ].filter(([file, withState]) => file !== "first-deployment.json" || !withState);
  for (const [file, withState] of cases) {
    it(`is the same Markdown, byte by byte: ${file}${withState ? " with the state before it" : ""}`, () => {
      const name = `${path.basename(file, ".json")}${withState ? "-with-state" : ""}.txt`;
      const text = reviewAsMarkdown([reviewOf(planOf(file, withState))]);
      equalsGolden(path.join("..", "checks", "report", "golden", name), text);
    });
  }

  const verdicts: Readonly<Record<string, readonly [worst: string, kinds: readonly string[]]>> = {
    "backup-removed.json": ["high", ["backup-lost", "fallback-changed"]],
    "description-only.json": ["none", []],
    "first-deployment.json": ["none", []],
    "monitor-blind.json": ["high", ["monitor-blind"]],
    "no-change.json": ["none", []],
    "origin-open.json": ["high", ["origin-opened"]],
    "record-type-change.json": ["high", ["hostname-gap"]],
    "renamed-with-alias.json": ["none", []],
    "ssl-full.json": ["high", ["tls-weaker"]],
  };

  it("names what each of them can break, and nothing else", () => {
    const found = previewFiles.map((file) => {
      const { risks } = reviewOf(planOf(file));
      return [file, [risks[0]?.severity ?? "none", risks.map(({ id }) => id)]];
    });
    expect(Object.fromEntries(found)).to.deep.equal(verdicts);
  });

  it("does not depend on the order of the steps", () => {
    for (const file of previewFiles) {
      const plan = planOf(file);
      const turned = {
        ...plan,
        before: [...plan.before].reverse(),
        after: [...plan.after].reverse(),
      };
      expect(reviewAsMarkdown([reviewOf(turned)]), file).to.equal(
        reviewAsMarkdown([reviewOf(plan)]),
      );
    }
  });
});
