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
  const nodes = nodesOf(expression);
  const fields = nodes.filter((node) => node.kind === "field");
  return {
    fields: fields.map(({ name }) => name),
    keys: fields.flatMap(({ name: field, indexes }) =>
      indexes.flatMap((index) => (index.kind === "key" ? { field, key: index.key } : [])),
    ),
    functions: nodes.flatMap((node) => (node.kind === "call" ? node.name : [])),
    comparisons: nodes.filter((node) => node.kind === "comparison"),
    texts: nodes.flatMap((node) =>
      node.kind === "comparison" ? textsOf(node.right) : node.kind === "text" ? [node.bytes] : [],
    ),
  };
}

/** A node and all beneath it, each before what is beneath it. */
function nodesOf(node: Argument): Argument[] {
  return [node, ...beneath(node).flatMap(nodesOf)];
}

function beneath(node: Argument): readonly Argument[] {
  switch (node.kind) {
    case "call":
      return node.arguments;
    case "comparison":
    case "holds":
      return [node.operand];
    case "not":
      return [node.condition];
    case "logical":
      return node.conditions;
    case "quantifier":
      return [node.argument];
    case "field":
    case "constant":
    case "text":
    case "integer":
    case "address":
      return [];
  }
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
