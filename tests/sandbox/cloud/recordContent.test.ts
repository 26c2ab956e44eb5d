import { expect } from "chai";
import { DnsRecordType, dnsTypeRules } from "../../../facts/cloudflare/dnsRecordTypes";
import { recordContent } from "../../../sandbox/cloud/cloudflare/recordContent";
import type { Properties } from "../../../sandbox/cloud/values";
import { recordSamples } from "./api/recordSamples";

const hash = "ab".repeat(32);

/** The texts of the samples, by their types. */
const contents: Readonly<Record<string, string>> = {
  CAA: '0 issue "letsencrypt.org"',
  CERT: "1 1 8 TUlJQg==",
  DNSKEY: "256 3 13 b2F0bWVhbA==",
  DS: `2371 13 2 ${hash}`,
  HTTPS: '1 . alpn="h3,h2"',
  LOC: "37 46 46.000 N 122 23 35.000 W 0.00m 100.00m 0.00m 0.00m",
  NAPTR: '100 10 "U" "SIP+D2U" "!^.*$!sip:info@example.com!" .',
  SMIMEA: `3 0 1 ${hash}`,
  SRV: "5 5060 sip.example.net",
  SSHFP: `4 2 ${hash}`,
  SVCB: '1 svc.example.net alpn="h2"',
  TLSA: `3 1 1 ${hash}`,
  URI: '1 "https://example.net/"',
};

describe("the text of a record that has fields", () => {
  for (const { type, data } of recordSamples) {
    it(`of ${type} ${contents[type] === undefined ? "is none" : `is ${contents[type].slice(0, 40)}`}`, () => {
      expect(recordContent(type, data as Properties)).to.equal(contents[type]);
    });
  }

  it("is there for every type whose value has fields", () => {
    const withFields = Object.values(DnsRecordType).filter((type) => dnsTypeRules[type].fields);
    expect(withFields.sort()).to.deep.equal(Object.keys(contents));
  });

  it("lacks what is not given, and is none for what is no type", () => {
    expect(recordContent("HTTPS", { priority: 0, target: "example.net" })).to.equal(
      "0 example.net",
    );
    expect(recordContent("constructor", {})).to.equal(undefined);
  });
});
