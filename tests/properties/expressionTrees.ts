import fc from "fast-check";
import { toBytes } from "../../core/expressions/bytes";
import type { Argument, Condition, Operand, RightSide, SetItem } from "../../core/expressions/tree";
import { wildcardPieces } from "../../core/expressions/wildcards";
import type { ComparisonOperator } from "../../facts/cloudflare/expressionLanguage";

/** Any bytes, most of them such as stand in rules. */
const bytes = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[a-z/."#\\*\u00ff\n]{0,12}$/),
);

const wildcard = bytes.filter((text) => typeof wildcardPieces(text) !== "number");

const textFields = ["http.host", "http.request.uri.path", "raw.http.request.uri", "ip.src.country"];

const field = (name: string, ...indexes: Operand["indexes"]): Operand => ({
  kind: "field",
  name,
  indexes,
});

const key = fc.string({ unit: "grapheme", maxLength: 8 });

const call = (name: string, ...given: Argument[]): Operand => ({
  kind: "call",
  name,
  arguments: given,
  indexes: [],
});

const literal = bytes.map((text) => ({ kind: "text", bytes: text }) as const);

/** An operand that is a string. */
export const anyTextOperand: fc.Arbitrary<Operand> = fc.letrec<{ text: Operand }>((tie) => ({
  text: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...textFields).map((name) => field(name)),
    fc
      .tuple(key, fc.nat(0xffff_ffff))
      .map(([name, position]) =>
        field("http.request.headers", { kind: "key", key: name }, { kind: "position", position }),
      ),
    tie("text").map((inner) => call("lower", inner)),
    fc.tuple(tie("text"), literal).map(([inner, text]) => call("concat", inner, text)),
    fc
      .tuple(tie("text"), fc.integer(), fc.integer())
      .map(([inner, start, end]) =>
        call(
          "substring",
          inner,
          { kind: "integer", value: BigInt(start) },
          { kind: "integer", value: BigInt(end) },
        ),
      ),
  ),
})).text;

const integer = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });

const address = fc.oneof(fc.ipV4(), fc.ipV6());

const textItem = literal;
const integerItem = fc.oneof(
  integer.map((value): SetItem => ({ kind: "integer", value })),
  fc
    .tuple(integer, integer)
    .map(([one, other]): SetItem =>
      one <= other
        ? { kind: "integers", first: one, last: other }
        : { kind: "integers", first: other, last: one },
    ),
);
const addressItem = fc
  .oneof(
    address,
    fc.nat(255).map((part) => `10.${part}.0.0/16`),
    fc.nat(254).map((part) => `10.0.0.${part}..10.0.0.255`),
  )
  .map((range): SetItem => ({ kind: "addresses", range }));

const set = (item: fc.Arbitrary<SetItem>) =>
  fc.array(item, { maxLength: 4 }).map((items): RightSide => ({ kind: "set", items }));

const list = fc
  .stringMatching(/^[a-z0-9_]{1,8}(\.[a-z0-9_]{1,8})?$/)
  .map((name): RightSide => ({ kind: "list", name }));

const pattern = bytes.map((text): RightSide => ({ kind: "regex", pattern: toBytes(text) }));

/** Comparisons of operands of a type, by operators and what may stand after them. */
function comparisons(
  operand: fc.Arbitrary<Operand>,
  rights: Partial<Record<ComparisonOperator, fc.Arbitrary<RightSide>>>,
): fc.Arbitrary<Condition> {
  const each = Object.entries(rights).map(([operator, right]) =>
    fc.tuple(operand, right).map(([left, after]): Condition => ({
      kind: "comparison",
      operand: left,
      operator: operator as ComparisonOperator,
      right: after,
    })),
  );
  return fc.oneof(...each);
}

const textRights = {
  equal: literal,
  notEqual: literal,
  lessThan: literal,
  greaterOrEqual: literal,
  contains: literal,
  matches: pattern,
  wildcard: wildcard.map((text): RightSide => ({ kind: "text", bytes: text })),
  strictWildcard: wildcard.map((text): RightSide => ({ kind: "text", bytes: text })),
  in: fc.oneof(set(textItem), list),
};

const number = integer.map((value): RightSide => ({ kind: "integer", value }));
const scalarComparison = fc.oneof(
  comparisons(anyTextOperand, textRights),
  comparisons(fc.constantFrom(field("cf.threat_score"), call("len", field("http.host"))), {
    equal: number,
    lessOrEqual: number,
    greaterThan: number,
    in: fc.oneof(set(integerItem), list),
  }),
  comparisons(fc.constant(field("ip.src")), {
    equal: address.map((text): RightSide => ({ kind: "address", address: text })),
    in: fc.oneof(set(addressItem), list),
  }),
);

const holding = fc
  .constantFrom(
    field("ssl"),
    call("starts_with", field("http.host"), { kind: "text", bytes: "a" }),
    call("has_key", field("http.request.headers"), { kind: "text", bytes: "a" }),
  )
  .map((operand): Condition => ({ kind: "holds", operand }));

const names = field("http.request.headers.names", { kind: "each" });
const eachComparison = comparisons(
  fc.constantFrom(names, {
    ...call("lower", names),
    indexes: [{ kind: "each" as const }],
  }),
  textRights,
);

const constant = fc.boolean().map((value): Condition => ({ kind: "constant", value }));

/** Conditions made of conditions. */
function joined(leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      tie("condition").map((condition): Condition => ({ kind: "not", condition })),
      fc
        .tuple(
          fc.constantFrom("and", "xor", "or"),
          fc.array(tie("condition"), { minLength: 2, maxLength: 4 }),
        )
        .map(([operator, conditions]): Condition => ({ kind: "logical", operator, conditions })),
    ),
  })).condition;
}

const quantified = fc
  .tuple(
    fc.constantFrom("any", "all"),
    fc.oneof(
      joined(eachComparison),
      fc.constant<Operand>(call("starts_with", names, { kind: "text", bytes: "a" })),
    ),
  )
  .map(([quantifier, argument]): Condition => ({ kind: "quantifier", quantifier, argument }));

/** A condition of every kind. */
export const anyCondition: fc.Arbitrary<Condition> = joined(
  fc.oneof({ arbitrary: fc.oneof(scalarComparison, holding, quantified), weight: 9 }, constant),
);
