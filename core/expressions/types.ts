/**
 * A type of the Rules language, as its documentation writes it: `String`, `Integer`, `Boolean`, `IP address`, `Array<…>`, `Map<…>`.
 */
export type ExpressionType = string;

/**
 * What an array or a map holds.
 * @param type - A type.
 * @returns The type of its elements; undefined where it has none.
 */
export function elementType(type: ExpressionType): ExpressionType | undefined {
  return /^(?:Array|Map)<(.*)>$/.exec(type)?.[1];
}

/**
 * Whether a value of a type is one of the types that are taken.
 * @param type - Its type.
 * @param types - What is taken; `Array` and `Map` take any of their kind.
 */
export function isOneOf(type: ExpressionType, types: readonly ExpressionType[]): boolean {
  return types.some((taken) => type === taken || type.startsWith(`${taken}<`));
}

/** The type of what `any()` and `all()` take. */
export const booleans = "Array<Boolean>";
