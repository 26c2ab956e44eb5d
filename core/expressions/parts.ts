import type { ByteString } from "./bytes";
import type { Argument, Comparison, Condition, Operand, RightSide, SetItem } from "./tree";

/** What an expression is made of. */
export interface ExpressionParts {
  /** Fields, as often as they stand in it. */
  readonly fields: readonly string[];
  /** Keys that are looked up in maps, each with the field that holds the map. */
  readonly keys: readonly { readonly field: string; readonly key: string }[];
  /** Functions, as often as they stand in it. */
  readonly functions: readonly string[];
  /** Comparisons. */
  readonly comparisons: readonly Comparison[];
  /** Texts that are written out: what is compared with, and what functions are given. Patterns are none. */
  readonly texts: readonly ByteString[];
}

/**
 * Takes an expression apart.
 * @param expression - A condition, or what has a value.
 * @returns Its parts, in the order in which they stand in it.
 */
export function partsOf(expression: Condition | Operand): ExpressionParts {
  const fields: string[] = [];
  const keys: { field: string; key: string }[] = [];
  const functions: string[] = [];
  const comparisons: Comparison[] = [];
  const texts: ByteString[] = [];
  const take = (part: Argument): void => {
    switch (part.kind) {
      case "field":
        fields.push(part.name);
        keys.push(
          ...part.indexes.flatMap((index) =>
            index.kind === "key" ? { field: part.name, key: index.key } : [],
          ),
        );
        break;
      case "call":
        functions.push(part.name);
        part.arguments.forEach(take);
        break;
      case "comparison":
        comparisons.push(part);
        texts.push(...textsOf(part.right));
        take(part.operand);
        break;
      case "holds":
        take(part.operand);
        break;
      case "not":
        take(part.condition);
        break;
      case "logical":
        part.conditions.forEach(take);
        break;
      case "quantifier":
        take(part.argument);
        break;
      case "text":
        texts.push(part.bytes);
        break;
      case "constant":
      case "integer":
      case "address":
        break;
    }
  };
  take(expression);
  return { fields, keys, functions, comparisons, texts };
}

/**
 * Lists the texts among what an operand is compared with.
 * @param right - What it is compared with: one value, or a set.
 * @returns The texts, in their order.
 */
export function textsOf(right: RightSide): ByteString[] {
  return itemsOf(right).flatMap((item) => (item.kind === "text" ? item.bytes : []));
}

/**
 * The same, of what is compared with texts alone.
 * @param right - What it is compared with.
 * @returns The texts; undefined where something else is among it.
 */
export function onlyTextsOf(right: RightSide): ByteString[] | undefined {
  return itemsOf(right).every(({ kind }) => kind === "text") ? textsOf(right) : undefined;
}

function itemsOf(right: RightSide): readonly (RightSide | SetItem)[] {
  return right.kind === "set" ? right.items : [right];
}
