import { toBytes } from "../core/expressions/bytes";
import { wildcardCaptures, wildcardPieces } from "../core/expressions/wildcards";
import { wildcardText } from "./conditions";
import { wholeUrls, type UrlPattern } from "./urlPattern";

/** Where a search through two patterns and the shape of URLs stands: a place in each, and which part of the URL comes next. */
interface Place {
  readonly left: number;
  readonly right: number;
  readonly part: number;
}

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

/** Whether a URL meets two texts with asterisks. Both are walked at once, sign by sign, as long as a URL can go on so. */
function isMetByBoth(one: string, other: string): boolean {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  const seen = new Set<string>();
  const open: Place[] = [{ left: 0, right: 0, part: 0 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const key = `${place.left} ${place.right} ${place.part}`;
    if (seen.has(key)) {
      continue;
    }
    seen.add(key);
    const isEnd = place.left === left.length && place.right === right.length;
    if (isEnd && place.part === whole) {
      return true;
    }
    open.push(...nextPlaces(left, right, place));
  }
  return false;
}

/** Scheme, two slashes, the first sign of a host, the rest of it up to a slash, and then anything. */
const whole = 4;

/** Signs that stand for all that a part of a URL may have and no pattern names. */
const others = ["a", "/", "\u0000"];

/** Where the search can go from a place. */
function nextPlaces(left: string, right: string, { left: i, right: j, part }: Place): Place[] {
  const [one = "", other = ""] = [left[i] ?? "", right[j] ?? ""];
  const skipped = [
    ...(one === "*" ? [{ left: i + 1, right: j, part }] : []),
    ...(other === "*" ? [{ left: i, right: j + 1, part }] : []),
  ];
  const signs = new Set([one, other, ...others].filter((sign) => sign !== "*" && sign !== ""));
  const taken = [...signs].flatMap((sign): Place[] => {
    const next = nextPart(part, sign);
    const isTaken = [one, other].every((each) => each === "*" || each === sign);
    return next === undefined || !isTaken
      ? []
      : [{ left: one === "*" ? i : i + 1, right: other === "*" ? j : j + 1, part: next }];
  });
  return [...skipped, ...taken];
}

/** Which part of a URL comes after a sign; undefined where no URL has the sign there. */
function nextPart(part: number, sign: string): number | undefined {
  switch (part) {
    case 0:
      return sign === "/" ? 1 : /[a-z:]/.test(sign) ? 0 : undefined;
    case 1:
      return sign === "/" ? 2 : undefined;
    case 2:
      return /[a-z0-9._-]/.test(sign) ? 3 : undefined;
    case 3:
      return sign === "/" ? whole : /[a-z0-9._-]/.test(sign) ? 3 : undefined;
    default:
      return whole;
  }
}

/**
 * Whether a pattern is sure to be met by all that meets another.
 * @param outer - The wider one.
 * @param inner - The narrower one.
 * @returns False too where it is so for a reason that the texts of the patterns do not show.
 */
export function isCovered(inner: UrlPattern, outer: UrlPattern): boolean {
  const matchers = wholeUrls(outer).map((url) => wildcardPieces(toBytes(wildcardText(url))));
  const isPortMet = outer.port === undefined || outer.port === inner.port;
  return (
    isPortMet &&
    wholeUrls(inner).every((url) => {
      // An asterisk stands for any text, which only another asterisk is sure to take.
      const text = toBytes(url.replaceAll("*", "\u0000"));
      return matchers.some(
        (pieces) =>
          typeof pieces !== "number" && wildcardCaptures(pieces, text, false) !== undefined,
      );
    })
  );
}
