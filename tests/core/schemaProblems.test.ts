import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { describeProblem } from "../../core/problem";
import {
  answerWith,
  fieldsOf,
  hidden,
  input,
  late,
  listOf,
  mapOf,
  oneValue,
  ruled,
  text,
  toggle,
} from "../../core/schema";
import { schemaProblems, writePath } from "../../core/schemaProblems";

const even = ruled({ type: "integer" }, (value) =>
  typeof value === "number" && value % 2 === 0
    ? undefined
    : { path: "", rule: "be even", actual: String(value) },
);

const inner = fieldsOf({ size: even, on: toggle.optional() });

const schema = fieldsOf({
  name: text,
  any: oneValue().optional(),
  later: input().optional(),
  map: mapOf(inner).optional(),
  list: listOf(inner).optional(),
  texts: listOf(late(text)).optional(),
  tags: late(mapOf(late(text))).optional(),
  ids: mapOf(late(listOf(late(text)))).optional(),
  answer: late(answerWith({ ranges: listOf(even) })).optional(),
  named: mapOf(even, { pattern: /^[a-z]+$/, rule: "be named by small letters" }).optional(),
  secrets: hidden(mapOf(hidden(inner))).optional(),
});

/** Kinds and values as sentences, with the schema's own noun. */
function told(value: unknown, of = schema): { kinds: string[]; values: string[] } {
  const { kinds, values } = schemaProblems(of, value, "argument");
  return { kinds: kinds.map(describeProblem), values: values.map(describeProblem) };
}

const fine = { kinds: [], values: [] };
const output = pulumi.output({});
const unknown = "must be an argument that there is; got an unknown name";

describe("problems that a schema finds", () => {
  it("are none where everything is right, and where what may be left out is undefined", () => {
    expect(told({ name: "" })).to.deep.equal(fine);
    expect(told({ name: "a", any: true, map: undefined, strange: undefined })).to.deep.equal(fine);
    expect(
      told({
        name: "a",
        any: 1,
        later: "x",
        map: { a: { size: 2 } },
        list: [{ size: 0, on: false }],
        texts: ["x"],
        tags: { a: "b" },
        ids: { a: ["b"] },
        answer: { ranges: [2], more: [] },
        named: { a: 2 },
        secrets: { a: { size: 2 } },
      }),
    ).to.deep.equal(fine);
  });

  it("part kinds from values, each with its path", () => {
    expect(
      told({ name: 5, map: { "a b": { size: 1, on: "no" } }, list: [{ size: 3 }, 1] }),
    ).to.deep.equal({
      kinds: [
        "name must be a text; got 5",
        'map["a b"].on must be true or false; got "no"',
        "list[1] must be a map with size, on; got 1",
      ],
      values: ['map["a b"].size must be even; got 1', "list[0].size must be even; got 3"],
    });
    expect(told({ name: "a", any: [], map: { a: { size: {} } } })).to.deep.equal({
      kinds: [
        "any must be one value, no list and no map; got []",
        "map.a.size must be even; got [object Object]",
      ],
      values: [],
    });
  });

  it("have an empty path for the value itself", () => {
    for (const [value, actual] of [
      [undefined, "nothing"],
      [null, "null"],
      [[], "[]"],
      ["a", '"a"'],
    ] as const) {
      expect(schemaProblems(schema, value, "argument")).to.deep.equal({
        kinds: [{ path: "", rule: "be a map with name, any, later, map and so on", actual }],
        values: [],
      });
    }
  });

  it("tell once, by its own rule, of a value that is missing", () => {
    expect(told({ map: { a: {} } })).to.deep.equal({
      kinds: ["name must be a text; got nothing"],
      values: ["map.a.size must be even; got undefined"],
    });
    const needs = fieldsOf({
      all: inner,
      some: mapOf(inner),
      late: late(inner),
      list: listOf(text),
    });
    expect(told({}, needs)).to.deep.equal({
      kinds: [
        "all must be a map with size, on; got nothing",
        "some must be a map by keys of your choice; got nothing",
        "late must be a map with size, on; got nothing",
        "list must be a list; got nothing",
      ],
      values: [],
    });
  });

  it("say that a value must be known, and what to give", () => {
    expect(
      told({
        name: output,
        any: output,
        map: output,
        list: [output],
        texts: output,
        ids: output,
        named: { a: Promise.resolve(2) },
      }),
    ).to.deep.equal({
      kinds: [
        "name must be known at preview; got an Output. Give a plain value",
        "any must be known at preview; got an Output. Give a plain value",
        "map must be known at preview; got an Output. Give a plain map",
        "list[0] must be known at preview; got an Output. Give a plain map",
        "texts must be known at preview; got an Output. Give a plain list whose values may be Outputs",
        "ids must be known at preview; got an Output. Give a plain map whose values may be Outputs",
        "named.a must be known at preview; got a Promise. Give a plain value",
      ],
      values: [],
    });
    expect(told(output).kinds).to.deep.equal([
      " must be known at preview; got an Output. Give a plain map",
    ]);
    const late = { name: "a", later: output, texts: [output], tags: output, answer: output };
    expect(told({ ...late, ids: { a: output, b: [output] } })).to.deep.equal(fine);
    expect(told({ name: "a", tags: { a: output } })).to.deep.equal(fine);
  });

  it("are those of what a value would be once it is known, however late it may be", () => {
    expect(
      told({
        name: "a",
        later: [],
        texts: ["a", 5],
        tags: { a: 1, b: output },
        ids: { a: ["x", 4], b: "no" },
        answer: { ranges: [1, []] },
      }),
    ).to.deep.equal({
      kinds: [
        "later must be one value, no list and no map; got []",
        "texts[1] must be a text; got 5",
        "tags.a must be a text; got 1",
        "ids.a[1] must be a text; got 4",
        'ids.b must be a list; got "no"',
        "answer.ranges[1] must be even; got ",
      ],
      values: ["answer.ranges[0] must be even; got 1"],
    });
  });

  it("name the nearest name, or all of them, with the noun that is asked for", () => {
    expect(told({ name: "a", nmae: 1, zzzzzz: 1, map: { a: { size: 2, sise: 1 } } })).to.deep.equal(
      {
        kinds: [
          `map.a.sise ${unknown}. Did you mean size?`,
          `nmae ${unknown}. Did you mean name?`,
          `zzzzzz ${unknown}. There are name, any, later, map, list, texts, tags, ids, answer, named, secrets`,
        ],
        values: [],
      },
    );
    expect(
      schemaProblems(inner, { size: 2, onn: 1 }, "key").kinds.map(describeProblem),
    ).to.deep.equal(["onn must be a key that there is; got an unknown name. Did you mean on?"]);
    expect(told({ name: "a", tags: { a: "b" }, answer: { more: 1 } })).to.deep.equal({
      kinds: ["answer.ranges must be a list; got nothing"],
      values: [],
    });
  });

  it("are found under any key, those that every object has from birth too", () => {
    for (const key of [...Object.getOwnPropertyNames(Object.prototype), "then", "length", ""]) {
      const map = JSON.parse(`{${JSON.stringify(key)}: {"size": 1, "on": 1}}`) as object;
      const path = writePath(["map", key]);
      expect(told({ name: "a", map }), key).to.deep.equal({
        kinds: [`${path}.on must be true or false; got 1`],
        values: [`${path}.size must be even; got 1`],
      });
      const ids = JSON.parse(`{${JSON.stringify(key)}: [1]}`) as object;
      expect(told({ name: "a", ids }).kinds, key).to.deep.equal([
        `${writePath(["ids", key])}[0] must be a text; got 1`,
      ]);
      const fields = JSON.parse(`{"name": "a", ${JSON.stringify(key)}: 1}`) as object;
      const [wrong, ...others] = told(fields).kinds;
      expect([wrong?.startsWith(`${writePath([key])} ${unknown}`), others], key).to.deep.equal([
        true,
        [],
      ]);
    }
    expect(told({ name: "a", constructor: undefined })).to.deep.equal(fine);
    expect(told({}).kinds).to.deep.equal(["name must be a text; got nothing"]);
  });

  it("refuse a key that cannot be among the kinds, since nothing behind it is looked at", () => {
    expect(told({ name: "a", named: { A: 1, b: 1, ["__proto__"]: 1 } })).to.deep.equal({
      kinds: [
        'named.A must be named by small letters; got "A"',
        'named.__proto__ must be named by small letters; got "__proto__"',
      ],
      values: ["named.b must be even; got 1"],
    });
  });

  it("take objects of classes and without a prototype for maps, but no Map, Set or function", () => {
    class Args {
      readonly name = "a";
      readonly map = new Rows();
      get kind(): string {
        return "not an argument";
      }
    }
    class Rows {
      readonly one = { size: 1 };
    }
    expect(told(new Args())).to.deep.equal({
      kinds: [],
      values: ["map.one.size must be even; got 1"],
    });
    const bare = (entries: object): object => Object.assign(Object.create(null) as object, entries);
    expect(told(bare({ name: "a", map: bare({ one: bare({ size: 2 }) }) }))).to.deep.equal(fine);
    expect(told(Object.freeze({ name: "a", map: Object.freeze({}) }))).to.deep.equal(fine);
    const rows = new Map([["one", { size: 2 }]]);
    expect(told({ name: "a", map: rows, list: [new Set()], ids: () => 1 }).kinds).to.deep.equal([
      "map must be a map by keys of your choice; got a Map of JavaScript",
      "list[0] must be a map with size, on; got a Set of JavaScript",
      "ids must be a map by keys of your choice; got function",
    ]);
  });

  it("end on values that are deep or hold themselves", () => {
    const self: Record<string, unknown> = { name: "a" };
    Object.assign(self, { map: { self }, list: [self] });
    const cannot = "a value that JSON cannot write";
    expect(told(self)).to.deep.equal({
      kinds: [
        ...["map.self", "list[0]"].flatMap((path) =>
          ["name", "map", "list"].map((name) => `${path}.${name} ${unknown}. There are size, on`),
        ),
      ],
      values: ["map.self.size", "list[0].size"].map(
        (path) => `${path} must be even; got undefined`,
      ),
    });
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level += 1) {
      deep = level % 2 === 0 ? [deep] : { a: deep };
    }
    expect(told({ name: deep, any: deep, texts: [deep] }).kinds).to.deep.equal([
      `name must be a text; got ${cannot}`,
      `any must be one value, no list and no map; got ${cannot}`,
      `texts[0] must be a text; got ${cannot}`,
    ]);
  });

  it("do not show what stands where a secret may stand by mistake", () => {
    const url = "https://hooks.example.net/topsecret";
    const shown = (secrets: unknown): string[] => told({ name: "a", secrets }).kinds;
    const actual = "got something else, perhaps a secret";
    expect(shown(url)).to.deep.equal([`secrets must be a map by keys of your choice; ${actual}`]);
    expect(shown({ chat: url })).to.deep.equal([
      `secrets.chat must be a map with size, on; ${actual}`,
    ]);
    expect(shown({ chat: [url] })).to.deep.equal([
      `secrets.chat must be a map with size, on; ${actual}`,
    ]);
    expect(shown({ chat: { address: url, size: 2 } })).to.deep.equal([
      `secrets.chat.address ${unknown}. There are size, on`,
    ]);
    expect(shown({ chat: undefined })).to.deep.equal([
      "secrets.chat must be a map with size, on; got nothing",
    ]);
  });

  it("leave what they look at as it is", () => {
    const given = { name: 5, map: JSON.parse('{"__proto__": {"size": 1}}') as unknown, more: [] };
    const before = structuredClone(given);
    told(given);
    expect(given).to.deep.equal(before);
    expect(Object.keys(given.map as object)).to.deep.equal(["__proto__"]);
  });
});

describe("a path", () => {
  it("is written like code", () => {
    for (const [parts, path] of [
      [[], ""],
      [["a", 0, "b"], "a[0].b"],
      [["a", "0", ""], 'a["0"][""]'],
      [["a b", "c.d"], '["a b"]["c.d"]'],
      [["$a", "_b", "ü"], '$a._b["ü"]'],
    ] as const) {
      expect(writePath(parts)).to.equal(path);
    }
  });
});
