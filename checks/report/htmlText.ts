import { htmlText } from "../../core/htmlText";
import { Quoted, type Phrase } from "../words/words";

/** HTML that is safe to put into a page as it is. Only the template below makes it. */
export class Html {
  /**
   * Keeps markup.
   * @param text - Markup whose every text is escaped.
   */
  constructor(readonly text: string) {}
}

/** What can be filled into the template. */
export type HtmlPart = string | number | Html | readonly Html[];

/**
 * Writes HTML: the template's own parts are markup, every text that is filled in is escaped, for content and for attributes
 * in quotation marks alike.
 * @param own - The template's own parts.
 * @param parts - Texts, numbers and HTML.
 */
export function markup(own: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(own.map((text, index) => text + written(parts[index])).join(""));
}

/** Writes a phrase as HTML; quotations become code. */
export function htmlOf(phrase: Phrase): Html[] {
  return phrase.map((part) =>
    part instanceof Quoted ? markup`<code dir="auto">${part.text}</code>` : markup`${part}`,
  );
}

function written(part: HtmlPart | undefined): string {
  if (part === undefined) {
    return "";
  }
  if (part instanceof Html) {
    return part.text;
  }
  return typeof part === "object" ? part.map(({ text }) => text).join("") : htmlText(String(part));
}
