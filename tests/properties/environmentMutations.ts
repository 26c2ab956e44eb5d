import fc from "fast-check";
import { codePoint } from "../support/codePoints";

/** Any value that JSON can hold, and in one property also NaN and Infinity. */
type Tree = unknown;

/** What is done to one place of an environment. */
export interface Mutation {
  readonly kind: (typeof kinds)[number];
  /** Picks the place among all that there are; the rest of a division is taken. */
  readonly place: number;
  /** Picks another place, to copy from. */
  readonly other: number;
  readonly value: Tree;
  readonly key: string;
}

const kinds = [
  "replace",
  "remove",
  "rename",
  "add",
  "repeat",
  "wrapInList",
  "wrapInMap",
  "copy",
  "toList",
  "edit",
] as const;

/** Names that mean something to JavaScript, YAML, URNs, paths or DNS. */
const hostileKeys = [
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then", "length"],
  ...["", " ", ".", "..", "a.b", "a/b", "a::b", "a$b", "*", "*.shop", "@", "0", "-1", "secure"],
  ...["ümläut", "🦄", "\u0000", "\n", "a\nb must c; got d", '"', "x".repeat(300), "xn--", "%2F"],
];

const hostileTexts = [
  ...["", " ", "*", "*.example.com", "example.com.", "www.example.com", "-", ".", "..", "@"],
  ...["__proto__", "constructor", "\u0000", "line\nbreak", "a must b; got c", "\u202eevil", "🦄"],
  ...["ｅｘａｍｐｌｅ.com", "xn--a", "a".repeat(64), "a".repeat(100_000), "a.".repeat(200)],
  ...["0.0.0.0/0", "::/0", "::ffff:1.2.3.4", "0x7f.1", "1.2.3", "203.0.113.50", "10.0.0.1"],
  ...["203.0.113.0/33", "2001:db8:1::50", "fe80::1%eth0", "true", "NaN", "1e3", "${x}", "null"],
  ...["geo", "random", "cookie", "header", "free", "enterprise", "CNAME", "A", "SRV", "rules"],
  ...[
    "0123456789abcdef0123456789abcdef",
    "0123456789ABCDEF0123456789ABCDEF",
    "vpc-0a1b2c3d",
    "us-east-1",
  ],
];

const hostileNumbers = [
  ...[0, -0, 1, -1, 1.5, 2, 3, 30, 60, 65_535, 65_536, 2 ** 31, 2 ** 53, 1e308, -1e308, 5e-324],
];

function nested(depth: number, map: boolean): Tree {
  let value: Tree = 1;
  for (let level = 0; level < depth; level += 1) {
    value = map ? { a: value } : [value];
  }
  return value;
}

const hostileValue: fc.Arbitrary<Tree> = fc.oneof(
  fc.constantFrom<Tree>(null, true, false, [], {}, [null], [[]], { "": 1 }, { secure: "v1:a:b" }),
  fc.constantFrom<Tree>(...hostileTexts),
  fc.constantFrom<Tree>(...hostileNumbers),
  fc.string({ unit: codePoint, maxLength: 20 }),
  fc.double(),
  fc.integer(),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Tree>,
  fc.tuple(fc.constantFrom(3, 50, 500), fc.boolean()).map(([depth, map]) => nested(depth, map)),
);

/** One change of an environment. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...kinds),
  place: fc.nat(),
  other: fc.nat(),
  value: hostileValue,
  key: fc.oneof(fc.constantFrom(...hostileKeys), fc.string({ unit: codePoint, maxLength: 10 })),
});

/** A place in a tree: the map or list that holds it, and its key there. */
interface Place {
  readonly holder: Record<string, Tree>;
  readonly key: string;
}

/**
 * Changes an environment.
 * @param environment - An environment; it is left as it is.
 * @param mutations - What to do, one after the other.
 * @returns The changed copy.
 */
export function mutated(environment: object, mutations: readonly Mutation[]): Tree {
  const root = { whole: structuredClone(environment) as Tree };
  for (const mutation of mutations) {
    const places = placesOf(root);
    const place = places[mutation.place % places.length];
    const other = places[mutation.other % places.length];
    if (place !== undefined && other !== undefined) {
      apply(mutation, place, structuredClone(other.holder[other.key]));
    }
  }
  return root.whole;
}

function placesOf(root: object): Place[] {
  const places: Place[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const holder = next as Record<string, Tree>;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      const value = holder[key];
      if (typeof value === "object" && value !== null) {
        waiting.push(value);
      }
    }
  }
  return places;
}

function apply({ kind, value, key }: Mutation, place: Place, copy: Tree): void {
  const { holder } = place;
  const found = holder[place.key];
  switch (kind) {
    case "replace":
      return put(holder, place.key, value);
    case "remove":
      return drop(holder, place.key);
    case "rename":
      drop(holder, place.key);
      return add(holder, key, found);
    case "add":
      return add(typeof found === "object" && found !== null ? found : holder, key, value);
    case "repeat":
      return add(holder, `${place.key}2`, structuredClone(found));
    case "wrapInList":
      return put(holder, place.key, [found]);
    case "wrapInMap":
      return put(holder, place.key, { [key]: found });
    case "copy":
      return put(holder, place.key, copy);
    case "toList":
      return put(holder, place.key, Object.values((found as object | null) ?? {}));
    case "edit":
      return put(holder, place.key, edited(found, key));
  }
}

/** A value that is nearly the same. */
function edited(value: Tree, text: string): Tree {
  if (typeof value === "number") {
    return value + 1;
  }
  if (typeof value === "boolean") {
    return !value;
  }
  return typeof value === "string" ? value.slice(0, -1) + text.slice(0, 1) : value;
}

/** Unlike an assignment, this makes a key of `__proto__` too. */
function put(holder: object, key: string, value: Tree): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function add(holder: object, key: string, value: Tree): void {
  if (Array.isArray(holder)) {
    holder.push(value);
  } else {
    put(holder, key, value);
  }
}

function drop(holder: object, key: string): void {
  if (Array.isArray(holder)) {
    holder.splice(Number(key), 1);
  } else {
    delete (holder as Record<string, unknown>)[key];
  }
}
