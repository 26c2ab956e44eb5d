import { lowerBytes, toBytes } from "../core/expressions/bytes";
import { wildcardCaptures, wildcardPieces } from "../core/expressions/wildcards";
import { wildcardText } from "./conditions";
import { wholeUrls, type UrlPattern } from "./urlPattern";

/**
 * Whether a URL can meet two patterns.
 * @param left - The one.
 * @param right - The other.
 */
export function doOverlap(left: UrlPattern, right: UrlPattern): boolean {
  const isPortShared =
    left.port === undefined || right.port === undefined || left.port === right.port;
  return (
    isPortShared &&
    wholeUrls(left).some((one) => wholeUrls(right).some((other) => isMetByBoth(one, other)))
  );
}

/**
 * Whether a URL meets two texts with asterisks. Where both have one, each takes in an asterisk what the other has between its first and
 * its last, with as much of a host as is needed before it, so that only their beginnings and their ends can part them.
 */
function isMetByBoth(one: string, other: string): boolean {
  const [left, right] = [one, other].map((url) => lowerBytes(toBytes(url))) as [string, string];
  if (!left.includes("*")) {
    return isTakenBy(right, left);
  }
  if (!right.includes("*")) {
    return isTakenBy(left, right);
  }
  const begins = [left, right].map((text) => text.slice(0, text.indexOf("*"))) as [string, string];
  const ends = [left, right].map((text) => text.slice(text.lastIndexOf("*") + 1)) as [
    string,
    string,
  ];
  return (
    (begins[0].startsWith(begins[1]) || begins[1].startsWith(begins[0])) &&
    (ends[0].endsWith(ends[1]) || ends[1].endsWith(ends[0]))
  );
}

/** Whether a text with asterisks takes all of a text. */
function isTakenBy(pattern: string, text: string): boolean {
  const pieces = wildcardPieces(wildcardText(pattern));
  return typeof pieces !== "number" && wildcardCaptures(pieces, text, false) !== undefined;
}

/**
 * Whether a pattern is sure to be met by all that meets another.
 * @param outer - The wider one.
 * @param inner - The narrower one.
 * @returns False too where it is so for a reason that the texts of the patterns do not show.
 */
export function isCovered(inner: UrlPattern, outer: UrlPattern): boolean {
  const isPortMet = outer.port === undefined || outer.port === inner.port;
  const wider = wholeUrls(outer).map(toBytes);
  return (
    isPortMet &&
    wholeUrls(inner).every((url) => {
      // An asterisk stands for any text, which only another asterisk is sure to take.
      const text = toBytes(url.replaceAll("*", "\u0000"));
      return wider.some((each) => isTakenBy(each, text));
    })
  );
}
