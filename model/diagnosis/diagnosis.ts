import type { CauseFact } from "../../facts/cause";
import type { CauseId } from "../../facts/causes";

/** The version of the JSON form of a diagnosis: it changes when a member is renamed or taken out. */
export const diagnosisVersion = 1;

/** What one check saw. */
export interface DiagnosedEvidence {
  /** The step of the examination, e.g. `origin`. */
  readonly step: string;
  /** The check, e.g. `certificate`. */
  readonly check: string;
  /** `unknown` where it could not look: the reason is in `seen`. */
  readonly outcome: "pass" | "fail" | "unknown";
  /** What was seen, as a sentence without a full stop; without secrets and unseen characters. */
  readonly seen: string;
  /** What it was seen at: an address with a port, a file, a record. */
  readonly at: string;
  /** How sure it makes one: an experiment that shows it, a log that tells of it, a setting that allows it. */
  readonly weight: "experiment" | "log" | "setting";
  /** Causes that it speaks for. */
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

/** The way out of a cause. */
export interface DiagnosedRemedy {
  /** What to do, as a sentence without a full stop. */
  readonly wayOut: string;
  /** Commands to run on the origin's host or on the examining machine, as a shell reads them; words in capitals stand for the site's own. */
  readonly commands: readonly string[];
  /** Settings to change: where each stands, and its value. */
  readonly settings: readonly string[];
  /** What of this library would have prevented it, or kept visitors from seeing it; null where nothing does. */
  readonly prevention: {
    /** The component's or function's name. */
    readonly component: string;
    /** How, as a sentence without a full stop. */
    readonly how: string;
  } | null;
}

/** A cause, with what speaks for it and the way out. */
export interface DiagnosedCause {
  readonly cause: CauseId;
  /** What is the matter, as a sentence without a full stop. */
  readonly what: string;
  /** Where the article on Error 502 names it: the origin, Cloudflare, the network. */
  readonly group: CauseFact["group"];
  /** The most that a witness of it weighs. */
  readonly weight: DiagnosedEvidence["weight"];
  /** What speaks for it, the weightier before. */
  readonly evidence: readonly DiagnosedEvidence[];
  /** What speaks against it. */
  readonly against: readonly DiagnosedEvidence[];
  /** Causes found that may be behind it; it is then what is seen of them. */
  readonly behind: readonly CauseId[];
  readonly remedy: DiagnosedRemedy;
}

/** A fault that more than one cause explains, or none. */
export interface DiagnosedQuestion {
  /** The causes that remain. */
  readonly between: readonly CauseId[];
  readonly evidence: DiagnosedEvidence;
  /** What tells two of them apart, as a sentence without a full stop; null where no probe is known. */
  readonly probe: string | null;
}

/** What the doctor says of a site. */
export interface Diagnosis {
  readonly version: typeof diagnosisVersion;
  /** What was examined. */
  readonly url: string;
  readonly verdict: "healthy" | "cause" | "undecided";
  /** The verdict as a sentence without a full stop. */
  readonly sentence: string;
  /** The causes, the likeliest first. */
  readonly causes: readonly DiagnosedCause[];
  readonly undecided: readonly DiagnosedQuestion[];
  /** What settings allow, and nothing shows. */
  readonly allowed: readonly DiagnosedCause[];
  /** What looks wrong and is right, with why. */
  readonly cleared: readonly {
    readonly evidence: DiagnosedEvidence;
    readonly because: string;
  }[];
  /** All that the checks saw, in the order of the steps; what could not be looked at is `unknown` here. */
  readonly evidence: readonly DiagnosedEvidence[];
}
