import { expect } from "chai";
import { readUrn } from "../../../model/graph/urns";

describe("a URN", () => {
  it("is taken apart", () => {
    expect(readUrn("urn:pulumi:production::shop::cloudflare:index/zone:Zone::main")).to.deep.equal({
      ...{ stack: "production", project: "shop", type: "cloudflare:index/zone:Zone" },
      name: "main",
    });
  });

  it("may name the types of its parents, which are left out, and have `::` and `$` in its name", () => {
    expect(readUrn("urn:pulumi:dev::p::a:b:C$d:e:F$g:h:I::x::y$z")).to.deep.equal({
      ...{ stack: "dev", project: "p", type: "g:h:I" },
      name: "x::y$z",
    });
  });

  it("may end with its type", () => {
    expect(readUrn("urn:pulumi:dev::shop::a:b:C")).to.deep.equal({
      ...{ stack: "dev", project: "shop", type: "a:b:C", name: "" },
    });
  });

  it("is nothing else", () => {
    const texts = ["", "main", "urn:pulumi:dev", "urn:pulumi:dev::shop", "urn:aws:a::b::c:d:E::f"];
    expect(texts.map(readUrn)).to.deep.equal([
      ...[undefined, undefined, undefined, undefined, undefined],
    ]);
    expect(readUrn(" urn:pulumi:dev::shop::a:b:C::d")).to.equal(undefined);
  });
});
