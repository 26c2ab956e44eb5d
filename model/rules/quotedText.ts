/**
 * Writes a text as a string of Cloudflare's rules language.
 * @param text - The text.
 * @returns It in quotes, with quotes and backslashes escaped.
 */
export function quotedText(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
