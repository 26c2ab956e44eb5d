import type { Engine } from "../sandbox/testing";
import { pairwise, spreadOf, type Spread } from "./statistics";
import type { Workplace } from "./workplace";

/** What a number counts; decides how it is written. */
export type Unit = "s" | "ms" | "MB";

/** Two things measured side by side, and how they compare. */
export interface Comparison {
  /** What is compared, in a few words. */
  readonly what: string;
  /** What was measured. */
  readonly unit: Unit;
  /** The side that the goal is about. */
  readonly ours: Spread;
  /** The side that it is held against. */
  readonly base: Spread;
  /** Whether `result` is ours divided by base, or ours less base. */
  readonly kind: "ratio" | "difference";
  /** The comparison itself, made round by round: a plain number, or one in the unit where it is a difference. */
  readonly result: Spread;
  /** The result's median is to be at most this. Absent where the row only explains another. */
  readonly goal?: number;
}

/** What came of a figure. */
export interface FigureReport {
  /** The sides by name, ours first. */
  readonly sides: readonly [string, string];
  /** One row per comparison. */
  readonly rows: readonly Comparison[];
  /** What a reader must know of this run, such as what the run has verified; a sentence each. */
  readonly notes: readonly string[];
}

/** What a figure runs with. */
export interface BenchContext {
  /** The compiled library, and room for projects. */
  readonly workplace: Workplace;
  /** Finds the engine, once for all figures. */
  readonly engine: () => Promise<Engine>;
  /** How many rounds to measure, at least 1. */
  readonly runs: number;
  /** Tells the user what is being measured. */
  readonly say: (text: string) => void;
}

/** One figure that the project holds itself to. */
export interface Figure {
  /** Name on the command line. */
  readonly name: string;
  /** What is held to what, in one sentence. */
  readonly title: string;
  /** Rounds unless told otherwise. */
  readonly defaultRuns: number;
  /** Measures it. */
  readonly measure: (context: BenchContext) => Promise<FigureReport>;
}

/** What is compared, without the numbers. */
export type Subject = Pick<Comparison, "what" | "unit" | "goal">;

/**
 * Compares by division.
 * @param subject - What is compared.
 * @param ours - Measurements of the side that the goal is about, in the order of the rounds.
 * @param base - Those of the other side.
 * @returns The row.
 */
export function ratioOf(
  subject: Subject,
  ours: readonly number[],
  base: readonly number[],
): Comparison {
  return compared(subject, "ratio", ours, base);
}

/**
 * Compares by subtraction.
 * @param subject - What is compared.
 * @param ours - Measurements of the side that the goal is about, in the order of the rounds.
 * @param base - Those of the other side.
 * @returns The row.
 */
export function differenceOf(
  subject: Subject,
  ours: readonly number[],
  base: readonly number[],
): Comparison {
  return compared(subject, "difference", ours, base);
}

function compared(
  subject: Subject,
  kind: Comparison["kind"],
  ours: readonly number[],
  base: readonly number[],
): Comparison {
  const compare =
    kind === "ratio"
      ? (one: number, other: number) => one / other
      : (one: number, other: number) => one - other;
  const result = pairwise(ours, base, compare);
  return { ...subject, kind, ours: spreadOf(ours), base: spreadOf(base), result };
}

/**
 * Whether a comparison reaches its goal.
 * @param row - The comparison.
 * @returns True or false; undefined where it has no goal, or could not be measured here.
 */
export function isMet({ result, goal }: Comparison): boolean | undefined {
  return goal === undefined || Number.isNaN(result.median) ? undefined : result.median <= goal;
}
