import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelValue,
} from "../../../model/graph/resources";
import {
  differencesOf,
  propertyChanges,
  repairedProperties,
  sameValue,
  sharedSecrets,
  type PropertyChange,
} from "../../../model/plan/propertyChanges";
import { pool } from "../resource";

const triples = (changes: readonly PropertyChange[]) =>
  changes.map(({ path, old, new: now }) => [path, old, now]);
const changes = (old: ModelObject, now: ModelObject) => triples(propertyChanges(old, now));
const lists = (old: readonly ModelValue[], now: readonly ModelValue[]) =>
  changes({ list: old }, { list: now });
const urn = (...urns: string[]) => new ModelReference(urns);

describe("two values", () => {
  it("are the same where nothing in them differs, in whatever order properties stand", () => {
    const pairs: readonly (readonly [ModelValue | undefined, ModelValue | undefined])[] = [
      ...([
        ["a", "a"],
        [null, undefined],
        [secretValue, secretValue],
      ] as const),
      ...([
        [[], []],
        [{}, {}],
        [unknownValue, unknownValue],
      ] as const),
      [
        { a: 1, b: [1, { c: null }] },
        { b: [1, {}], a: 1 },
      ],
      [urn("a", "b"), urn("a", "b")],
    ];
    expect(pairs.filter(([left, right]) => !sameValue(left, right))).to.deep.equal([]);
    expect(pairs.filter(([left, right]) => !sameValue(right, left))).to.deep.equal([]);
  });

  it("are others where anything differs", () => {
    const pairs: readonly (readonly [ModelValue | undefined, ModelValue | undefined])[] = [
      ...([
        ["a", "b"],
        [1, "1"],
        [null, false],
        [0, undefined],
        [secretValue, "a"],
      ] as const),
      ...([
        [[1], [1, 2]],
        [
          [1, 2],
          [2, 1],
        ],
        [[], {}],
        [[], undefined],
        [{}, undefined],
      ] as const),
      ...([
        [{ a: 1 }, { a: 2 }],
        [{ a: 1 }, {}],
        [{ a: [1] }, { a: [2] }],
      ] as const),
      ...([
        [urn("a"), urn("b")],
        [urn("a"), urn("a", "b")],
        [urn("a"), "a"],
      ] as const),
      ...([
        [urn("a"), unknownValue],
        [urn("a"), {}],
        [secretValue, unknownValue],
      ] as const),
    ];
    expect(pairs.filter(([left, right]) => sameValue(left, right))).to.deep.equal([]);
    expect(pairs.filter(([left, right]) => sameValue(right, left))).to.deep.equal([]);
  });
});

describe("what differs between two sets of properties", () => {
  it("is told by path, sorted, what is not set and null alike", () => {
    expect(
      changes(
        { c: 1, b: { x: 1, y: 2 }, same: [1], gone: null },
        { a: 3, b: { x: 2, y: 2 }, same: [1] },
      ),
    ).to.deep.equal([
      ...[
        ["a", undefined, 3],
        ["b.x", 1, 2],
        ["c", 1, undefined],
      ],
    ]);
    expect(changes({ a: null }, { a: 1 })).to.deep.equal([["a", undefined, 1]]);
    expect(changes({ a: 1 }, { a: null })).to.deep.equal([["a", 1, undefined]]);
    expect(changes({ a: { b: 1 } }, { a: "b" })).to.deep.equal([["a", { b: 1 }, "b"]]);
  });

  it("has paths that are written like code, other names in quotes", () => {
    const names = ["$a1", "1a", "a-b", "a.b", "_", ""];
    const all = Object.fromEntries(names.map((name) => [name, 1] as const));
    expect(changes({}, all).map(([path]) => path)).to.deep.equal([
      ...["$a1", '[""]', '["1a"]', '["a-b"]', '["a.b"]', "_"],
    ]);
    expect(changes({ o: {} }, { o: { "a-b": 1, c: 2 } }).map(([path]) => path)).to.deep.equal([
      ...["o.c", 'o["a-b"]'],
    ]);
  });

  it("is the whole list where it holds other things than objects", () => {
    expect(lists([1, 2], [1, 3])).to.deep.equal([["list", [1, 2], [1, 3]]]);
    expect(lists([{ a: 1 }], [{ a: 2 }, "b"])).to.deep.equal([
      ["list", [{ a: 1 }], [{ a: 2 }, "b"]],
    ]);
    expect(changes({ list: [{ a: 1 }] }, { list: {} })).to.deep.equal([["list", [{ a: 1 }], {}]]);
  });

  it("is told place by place in lists of objects without names, or whose names only go on", () => {
    expect(lists([{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }, { a: 4 }])).to.deep.equal([
      ["list[1].a", 2, 3],
      ["list[2]", undefined, { a: 4 }],
    ]);
    expect(lists([{ name: "a", w: 1 }, { name: "b" }], [{ name: "a", w: 2 }])).to.deep.equal([
      ["list[0].w", 1, 2],
      ["list[1]", { name: "b" }, undefined],
    ]);
    const twice: readonly ModelObject[] = [{ name: "a" }, { name: "a", w: 1 }];
    expect(lists(twice, [{ name: "b" }, { name: "a", w: 2 }])).to.deep.equal([
      ["list[0].name", "a", "b"],
      ["list[1].w", 1, 2],
    ]);
    expect(lists([{ name: "a" }, { name: 1 }], [{ name: "b" }, { name: 1 }])).to.deep.equal([
      ["list[0].name", "a", "b"],
    ]);
  });

  it("is told name by name where names come, go or change their order", () => {
    const [a, b, c] = [{ name: "a", w: 1 }, { name: "b" }, { name: "c" }];
    expect(lists([a, b], [b, { ...a, w: 2 }])).to.deep.equal([
      ["list", ["a", "b"], ["b", "a"]],
      ['list["a"].w', 1, 2],
    ]);
    expect(lists([a, b, c], [c, b])).to.deep.equal([
      ["list", ["b", "c"], ["c", "b"]],
      ['list["a"]', a, undefined],
    ]);
    expect(lists([b, c], [c, a])).to.deep.equal([
      ['list["a"]', undefined, a],
      ['list["b"]', b, undefined],
    ]);
  });

  it("is the same for two resources", () => {
    expect(triples(differencesOf(pool("a"), pool("a", { enabled: false })))).to.deep.equal([
      ["enabled", true, false],
    ]);
  });
});

describe("what an update repairs whose inputs stayed the same", () => {
  const repaired = (live: ModelObject, wanted: ModelObject) =>
    triples(repairedProperties(live, wanted));

  it("is what the program sets and the live resource has otherwise", () => {
    expect(
      repaired(
        { ttl: 60, id: "1", tags: { a: "x", more: "y" }, list: [{ w: 1, at: "now" }, { w: 5 }] },
        { ttl: 1, tags: { a: "b" }, list: [{ w: 2 }] },
      ),
    ).to.deep.equal([
      ["list[0].w", 1, 2],
      ["list[1]", { w: 5 }, undefined],
      ["tags.a", "x", "b"],
      ["ttl", 60, 1],
    ]);
    expect(repaired({ ttl: 1, more: 2 }, { ttl: 1 })).to.deep.equal([]);
  });

  it("is what the provider never gives back only where nothing else differs", () => {
    expect(repaired({ ttl: 60 }, { ttl: 1, token: "t" })).to.deep.equal([["ttl", 60, 1]]);
    expect(repaired({ ttl: 1 }, { ttl: 1, token: "t" })).to.deep.equal([["token", undefined, "t"]]);
  });

  it("is not known where nothing of the live resource is", () => {
    expect(repaired({}, { ttl: 1 })).to.deep.equal([]);
  });

  it("may be a secret that both hold, by its top-level property", () => {
    const old: ModelObject = {
      b: secretValue,
      a: { x: [secretValue] },
      plain: "p",
      was: secretValue,
    };
    const now: ModelObject = { b: secretValue, a: { x: secretValue }, plain: "p", is: secretValue };
    expect(triples(sharedSecrets(old, { ...now, was: "p" }))).to.deep.equal([
      ["a", secretValue, secretValue],
      ["b", secretValue, secretValue],
    ]);
  });
});
