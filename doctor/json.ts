/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * Whether a value is an object of JSON, and no list.
 * @param value - Any value.
 */
export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads JSON of others.
 * @param text - Any text.
 * @returns The value; undefined where the text is no JSON.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
