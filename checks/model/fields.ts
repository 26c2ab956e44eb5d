/** Fields of JSON that was not checked. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether a value of unchecked JSON is an object.
 * @param value - Any value.
 * @returns True for an object that is no list.
 */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Lists the texts of a list of unchecked JSON.
 * @param value - Any value.
 * @returns The texts; empty where it is no list.
 */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
