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

/**
 * Whether two values of unchecked JSON say the same, in whatever order their fields stand.
 * @param left - A value as `JSON.parse` gives it.
 * @param right - Another.
 * @param levels - Levels of lists and objects to look into. What is nested deeper counts as different.
 * @returns True where nothing differs.
 */
export function equalJson(left: unknown, right: unknown, levels: number): boolean {
  if (left === right) {
    return true;
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
    return false;
  }
  if (levels === 0 || Array.isArray(left) !== Array.isArray(right)) {
    return false;
  }
  if (Array.isArray(left) && left.length === 0) {
    return (right as readonly unknown[]).length === 0;
  }
  const [one, other] = [left as Fields, right as Fields];
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) {
    return false;
  }
  for (const name of names) {
    // Most values are texts, for which nobody needs to be asked.
    const isSame =
      Object.hasOwn(other, name) &&
      (one[name] === other[name] || equalJson(one[name], other[name], levels - 1));
    if (!isSame) {
      return false;
    }
  }
  return true;
}
