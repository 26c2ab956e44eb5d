import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { linksOf, linkTokens, tokensAt, zoneOf, zoneTokens } from "../../../model/graph/links";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { resource } from "../resource";

const reference = new ModelReference(["urn b", "urn a"]);

describe("the tokens of a value", () => {
  it("are its texts and the keys of its references, each once, and `?` for what is not known", () => {
    expect(linkTokens("sg-1")).to.deep.equal(["sg-1"]);
    expect(linkTokens(reference)).to.deep.equal(["urn b", "urn a"]);
    expect(linkTokens(["sg-1", ["sg-2", "sg-1"], reference, unknownValue])).to.deep.equal([
      ...["sg-1", "sg-2", "urn b", "urn a", "?"],
    ]);
    expect([linkTokens(unknownValue), linkTokens(secretValue)]).to.deep.equal([["?"], ["?"]]);
  });

  it("are none where nothing is referred to", () => {
    const values: readonly (ModelValue | undefined)[] = [
      ...[undefined, null, 1, true, [], {}, { id: "sg-1" }],
    ];
    expect(values.map(linkTokens)).to.deep.equal([[], [], [], [], [], [], []]);
  });
});

describe("the zone of a resource", () => {
  const inZone = (zoneId: ModelValue) => resource("dnsRecord", "www", { zoneId });

  it("is called by its id, or by what its id comes from", () => {
    const ids: readonly ModelValue[] = ["z", reference, unknownValue, null];
    expect(ids.map((id) => zoneOf(inZone(id)))).to.deep.equal([
      ...["z", "urn a or urn b", "?", ""],
    ]);
    expect(["z", reference, null].map((id) => zoneTokens(inZone(id)))).to.deep.equal([
      ...[["z"], ["urn b", "urn a"], []],
    ]);
    expect(zoneTokens(undefined)).to.deep.equal([]);
  });

  it("is none of Route 53's, in which AWS has the names of its load balancers", () => {
    const balancer = resource("awsLoadBalancer", "edge", { zoneId: "Z0123456789" });
    expect(zoneTokens(balancer)).to.deep.equal([]);
  });
});

describe("the links of a resource", () => {
  it("are what it belongs to and what it uses, each once", () => {
    const links = (...of: Parameters<typeof resource>) => linksOf(resource(...of));
    expect(links("dnsRecord", "a", { zoneId: "z", content: "z", name: "www" })).to.deep.equal([
      "z",
    ]);
    const origins: readonly ModelObject[] = [
      { address: "192.0.2.1" },
      { address: reference },
      { name: "b" },
    ];
    expect(links("pool", "p", { monitor: "m", origins })).to.deep.equal([
      ...["m", "192.0.2.1", "urn b", "urn a"],
    ]);
    expect(
      links("loadBalancer", "lb", {
        zoneId: "z",
        defaultPools: ["p", "q"],
        regionPools: { WEU: ["r"], EEU: ["p"] },
        rules: [{ overrides: { fallbackPool: "s" } }],
      }),
    ).to.deep.equal(["z", "p", "q", "r", "s"]);
  });

  it("say that nothing is known only of what it belongs to", () => {
    const links = (zoneId: ModelValue, content: ModelValue) =>
      linksOf(resource("dnsRecord", "a", { zoneId, content }));
    expect(links(unknownValue, "192.0.2.1")).to.deep.equal(["?", "192.0.2.1"]);
    expect(links("z", unknownValue)).to.deep.equal(["z"]);
    expect(links(secretValue, unknownValue)).to.deep.equal(["?"]);
  });

  it("are those of the list where only the list is known to be made of something", () => {
    expect(linksOf(resource("pool", "p", { monitor: "m", origins: reference }))).to.deep.equal([
      ...["m", "urn b", "urn a"],
    ]);
    expect(linksOf(resource("pool", "p", { monitor: "m", origins: "a" }))).to.deep.equal(["m"]);
  });

  it("are none where its type names nothing, or is none of the model's", () => {
    expect(linksOf(resource("zone", "z", { name: "example.com", zoneId: "z" }))).to.deep.equal([]);
    const bucket: ModelResource = {
      ...resource("pool", "b", { monitor: "m" }),
      type: "aws:s3/bucket:Bucket",
    };
    expect(linksOf(bucket)).to.deep.equal([]);
  });
});

describe("the tokens at a path", () => {
  const tokens = (path: string) =>
    tokensAt(
      resource("loadBalancer", "lb", {
        fallbackPool: "f",
        regionPools: { WEU: ["p", "q"], EEU: ["p"] },
        rules: [{ overrides: { defaultPools: ["r"] } }, { name: "b" }, unknownValue],
      }),
      path,
    );

  it("are found through lists, and under every key by `*`", () => {
    expect(
      ["fallbackPool", "regionPools.*", "regionPools.EEU", "rules.overrides.defaultPools"].map(
        tokens,
      ),
    ).to.deep.equal([["f"], ["p", "q"], ["p"], ["r"]]);
  });

  it("are none where nothing is there, not even by a name that every object has", () => {
    expect(
      ["defaultPools", "fallbackPool.a", "regionPools.NAF", "constructor.name"].map(tokens),
    ).to.deep.equal([[], [], [], []]);
  });
});
