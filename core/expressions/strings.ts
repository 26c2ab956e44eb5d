import { expressionLimits } from "../../facts/cloudflare/expressionLanguage";
import { toBytes, type ByteString } from "./bytes";
import { ExpressionFault, type Scanner } from "./scanner";

const stringRule = 'have a string ("…" or r"…")';

/**
 * Reads a string in quotation marks, or a raw one.
 * @param scanner - Where it stands.
 * @returns What it holds.
 * @throws {ExpressionFault} Where there is none, or its end or an escape of it is wrong.
 */
export function readString(scanner: Scanner): ByteString {
  return scanner.next === '"' ? quotedString(scanner) : toBytes(rawString(scanner));
}

/**
 * Whether a string begins here. `raw.http.host` begins with an `r` too, and is none.
 * @param scanner - The place.
 */
export function isString(scanner: Scanner): boolean {
  const { text, at } = scanner;
  return text[at] === '"' || (text[at] === "r" && (text[at + 1] === '"' || text[at + 1] === "#"));
}

/**
 * Reads a regular expression. In quotation marks, `\"` is a quotation mark and all other escapes are the expression's own; inside
 * its brackets a quotation mark needs no escape.
 * @param scanner - Where it stands.
 * @returns The regular expression.
 * @throws {ExpressionFault} Where there is none, or it has no end.
 */
export function readRegex(scanner: Scanner): ByteString {
  if (scanner.next !== '"') {
    return toBytes(rawString(scanner));
  }
  const begin = scanner.at;
  let pattern = "";
  let isInClass = false;
  for (scanner.at += 1; ;) {
    pattern += scanner.take(/[^\\"[\]]+/y);
    const next = scanner.take(/[^]/uy);
    if (next === "") {
      throw endless(begin);
    }
    if (next === '"' && !isInClass) {
      return toBytes(pattern);
    }
    isInClass = next === "[" || (isInClass && next !== "]");
    const escaped = next === "\\" ? scanner.take(/[^]/uy) : "";
    pattern += escaped === '"' && !isInClass ? escaped : next + escaped;
  }
}

/** A string in quotation marks. */
function quotedString(scanner: Scanner): ByteString {
  const begin = scanner.at;
  let bytes = "";
  for (scanner.at += 1; ;) {
    bytes += toBytes(scanner.take(/[^\\"]+/y));
    if (scanner.takes('"')) {
      return bytes;
    }
    if (scanner.next === "") {
      throw endless(begin);
    }
    bytes += escapedByte(scanner);
  }
}

/** What an escape stands for: a quotation mark, a backslash, or a byte in two hexadecimal or three octal digits. */
function escapedByte(scanner: Scanner): ByteString {
  const escape = scanner.take(/\\(?:["\\]|x[0-9A-Fa-f]{2}|[0-3][0-7]{2})/y);
  if (escape === "") {
    const rule = 'escape `"` and `\\` only, or a byte as `\\x2e` or `\\056`';
    const actual = scanner.text.slice(scanner.at, scanner.at + 2);
    const hint = 'A raw string has no escapes: r"…"';
    throw new ExpressionFault(scanner.at, rule, actual, hint);
  }
  if (escape.length === 2) {
    return escape.slice(1);
  }
  const code = escape[1] === "x" ? parseInt(escape.slice(2), 16) : parseInt(escape.slice(1), 8);
  return String.fromCharCode(code);
}

/** A raw string. */
function rawString(scanner: Scanner): string {
  if (!isString(scanner)) {
    throw scanner.fault(stringRule);
  }
  const begin = scanner.at;
  const hashes = scanner.take(/r#*/y).slice(1);
  if (hashes.length > expressionLimits.rawStringHashes) {
    const rule = `begin a raw string with at most ${expressionLimits.rawStringHashes} #`;
    throw new ExpressionFault(begin, rule, String(hashes.length));
  }
  scanner.expect('"');
  const end = scanner.text.indexOf(`"${hashes}`, scanner.at);
  if (end < 0) {
    throw endless(begin);
  }
  const content = scanner.text.slice(scanner.at, end);
  scanner.at = end + 1 + hashes.length;
  return content;
}

/** A string without its end. */
function endless(begin: number): ExpressionFault {
  return new ExpressionFault(begin, "close the string that begins", "no end of it");
}
