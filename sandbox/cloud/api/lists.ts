import { compare } from "../../../core/order";
import { ownEntry } from "../../../core/ownEntry";
import { isObject, list, text, type Properties, type PropertyValue } from "../values";
import type { Answer, ResultInfo } from "./incoming";

/** How a query narrows a list by one field: `exact`, as the suffixes of DNS records, or as the operators of zones. */
export type FilterForm = "exact" | "suffixed" | "operated" | "tags" | "several";

/** How a collection is listed. */
export interface ListRule {
  /** In pages, with a cursor, or as a whole in one page. */
  readonly form: "pages" | "cursor" | "whole";
  /** How many objects a page has where the query does not say. Defaults to all of them. */
  readonly perPage?: number;
  /** Names on the wire that the query may filter by; a dot leads into an object. Defaults to none. */
  readonly filters?: Readonly<Record<string, FilterForm>>;
  /** Names on the wire that the query may order by; a dot leads into an object. Defaults to none. */
  readonly orders?: readonly string[];
  /** Names on the wire that stand in the object's own answer alone. Defaults to none. */
  readonly leavesOut?: readonly string[];
}

/**
 * What the list of DNS records filters by.
 * Source: Cloudflare API reference, dns/subresources/records/methods/list.
 */
export const recordFilters: Readonly<Record<string, FilterForm>> = {
  name: "suffixed",
  content: "suffixed",
  comment: "suffixed",
  type: "exact",
  proxied: "exact",
  tag: "tags",
};

/** What the list of zones filters by. Source: Cloudflare API reference, zones/methods/list. */
export const zoneFilters: Readonly<Record<string, FilterForm>> = {
  name: "operated",
  "account.id": "exact",
  "account.name": "operated",
  status: "exact",
  type: "several",
};

/** What the list of DNS records is ordered by. Source: that of `recordFilters`. */
export const recordOrders: readonly string[] = ["type", "name", "content", "ttl", "proxied"];

/** What the list of zones is ordered by. Source: that of `zoneFilters`. */
export const zoneOrders: readonly string[] = [
  ...["name", "status", "account.id", "account.name", "plan.id"],
];

type Test = (answer: Properties) => boolean;

/**
 * Answers with a list: filtered, sorted, and cut to the page that is asked for.
 * @param answers - Every object of the collection, as the API gives them.
 * @param rule - How the collection is listed.
 * @param query - What is asked for.
 * @returns The answer.
 */
export function listAnswer(
  answers: readonly Properties[],
  rule: ListRule,
  query: URLSearchParams,
): Answer {
  const tests = testsOf(rule.filters ?? {}, query);
  const isAny = query.get("match") === "any" && tests.length > 0;
  const found = answers.filter((answer) =>
    isAny ? tests.some((test) => test(answer)) : tests.every((test) => test(answer)),
  );
  const sorted = sortedBy(found, rule.orders ?? [], query);
  const perPage = wholeNumber(query.get("per_page")) ?? rule.perPage ?? Math.max(1, sorted.length);
  return rule.form === "cursor"
    ? cursorPage(sorted, perPage, query.get("cursor"))
    : numberedPage(sorted, perPage, wholeNumber(query.get("page")) ?? 1);
}

function numberedPage(sorted: readonly Properties[], perPage: number, page: number): Answer {
  const result = sorted.slice((page - 1) * perPage, page * perPage);
  const total = sorted.length;
  const info: ResultInfo = {
    ...{ page, per_page: perPage, count: result.length },
    ...{ total_count: total, total_pages: Math.ceil(total / perPage) },
  };
  return { result, info };
}

/** Where the reference and the official clients look for a cursor differs, so it stands in both places. */
function cursorPage(sorted: readonly Properties[], perPage: number, cursor: string | null): Answer {
  const start = wholeNumber(cursor && Buffer.from(cursor, "base64url").toString()) ?? 0;
  const result = sorted.slice(start, start + perPage);
  const end = start + perPage;
  const after = Buffer.from(`${end}`).toString("base64url");
  const next = end < sorted.length ? { cursor: after, cursors: { after } } : {};
  return { result, info: { count: result.length, per_page: perPage, ...next } };
}

/** Numbers that are none, or under 1, are taken for not given: what the API says of them is not published. */
function wholeNumber(given: string | null | undefined): number | undefined {
  const value = /^\d{1,9}$/.test(given ?? "") ? Number(given) : 0;
  return value >= 1 ? value : undefined;
}

/** Another field than those that are published is taken for not given, and so is the direction then. */
function sortedBy(
  answers: readonly Properties[],
  orders: readonly string[],
  query: URLSearchParams,
): readonly Properties[] {
  const order = query.get("order");
  if (order === null || !orders.includes(order)) {
    return answers;
  }
  const sign = query.get("direction") === "desc" ? -1 : 1;
  return answers
    .map((answer) => ({ answer, value: scalarAt(answer, order) }))
    .sort((left, right) => sign * compared(left.value, right.value))
    .map(({ answer }) => answer);
}

function scalarAt(answer: Properties, path: string): number | string {
  const value = fieldAt(answer, path);
  return typeof value === "number" ? value : typeof value === "boolean" ? `${value}` : text(value);
}

function compared(left: number | string, right: number | string): number {
  if (typeof left === "number" && typeof right === "number") {
    return left - right;
  }
  return compare(String(left), String(right));
}

function fieldAt(answer: Properties, path: string): PropertyValue | undefined {
  return path
    .split(".")
    .reduce<PropertyValue | undefined>(
      (value, name) => (isObject(value) ? ownEntry(value, name) : undefined),
      answer,
    );
}

function testsOf(filters: Readonly<Record<string, FilterForm>>, query: URLSearchParams): Test[] {
  const tests: Test[] = [];
  for (const [path, form] of Object.entries(filters)) {
    for (const [key, wanted] of query) {
      const [, suffix = "exact"] = key === path ? [key] : (key.match(/\.([a-z]+)$/) ?? []);
      const isAsked = key === path || (form !== "exact" && key === `${path}.${suffix}`);
      if (isAsked) {
        tests.push((answer) => passes(answer, path, { form, suffix, wanted }));
      }
    }
  }
  const search = query.get("search")?.toLowerCase();
  if (search !== undefined && Object.keys(filters).length > 0) {
    tests.push((answer) => JSON.stringify(answer).toLowerCase().includes(search));
  }
  return tests;
}

interface Condition {
  readonly form: FilterForm;
  readonly suffix: string;
  readonly wanted: string;
}

function passes(answer: Properties, path: string, { form, suffix, wanted }: Condition): boolean {
  const held = `${scalarAt(answer, path)}`;
  if (form === "several") {
    return wanted.split(",").includes(held);
  }
  if (form === "tags") {
    return list(answer.tags).some((tag) => holds(text(tag), suffix, wanted));
  }
  if (form === "operated") {
    const [, operator = "equal", value = wanted] = /^([a-z_]+):(.*)$/.exec(wanted) ?? [];
    return holds(held, operator, value);
  }
  return holds(held, suffix, wanted);
}

/** The suffixes of the list of DNS records, and the operators of the list of zones. */
const comparisons: Readonly<Record<string, (held: string, wanted: string) => boolean>> = {
  exact: (held, wanted) => held === wanted,
  equal: (held, wanted) => held === wanted,
  not_equal: (held, wanted) => held !== wanted,
  contains: (held, wanted) => held.includes(wanted),
  startswith: (held, wanted) => held.startsWith(wanted),
  starts_with: (held, wanted) => held.startsWith(wanted),
  endswith: (held, wanted) => held.endsWith(wanted),
  ends_with: (held, wanted) => held.endsWith(wanted),
  present: (held) => held !== "",
  absent: (held) => held === "",
};

function holds(held: string, operator: string, wanted: string): boolean {
  return (
    ownEntry(comparisons, operator)?.(held.toLowerCase(), wanted.toLowerCase()) ??
    ownEntry(comparisons, operator.replace(/_case_sensitive$/, ""))?.(held, wanted) ??
    true
  );
}
