/**
 * Text as the edge compares it: one character for each byte of its UTF-8 form. The Rules language knows bytes only: its lengths, its
 * order, its `.` in regular expressions and its escapes (`\xff`) all mean bytes.
 */
export type ByteString = string;

/**
 * Writes text as bytes.
 * @param text - Any text.
 * @returns Its bytes.
 */
export function toBytes(text: string): ByteString {
  return isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

/**
 * Reads bytes as text.
 * @param bytes - The bytes.
 * @returns The text; undefined where they are no UTF-8.
 */
export function fromBytes(bytes: ByteString): string | undefined {
  const text = isAscii(bytes) ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
  return toBytes(text) === bytes ? text : undefined;
}

/**
 * Writes letters of ASCII in lower case, and leaves all other bytes.
 * @param bytes - The bytes.
 */
export function lowerBytes(bytes: ByteString): ByteString {
  return bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * Writes letters of ASCII in upper case, and leaves all other bytes.
 * @param bytes - The bytes.
 */
export function upperBytes(bytes: ByteString): ByteString {
  return bytes.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/**
 * Whether a text has ASCII characters only.
 * @param text - Any text.
 */
export function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are ASCII too
  return /^[\x00-\x7f]*$/.test(text);
}
