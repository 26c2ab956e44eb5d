import { fieldForms, type FieldForm } from "../../facts/cloudflare/fieldValues";
import type { ComparisonOperator } from "../../facts/cloudflare/expressionLanguage";
import { fromBytes, lowerBytes, upperBytes, type ByteString } from "./bytes";
import type { Comparison, Condition, Operand } from "./tree";
import { wildcardPieces } from "./wildcards";

/** A text that an expression asks for and that no request has. */
export interface ImpossibleText {
  /** The field that it asks. */
  readonly field: string;
  /** The text, as written. */
  readonly text: string;
  /** What the field's values do. */
  readonly form: string;
  /** What is most likely meant. Undefined where nobody can guess it. */
  readonly meant: string | undefined;
}

/** What is left of a condition. */
interface Possible {
  /** The condition, with what is never true as such. */
  readonly condition: Condition;
  /** What it asks for in vain, in the order of the expression. */
  readonly impossible: readonly ImpossibleText[];
}

/**
 * Takes out of a condition what no request can meet for the way in which it is written: a country in lower case, a path without its slash.
 * What stands within `any()` and `all()` is left as it is.
 * @param condition - The condition.
 */
export function possiblePart(condition: Condition): Possible {
  switch (condition.kind) {
    case "not": {
      const { condition: inner, impossible } = possiblePart(condition.condition);
      return { condition: negated(inner, condition), impossible };
    }
    case "logical": {
      const parts = condition.conditions.map(possiblePart);
      const impossible = parts.flatMap((each) => each.impossible);
      const conditions = parts.map((each) => each.condition);
      return {
        condition: impossible.length === 0 ? condition : joined({ ...condition, conditions }),
        impossible,
      };
    }
    case "comparison":
      return possibleComparison(condition);
    case "holds":
      return possibleBeginning(condition);
    case "constant":
    case "quantifier":
      return { condition, impossible: [] };
  }
}

const constant = (value: boolean): Condition => ({ kind: "constant", value });

function negated(inner: Condition, whole: Condition & { readonly kind: "not" }): Condition {
  return inner === whole.condition
    ? whole
    : inner.kind === "constant"
      ? constant(!inner.value)
      : { ...whole, condition: inner };
}

/** Joins what is left, of which some parts may be true or false for every request. */
function joined(whole: Condition & { readonly kind: "logical" }): Condition {
  if (whole.operator === "xor") {
    return whole;
  }
  const deciding = whole.operator === "or";
  const isConstant = (each: Condition, value: boolean): boolean =>
    each.kind === "constant" && each.value === value;
  if (whole.conditions.some((each) => isConstant(each, deciding))) {
    return constant(deciding);
  }
  const conditions = whole.conditions.filter((each) => !isConstant(each, !deciding));
  const [first] = conditions;
  return first === undefined
    ? constant(!deciding)
    : conditions.length === 1
      ? first
      : { ...whole, conditions };
}

function possibleComparison(condition: Comparison): Possible {
  const { operand, operator, right } = condition;
  const asked = askedField(operand);
  if (asked === undefined) {
    return { condition, impossible: [] };
  }
  if (right.kind === "text") {
    const found = impossibleText(asked, operator, right.bytes);
    return found.length === 0
      ? { condition, impossible: [] }
      : { condition: constant(operator === "notEqual"), impossible: found };
  }
  if (right.kind !== "set") {
    return { condition, impossible: [] };
  }
  const items = right.items.map((item) => ({
    item,
    found: item.kind === "text" ? impossibleText(asked, operator, item.bytes) : [],
  }));
  const impossible = items.flatMap(({ found }) => found);
  const left = items.flatMap(({ item, found }) => (found.length === 0 ? item : []));
  const rest: Condition = { ...condition, right: { ...right, items: left } };
  return {
    condition: impossible.length === 0 ? condition : left.length === 0 ? constant(false) : rest,
    impossible,
  };
}

/** `starts_with` and `ends_with`. */
function possibleBeginning(condition: Condition & { readonly kind: "holds" }): Possible {
  const { operand } = condition;
  const isOfPart = operand.kind === "call" && ["starts_with", "ends_with"].includes(operand.name);
  const [first, part] = isOfPart ? operand.arguments : [];
  const isAsked = first?.kind === "field" || first?.kind === "call";
  const asked = isAsked ? askedField(first) : undefined;
  const found =
    asked === undefined || part?.kind !== "text" || operand.kind !== "call"
      ? []
      : impossibleText(asked, operand.name === "starts_with" ? "begins" : "contains", part.bytes);
  return { condition: found.length === 0 ? condition : constant(false), impossible: found };
}

/** A field, and whether its letters are written in one case before they are compared. */
interface AskedField {
  readonly name: string;
  readonly fold: "lower" | "upper" | undefined;
  readonly form: FieldForm | undefined;
}

const folds: Readonly<Record<"lower" | "upper", (bytes: ByteString) => ByteString>> = {
  lower: lowerBytes,
  upper: upperBytes,
};

function askedField(operand: Operand): AskedField | undefined {
  if (operand.indexes.length > 0) {
    return undefined;
  }
  if (operand.kind === "field") {
    const { name } = operand;
    const form = fieldForms.find(({ fields }) => fields.includes(name));
    return form && { name, fold: undefined, form };
  }
  const [argument] = operand.arguments;
  const fold = operand.name === "lower" || operand.name === "upper" ? operand.name : undefined;
  if (fold === undefined || (argument?.kind !== "field" && argument?.kind !== "call")) {
    return undefined;
  }
  const inner = argument.indexes.length > 0 ? undefined : askedField(argument);
  return { name: `${fold}(${inner?.name ?? argument.name})`, fold, form: inner?.form };
}

type Asking = ComparisonOperator | "begins";

function impossibleText(
  { name, fold, form }: AskedField,
  operator: Asking,
  bytes: ByteString,
): readonly ImpossibleText[] {
  const text = fromBytes(bytes);
  if (text === undefined) {
    return [];
  }
  const isWildcard = operator === "wildcard" || operator === "strictWildcard";
  const folded = fold === undefined ? bytes : folds[fold](bytes);
  if (operator !== "wildcard" && folded !== bytes) {
    return [{ field: name, text, form: `are in ${fold ?? ""} case`, meant: fromBytes(folded) }];
  }
  const isAnyCase = fold !== undefined || operator === "wildcard";
  const spellings = isAnyCase ? [bytes, lowerBytes(bytes), upperBytes(bytes)] : [bytes];
  const pieces = (each: ByteString): readonly ByteString[] => {
    const read = isWildcard ? wildcardPieces(each) : [each];
    return typeof read === "number" ? [] : read;
  };
  if (form === undefined || spellings.some((each) => isPossible(form, operator, pieces(each)))) {
    return [];
  }
  const guess = form.meant(text);
  const isGuess = guess !== "" && isPossible(form, operator, [guess]);
  return [{ field: name, text, form: form.form, meant: isGuess ? guess : undefined }];
}

const wholly: readonly Asking[] = ["equal", "notEqual", "in"];
const compared: readonly Asking[] = [
  ...wholly,
  ...(["begins", "contains", "wildcard", "strictWildcard"] as const),
];

/** Whether a field may have a text, or pieces of it one after the other. */
function isPossible(form: FieldForm, operator: Asking, pieces: readonly ByteString[]): boolean {
  const { whole, begins, lacks } = form;
  const [first = ""] = pieces;
  return (
    !compared.includes(operator) ||
    ((!wholly.includes(operator) || (whole?.test(first) ?? true)) &&
      (operator === "contains" || (begins?.test(first) ?? true)) &&
      !pieces.some((piece) => lacks?.test(piece) ?? false))
  );
}
