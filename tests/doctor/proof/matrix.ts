import { behind } from "../../../doctor/judge/symptoms";
import type { Proved } from "./outside";
import type { ProofCase } from "./proofCase";

/** How a case came out. */
export interface Scored {
  readonly proofCase: ProofCase;
  readonly proved: Proved;
  /** The first cause, `healthy`, `undecided`, or `no verdict`. */
  readonly said: string;
  /** Causes that were named and are not so. */
  readonly wrong: readonly string[];
  readonly isRight: boolean;
}

/**
 * Holds a verdict against the right answer: the first cause is to be it, and every other one its symptom, or true as well.
 * @param proofCase - The case.
 * @param proved - What came of it.
 */
export function scored(proofCase: ProofCase, proved: Proved): Scored {
  const { expected, besides = [] } = proofCase;
  const { verdict } = proved;
  const causes = (verdict?.causes ?? []).map(({ cause }) => cause);
  const said = verdict === undefined ? "no verdict" : (causes[0] ?? verdict.kind);
  const wrong = causes.filter(
    (cause) =>
      cause !== expected &&
      !besides.includes(cause) &&
      (expected === "healthy" || !behind(cause).has(expected)),
  );
  return { proofCase, proved, said, wrong, isRight: said === expected && wrong.length === 0 };
}

/** The confusion matrix: each right answer with what was said instead. */
export function matrixText(all: readonly Scored[]): string {
  const expected = [...new Set(all.map(({ proofCase }) => proofCase.expected))].sort();
  const rows = expected.map((cause) => {
    const cases = all.filter(({ proofCase }) => proofCase.expected === cause);
    const said = [...new Set(cases.map((one) => one.said))].sort();
    const counts = said.map((word) => `${word} ${cases.filter((one) => one.said === word).length}`);
    return [cause, String(cases.length), counts.join(", ")];
  });
  const table = [["is", "cases", "said"], ...rows];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map(([is = "", count = "", said = ""]) =>
      [is.padEnd(widths[0] ?? 0), count.padStart(widths[1] ?? 0), said].join("  "),
    )
    .join("\n");
}

/** The counts that the doctor is held to. */
export interface Score {
  readonly faults: number;
  readonly rightFaults: number;
  readonly undecidedFaults: number;
  readonly healthy: number;
  /** Healthy sites that a cause was named of. */
  readonly calledSick: number;
  readonly undecidedHealthy: number;
}

/** Counts. */
export function scoreOf(all: readonly Scored[]): Score {
  const faults = all.filter(({ proofCase }) => proofCase.expected !== "healthy");
  const healthy = all.filter(({ proofCase }) => proofCase.expected === "healthy");
  const undecided = (those: readonly Scored[]): number =>
    those.filter(({ said }) => said === "undecided").length;
  return {
    ...{ faults: faults.length, rightFaults: faults.filter(({ isRight }) => isRight).length },
    undecidedFaults: undecided(faults),
    healthy: healthy.length,
    calledSick: healthy.filter(({ proved }) => proved.verdict?.kind === "cause").length,
    undecidedHealthy: undecided(healthy),
  };
}
