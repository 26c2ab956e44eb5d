import { ownEntry } from "./ownEntry";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Writes a text so that it stands in HTML as it is, as content and in attributes with quotation marks.
 * @param text - Any text.
 */
export function htmlText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ownEntry(entities, sign) ?? sign);
}
