/** An expression of which Cloudflare's own engine says something else than we do. */
export interface Difference {
  /** The expression. */
  readonly text: string;
  /** What is said here: an answer of a request of which all is known, or that it is refused. */
  readonly here: "yes" | "no" | "unknown" | "refused";
  /** What the engine says. */
  readonly engine: "yes" | "no" | "refused";
  /** Why. */
  readonly reason: string;
}

const constants =
  "The documentation of the API has rules for `true`; the engine leaves such names to who runs it.";
const undocumented = "The documentation has no such notation.";
const ordered = "The documentation's table of operators has none of order for addresses.";
const lists = "What a list holds is not known here; the engine is given empty lists.";
const dialect = "Rust's dialect and RE2's may differ here, so no answer is made up.";

/** Where we differ from Cloudflare's own engine, and why. Everything else that the tests ask is answered alike. */
export const differences: readonly Difference[] = [
  { text: "true", here: "yes", engine: "refused", reason: constants },
  { text: "(true)", here: "yes", engine: "refused", reason: constants },
  { text: "not false", here: "yes", engine: "refused", reason: constants },
  { text: "http.host eq 61:62", here: "refused", engine: "no", reason: undocumented },
  { text: "ip.src.asnum & 1", here: "refused", engine: "no", reason: undocumented },
  { text: "ip.src.asnum bitwise_and 4", here: "refused", engine: "yes", reason: undocumented },
  { text: "ip.src in {203.0.113/24}", here: "refused", engine: "yes", reason: undocumented },
  { text: "ip.src in {203.0.113.0/024}", here: "refused", engine: "yes", reason: undocumented },
  { text: "ip.src in {203.0.113.009}", here: "refused", engine: "yes", reason: undocumented },
  { text: "ip.src lt 1.2.3.4", here: "refused", engine: "no", reason: ordered },
  { text: "ip.src lt 203.0.113.10", here: "refused", engine: "yes", reason: ordered },
  { text: "ip.src ge 203.0.113.10", here: "refused", engine: "no", reason: ordered },
  { text: "ip.src in $office", here: "unknown", engine: "no", reason: lists },
  { text: 'http.host matches r"(?x) w w w"', here: "unknown", engine: "yes", reason: dialect },
  { text: 'http.host matches "[a-z&&[^b]]"', here: "unknown", engine: "yes", reason: dialect },
  { text: 'http.host matches "é|w"', here: "unknown", engine: "yes", reason: dialect },
  {
    text: 'http.host matches "(w"',
    here: "unknown",
    engine: "refused",
    reason:
      "Regular expressions are not judged when they are read: RE2 is no judge of Rust's dialect.",
  },
  {
    text: 'http.host matches "(?=w)"',
    here: "unknown",
    engine: "refused",
    reason: "As above.",
  },
  {
    text: 'any((http.request.headers["x-list"][*] eq "a" or http.request.headers.names[*] eq "host"))',
    here: "unknown",
    engine: "yes",
    reason:
      "The documentation takes [*] several times for the same array only; these two have other lengths.",
  },
  {
    text: 'all(http.request.headers["x-none"][*] eq "a")',
    here: "unknown",
    engine: "yes",
    reason:
      "The documentation has comparisons with a missing value false; the engine has no element.",
  },
];
