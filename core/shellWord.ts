/**
 * Writes a text as one word of a POSIX shell.
 * @param text - The text, as a path.
 * @returns The text, in single quotes where it needs them.
 */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
