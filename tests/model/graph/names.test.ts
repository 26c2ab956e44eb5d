import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { balancer, record, resource } from "../resource";

const zone = (name: string, id = "zone") => resource("zone", id, { name });
const keys = (resources: readonly ModelResource[]) => resources.map(({ name }) => name);

describe("the names of an inventory", () => {
  it("are full names in a zone whose name is known, however late it is told", () => {
    const [www, apex, lb] = [record("www"), record("@"), balancer("Shop.Example.com.")];
    const inventory = new Inventory([www, apex, lb, zone("Example.com")]);
    expect(inventory.hostnames()).to.deep.equal([
      ...["example.com", "shop.example.com", "www.example.com"],
    ]);
    expect([www, apex, lb].map((each) => inventory.hostnameOf(each))).to.deep.equal([
      ...["www.example.com", "example.com", "shop.example.com"],
    ]);
    expect([www, lb].map((each) => inventory.zones.nameOf(each))).to.deep.equal([
      ...["example.com", "example.com"],
    ]);
    expect(inventory.atName("www.example.com")).to.deep.equal([www]);
    expect([inventory.atName("www"), inventory.atName("com")]).to.deep.equal([[], []]);
  });

  it("are told apart by their zones while the zones' names are not known, unless they are full names", () => {
    const [one, two, full] = [
      record("www", { zoneId: "z1" }),
      record("www", { zoneId: new ModelReference(["urn"]) }),
      record("a.example.org", { zoneId: "z1" }),
    ];
    const inventory = new Inventory([one, two, full]);
    expect(inventory.hostnames()).to.deep.equal([
      ...["a.example.org", "www in zone urn", "www in zone z1"],
    ]);
    expect([inventory.zones.nameOf(one), inventory.zones.all()]).to.deep.equal([undefined, []]);
  });

  it("are none for a resource whose name is unknown or not set, and for other resources", () => {
    const names: readonly ModelValue[] = [unknownValue, null];
    const [unknown, unset] = names.map((name) =>
      resource("dnsRecord", String(name === null), { zoneId: "zone", name }),
    ) as [ModelResource, ModelResource];
    const group = resource("securityGroup", "sg", { name: "www", zoneId: "zone" });
    const inventory = new Inventory([unknown, unset, group, zone("example.com")]);
    expect(inventory.hostnames()).to.deep.equal([]);
    for (const each of [unknown, unset, group]) {
      expect([inventory.hostnameOf(each), inventory.hostnameOfComing(each)]).to.deep.equal([
        ...[undefined, undefined],
      ]);
    }
    inventory.remove(unknown.key);
    expect(inventory.ofType("dnsRecord")).to.deep.equal([unset]);
  });

  it("are told of what would come, too", () => {
    const inventory = new Inventory([zone("example.com")]);
    expect(
      [record("www"), balancer("www")].map((each) => inventory.hostnameOfComing(each)),
    ).to.deep.equal(["www.example.com", "www.example.com"]);
    expect(inventory.hostnameOf(record("www"))).to.equal(undefined);
    expect(inventory.hostnames()).to.deep.equal([]);
  });

  it("say what stands at a name itself and what stands beneath it", () => {
    const [deep, wild] = [record("a.b.example.com"), record("*.example.com")];
    const inventory = new Inventory([deep, wild]);
    const hostnames = ["a.b.example.com", "b.example.com", "example.com", "com", "c.example.com"];
    const stands = () => hostnames.map((name) => inventory.existsAt(name));
    const exists = () => hostnames.map((name) => inventory.nameExists(name));
    expect(stands()).to.deep.equal([true, false, false, false, false]);
    expect(exists()).to.deep.equal([true, true, true, true, false]);
    inventory.put(record("c.example.com"));
    expect(exists()).to.deep.equal([true, true, true, true, true]);
    expect(inventory.existsAt("c.example.com")).to.equal(true);
    inventory.put(record("x.y.example.net"));
    expect([
      inventory.nameExists("y.example.net"),
      inventory.existsAt("y.example.net"),
    ]).to.deep.equal([...[true, false]]);
    inventory.remove(deep.key);
    expect(stands()).to.deep.equal([false, false, false, false, true]);
    expect(exists()).to.deep.equal([false, false, true, true, true]);
    inventory.remove(wild.key);
    inventory.remove(record("c.example.com").key);
    expect(exists()).to.deep.equal([false, false, false, false, false]);
  });

  it("exist as long as one of several resources stands beneath", () => {
    const [one, two] = [record("a.example.com"), record("a.example.com", { type: "AAAA" })];
    const inventory = new Inventory([one, two]);
    expect(inventory.nameExists("example.com")).to.equal(true);
    inventory.remove(one.key);
    expect([inventory.nameExists("example.com"), inventory.atName("a.example.com")]).to.deep.equal([
      ...[true, [two]],
    ]);
    inventory.remove(two.key);
    expect([
      inventory.nameExists("example.com"),
      inventory.existsAt("a.example.com"),
    ]).to.deep.equal([...[false, false]]);
  });
});

describe("the name of a zone", () => {
  const nameIn = (...resources: ModelResource[]) => new Inventory(resources).zones.name("zone");

  it("is what its own resource says, by its id and by its key", () => {
    const inventory = new Inventory([zone("Example.com.")]);
    expect(["zone", "zone::zone", "other"].map((each) => inventory.zones.name(each))).to.deep.equal(
      [...["example.com", "example.com", undefined]],
    );
    expect(inventory.zones.title(["zone"])).to.equal("example.com");
    const { id, ...planned } = zone("example.com");
    expect([id, new Inventory([planned]).zones.name("zone")]).to.deep.equal(["zone", undefined]);
  });

  it("is what a load balancer or a record in it says where it has no resource", () => {
    expect(nameIn(balancer("lb", { zoneName: "example.com" }))).to.equal("example.com");
    expect(nameIn(record("www", { zoneName: "example.com" }))).to.equal("example.com");
    expect(nameIn(record("www", { zoneName: unknownValue }), record("www"))).to.equal(undefined);
    const group = resource("securityGroup", "sg", { zoneId: "zone", zoneName: "example.com" });
    expect(nameIn(group)).to.equal(undefined);
    const setting = resource("zoneSetting", "s", { zoneId: "zone", zoneName: "example.com" });
    expect(nameIn(setting)).to.equal(undefined);
  });

  it("is the first in order of several that are told, and the zone's own before them all", () => {
    const [a, b] = ["a.example", "b.example"].map((zoneName) => record("www", { zoneName })) as [
      ModelResource,
      ModelResource,
    ];
    expect([nameIn(a, b), nameIn(b, a)]).to.deep.equal(["a.example", "a.example"]);
    expect([nameIn(a, zone("c.example")), nameIn(zone("c.example"), a)]).to.deep.equal([
      ...["c.example", "c.example"],
    ]);
  });

  it("that comes later renames what stands in it, and is asked for anew", () => {
    const [www, other] = [record("www"), record("www", { zoneId: "other" })];
    const inventory = new Inventory([www, other]);
    const { answer, asked } = inventory.observe(() => [
      ...[inventory.zones.name("zone"), inventory.hostnames().join(", ")],
    ]);
    expect(answer).to.deep.equal([undefined, "www in zone other, www in zone zone"]);
    const changed = inventory.put(zone("example.com"));
    expect([...asked].filter((question) => changed.has(question))).to.deep.equal(["type zone"]);
    expect([...changed].filter((question) => /^(name|within) /.test(question))).to.deep.equal([
      ...["name www in zone zone", "within www in zone zone", "name www.example.com"],
      ...["within www.example.com", "within example.com", "within com"],
    ]);
    expect(inventory.hostnames()).to.deep.equal(["www in zone other", "www.example.com"]);
    expect(
      [...inventory.put(zone("example.com"))].filter((each) => each.startsWith("name ")),
    ).to.deep.equal([]);
    inventory.put(zone("example.net"));
    expect(inventory.hostnames()).to.deep.equal(["www in zone other", "www.example.net"]);
    inventory.remove("zone::zone");
    expect(inventory.zones.name("zone")).to.equal("example.net");
  });

  it("may have no dot, and is then the full name of what stands at its top", () => {
    const inventory = new Inventory([zone("intranet"), record("@"), record("www")]);
    expect(inventory.hostnames()).to.deep.equal(["intranet", "www.intranet"]);
  });

  it("that a load balancer brings is asked for anew, and only where it is another one", () => {
    const inventory = new Inventory([record("www")]);
    const brings = (zoneName: string) =>
      inventory.put(balancer("lb", { zoneName })).has("type zone");
    expect([brings("b.example"), brings("b.example"), brings("c.example")]).to.deep.equal([
      ...[true, false, false],
    ]);
    expect([brings("a.example"), inventory.zones.name("zone")]).to.deep.equal([true, "a.example"]);
  });

  it("holds itself and every name beneath it", () => {
    const inventory = new Inventory([
      zone("b.example.com", "b"),
      record("www", { zoneId: "a", zoneName: "a.example.com" }),
    ]);
    expect(inventory.zones.all()).to.deep.equal(["a.example.com", "b.example.com"]);
    expect(
      ["a.example.com", "www.b.example.com", "example.com", "c.example.com", "xa.example.com"].map(
        (name) => inventory.zones.holds(name),
      ),
    ).to.deep.equal([true, true, false, false, false]);
  });

  it("is told by the hostname nearest to its top where nothing says it, the first by its letters", () => {
    const within = (...names: string[]) =>
      new Inventory(names.map((name) => record(name))).zones.title(["zone"]);
    expect([
      within("a.b.example.com", "c.example.com", "b.example.com", "d.example.com"),
      within("*.example.com", "a.www.example.com"),
      within("*.example.com", "www"),
      within(),
    ]).to.deep.equal([
      ...["the zone of b.example.com", "the zone of a.www.example.com", undefined, undefined],
    ]);
  });

  it("is asked of all that may be the zone together", () => {
    const properties: ModelObject = { zoneId: new ModelReference(["z2", "z1"]) };
    const inventory = new Inventory([record("www.example.com", properties)]);
    const { answer, asked } = inventory.observe(() => inventory.zones.title(["z1", "z2"]));
    expect(answer).to.equal("the zone of www.example.com");
    expect([...asked]).to.deep.equal([
      ...["type zone", "link dnsRecord z1", "link loadBalancer z1"],
      ...["link dnsRecord z2", "link loadBalancer z2"],
    ]);
    expect(keys(inventory.ofType("dnsRecord"))).to.have.length(1);
  });
});
