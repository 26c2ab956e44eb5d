import { Quoted, type Phrase } from "../words/words";

/**
 * Writes a phrase as Markdown on one line. Quotations become code spans, in which nothing is a mention, a link, HTML or markup;
 * this project's own words have their few special signs escaped.
 * @returns Markdown.
 */
export function markdownOf(phrase: Phrase): string {
  return phrase
    .map((part) => (part instanceof Quoted ? codeSpan(part.text) : escaped(part)))
    .join("");
}

/**
 * Writes a text as a code span that it cannot leave: its fence is longer than any run of backticks in it.
 * Source: CommonMark 0.31, section 6.1.
 * @param text - One line without control characters, not blank.
 * @returns The code span.
 */
export function codeSpan(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + runs.reduce((longest, { length }) => Math.max(longest, length), 0));
  const padded = /^[ `]|[ `]$/.test(text) ? ` ${text} ` : text;
  return `${fence}${padded}${fence}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#@]/g, "\\$&");
}
