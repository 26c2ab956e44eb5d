import type { Evidence } from "../doctor/evidence";
import type { ExaminationProgress } from "../doctor/examine";
import type { Progress } from "./progress";

/** Shows an examination while it runs: a bar of the steps that have ended, and a line for each of them. */
export class ExaminationLines {
  /**
   * Shows nothing yet.
   * @param progress - Where to show it.
   * @param hostname - What is examined.
   */
  constructor(
    private readonly progress: Progress,
    private readonly hostname: string,
  ) {}

  /**
   * Shows how far it is.
   * @param now - How far.
   */
  step({ step, evidence, seconds, steps, ended }: ExaminationProgress): void {
    if (evidence !== undefined) {
      this.progress.line(`  ${step.padEnd(11)} ${summary(evidence)}, ${seconds.toFixed(1)} s`);
    }
    const text = `Examining ${this.hostname}`;
    this.progress.step({ text, completed: ended, total: steps });
  }
}

/** How many checks a step made, and how many found something. What settings allow is no finding yet. */
function summary(evidence: readonly Evidence[]): string {
  const fails = evidence.filter(
    ({ outcome, weight }) => outcome === "fail" && weight !== "setting",
  );
  const unknown = evidence.filter(({ outcome }) => outcome === "unknown");
  const found = fails.length === 0 ? "nothing amiss" : `${fails.length} amiss`;
  const blind = unknown.length === 0 ? "" : `, ${unknown.length} could not look`;
  return `${evidence.length} ${evidence.length === 1 ? "check" : "checks"}, ${found}${blind}`;
}
