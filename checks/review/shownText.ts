import { secretShapes } from "../../facts/secrets";

/** The longest text of a plan that is shown as it is, in characters. */
const longestText = 240;

/**
 * What shows nothing, or shows other text than it holds: control characters, line ends, marks that turn the direction of
 * writing, characters of no width, lone surrogates.
 * Source: Unicode Standard, general categories Cc, Cf, Cs, Zl and Zp.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const namedEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Prepares a text of a plan for a reader: secrets are taken out by their look, what cannot be seen is spelled out, the rest
 * of a long text is left out.
 * @param text - The text.
 * @returns One line of at most 240 characters; two quotation marks for an empty text.
 */
export function shownText(text: string): string {
  const visible = withoutSecrets(text).replace(
    unseen,
    (each) => namedEscapes[each] ?? `\\u{${each.codePointAt(0)?.toString(16) ?? ""}}`,
  );
  const characters = [...visible.slice(0, longestText * 2)];
  const short =
    characters.length > longestText ? `${characters.slice(0, longestText - 1).join("")}…` : visible;
  return short.trim() === "" ? `"${short}"` : short;
}

/**
 * Takes what looks like a secret out of a text.
 * @param text - Any text.
 * @returns The text with a mark in place of all of it that has a secret in it.
 */
export function withoutSecrets(text: string): string {
  const shape = secretShapes.find(({ pattern }) => pattern.test(text));
  return shape === undefined ? text : `[secret: ${shape.name}]`;
}
