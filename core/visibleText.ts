/**
 * What shows nothing, or shows other text than it holds: control characters, line ends, marks that turn the direction of
 * writing, characters of no width, lone surrogates. Emoji keep the mark that makes them such.
 * Source: Unicode Standard, general categories Cc, Cf, Cs, Zl and Zp, and property Default_Ignorable_Code_Point.
 */
const unseen =
  /(?![\uFE0E\uFE0F])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const namedEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * Spells out what a reader would not see, or would see as something else.
 * @param text - Any text.
 * @returns One line: each such character as JSON escapes it, `\n` or `\u202e`.
 */
export function visibleLine(text: string): string {
  return text.replace(unseen, (sign) => namedEscapes.get(sign) ?? numbered(sign));
}

/**
 * The same for a text of several lines, as a terminal shows it: line feeds and tabs stay. What stands between quotation marks
 * in JSON says the same before and after.
 * @param text - Any text.
 * @returns The lines.
 */
export function visibleLines(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(unseen, (sign) => (sign === "\n" || sign === "\t" ? sign : numbered(sign)));
}

function numbered(sign: string): string {
  const units = Array.from({ length: sign.length }, (_none, index) => sign.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
