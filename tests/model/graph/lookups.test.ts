import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import { ResourceIndex } from "../../../model/graph/resourceIndex";
import { ModelReference, type ModelResource } from "../../../model/graph/resources";
import { idsOf } from "../../../model/graph/resourcesOfType";
import { pool, record, resource } from "../resource";

const [a, b] = [pool("a", { monitor: "m" }), pool("b", { monitor: "m" })];
const monitor = resource("monitor", "m", {});
const bucket: ModelResource = { ...pool("c"), type: "aws:glue/job:Job" };

/** What somebody asked rests on. */
function asks(inventory: Inventory, ask: () => unknown): string[] {
  return [...inventory.observe(ask).asked];
}

describe("a resource of an inventory", () => {
  it("is found by key, by id, by ARN and by type, sorted by key", () => {
    const group = resource("targetGroup", "tg", { arn: "arn:tg" });
    const inventory = new Inventory([b, group, a, bucket]);
    expect(inventory.byKey(a.key)).to.equal(a);
    expect([inventory.byId("pool", "b"), inventory.byId("targetGroup", "arn:tg")]).to.deep.equal([
      ...[b, group],
    ]);
    expect(inventory.byId("targetGroup", "tg")).to.equal(group);
    expect(inventory.ofType("pool")).to.deep.equal([a, b]);
    expect([inventory.has("pool"), inventory.has("monitor")]).to.deep.equal([true, false]);
    expect([
      ...[inventory.byKey("pool::x"), inventory.byId("pool", "x"), inventory.byId("monitor", "a")],
      ...[inventory.byKey(bucket.key), inventory.byId("pool", "c")],
    ]).to.deep.equal([undefined, undefined, undefined, undefined, undefined]);
    expect(inventory.ofType("monitor")).to.deep.equal([]);
  });

  it("is the later one of two with the same key", () => {
    const later = pool("a", { monitor: "n" });
    const inventory = new Inventory([a, later]);
    expect(inventory.ofType("pool")).to.deep.equal([later]);
    expect(inventory.byKey(a.key)).to.equal(later);
    expect(inventory.linkedToAny(["m"], "pool")).to.deep.equal([]);
    inventory.put(a);
    expect(inventory.ofType("pool")).to.deep.equal([a]);
    expect(inventory.byId("pool", "a")).to.equal(a);
    inventory.put({ ...a, type: bucket.type });
    expect(inventory.ofType("pool")).to.deep.equal([]);
    expect([inventory.has("pool"), inventory.byKey(a.key)]).to.deep.equal([false, undefined]);
  });

  it("comes and goes in the indexes that were asked before, too", () => {
    const inventory = new Inventory([monitor, a]);
    const found = () => [
      ...[inventory.byId("pool", "a"), inventory.byId("pool", "b")],
      ...inventory.linkedTo(monitor, "pool"),
    ];
    expect(found()).to.deep.equal([a, undefined, a]);
    inventory.put(b);
    expect(found()).to.deep.equal([a, b, a, b]);
    inventory.remove(a.key);
    expect(found()).to.deep.equal([undefined, b, b]);
    expect([inventory.isLinked("m", "pool"), inventory.isLinked("x", "pool")]).to.deep.equal([
      ...[true, false],
    ]);
    inventory.remove(b.key);
    expect(found()).to.deep.equal([undefined, undefined]);
    expect([
      inventory.isLinked("m", "pool"),
      inventory.isLinked("m", "monitorGroup"),
    ]).to.deep.equal([false, false]);
  });

  it("that goes leaves its id to another that has it", () => {
    const twin: ModelResource = { ...a, key: "pool::twin" };
    const inventory = new Inventory([a, twin]);
    expect(inventory.byId("pool", "a")).to.equal(twin);
    inventory.remove(a.key);
    expect(inventory.byId("pool", "a")).to.equal(twin);
  });

  it("answers to its id and its ARN, as far as they are known", () => {
    const ids = (id: string | undefined, arn: ModelResource["properties"][string]) =>
      idsOf({ ...a, id, properties: { arn } });
    expect(ids("i", "arn:i")).to.deep.equal(["i", "arn:i"]);
    expect([ids("i", "i"), ids("i", unknownValue), ids(undefined, "arn:i")]).to.deep.equal([
      ...[["i"], ["i"], ["arn:i"]],
    ]);
    expect(ids(undefined, null)).to.deep.equal([]);
  });
});

describe("what names a resource", () => {
  it("is found by key, id and ARN, each once and sorted by key", () => {
    const arn = "arn:m";
    const target = { ...monitor, properties: { arn } };
    const users = ["m", arn, new ModelReference([target.key])].map((each, index) =>
      pool(`p${3 - index}`, { monitor: each }),
    );
    const twice = pool("p0", { monitor: "m", origins: [{ address: arn }] });
    const inventory = new Inventory([target, ...users, twice, pool("p9", { monitor: "x" })]);
    expect(inventory.linkedTo(target, "pool").map(({ name }) => name)).to.deep.equal([
      ...["p0", "p1", "p2", "p3"],
    ]);
    expect(inventory.linkedToAny([arn], "pool").map(({ name }) => name)).to.deep.equal([
      "p0",
      "p2",
    ]);
    expect(inventory.linkedToAny([], "pool")).to.deep.equal([]);
    expect(inventory.linkedTo(target, "monitorGroup")).to.deep.equal([]);
  });
});

describe("what an answer rests on", () => {
  it("is noted as it was asked, also where there is nothing", () => {
    const inventory = new Inventory();
    expect(asks(inventory, () => inventory.byKey("k"))).to.deep.equal(["key k"]);
    expect(asks(inventory, () => inventory.byId("pool", "a"))).to.deep.equal(["pool a"]);
    expect(asks(inventory, () => inventory.ofType("pool"))).to.deep.equal(["type pool"]);
    expect(asks(inventory, () => inventory.has("pool"))).to.deep.equal(["type pool"]);
    expect(asks(inventory, () => inventory.linkedTo(monitor, "pool"))).to.deep.equal([
      ...["link pool monitor::m", "link pool m"],
    ]);
    expect(asks(inventory, () => inventory.linkedToAny(["t"], "pool"))).to.deep.equal([
      ...["link pool t"],
    ]);
    expect(asks(inventory, () => inventory.isLinked("?", "pool"))).to.deep.equal(["link pool ?"]);
    expect(asks(inventory, () => inventory.atName("n"))).to.deep.equal(["name n"]);
    expect(asks(inventory, () => inventory.existsAt("n"))).to.deep.equal(["name n"]);
    expect(asks(inventory, () => inventory.nameExists("n"))).to.deep.equal(["within n"]);
  });

  it("is the zones for whoever asks for their names, and all that has a name for all names", () => {
    const inventory = new Inventory();
    const zone = [
      () => inventory.zones.name("z"),
      () => inventory.zones.all(),
      () => inventory.zones.holds("n"),
      () => inventory.zones.nameOf(record("www")),
      () => inventory.zones.title([]),
    ];
    expect(zone.map((ask) => asks(inventory, ask))).to.deep.equal(zone.map(() => ["type zone"]));
    expect(asks(inventory, () => inventory.hostnames())).to.deep.equal([
      ...["type dnsRecord", "type loadBalancer"],
    ]);
  });

  it("is also what is asked within it, and nothing that is asked outside", () => {
    const inventory = new Inventory([a]);
    const inner: string[] = [];
    const { answer, asked } = inventory.observe(() => {
      inventory.byKey("before");
      inner.push(...asks(inventory, () => inventory.byKey("inside")));
      inventory.byKey("after");
      return 7;
    });
    inventory.byKey("outside");
    expect([answer, inner, [...asked]]).to.deep.equal([
      ...[7, ["key inside"], ["key before", "key inside", "key after"]],
    ]);
  });

  it("is noted where the answer is an error, too", () => {
    const inventory = new Inventory();
    const asked = asks(inventory, () => {
      expect(() =>
        inventory.observe(() => {
          inventory.byKey("inside");
          throw new Error("no answer");
        }),
      ).to.throw("no answer");
      inventory.byKey("after");
    });
    expect(asked).to.deep.equal(["key inside", "key after"]);
  });
});

describe("what changes with a resource", () => {
  it("is who asks for its key, its type, its ids and what it names", () => {
    const inventory = new Inventory();
    const one = pool("a", { monitor: "m", arn: "arn:a" });
    const questions = [
      ...[
        "key pool::a",
        "type pool",
        "pool a",
        "pool arn:a",
        "link pool m",
        "link pool 203.0.113.1",
      ],
    ];
    expect([...inventory.put(one)]).to.deep.equal(questions);
    expect([...inventory.put(pool("a", { monitor: "n" }))]).to.deep.equal([
      ...[...questions, "link pool n"],
    ]);
    expect([...inventory.remove(one.key)]).to.deep.equal([
      ...["key pool::a", "type pool", "pool a", "link pool n", "link pool 203.0.113.1"],
    ]);
  });

  it("is who asks for its name and for those above it", () => {
    const inventory = new Inventory();
    const names = [
      ...["name a.example.com", "within a.example.com", "within example.com", "within com"],
    ];
    const [come, gone] = [
      inventory.put(record("a.example.com")),
      inventory.remove(record("a.example.com").key),
    ];
    for (const changed of [come, gone]) {
      expect([...changed].filter((each) => /^(name|within|type) /.test(each))).to.deep.equal([
        ...[...names, "type dnsRecord"],
      ]);
    }
  });

  it("is nothing where there was none, or where it is no part of the traffic's path", () => {
    const inventory = new Inventory([a]);
    expect([...inventory.remove("pool::x")]).to.deep.equal([]);
    expect([...inventory.put(bucket)]).to.deep.equal([]);
    expect([...inventory.remove(bucket.key)]).to.deep.equal([]);
    expect(inventory.ofType("pool")).to.deep.equal([a]);
  });

  it("leaves an inventory complete or not, as it was said", () => {
    expect([
      ...[new Inventory().complete, new Inventory([], { complete: true }).complete],
      ...[new Inventory([], {}).complete, new Inventory([], { complete: false }).complete],
    ]).to.deep.equal([false, true, false, false]);
  });
});

describe("resources by a text", () => {
  it("are listed in the order in which they came, each once", () => {
    const index = new ResourceIndex();
    expect([index.has("t"), index.at("t"), [...index.texts()]]).to.deep.equal([false, [], []]);
    for (const each of [b, b, a, b, monitor]) {
      index.add("t", each);
    }
    index.add("u", a);
    expect([index.at("t"), index.at("u")]).to.deep.equal([[b, a, monitor], [a]]);
    expect([...index.texts()]).to.deep.equal(["t", "u"]);
  });

  it("go one by one, and the text with the last", () => {
    const index = new ResourceIndex();
    [a, b].forEach((each) => index.add("t", each));
    index.add("u", a);
    index.delete("t", monitor);
    index.delete("u", b);
    index.delete("v", a);
    expect([index.at("t"), index.at("u")]).to.deep.equal([[a, b], [a]]);
    index.delete("t", a);
    expect([index.has("t"), index.at("t")]).to.deep.equal([true, [b]]);
    index.delete("t", b);
    index.delete("u", a);
    expect([index.has("t"), index.at("t"), [...index.texts()]]).to.deep.equal([false, [], []]);
  });
});
