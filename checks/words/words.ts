import { shownText } from "./shownText";

/** A text that comes from a plan. Strangers may have written it, so each format shows it as code and never as markup. */
export class Quoted {
  /**
   * Makes a quotation, without secrets and invisible characters, on one line.
   * @param text - What the plan holds.
   */
  static of(text: string): Quoted {
    return new Quoted(shownText(text));
  }

  private constructor(readonly text: string) {}
}

/** Words of a review: texts are this project's own, quotations come from the plan. */
export type Phrase = readonly (string | Quoted)[];

/**
 * Writes a phrase: what stands in the template is this project's own, every text that is filled in is quoted.
 * @param own - The template's own parts.
 * @param parts - Texts of the plan, numbers, or phrases.
 */
export function say(
  own: TemplateStringsArray,
  ...parts: readonly (string | number | Phrase)[]
): Phrase {
  return own
    .flatMap((text, index) => [text, ...spoken(parts[index])])
    .filter((each) => each !== "");
}

/**
 * Lists phrases in a sentence.
 * @returns `a`, `a and b` or `a, b and c`.
 */
export function listed(phrases: readonly Phrase[]): Phrase {
  return phrases.flatMap((phrase, index) => {
    const before = index === 0 ? [] : [index === phrases.length - 1 ? " and " : ", "];
    return [...before, ...phrase];
  });
}

/** How many names a sentence lists. */
export const mostNames = 5;

/**
 * Lists names of the plan in a sentence, the first of them where there are many.
 * @param count - How many there are in all. Defaults to as many as are given.
 * @returns The names, quoted, and how many more there are.
 */
export function names(names: readonly string[], count: number = names.length): Phrase {
  const shown = names.slice(0, mostNames).map((name) => say`${name}`);
  const left = count - shown.length;
  return listed(left === 0 ? shown : [...shown, say`${left} more`]);
}

/**
 * Makes a title of names, of the first of them where there are many.
 * @param names - The names.
 * @returns The names, and how many more there are.
 */
export function titleOf(names: readonly string[]): string {
  const more = names.length - mostNames;
  return (more > 0 ? [...names.slice(0, mostNames), `${more} more`] : names).join(", ");
}

/**
 * Counts something.
 * @param number - How many.
 * @param one - What one of them is called.
 * @param many - What several are called. Defaults to the same with an s.
 * @returns `1 change` or `2 changes`.
 */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/**
 * Names the errors that visitors may get.
 * @param codes - Their codes.
 * @returns `Error 503`, or `Error 502, 503 or 504`.
 */
export function errorOf({ codes }: { readonly codes: readonly number[] }): Phrase {
  const last = codes.at(-1) ?? "";
  const before = codes.slice(0, -1).join(", ");
  return [before === "" ? `Error ${last}` : `Error ${before} or ${last}`];
}

/** Writes a phrase as bare text, for formats without markup. */
export function bareText(phrase: Phrase): string {
  return phrase.map((part) => (part instanceof Quoted ? part.text : part)).join("");
}

function spoken(part: string | number | Phrase | undefined): Phrase {
  if (part === undefined) {
    return [];
  }
  return typeof part === "string"
    ? [Quoted.of(part)]
    : typeof part === "number"
      ? [`${part}`]
      : part;
}
