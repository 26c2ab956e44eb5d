import type { CauseId } from "../facts/causes";

/** The six steps of the article, and the look through Cloudflare. */
export type Step = "origin" | "logs" | "access" | "dns" | "application" | "network" | "edge";

/** How sure a witness makes one of a cause: an experiment that shows it, a log that tells of it, a setting that allows it. */
export type Weight = "experiment" | "log" | "setting";

/** What one check saw. Evidence, not opinion: which cause it is, the judge decides. */
export interface Evidence {
  readonly step: Step;
  /** The check, e.g. `certificate`. */
  readonly check: string;
  /** `unknown` where it could not look: the reason is in `seen`. */
  readonly outcome: "pass" | "fail" | "unknown";
  /** What was seen, as a sentence without a full stop; visible text only, no secret. */
  readonly seen: string;
  /** What it was seen at: an address with a port, a file, a record. */
  readonly at: string;
  readonly weight: Weight;
  /** Causes that it speaks for; several where it cannot tell them apart. */
  readonly speaksFor: readonly CauseId[];
  /** Causes that it rules out. */
  readonly rulesOut: readonly CauseId[];
  /** How often, and when: of logs. */
  readonly occurrences?: {
    readonly count: number;
    readonly first: string | undefined;
    readonly last: string | undefined;
  };
}
