import { expect } from "chai";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { z } from "zod";
import {
  answerWith,
  fieldsOf,
  hidden,
  input,
  jsonSchemaOf,
  late,
  listOf,
  mapOf,
  oneValue,
  ruled,
  text,
  toggle,
  without,
} from "../../core/schema";
import type { Schema } from "../../core/lateSchema";
import { schemaProblems } from "../../core/schemaProblems";

const fine = () => undefined;
const port = ruled({ type: "integer", minimum: 1, maximum: 65_535 }, fine);
const fields = { port, name: text.optional() };

/** The JSON Schema of one field, without the frame around it. */
function jsonOf(schema: Schema): unknown {
  const { properties } = jsonSchemaOf(fieldsOf({ field: schema }));
  return (properties as { field: unknown }).field;
}

const closed = { type: "object", additionalProperties: false };

describe("importing the library", () => {
  it("leaves zod until the first arguments are judged, and its languages for good", () => {
    const program = `
      const { DnsRecords } = require("./components");
      const rooms = () => [
        ...new Set(
          Object.keys(require.cache).flatMap((file) => /node_modules.zod.(v\\d)/.exec(file)?.[1] ?? []),
        ),
      ];
      const imported = rooms();
      try {
        new DnsRecords("zone", {});
      } catch {
        console.log(JSON.stringify({ imported, judged: rooms() }));
      }`;
    const options = { cwd: path.join(__dirname, "..", ".."), encoding: "utf8" } as const;
    const said = execFileSync(process.execPath, ["--import=tsx", "-e", program], options);
    expect(JSON.parse(said)).to.deep.equal({ imported: [], judged: ["v3"] });
  });
});

describe("the JSON Schema of a schema", () => {
  const json: Readonly<Record<string, readonly [Schema, object]>> = {
    "a text": [text, { type: "string" }],
    "a switch": [toggle, { type: "boolean" }],
    "a value with a rule": [port, { type: "integer", minimum: 1, maximum: 65_535 }],
    "a value that others judge": [oneValue(), {}],
    "the same, of a type": [oneValue({ type: "number" }), { type: "number" }],
    "an input": [input(), { type: "string" }],
    "an input of a type": [input({ type: "number" }), { type: "number" }],
    "what may be left out": [port.optional(), { type: "integer", minimum: 1, maximum: 65_535 }],
    "an input that may be left out": [input().optional(), { type: "string" }],
    "what may be late": [late(port), { type: "integer", minimum: 1, maximum: 65_535 }],
    "a list": [listOf(port), { type: "array", items: jsonOf(port) }],
    "a late list of late texts": [
      late(listOf(late(text))),
      { type: "array", items: { type: "string" } },
    ],
    "a map": [
      mapOf(port),
      { type: "object", propertyNames: { type: "string" }, additionalProperties: jsonOf(port) },
    ],
    "a map with a rule for its keys": [
      mapOf(text, { pattern: /^[a-z]$/, rule: "be named" }),
      {
        type: "object",
        propertyNames: { type: "string", pattern: "^[a-z]$" },
        additionalProperties: { type: "string" },
      },
    ],
    "late tags": [
      late(mapOf(late(text))).optional(),
      {
        type: "object",
        propertyNames: { type: "string" },
        additionalProperties: { type: "string" },
      },
    ],
    fields: [
      fieldsOf(fields),
      {
        ...closed,
        properties: { port: jsonOf(port), name: { type: "string" } },
        required: ["port"],
      },
    ],
    "fields of which all may be left out": [
      fieldsOf({ name: text.optional() }).optional(),
      { ...closed, properties: { name: { type: "string" } } },
    ],
    "an answer": [
      answerWith({ port }),
      {
        type: "object",
        properties: { port: jsonOf(port) },
        required: ["port"],
        additionalProperties: {},
      },
    ],
    "what may be secret": [
      hidden(mapOf(hidden(fieldsOf({})))),
      {
        type: "object",
        propertyNames: { type: "string" },
        additionalProperties: { ...closed, properties: {} },
      },
    ],
  };
  for (const [what, [schema, expected]] of Object.entries(json)) {
    it(`says of ${what} what it is`, () => {
      expect(jsonOf(schema)).to.deep.equal(expected);
    });
  }

  it("names its draft", () => {
    expect(jsonSchemaOf(fieldsOf({}))).to.deep.equal({
      $schema: "http://json-schema.org/draft-07/schema#",
      ...closed,
      properties: {},
    });
  });

  it("agrees with what the schema itself takes", () => {
    const schema = fieldsOf({
      ...fields,
      on: toggle,
      list: listOf(text),
      map: mapOf(fieldsOf(fields)),
    });
    const editor = z.fromJSONSchema(jsonSchemaOf(schema));
    const good = { port: 1, on: true, list: ["a"], map: { a: { port: 2, name: "b" } } };
    for (const [value, isGood] of [
      [good, true],
      [{ ...good, map: {} }, true],
      [{ ...good, more: 1 }, false],
      [{ ...good, list: undefined }, false],
      [{ ...good, list: [1] }, false],
      [{ ...good, map: [] }, false],
      [{ ...good, map: { a: { port: 2, nam: "b" } } }, false],
      [{ ...good, on: "yes" }, false],
      [[], false],
    ] as const) {
      const { kinds, values } = schemaProblems(schema, value, "key");
      expect(kinds.length + values.length === 0, JSON.stringify(value)).to.equal(isGood);
      expect(editor.safeParse(value).success, JSON.stringify(value)).to.equal(isGood);
    }
  });
});

describe("fields", () => {
  it("are left out by their names, and others stay as they are", () => {
    const left = without(fields, { name: "it has another", toString: "it never was one" });
    expect(Object.keys(left)).to.deep.equal(["port"]);
    expect(left.port).to.equal(port);
    expect(Object.keys(fields)).to.deep.equal(["port", "name"]);
  });

  it("are asked their rule once each", () => {
    const asked: unknown[] = [];
    const once = ruled({}, (value) => {
      asked.push(value);
      return undefined;
    });
    const schema = fieldsOf({
      one: once,
      some: listOf(once),
      late: late(once),
      left: once.optional(),
    });
    schemaProblems(schema, { one: 1, some: [2, 3], late: 4 }, "key");
    expect(asked).to.deep.equal([1, 2, 3, 4]);
    schemaProblems(schema, { some: [] }, "key");
    expect(asked.slice(4)).to.deep.equal([undefined, undefined]);
  });
});
