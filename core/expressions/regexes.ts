import type * as re2Package from "re2js";
import { isAscii, type ByteString } from "./bytes";

const escape = String.raw`\\(?:[!-/:;=?@[-\x60{-~]|[dDwWsStnrfva]|x[0-7][0-9A-Fa-f])`;
const posixClass = String.raw`\[:\^?[a-z]+:\]`;
const inBrackets = String.raw`[^\\[\]&~-]|-(?!-)|&(?!&)|~(?!~)|${posixClass}|${escape}`;
const count = String.raw`\{\d+(?:,\d*)?\}`;

/**
 * A regular expression that means the same to Rust, whose dialect the edge runs, and to RE2, which is at hand here. Left out is what
 * one of them reads in another way, or may: octal escapes and quotes, sets in brackets that are added to or taken from each other, a
 * bracket right after a bracket, braces that are no count, a count of a count or of flags, word boundaries with braces, Unicode
 * classes, the flags that only one has.
 */
const commonDialect = new RegExp(
  "^(?:" +
    [
      String.raw`[^\\[\](){}*+?]`,
      escape,
      String.raw`\\[bBAz](?!\{)`,
      String.raw`\[(?:\^|(?!\^))(?:${inBrackets})+\]`,
      String.raw`\((?!\?)|\(\?(?:[ims]*(?:-[ims]+)?:|P?<[A-Za-z_]\w*>)`,
      String.raw`\(\?[ims]+\)(?![*+?{])`,
      String.raw`\)`,
      String.raw`(?:[*+?]|${count})\??(?![*+?{])`,
    ].join("|") +
    ")*$",
);

/** Regular expressions are asked about several requests. */
const compiled = new Map<ByteString, re2Package.RE2JS | undefined>();

/**
 * Reads a regular expression of the edge.
 * @param pattern - The pattern.
 * @returns The expression, which takes linear time; undefined where it cannot be told what the edge makes of the pattern.
 */
export function readRegexPattern(pattern: ByteString): re2Package.RE2JS | undefined {
  if (compiled.has(pattern)) {
    return compiled.get(pattern);
  }
  const regex = isAscii(pattern) && commonDialect.test(pattern) ? compile(pattern) : undefined;
  if (compiled.size < 1000) {
    compiled.set(pattern, regex);
  }
  return regex;
}

/**
 * Whether the white space of a pattern is another for Rust than for RE2 in a value: only Rust counts U+000B.
 * @param pattern - The pattern.
 * @param value - The value.
 */
export function differsInSpace(pattern: ByteString, value: ByteString): boolean {
  return /\\[sS]/.test(pattern) && value.includes("\v");
}

/** Compiles a pattern; undefined where RE2 refuses it. */
function compile(pattern: ByteString): re2Package.RE2JS | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when a first expression needs it
  const { RE2JS, RE2JSException } = require("re2js") as typeof re2Package;
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) {
      return undefined;
    }
    throw error;
  }
}
