import type {
  ComparisonOperator,
  LogicalOperator,
} from "../../facts/cloudflare/expressionLanguage";
import type { ByteString } from "./bytes";

/** One step into an array or a map: a key, a position from 0, or each element (`[*]`). */
export type Index =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "position"; readonly position: number }
  | { readonly kind: "each" };

/** A field of the request, or a part of it. */
export interface FieldOperand {
  readonly kind: "field";
  /** `http.host` and the like. */
  readonly name: string;
  readonly indexes: readonly Index[];
}

/** A call of a function, or a part of what it returns. */
export interface CallOperand {
  readonly kind: "call";
  /** `lower` and the like. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly indexes: readonly Index[];
}

/** What has a value. */
export type Operand = FieldOperand | CallOperand;

/** A string that is written out. */
export interface TextLiteral {
  readonly kind: "text";
  readonly bytes: ByteString;
}

/** A whole number that is written out. */
export interface IntegerLiteral {
  readonly kind: "integer";
  readonly value: bigint;
}

/** An address that is written out. */
export interface AddressLiteral {
  readonly kind: "address";
  readonly address: string;
}

/** A value that is written out. */
export type Literal = TextLiteral | IntegerLiteral | AddressLiteral;

/** What a function is given. */
export type Argument = Operand | Literal | Condition;

/** One element of a set in braces: a value, whole numbers from a first to a last, or a range of addresses as it is written. */
export type SetItem =
  | TextLiteral
  | IntegerLiteral
  | { readonly kind: "integers"; readonly first: bigint; readonly last: bigint }
  | { readonly kind: "addresses"; readonly range: string };

/** What stands after a comparison operator. */
export type RightSide =
  | Literal
  | { readonly kind: "regex"; readonly pattern: ByteString }
  | { readonly kind: "set"; readonly items: readonly SetItem[] }
  | { readonly kind: "list"; readonly name: string };

/** A comparison of one operand. */
export interface Comparison {
  readonly kind: "comparison";
  readonly operand: Operand;
  readonly operator: ComparisonOperator;
  readonly right: RightSide;
}

/** What is true or false of a request; of each element of an array where an operand has `[*]`. */
export type Condition =
  | Comparison
  | { readonly kind: "holds"; readonly operand: Operand }
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "not"; readonly condition: Condition }
  | {
      readonly kind: "logical";
      readonly operator: LogicalOperator;
      /** At least two. */
      readonly conditions: readonly Condition[];
    }
  | {
      readonly kind: "quantifier";
      readonly quantifier: "any" | "all";
      readonly argument: Operand | Condition;
    };
