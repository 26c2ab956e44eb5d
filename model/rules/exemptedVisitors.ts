import { fromBytes } from "../../core/expressions/bytes";
import { partsOf, textsOf } from "../../core/expressions/parts";
import type { ExpressionRequest } from "../../core/expressions/requests";
import type { Comparison } from "../../core/expressions/tree";
import { ownEntry } from "../../core/ownEntry";
import type { EdgeRule } from "./edgeRules";
import type { ListedItems } from "./listedItems";

/** Visitors whom rules name. */
export interface ExemptedVisitor {
  /** What they are called: their range, the list that has them, or their country. */
  readonly title: string;
  /** What rules know them by. */
  readonly by: "address" | "country";
  /**
   * Makes a request theirs.
   * @param form - The request of anybody.
   */
  readonly asks: (form: ExpressionRequest) => ExpressionRequest;
}

const addressField = "ip.src";
const countryFields: readonly string[] = ["ip.src.country", "ip.geoip.country"];

/** Whom a list has of whom no plan says anything. Source: RFC 5737, which keeps the range for documents. */
const listed = "198.51.100.77";

/**
 * Lists visitors whom rules name by address or country: those of whom a rule that refuses everybody else lets pass are among them.
 * @param rules - The rules.
 * @param items - What lists hold. Defaults to nothing that is known.
 * @returns Each once, in the order of the rules.
 */
export function exemptedVisitors(
  rules: readonly EdgeRule[],
  items: ListedItems = {},
): ExemptedVisitor[] {
  const found = new Map<string, ExemptedVisitor>();
  const comparisons = rules.flatMap(({ condition }) =>
    condition === undefined ? [] : partsOf(condition).comparisons,
  );
  for (const visitor of comparisons.flatMap((each) => namedBy(each, items))) {
    found.set(visitor.title, visitor);
  }
  return [...found.values()];
}

function namedBy({ operand, right }: Comparison, items: ListedItems): ExemptedVisitor[] {
  if (operand.kind !== "field") {
    return [];
  }
  if (countryFields.includes(operand.name)) {
    return textsOf(right)
      .map(fromBytes)
      .filter((country) => country !== undefined)
      .map((country) => ({
        ...{ title: country, by: "country" },
        asks: (form) => ({ ...form, country }),
      }));
  }
  if (operand.name !== addressField) {
    return [];
  }
  if (right.kind === "list") {
    const { name } = right;
    const held = ownEntry(items, name);
    if (held !== undefined) {
      return held.map((range) => ({ ...ofRange(range), title: `${range} of $${name}` }));
    }
    const asks = (form: ExpressionRequest): ExpressionRequest => ({
      ...{ ...form, clientAddress: listed },
      lists: { ...form.lists, [name]: [listed] },
    });
    return [{ title: `$${name}`, by: "address", asks }];
  }
  const ranges =
    right.kind === "set"
      ? right.items.flatMap((item) => (item.kind === "addresses" ? item.range : []))
      : right.kind === "address"
        ? [right.address]
        : [];
  return ranges.map(ofRange);
}

function ofRange(range: string): ExemptedVisitor {
  const [clientAddress = range] = range.split(/\/|\.\./, 1);
  return { title: range, by: "address", asks: (form) => ({ ...form, clientAddress }) };
}
