import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { identityBy, writtenName } from "../../../model/graph/identity";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelValue,
} from "../../../model/graph/resources";
import { resource } from "../resource";

const same = ["zoneId", "name", "data"];
const identity = (properties: ModelObject, names = same) =>
  identityBy(names, resource("dnsRecord", "a", properties));

describe("what makes an object the same as another", () => {
  it("is all of what it is told by, ids among them as tokens", () => {
    expect(identity({ zoneId: "z", name: "www", data: 1, ttl: 60 })).to.equal('["z"]\n"www"\n1');
    expect(identity({ zoneId: new ModelReference(["urn b", "urn a"]), name: "www" })).to.equal(
      '["urn a","urn b"]\n"www"\nnull',
    );
  });

  it("does not depend on the order of an object's properties", () => {
    const [one, other] = [
      { tag: "issue", flags: 0 },
      { flags: 0, tag: "issue" },
    ].map((data) => identity({ data }, ["data"]));
    expect([one, other]).to.deep.equal([
      ...['[["flags",0],["tag","issue"]]', '[["flags",0],["tag","issue"]]'],
    ]);
  });

  it("is not known where part of it is not", () => {
    const unread: readonly ModelValue[] = [unknownValue, secretValue, new ModelReference(["urn"])];
    for (const value of unread) {
      expect(identity({ zoneId: "z", name: value })).to.equal(undefined);
      expect(identity({ zoneId: "z", name: "www", data: { value } })).to.equal(undefined);
      expect(identity({ zoneId: "z", name: "www", data: { a: { b: 1, value } } })).to.equal(
        undefined,
      );
    }
    expect(identity({ zoneId: unknownValue, name: "www" })).to.equal(undefined);
    expect(identity({ zoneId: secretValue, name: "www" })).to.equal(undefined);
  });

  it("holds nothing that every object has from birth", () => {
    expect(identity({}, ["constructor"])).to.equal("null");
    expect(identity({}, ["constructorId"])).to.equal("[]");
  });

  it("has the name as it is written, or none", () => {
    expect(writtenName(resource("pool", "a", { name: "shop" }))).to.equal("shop");
    expect(writtenName(resource("pool", "a", { name: unknownValue }))).to.equal(unknownValue);
    expect([writtenName(resource("pool", "a", {})), writtenName(undefined)]).to.deep.equal([
      ...[null, null],
    ]);
  });
});
