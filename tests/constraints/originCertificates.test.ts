import { expect } from "chai";
import {
  hostnamesCounted,
  nameInZones,
  wildcardOfOneLevel,
} from "../../constraints/originCertificates";
import { certificateOnce } from "../../constraints/originPulls";
import { isOwnHostHeader } from "../../constraints/hostHeaders";

describe("what Cloudflare refuses of the names of an origin certificate", () => {
  const names = (count: number): { hostnames: string[] } => ({
    hostnames: Array.from({ length: count }, (_each, at) => `h${at}.example.com`),
  });
  for (const [count, holds] of [
    ...([
      [0, "no"],
      [1, "yes"],
      [200, "yes"],
      [201, "no"],
    ] as const),
  ]) {
    it(`${count} names: ${holds}`, () => {
      expect(hostnamesCounted.holds(names(count), undefined)).to.equal(holds);
    });
  }

  for (const [hostname, holds] of [
    ...([
      ["example.com", "yes"],
      ["*.example.com", "yes"],
      ["*.a.example.com", "yes"],
    ] as const),
    ...([
      ["*.*.example.com", "no"],
      ["a.*.example.com", "no"],
      ["a*.example.com", "no"],
    ] as const),
    ["*", "no"] as const,
  ]) {
    it(`a wildcard in ${hostname}: ${holds}`, () => {
      expect(wildcardOfOneLevel.holds({ hostname }, undefined)).to.equal(holds);
    });
  }

  const zones = ["example.com", "example.net"];
  for (const [hostname, holds] of [
    ...([
      ["example.com", "yes"],
      ["a.b.example.net", "yes"],
      ["*.example.com", "yes"],
    ] as const),
    ...([
      ["example.org", "no"],
      ["notexample.com", "no"],
      ["example.com.evil.org", "no"],
    ] as const),
  ]) {
    it(`${hostname} in the account's zones: ${holds}`, () => {
      expect(nameInZones.holds({ hostname }, { zones })).to.equal(holds);
    });
  }

  it("takes a certificate for origins once", () => {
    const view = { present: new Set(["one"]) };
    expect(certificateOnce.holds({ certificate: "one" }, view)).to.equal("no");
    expect(certificateOnce.holds({ certificate: "two" }, view)).to.equal("yes");
  });
});

describe("the Host header of an endpoint", () => {
  for (const [host, isOwn] of [
    ...([
      ["www.example.com", true],
      ["example.com", true],
      ["edge.example.org", true],
    ] as const),
    ...([
      ["shop.example.org", false],
      ["notexample.com", false],
      ["com", false],
    ] as const),
  ]) {
    it(`${host} is ${isOwn ? "sure to be" : "perhaps not"} taken`, () => {
      expect(isOwnHostHeader(host, "edge.example.org", ["example.com"])).to.equal(isOwn);
    });
  }
});
