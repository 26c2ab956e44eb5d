import { expect } from "chai";

import { readTrafficPaths } from "../../../model/traffic/path";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { balancer, pool, record, resource } from "../resource";

/** What answers for a hostname in an account with these resources. */
function answer(hostname: string, ...resources: ModelResource[]): unknown[] {
  const path = readTrafficPaths(resources, { complete: true }).pathOf(hostname);
  const by =
    path.loadBalancer !== undefined
      ? "load balancer"
      : path.records.length > 0
        ? "record"
        : "nothing";
  return [path.serving, by, path.answeredAt];
}

const www = "www.example.com";
const wildcard = "*.example.com";
const dead = { enabled: false };

describe("who answers for a hostname", () => {
  const cases: [string, unknown[], ...ModelResource[]][] = [
    ["a record of its name", ["yes", "record", www], record(www)],
    ["a load balancer of its name", ["yes", "load balancer", www], balancer(www), pool("p")],
    [
      "the load balancer before the record of the same name",
      ["no", "load balancer", www],
      balancer(www),
      pool("p", dead),
      record(www),
    ],
    [
      "the record when the load balancer of the name is off",
      ["yes", "record", www],
      balancer(www, dead),
      pool("p"),
      record(www),
    ],
    [
      "nobody when the load balancer is off and no record is beneath it",
      ["no", "nothing", www],
      balancer(www, dead),
      pool("p"),
    ],
    [
      "perhaps a load balancer that may be on, before another one of its name",
      ["unknown", "load balancer", www],
      { ...balancer(www, { enabled: unknownValue }), key: "loadBalancer::a" },
      { ...balancer(www, { defaultPools: ["q"], fallbackPool: "q" }), key: "loadBalancer::b" },
      pool("p"),
      pool("q", dead),
    ],
    ["a wildcard record", ["yes", "record", wildcard], record(wildcard)],
    ["a wildcard load balancer", ["yes", "load balancer", wildcard], balancer(wildcard), pool("p")],
    [
      "the wildcard load balancer before the wildcard record",
      ["no", "load balancer", wildcard],
      balancer(wildcard),
      pool("p", dead),
      record(wildcard),
    ],
    [
      "an exact record before a wildcard load balancer",
      ["yes", "record", www],
      balancer(wildcard),
      pool("p", dead),
      record(www),
    ],
    [
      "an exact load balancer before a wildcard record",
      ["no", "load balancer", www],
      balancer(www),
      pool("p", dead),
      record(wildcard),
    ],
    [
      "no wildcard where the name exists with another type",
      ["no", "nothing", www],
      record(wildcard),
      record(www, { type: "TXT", content: "hello" }),
    ],
    [
      "a wildcard of which it depends on the name servers, where something stands beneath the name",
      ["unknown", "record", wildcard],
      record(wildcard),
      record(`_acme-challenge.${www}`, { type: "TXT", content: "x" }),
    ],
    ["nobody where nothing stands", ["no", "nothing", undefined], record("api.example.com")],
    [
      "a load balancer whose switch is not known yet, where both ways serve",
      ["yes", "load balancer", www],
      balancer(www, { enabled: unknownValue }),
      pool("p"),
      record(www),
    ],
    [
      "nobody knows, where only one of both ways serves",
      ["unknown", "load balancer", www],
      balancer(www, { enabled: unknownValue }),
      pool("p", dead),
      record(www),
    ],
    [
      "an A record whose content is not known yet",
      ["yes", "record", www],
      record(www, { content: unknownValue }),
    ],
    ["an empty record", ["no", "record", www], record(www, { content: "" })],
  ];
  for (const [title, expected, ...resources] of cases) {
    it(`is ${title}`, () => {
      expect(answer(www, ...resources)).to.deep.equal(expected);
    });
  }

  it("is a wildcard of a parent several levels up, nearest existing parent first", () => {
    const deep = `a.b.${www}`;
    expect(answer(deep, record(wildcard))).to.deep.equal(["yes", "record", wildcard]);
    expect(answer(deep, record(wildcard), record(www))).to.deep.equal(["no", "nothing", undefined]);
  });

  const ns = (name: string, content = "ns.example.net"): ModelResource =>
    record(name, { type: "NS", content, proxied: false });

  it("is nobody where the name, or one above it, is delegated in its zone", () => {
    for (const [place, hostname] of [
      [www, www],
      [www, `a.b.${www}`],
    ] as const) {
      for (const own of [[record(hostname)], [balancer(hostname), pool("p")], [record(wildcard)]]) {
        const path = readTrafficPaths([...own, ns(place)]).pathOf(hostname);
        expect([
          path.serving,
          path.answeredAt,
          path.delegatedBy.length,
          path.because,
        ]).to.deep.equal([
          "no",
          undefined,
          1,
          `the NS records of ${place} give ${hostname} to other name servers`,
        ]);
      }
    }
  });

  const inZone = (zoneId: string, resource: ModelResource): ModelResource => ({
    ...resource,
    key: `${zoneId} ${resource.key}`,
    properties: { ...resource.properties, zoneId },
  });

  it("is the wildcard of a child zone, and no wildcard that the delegation takes away with the rest", () => {
    const dev = "dev.example.com";
    const app = `app.${dev}`;
    const given = inZone("parent", ns(dev));
    const childs = ["yes", "record", `*.${dev}`];
    expect(answer(app, given, inZone("child", record(`*.${dev}`)))).to.deep.equal(childs);
    expect(answer(`a.b.${dev}`, given, inZone("child", record(`*.${dev}`)))).to.deep.equal(childs);
    const nobody = ["no", "nothing", undefined];
    expect(answer(app, given, inZone("parent", record(`*.${dev}`)))).to.deep.equal(nobody);
    expect(answer(app, given, inZone("parent", record(wildcard)))).to.deep.equal(nobody);
    expect(answer(app, given, inZone("child", record(`www.${dev}`)))).to.deep.equal(nobody);
  });

  it("is not taken away by the zone's own name servers, by those beneath or beside it, or by those of a zone above its own", () => {
    const expected = ["yes", "record", www];
    expect(
      answer(www, record(www), ns("example.com"), ns(`x.${www}`), ns("ww.example.com")),
    ).to.deep.equal(expected);
    expect(answer(www, inZone("child", record(www)), inZone("parent", ns(www)))).to.deep.equal(
      expected,
    );
    expect(answer(www, inZone("parent", record(www)), inZone("parent", ns(www)))).to.deep.equal([
      "no",
      "nothing",
      undefined,
    ]);
    const zone = { ...resource("zone", "zone", { name: www }), id: "child" };
    expect(
      answer(`a.${www}`, zone, inZone("child", record(`a.${www}`)), inZone("child", ns(www))),
    ).to.deep.equal(["yes", "record", `a.${www}`]);
  });

  it("has no address of a delegation's name servers among the hostnames", () => {
    const names = readTrafficPaths([
      record("ns.eu.example.com"),
      ns("eu.example.com", "ns.eu.example.com"),
      record(www),
    ]);
    expect(names.hostnames.map(({ hostname }) => hostname)).to.deep.equal([www]);
  });

  it("finds names written relative, with @, in capitals, with a dot, and in Unicode", () => {
    const zone = resource("zone", "zone", { name: "example.com" });
    const model = readTrafficPaths([
      record("www"),
      record("@"),
      record("BÜCHER.example.com."),
      zone,
    ]);
    expect(model.hostnames.map(({ hostname }) => hostname)).to.deep.equal([
      "example.com",
      "www.example.com",
      "xn--bcher-kva.example.com",
    ]);
    expect(model.servingState("WWW.Example.com.")).to.equal("yes");
  });

  it("keeps relative names of different zones of unknown name apart", () => {
    const other = { zoneId: "other" };
    const model = readTrafficPaths([record("www"), record("www", other)]);
    expect(model.hostnames.map(({ hostname }) => hostname)).to.deep.equal([
      "www in zone other",
      "www in zone zone",
    ]);
  });

  it("learns a zone's name from a load balancer, in whatever order they come", () => {
    const named = balancer("shop.example.com", { zoneName: "example.com" });
    for (const resources of [
      [record("www"), named],
      [named, record("www")],
    ]) {
      expect(readTrafficPaths(resources, { complete: true }).servingState(www)).to.equal("yes");
    }
  });

  it("knows the record under its older type token", () => {
    const older = { ...record(www), type: "cloudflare:index/record:Record" };
    expect(answer(www, older)).to.deep.equal(["yes", "record", www]);
  });

  it("does not take a name that a plan does not hold for absent", () => {
    expect(readTrafficPaths([]).servingState(www)).to.equal("unknown");
    expect(readTrafficPaths([], { complete: true }).servingState(www)).to.equal("no");
  });

  it("names the records that a load balancer keeps from being asked", () => {
    const path = readTrafficPaths([balancer(www), pool("p"), record(www)]).pathOf(www);
    expect(path.shadowed.map(({ hostname, type }) => [hostname, type])).to.deep.equal([[www, "A"]]);
  });

  it("takes mixed records for proxied, and a load balancer for what it says", () => {
    const grey = { proxied: false, content: "203.0.113.8" };
    const proxied = (...resources: ModelResource[]) =>
      readTrafficPaths(resources).pathOf(www).proxied;
    expect(proxied(record(www), record(www, grey))).to.equal("yes");
    expect(proxied(record(www, grey))).to.equal("no");
    expect(
      proxied(record(www), balancer(www, { proxied: undefined as never }), pool("p")),
    ).to.equal("no");
  });
});

describe("where CNAME records lead", () => {
  const alias = (name: string, content: string) => record(name, { type: "CNAME", content });

  it("follows them within the zone to a load balancer", () => {
    const path = readTrafficPaths([
      alias("shop.example.com", "www.example.com"),
      balancer(www),
      pool("p", dead),
    ]).pathOf("shop.example.com");
    expect(path.serving).to.equal("no");
    expect(path.next[0]?.hostname).to.equal(www);
    expect(path.because).to.equal(
      "shop.example.com leads to www.example.com: the load balancer www.example.com finds no origin: the pool p is off",
    );
  });

  it("trusts names of others", () => {
    expect(answer(www, alias(www, "shop.us-east-1.elb.amazonaws.com"))).to.deep.equal([
      "yes",
      "record",
      www,
    ]);
  });

  it("finds a target in the own zone missing", () => {
    const zone = resource("zone", "zone", { name: "example.com" });
    expect(answer(www, alias(www, "gone.example.com"), zone)).to.deep.equal(["no", "record", www]);
    expect(readTrafficPaths([alias(www, "gone.example.com")]).servingState(www)).to.equal(
      "unknown",
    );
  });

  it("ends in a circle, and in a chain that does not end", () => {
    expect(answer(www, alias(www, "a.example.com"), alias("a.example.com", www))).to.deep.equal([
      "no",
      "record",
      www,
    ]);
    const chain = Array.from({ length: 100 }, (_each, index) =>
      alias(`n${index}.example.com`, `n${index + 1}.example.com`),
    );
    expect(answer("n0.example.com", ...chain, record("n100.example.com"))).to.deep.equal([
      "no",
      "record",
      "n0.example.com",
    ]);
    expect(answer("n90.example.com", ...chain, record("n100.example.com"))).to.deep.equal([
      "yes",
      "record",
      "n90.example.com",
    ]);
  });

  it("does not know where a target leads that is not known yet", () => {
    expect(answer(www, record(www, { type: "CNAME", content: unknownValue }))).to.deep.equal([
      "unknown",
      "record",
      www,
    ]);
  });
});

describe("what is told of the path of a hostname", () => {
  const alias = (name: string, content: ModelValue, more: ModelObject = {}): ModelResource =>
    record(name, { type: "CNAME", content, ...more });
  const path = (...resources: readonly ModelResource[]) =>
    readTrafficPaths(resources, { complete: true }).pathOf(www);
  const lb = (key: string, enabled: ModelValue, used: string): ModelResource => ({
    ...balancer(www, { enabled, defaultPools: [used], fallbackPool: used }),
    key: `loadBalancer::${key}`,
  });
  const off = pool("off", dead);

  it("is the load balancer that is on, of two at its name, and what serves where another may come before", () => {
    const told = (...resources: readonly ModelResource[]): unknown[] => {
      const { loadBalancer, serving, shadowed } = path(...resources, pool("p"), off, record(www));
      return [loadBalancer?.resource.key, serving, shadowed.length];
    };
    expect(told(lb("a", unknownValue, "off"), lb("b", true, "p"))).to.deep.equal([
      ...["loadBalancer::b", "unknown", 1],
    ]);
    expect(told(lb("a", unknownValue, "p"), lb("b", true, "p"))).to.deep.equal([
      ...["loadBalancer::b", "yes", 1],
    ]);
    expect(told(lb("a", true, "p"), lb("b", unknownValue, "off"))).to.deep.equal([
      ...["loadBalancer::a", "yes", 1],
    ]);
    expect(told(lb("a", unknownValue, "p"))).to.deep.equal(["loadBalancer::a", "yes", 0]);
  });

  it("is nothing of a name that nobody answers for", () => {
    expect(path(record("a.example.com"))).to.deep.equal({
      ...{ hostname: www, answeredAt: undefined, delegatedBy: [], loadBalancer: undefined },
      ...{ records: [], shadowed: [], next: [], proxied: "unknown", serving: "no" },
      because: `no record and no load balancer answers for ${www}`,
    });
  });

  it("is no doubt of name servers where a wildcard serves nobody anyway", () => {
    const beneath = record(`_acme.${www}`, { type: "TXT", content: "x" });
    const { serving, because } = path(record(wildcard, { content: "" }), beneath);
    expect([serving, because]).to.deep.equal([
      ...["no", `the content of the records of ${www} is not known yet or empty`],
    ]);
  });

  it("is where its CNAME records lead, sorted, and nothing of other records", () => {
    const both = [alias(www, "b.example.com"), alias(www, "a.example.com")];
    const { next, serving } = path(
      ...both,
      record("a.example.com", { content: "" }),
      record("b.example.com"),
    );
    expect(next.map(({ hostname }) => hostname)).to.deep.equal(["a.example.com", "b.example.com"]);
    expect(serving).to.equal("yes");
    const vague = path(record(www, { type: unknownValue, content: "a.example.com" }));
    expect([vague.next, vague.serving]).to.deep.equal([[], "unknown"]);
    expect(path(record(www, { content: null })).serving).to.equal("no");
  });

  it("goes on where the target is one of ours, and is trusted elsewhere", () => {
    const serving = (content: string, ...resources: readonly ModelResource[]): string =>
      path(alias(www, content), ...resources).serving;
    const empty = { content: "" };
    expect(serving("x.example.net", record("x.example.net", empty))).to.equal("no");
    expect(serving("x.example.net", record("*.example.net", empty))).to.equal("no");
    expect(serving("x.y.example.net", record("*.example.net", empty))).to.equal("no");
    expect(serving("gone.example.com")).to.equal("no");
    const zone = resource("zone", "net", { name: "example.net" });
    expect(serving("gone.example.net", zone)).to.equal("no");
    expect(serving("gone.example.net")).to.equal("yes");
    expect(serving("gone.example.net", record("other.example.net"))).to.equal("yes");
  });

  it("is proxied as both ways say, where the load balancer may be on", () => {
    const proxied = (enabled: ModelValue, grey: boolean): string =>
      path(lb("a", enabled, "p"), pool("p"), record(www, { proxied: !grey })).proxied;
    expect([proxied(unknownValue, false), proxied(unknownValue, true)]).to.deep.equal([
      ...["yes", "unknown"],
    ]);
    expect(proxied(true, true)).to.equal("yes");
  });

  it("counts a name with records of several types among the hostnames, and none without addresses", () => {
    const text = { type: "TXT", content: "hello" };
    const { hostnames } = readTrafficPaths([
      ...[record(www), record(www, text), record("text.example.com", text)],
    ]);
    expect(hostnames.map(({ hostname }) => hostname)).to.deep.equal([www]);
  });

  it("is delegated by records of its own zone alone", () => {
    const inZone = (zoneId: string, own: ModelResource): ModelResource => ({
      ...own,
      key: `${zoneId} ${own.key}`,
      properties: { ...own.properties, zoneId },
    });
    const ns = inZone(
      "parent",
      record("dev.example.com", { type: "NS", content: "ns.example.net", proxied: false }),
    );
    const app = "app.dev.example.com";
    const [own, childs] = [inZone("parent", record(app)), inZone("child", record(app))];
    const childsBalancer = inZone("child", balancer(app));
    const model = readTrafficPaths([ns, own, childs, childsBalancer, pool("p")]);
    expect(model.delegationsOf(own).map(({ resource: { key } }) => key)).to.deep.equal([ns.key]);
    expect(model.delegationsOf(childs)).to.deep.equal([]);
    const found = model.pathOf(app);
    expect([found.serving, found.answeredAt, found.records.length]).to.deep.equal(["yes", app, 1]);
  });
});

describe("what Cloudflare connects to", () => {
  const origin = "origin.example.com";
  const grey = (more: ModelObject = {}): ModelResource =>
    record(origin, { proxied: false, ...more });
  const named = (name: string, more: ModelObject = {}): ModelResource =>
    pool(name, { origins: [{ name: "a", address: origin, ...more }] });
  /** How it comes to what the record `origin.example.com` holds. */
  const reach = (...resources: readonly ModelResource[]): unknown => {
    const model = readTrafficPaths(resources);
    const place = model.namedPlaces.find(({ by, title }) => by === "record" && title === origin);
    return place && model.reach.to(place);
  };

  it("is what a proxied record holds, which may be a placeholder, through a private network where it says so", () => {
    const own = { by: undefined, isTunnelled: false, mayBePlaceholder: true };
    expect(reach(record(origin))).to.deep.equal(own);
    expect(reach(record(origin, { privateRouting: true }))).to.deep.equal({
      ...own,
      isTunnelled: true,
    });
    expect(reach(grey())).to.equal(undefined);
    expect(reach(grey({ privateRouting: true }))).to.equal(undefined);
    expect(reach(grey(), record(origin, { content: "203.0.113.8" }))).to.deep.equal(own);
  });

  it("is what the origins of pools name, and what proxied CNAME records lead to", () => {
    const byPool = { by: "p", isTunnelled: false, mayBePlaceholder: false };
    expect(reach(grey(), named("p"))).to.deep.equal(byPool);
    expect(reach(grey(), named("p", { virtualNetworkId: "vnet" }))).to.deep.equal({
      ...byPool,
      isTunnelled: true,
    });
    const alias = record(www, { type: "CNAME", content: origin });
    expect(reach(grey(), alias)).to.deep.equal({
      ...{ by: www, isTunnelled: false, mayBePlaceholder: true },
    });
    const direct = record(www, { type: "CNAME", content: origin, proxied: false });
    expect(reach(grey(), direct)).to.equal(undefined);
  });

  it("is told of whoever comes over the Internet, where another comes through a private network", () => {
    const tunnelled = named("a", { virtualNetworkId: "vnet" });
    const found = { by: "b", isTunnelled: false, mayBePlaceholder: false };
    expect(reach(grey(), tunnelled, named("b"))).to.deep.equal(found);
    const swapped = [named("a"), named("b", { virtualNetworkId: "vnet" })];
    expect(reach(grey(), ...swapped)).to.deep.equal({ ...found, by: "a" });
    expect(reach(grey(), named("a"), named("b"))).to.deep.equal({ ...found, by: "a" });
  });

  it("is no record that a load balancer keeps from being asked, or whose name is only a pool's", () => {
    const over = balancer(origin, { defaultPools: ["q"], fallbackPool: "q" });
    expect(reach(grey(), named("p"), over, pool("q"))).to.equal(undefined);
    expect(reach(grey(), pool(origin))).to.equal(undefined);
  });

  it("is what the origin of a pool holds", () => {
    const model = readTrafficPaths([pool("p")]);
    const [place] = model.namedPlaces;
    expect(place && model.reach.to(place)).to.deep.equal({
      ...{ by: undefined, isTunnelled: false, mayBePlaceholder: false },
    });
  });

  it("has no places of records that hold no address, and names a pool without a known name by its program's", () => {
    const text = record(www, { type: "TXT", content: "hello" });
    const late = resource("pool", "late", {
      ...{ name: unknownValue, origins: [{ name: "a", address: "203.0.113.1" }, { name: "b" }] },
    });
    const unknown = pool("unknown", { origins: unknownValue });
    const places = readTrafficPaths([text, late, unknown]).namedPlaces;
    expect(places.map(({ title, property }) => [title, property])).to.deep.equal([
      ["late", "origins[0].address"],
    ]);
  });
});
