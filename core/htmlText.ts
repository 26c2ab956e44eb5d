/**
 * Writes a text so that it stands in HTML as it is.
 * @param text - Any text.
 */
export function htmlText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
