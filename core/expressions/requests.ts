import { edgePortField, expressionFields } from "../../facts/cloudflare/expressionFields";
import { requestSchemes, type RequestScheme } from "../../facts/cloudflare/expressionLanguage";
import { readRange } from "../cidrs";
import { getOrCreate } from "../getOrCreate";
import { unknownValue } from "../known";
import { ownEntry } from "../ownEntry";
import { lowerBytes, toBytes } from "./bytes";
import { elementType, type ExpressionType } from "./types";
import { wholeArray, type MapValue, type Value } from "./values";

/** What a field may be given as: an address as text, an array as a list of text, a map as an object of lists. */
export type GivenValue =
  boolean | number | string | readonly string[] | Readonly<Record<string, readonly string[]>>;

/** A request, as far as it is known. What is left out is not known, and no answer is made up for it. */
export interface ExpressionRequest {
  /** `https` or `http`. */
  readonly scheme: RequestScheme;
  /** The hostname that is asked for. */
  readonly host: string;
  /** The path, with its leading slash, as it is sent. */
  readonly path: string;
  /** What stands after the `?`; empty by default. */
  readonly query?: string;
  /** `GET` and the like. */
  readonly method?: string;
  /** The port that the edge is asked at, 1 to 65535; that of the scheme by default. */
  readonly port?: number;
  /** Headers by name; several values where one stands more than once. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Whether the request has no other headers; false by default: of others nothing is known. */
  readonly hasNoOtherHeaders?: boolean;
  /** The client's address. */
  readonly clientAddress?: string;
  /** The client's country, as two letters. */
  readonly country?: string;
  /** Any other fields, by name: `{ "cf.client.bot": false }`. They win over what is made of the rest. */
  readonly fields?: Readonly<Record<string, GivenValue>>;
  /** What lists hold, by name without the dollar sign: text, whole numbers, addresses or CIDRs. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

/** Fields that are named twice: the documentation says that both have the same value. */
const sameFields: readonly (readonly [name: string, other: string])[] = [
  ...["asnum", "continent", "country", "is_in_european_union"].map(
    (name) => [`ip.geoip.${name}`, `ip.src.${name}`] as const,
  ),
  ...["subdivision_1_iso_code", "subdivision_2_iso_code"].map(
    (name) => [`ip.geoip.${name}`, `ip.src.${name}`] as const,
  ),
  ["cf.bot_management.verified_bot", "cf.client.bot"],
  ...["full_uri", "uri", "uri.path", "uri.path.extension", "uri.query"].map(
    (name) => [`raw.http.request.${name}`, `http.request.${name}`] as const,
  ),
  ...["uri.args", "uri.args.names", "uri.args.values"].map(
    (name) => [`raw.http.request.${name}`, `http.request.${name}`] as const,
  ),
];

/**
 * The values of the fields of a request, as they are before a rule has changed any.
 * @param request - The request.
 * @returns The values by the fields' names. A field that is not among them is not known.
 */
export function fieldValues(request: ExpressionRequest): ReadonlyMap<string, Value> {
  const { port, isEncrypted } = requestSchemes[request.scheme];
  const values = new Map<string, Value>([
    ...uriValues(request),
    ...headerValues(request),
    ["http.host", toBytes(request.host)],
    ["ssl", isEncrypted],
    [edgePortField, BigInt(request.port ?? port)],
    // "Now, the threat score is always `0`": the documentation's table of fields.
    ["cf.threat_score", 0n],
  ]);
  const optional = [
    ["http.request.method", request.method],
    ["ip.src.country", request.country],
  ] as const;
  for (const [name, value] of optional) {
    if (value !== undefined) {
      values.set(name, toBytes(value));
    }
  }
  const address = readRange(request.clientAddress ?? "");
  if (address !== undefined) {
    values.set("ip.src", address);
  }
  for (const [name, value] of Object.entries(request.fields ?? {})) {
    values.set(name, givenValue(expressionFields.get(name)?.type ?? "String", value));
  }
  for (const [name, other] of sameFields) {
    const value = values.get(name) ?? values.get(other);
    if (value !== undefined) {
      values.set(name, value);
      values.set(other, values.get(other) ?? value);
    }
  }
  return values;
}

/** What is made of the URI. */
function uriValues({ scheme, host, path, query = "" }: ExpressionRequest): [string, Value][] {
  const uri = query === "" ? path : `${path}?${query}`;
  const [, extension = ""] = /[^/]\.([^./]*)$/.exec(path) ?? [];
  return [
    ["http.request.full_uri", toBytes(`${scheme}://${host}${uri}`)],
    ["http.request.uri", toBytes(uri)],
    ["http.request.uri.path", toBytes(path)],
    ["http.request.uri.path.extension", lowerBytes(toBytes(extension))],
    ["http.request.uri.query", toBytes(query)],
    ...queryValues(query),
  ];
}

/** The arguments of a query. Of one that is not written as `name=value` the documentation does not say what it becomes. */
function queryValues(query: string): [string, Value][] {
  const pairs = query === "" ? [] : query.split("&");
  if (pairs.some((pair) => !/^[^=]+=/.test(pair))) {
    return [];
  }
  const named = pairs.map((pair): [string, string] => {
    const [name = ""] = pair.split("=", 1);
    return [name, toBytes(pair.slice(name.length + 1))];
  });
  return [
    ["http.request.uri.args", mapOf(named, true)],
    ["http.request.uri.args.names", wholeArray(named.map(([name]) => toBytes(name)))],
    ["http.request.uri.args.values", wholeArray(named.map(([, value]) => value))],
  ];
}

/** Fields that hold one header. */
const headerFields = {
  "http.cookie": "cookie",
  "http.referer": "referer",
  "http.user_agent": "user-agent",
  "http.x_forwarded_for": "x-forwarded-for",
} as const;

/** What is made of the headers. Their names in upper and lower case, and their order, are not known. */
function headerValues({
  host,
  headers = {},
  hasNoOtherHeaders = false,
}: ExpressionRequest): [string, Value][] {
  const given = Object.entries({ host, ...lowerKeys(headers) });
  const pairs = given.flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((each) => [name, toBytes(each)] as const),
  );
  const byName = mapOf(pairs, hasNoOtherHeaders);
  const single = Object.entries(headerFields).flatMap(([field, name]): [string, Value][] => {
    const value = ownEntry(lowerKeys(headers), name);
    return typeof value === "string" ? [[field, toBytes(value)]] : [];
  });
  const values = pairs.map(([, value]) => value);
  return [
    ...single,
    ["http.request.headers", byName],
    ["http.request.headers.values", { kind: "array", items: values, isWhole: hasNoOtherHeaders }],
  ];
}

/** Headers by their names in lower case. */
function lowerKeys<Kept>(headers: Readonly<Record<string, Kept>>): Record<string, Kept> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** A map of arrays, out of names and values. */
function mapOf(pairs: readonly (readonly [string, Value])[], isWhole: boolean): MapValue {
  const lists = new Map<string, Value[]>();
  for (const [name, value] of pairs) {
    getOrCreate(lists, name, () => []).push(value);
  }
  const entries = [...lists].map(([name, values]) => [name, wholeArray(values)] as const);
  return { kind: "map", entries: new Map(entries), isWhole };
}

/** A value as it is given, by the field's type. */
function givenValue(type: ExpressionType, given: GivenValue): Value {
  if (typeof given === "boolean") {
    return given;
  }
  if (typeof given === "number" || typeof given === "string") {
    return scalarValue(type, String(given));
  }
  const element = elementType(type) ?? "String";
  if (Array.isArray(given)) {
    return wholeArray((given as readonly string[]).map((text) => scalarValue(element, text)));
  }
  const pairs = Object.entries(given as Readonly<Record<string, readonly string[]>>).flatMap(
    ([name, values]) =>
      values.map((text) => [name, scalarValue(elementType(element) ?? "String", text)] as const),
  );
  return mapOf(pairs, true);
}

/** One value that is given as text; not known where the text is none of its type. */
function scalarValue(type: ExpressionType, text: string): Value {
  if (type === "IP address") {
    return readRange(text) ?? unknownValue;
  }
  return type === "Integer" ? integerValue(text) : toBytes(text);
}

/** A whole number that is given as text. */
function integerValue(text: string): Value {
  return /^-?\d{1,19}$/.test(text) ? BigInt(text) : unknownValue;
}
