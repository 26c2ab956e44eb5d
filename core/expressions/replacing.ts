import { unknownValue } from "../known";
import type { ByteString } from "./bytes";
import { differsInSpace, readRegexPattern } from "./regexes";
import { longestMadeText, type Value } from "./values";
import { wildcardCaptures, wildcardPieces } from "./wildcards";

/**
 * A text with the first match of a regular expression replaced.
 * @param text - The text.
 * @param pattern - The regular expression.
 * @param by - What replaces it: `${1}` is the first group, `$$` a dollar sign.
 * @returns The new text; the same where nothing matches; not known where the pattern or the replacement cannot be read.
 */
export function regexReplace(text: ByteString, pattern: ByteString, by: ByteString): Value {
  const regex = readRegexPattern(pattern);
  if (regex === undefined || differsInSpace(pattern, text)) {
    return unknownValue;
  }
  const matcher = regex.matcher(text);
  if (!matcher.find()) {
    return text;
  }
  const groups = Array.from({ length: matcher.groupCount() }, (_, index) =>
    matcher.group(index + 1),
  );
  const replacement = filled(by, groups);
  return replacement === undefined
    ? unknownValue
    : text.slice(0, matcher.start()) + replacement + text.slice(matcher.end());
}

/**
 * A text that matches a pattern with asterisks as a whole, replaced.
 * @param text - The text.
 * @param pattern - The pattern.
 * @param by - What replaces it: `${1}` is what the first asterisk stands for, `$$` a dollar sign.
 * @param flags - `s` where upper and lower case are told apart.
 * @returns The new text; the same where it does not match; not known where the pattern or the replacement cannot be read.
 */
export function wildcardReplace(
  text: ByteString,
  pattern: ByteString,
  by: ByteString,
  flags: ByteString,
): Value {
  const pieces = wildcardPieces(pattern);
  if (typeof pieces === "number" || !["", "s"].includes(flags)) {
    return unknownValue;
  }
  const captures = wildcardCaptures(pieces, text, flags === "s");
  return captures === undefined ? text : (filled(by, captures) ?? unknownValue);
}

/** A replacement with its references filled in; undefined where one leads nowhere, a dollar sign stands alone, or it gets too long. */
function filled(
  by: ByteString,
  captures: readonly (ByteString | null | undefined)[],
): ByteString | undefined {
  let isReadable = true;
  let length = 0;
  const text = by.replace(/\$(?:\$|\{(\d{1,2})\})?/g, (whole, number: string | undefined) => {
    const capture = number === undefined ? undefined : captures[Number(number) - 1];
    length += capture?.length ?? 0;
    isReadable &&= whole === "$$" || (typeof capture === "string" && length <= longestMadeText);
    return isReadable ? (capture ?? "$") : "";
  });
  return isReadable ? text : undefined;
}
