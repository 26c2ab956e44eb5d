/** A rule that no policy pack can judge. */
export interface LeftToReview {
  /** Why. */
  readonly because: string;
  /** The case of the corpus whose plan, which the engine made, breaks it. */
  readonly corpusCase: string;
  /** What the rule finds in that plan, as `severity rule title`. */
  readonly found: string;
  /** The risk or the finding as which the review says it. */
  readonly said: string;
}

const noBefore = "the engine tells policy packs nothing of what was there before";
const noMarks = "the engine gives policy packs every secret in clear";

/** For each rule that no policy pack can judge why, and a plan in which the review says it. */
export const leftToReview: Readonly<Record<string, LeftToReview>> = {
  "import-replacement": {
    because: noBefore,
    corpusCase: "import-left-in",
    found: "high import-replacement live",
    said: "high live-object-deleted live",
  },
  "hostname-moved": {
    because: noBefore,
    corpusCase: "hostname-changed-in-place",
    found: "high hostname-moved www.example.com",
    said: "high balancer-lost www.example.com",
  },
  "serving-path-removed": {
    because: noBefore,
    corpusCase: "record-deleted",
    found: "high serving-path-removed www.example.com",
    said: "high hostname-stops www.example.com",
  },
  "secret-in-plain-text": {
    because: noMarks,
    corpusCase: "secret-in-plain-text",
    found: "high secret-in-plain-text health",
    said: "high secret-in-plain-text health (new)",
  },
};
