/**
 * Whether a text is of ASCII that can be seen, the space included.
 * @param text - The text.
 * @returns True for the empty text as well.
 */
export function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7E]*$/.test(text);
}
