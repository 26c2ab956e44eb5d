import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { ModelReference, secretValue, type ModelValue } from "../../../model/graph/resources";
import { UnreadablePlan } from "../../../model/plan/unreadablePlan";
import { deepest, holdsSecret, readProperties } from "../../../model/plan/wireValues";

const mark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const marks = [
  ...[mark, "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"],
  ...["3eeb2bf0-c639-47a8-9e75-3b44932eb421", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
  ...["030794c1-ac77-496b-92df-f27374a8bd58", "e48ece36-62e2-4504-bad9-02848725956a"],
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];
const signed = (signature: string, more: object) => ({
  "4dabf18193072939515e22adb298388d": signature,
  ...more,
});
const asset = "c44067f5952c0a294b673a41bacd8c17";
const archive = "0def7320c3a5731c473e5ecbe6d01bc7";
const resourceReference = "5cf8f73096256a8f31e491e813e4eb8e";
const output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const secret = "1b47061264138c4ac30d75fd1eb44270";

const read = (value: unknown, sources?: unknown): ModelValue | undefined =>
  readProperties({ a: value }, sources === undefined ? undefined : { a: sources }).a;

/** A value under so many lists. */
const nested = (levels: number, value: unknown): unknown =>
  levels === 0 ? value : [nested(levels - 1, value)];

describe("the properties of a resource", () => {
  it("say what they say in JSON where nothing in them is marked", () => {
    const plain = { a: "x", b: 1, c: true, d: null, e: [1, { f: "y" }], g: {} };
    expect(readProperties(plain)).to.deep.equal(plain);
    expect([undefined, null, "a", 1].map((each) => readProperties(each))).to.deep.equal([
      ...[{}, {}, {}, {}],
    ]);
  });

  it("are not known under each of the engine's marks, wherever they stand", () => {
    expect(marks.map((each) => read(each))).to.deep.equal(marks.map(() => unknownValue));
    expect(read([{ b: mark }])).to.deep.equal([{ b: unknownValue }]);
    expect([read(`${mark} `), read("04da6b54-80e4-46f7-96ec-b56ff0331ba8")]).to.deep.equal([
      ...[`${mark} `, "04da6b54-80e4-46f7-96ec-b56ff0331ba8"],
    ]);
  });

  it("refer to what they are made of, sorted, where the plan says it of the property", () => {
    expect(read(mark, ["urn b", "urn a"])).to.deep.equal(new ModelReference(["urn a", "urn b"]));
    expect(read({ b: [mark, "x"] }, ["urn"])).to.deep.equal({
      b: [new ModelReference(["urn"]), "x"],
    });
    expect([read(mark, []), read(mark, [1]), read(mark, "urn")]).to.deep.equal([
      ...[unknownValue, unknownValue, unknownValue],
    ]);
    expect(readProperties({ constructor: mark }, {})).to.deep.equal({ constructor: unknownValue });
    expect(readProperties({ a: mark }, ["urn"])).to.deep.equal({ a: unknownValue });
  });

  it("are secret where they are blinded, signed as such, or signed by nobody who is known", () => {
    expect(read("[secret]")).to.equal(secretValue);
    expect(read({ b: ["[secret]"] })).to.deep.equal({ b: [secretValue] });
    const values = [
      signed(secret, { ciphertext: "v1" }),
      signed(secret, { plaintext: '"p"' }),
      signed(output, { secret: true, value: "p" }),
      signed("0".repeat(32), { value: "p" }),
    ];
    expect(values.map((value) => read(value))).to.deep.equal([
      ...[secretValue, secretValue, secretValue, secretValue],
    ]);
  });

  it("are read through outputs, and of files only the hash", () => {
    expect([
      read(signed(output, { value: { b: mark } }), ["urn"]),
      read(signed(output, { secret: false, value: "v" })),
      read(signed(output, {})),
      read(signed(output, {}), ["urn"]),
    ]).to.deep.equal([
      ...[{ b: new ModelReference(["urn"]) }, "v", unknownValue, new ModelReference(["urn"])],
    ]);
    expect(
      [asset, archive].map((each) => read(signed(each, { hash: "h", text: "t" }))),
    ).to.deep.equal([{ hash: "h" }, { hash: "h" }]);
    expect([asset, archive].map((each) => read(signed(each, { text: "t" })))).to.deep.equal([
      ...[{ hash: unknownValue }, { hash: unknownValue }],
    ]);
    expect([
      read(signed(resourceReference, { urn: "urn" })),
      read(signed(resourceReference, {})),
    ]).to.deep.equal([new ModelReference(["urn"]), unknownValue]);
  });

  it("are without what is Pulumi's own, on every level", () => {
    expect(readProperties({ __defaults: [], a: { __meta: 1, b: 2, _c: 3 } })).to.deep.equal({
      a: { b: 2, _c: 3 },
    });
  });

  it("are refused where they are nested deeper than any that Pulumi writes", () => {
    const deep = nested(deepest + 1, mark);
    expect(read(deep)).to.deep.equal(nested(deepest + 1, unknownValue));
    expect(() => read(nested(deepest + 2, mark)))
      .to.throw(UnreadablePlan)
      .with.property("problem")
      .that.deep.equals({
        ...{ path: "plan", rule: "be the output of Pulumi" },
        actual: "JSON that is nested too deeply to be read",
      });
  });

  it("hold a secret where one is somewhere in them", () => {
    const values: readonly (ModelValue | undefined)[] = [
      secretValue,
      [1, secretValue],
      { a: { b: [secretValue] } },
    ];
    expect(values.map(holdsSecret)).to.deep.equal([true, true, true]);
    const none: readonly (ModelValue | undefined)[] = [
      "a",
      undefined,
      null,
      [],
      {},
      { a: 1 },
      unknownValue,
      new ModelReference(["urn"]),
    ];
    expect(none.filter(holdsSecret)).to.deep.equal([]);
  });
});
