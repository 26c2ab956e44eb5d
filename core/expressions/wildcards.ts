import { lowerBytes, type ByteString } from "./bytes";

/** A pattern with asterisks: the pieces between them. */
export type WildcardPieces = readonly ByteString[];

/**
 * Reads a pattern with asterisks.
 * @param pattern - `*` is any bytes, also none; `\*` and `\\` are an asterisk and a backslash.
 * @returns The pieces between its asterisks, at least one; the index of what is wrong with it.
 */
export function wildcardPieces(pattern: ByteString): WildcardPieces | number {
  const pieces: string[] = [];
  let piece = "";
  for (let index = 0; index < pattern.length; index += 1) {
    const [byte = "", next = ""] = pattern.slice(index, index + 2);
    if (byte === "*") {
      if (next === "*") {
        return index;
      }
      pieces.push(piece);
      piece = "";
    } else if (byte !== "\\") {
      piece += byte;
    } else if (next === "*" || next === "\\") {
      piece += next;
      index += 1;
    } else {
      return index;
    }
  }
  return [...pieces, piece];
}

/**
 * Matches the whole of a value against a pattern, each asterisk with as few bytes as can be.
 * @param pieces - The pattern.
 * @param value - The value.
 * @param isStrict - Whether upper and lower case are told apart.
 * @returns What each asterisk stands for; undefined where the value does not match.
 */
export function wildcardCaptures(
  pieces: WildcardPieces,
  value: ByteString,
  isStrict: boolean,
): ByteString[] | undefined {
  const fold = isStrict ? (bytes: ByteString) => bytes : lowerBytes;
  const [begin = "", ...rest] = pieces.map(fold);
  const text = fold(value);
  const end = rest.pop();
  if (end === undefined) {
    return text === begin ? [] : undefined;
  }
  if (!text.startsWith(begin)) {
    return undefined;
  }
  const captures: ByteString[] = [];
  let at = begin.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) {
      return undefined;
    }
    captures.push(value.slice(at, found));
    at = found + piece.length;
  }
  const last = text.length - end.length;
  return last >= at && text.endsWith(end) ? [...captures, value.slice(at, last)] : undefined;
}
