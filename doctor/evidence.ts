import type { DiagnosedEvidence } from "../model/diagnosis/diagnosis";

/** The six steps of the article, and the look through Cloudflare. */
export type Step = "origin" | "logs" | "access" | "dns" | "application" | "network" | "edge";

/** How sure a witness makes one of a cause: an experiment that shows it, a log that tells of it, a setting that allows it. */
export type Weight = DiagnosedEvidence["weight"];

/** What one check saw. Evidence, not opinion: which cause it is, the judge decides. */
export interface Evidence extends DiagnosedEvidence {
  readonly step: Step;
}
