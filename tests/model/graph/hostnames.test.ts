import { expect } from "chai";
import { certificateCovers } from "../../../core/hostnames";
import { canonicalHostname, fullHostname, registrableDomain } from "../../../model/graph/hostnames";

describe("a hostname", () => {
  it("is compared in lower case, in Punycode, without space around it or a dot at its end", () => {
    expect([" WWW.Example.com. ", "münchen.example", "@", ""].map(canonicalHostname)).to.deep.equal(
      ["www.example.com", "xn--mnchen-3ya.example", "@", ""],
    );
  });

  it("that is no domain name stays as it is but for space around it", () => {
    expect(canonicalHostname(" a⒈com ")).to.equal("a⒈com");
  });

  it("is completed by its zone, once", () => {
    const names = ["@", "", "Example.com.", "www", "a.b", "WWW.example.com", "wwwexample.com"];
    expect(names.map((name) => fullHostname(name, "EXAMPLE.com."))).to.deep.equal([
      ...["example.com", "example.com", "example.com", "www.example.com", "a.b.example.com"],
      ...["www.example.com", "wwwexample.com.example.com"],
    ]);
  });

  it("stays as it is where the zone's name is not known", () => {
    expect(
      ["@", "www", "WWW.example.com."].map((name) => fullHostname(name, undefined)),
    ).to.deep.equal(["@", "www", "www.example.com"]);
  });

  it("has a registrable domain, of which a wildcard at its front is no part", () => {
    const names = ["a.b.example.co.uk", "*.www.example.com", "example.com", "*.com", "localhost"];
    expect(names.map(registrableDomain)).to.deep.equal([
      ...["example.co.uk", "example.com", "example.com", "com", "localhost"],
    ]);
    expect(registrableDomain("a.*.b")).to.equal("a.*.b");
  });

  it("is covered by a certificate for itself, or for a wildcard one level above", () => {
    const names = new Set(["example.com", "*.example.com", "*.a.example.com"]);
    const covered = (hostname: string) => certificateCovers(names, hostname);
    expect(
      ["example.com", "www.example.com", "b.a.example.com", "*.example.com"].map(covered),
    ).to.deep.equal([true, true, true, true]);
    expect(
      ["c.b.a.example.com", "b.www.example.com", "example.org", "com", ""].map(covered),
    ).to.deep.equal([false, false, false, false, false]);
  });
});
