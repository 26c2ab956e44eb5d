import type { CauseId } from "../../facts/causes";
import type { Evidence, Weight } from "../evidence";
import type { Probe } from "./probes";

/** A cause that evidence settled on, or that a setting allows. */
export interface JudgedCause {
  readonly cause: CauseId;
  /** What it is, from the table of causes. */
  readonly what: string;
  /** The most that a witness of it weighs. */
  readonly weight: Weight;
  /** What speaks for it, the weightier before. */
  readonly evidence: readonly Evidence[];
  /** What speaks against it: seen at another moment or at another place. */
  readonly against: readonly Evidence[];
  /** Causes found that may be behind it; it is then what is seen of them. */
  readonly behind: readonly CauseId[];
}

/** Evidence of a fault that more than one cause explains, or none. */
export interface Undecided {
  /** The causes that remain; none where all that it speaks for were seen not to be. */
  readonly between: readonly CauseId[];
  readonly evidence: Evidence;
  /** What tells two of them apart; undefined where no probe is known. */
  readonly probe: Probe | undefined;
}

/** What the doctor says in the end. */
export interface Verdict {
  readonly kind: "healthy" | "cause" | "undecided";
  /** The causes, the likeliest first. */
  readonly causes: readonly JudgedCause[];
  readonly undecided: readonly Undecided[];
  /** What settings allow, and nothing shows. */
  readonly allowed: readonly JudgedCause[];
  /** What looks wrong and is right, with why. */
  readonly cleared: readonly { readonly evidence: Evidence; readonly because: string }[];
  /** What was not looked at. */
  readonly unknown: readonly Evidence[];
}

/** The command's exit code for each verdict; 2 is for unusable input. */
export const verdictExitCodes = {
  healthy: 0,
  cause: 1,
  undecided: 3,
} as const satisfies Readonly<Record<Verdict["kind"], number>>;
