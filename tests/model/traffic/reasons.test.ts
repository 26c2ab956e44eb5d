import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import { readTrafficPaths } from "../../../model/traffic/path";
import { balancer, pool, record } from "../resource";

const www = "www.example.com";
const because = (...resources: readonly ModelResource[]): string =>
  readTrafficPaths(resources, { complete: true }).pathOf(www).because;
const alias = (name: string, content: ModelObject[string]): ModelResource =>
  record(name, { type: "CNAME", content });
const off = (name: string): ModelResource => pool(name, { enabled: false });
const found = `the load balancer ${www} finds no origin`;

describe("why a hostname does not serve", () => {
  it("is nothing where it does", () => {
    expect(because(record(www))).to.equal("");
    expect(because(balancer(www), pool("p"))).to.equal("");
  });

  it("is that nothing answers for it", () => {
    expect(because(record("a.example.com"))).to.equal(
      `no record and no load balancer answers for ${www}`,
    );
    expect(because(record(www, { type: "TXT", content: "hello" }))).to.equal(
      `${www} has no A, AAAA or CNAME record and no load balancer`,
    );
  });

  it("is a load balancer that is off, over nothing", () => {
    expect(because(balancer(www, { enabled: false }), pool("p"))).to.equal(
      `the load balancer ${www} is off and no record stands beneath it`,
    );
  });

  it("is a load balancer that may be on", () => {
    const may = balancer(www, { enabled: unknownValue });
    expect(because(may, off("p"), record(www))).to.equal(
      `it is not known yet whether the load balancer ${www} is on`,
    );
  });

  it("is a record without a content", () => {
    const text = `the content of the records of ${www} is not known yet or empty`;
    expect(because(record(www, { content: "" }))).to.equal(text);
    expect(because(alias(www, unknownValue))).to.equal(text);
    expect(because(record(www, { type: unknownValue, content: "a" }))).to.equal(text);
  });

  it("is CNAME records that lead in a circle", () => {
    const text = `the CNAME records of ${www} lead in a circle or on and on`;
    expect(because(alias(www, www))).to.equal(text);
    expect(because(alias(www, "a.example.com"), alias("a.example.com", www))).to.equal(
      `${www} leads to a.example.com: the CNAME records of a.example.com lead in a circle or on and on`,
    );
  });

  it("is where they lead, of the first that does not serve", () => {
    const to = (content: string, id: string): ModelResource => ({
      ...alias(www, content),
      key: `dnsRecord::${id}`,
    });
    const served = record("a.example.com");
    const dead = record("b.example.com", { content: "" });
    expect(because(to("b.example.com", "2"), dead)).to.equal(
      `${www} leads to b.example.com: the content of the records of b.example.com is not known yet or empty`,
    );
    const late = record("b.example.com", { type: unknownValue });
    const both = [to("a.example.com", "1"), to("b.example.com", "2")];
    expect(because(...both, served, dead)).to.equal("");
    expect(because(to("b.example.com", "2"), late)).to.match(/^www.example.com leads to b\./);
  });

  it("is a name that only some name servers answer for", () => {
    const beneath = record(`_acme.${www}`, { type: "TXT", content: "x" });
    expect(because(record("*.example.com"), beneath)).to.equal(
      `*.example.com answers for ${www} on standard name servers only, since something stands beneath it`,
    );
  });
});

describe("why a load balancer finds no origin", () => {
  const origin = { name: "a", address: "203.0.113.1" };
  const reason = (p: ModelResource): string => because(balancer(www), p);

  it("is what is amiss with its pools, each said once", () => {
    expect(reason(off("p"))).to.equal(`${found}: the pool p is off`);
    expect(reason(pool("p", { origins: [] }))).to.equal(`${found}: the pool p has no origin on`);
    const few = balancer(www, { defaultPools: ["few"], fallbackPool: "none" });
    const short = pool("few", { origins: [origin], minimumOrigins: 2, monitor: "m" });
    expect(because(few, short, pool("none", { origins: [] }))).to.equal(
      `${found}: the pool few has fewer origins on than its minimum, the pool none has no origin on`,
    );
    expect(because(balancer(www))).to.equal(`${found}: the pool p is gone`);
  });

  it("is what is not known of them", () => {
    const late = `${found}: the pool p is not wholly known yet`;
    expect(reason(pool("p", { origins: unknownValue }))).to.equal(late);
    expect(reason(pool("p", { enabled: unknownValue }))).to.equal(late);
    const outside = new ModelReference(["urn:elsewhere"]);
    expect(because(balancer(www, { defaultPools: [outside], fallbackPool: outside }))).to.equal(
      `${found}: a pool is not known here`,
    );
  });

  it("is that it has none", () => {
    expect(because(balancer(www, { defaultPools: [], fallbackPool: "" }))).to.equal(
      `${found}: it has no pool`,
    );
  });

  it("is five reasons at most, and that there are more", () => {
    const ids = (count: number): string[] =>
      Array.from({ length: count }, (_each, index) => `p${index}`);
    const told = (count: number): string =>
      because(
        balancer(www, { defaultPools: ids(count), fallbackPool: "p0" }),
        ...ids(count).map(off),
      );
    const reasons = (count: number): string =>
      ids(count)
        .map((id) => `the pool ${id} is off`)
        .join(", ");
    expect(told(5)).to.equal(`${found}: ${reasons(5)}`);
    expect(told(6)).to.equal(`${found}: ${reasons(5)}, and so on`);
    expect(told(9)).to.equal(`${found}: ${reasons(5)}, and so on`);
  });

  it("is told of the traffic that certainly finds none, before what may find none", () => {
    const geo = (regionPools: ModelObject): ModelResource =>
      balancer(www, { steeringPolicy: "geo", regionPools, fallbackPool: "off" });
    const vague = pool("vague", { enabled: unknownValue });
    expect(because(geo({ ENAM: ["vague"], WEU: ["off"] }), pool("p"), off("off"), vague)).to.equal(
      `${found} for the region WEU: the pool off is off`,
    );
    expect(because(geo({ ENAM: ["vague"] }), pool("p"), off("off"), vague)).to.equal(
      `${found} for the region ENAM: the pool vague is not wholly known yet, the pool off is off`,
    );
  });

  it("names the rule by its name, or its place among the rules", () => {
    const dead = { defaultPools: ["off"], fallbackPool: "off" };
    const ruled = (...rules: ModelObject[string][]): string =>
      because(balancer(www, { rules }), pool("p"), off("off"));
    expect(ruled({ name: "beta", overrides: dead })).to.equal(
      `${found} for the rule beta: the pool off is off`,
    );
    expect(ruled({ name: "a", overrides: {} }, { overrides: dead })).to.equal(
      `${found} for the rule 2: the pool off is off`,
    );
    expect(ruled({ name: unknownValue, overrides: dead })).to.equal(
      `${found} for the rule 1: the pool off is off`,
    );
    const geo = { regionPools: { WEU: ["off"] }, fallbackPool: "off", defaultPools: ["p"] };
    expect(ruled({ name: "beta", overrides: geo })).to.equal(
      `${found} for the rule beta, region WEU: the pool off is off`,
    );
    expect(ruled(unknownValue)).to.equal(`${found} for the rule 1: its pools are not known yet`);
  });
});
