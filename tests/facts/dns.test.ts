import { expect } from "chai";
import ipaddr from "ipaddr.js";
import { reservedRanges } from "../../facts/addresses";
import { dnsRecordFields } from "../../facts/cloudflare/dnsRecordFields";
import { DnsRecordType, dnsTypeRules } from "../../facts/cloudflare/dnsRecordTypes";
import { cloudflareResourceRules } from "../../facts/cloudflare/resourceRules";
import { tlsSettings } from "../../facts/cloudflare/zoneSettings";

const providerRules = cloudflareResourceRules["cloudflare:index/dnsRecord:DnsRecord"];

describe("facts about DNS records", () => {
  it("know the provider's 21 types", () => {
    expect(Object.values(DnsRecordType).sort()).to.deep.equal(
      [...(providerRules?.oneOf?.type ?? [])].sort(),
    );
    expect(Object.keys(dnsTypeRules)).to.have.lengthOf(21);
  });

  it("give each type either a content or a table of fields, and each table a type", () => {
    const rules = Object.values(dnsTypeRules);
    expect(
      rules.filter(({ content, fields }) => (content === undefined) === (fields === undefined)),
    ).to.deep.equal([]);
    expect(rules.flatMap(({ fields }) => fields ?? []).sort()).to.deep.equal(
      Object.keys(dnsRecordFields).sort(),
    );
    expect(
      Object.entries(dnsTypeRules).flatMap(([type, { proxiable }]) =>
        proxiable === true ? [type] : [],
      ),
    ).to.deep.equal(["A", "AAAA", "CNAME"]);
  });

  for (const [table, fields] of Object.entries(dnsRecordFields)) {
    it(`keep ${table} within what the provider takes`, () => {
      for (const [field, rule] of Object.entries(fields)) {
        const bounds = providerRules?.between?.[`data.${field}`];
        if (bounds !== undefined) {
          expect(rule.minimum ?? Infinity, field).to.be.at.least(bounds[0]);
          expect(rule.maximum ?? -Infinity, field).to.be.at.most(bounds[1]);
        }
        const choices = providerRules?.oneOf?.[`data.${field}`];
        expect(
          choices === undefined || rule.choices?.every((choice) => choices.includes(choice)),
          field,
        ).to.equal(true);
      }
    });
  }
});

describe("facts about addresses", () => {
  it("are CIDRs without host bits", () => {
    for (const { range } of reservedRanges) {
      const [address, bits] = ipaddr.parseCIDR(range);
      const network =
        address.kind() === "ipv4"
          ? ipaddr.IPv4.networkAddressFromCIDR(range)
          : ipaddr.IPv6.networkAddressFromCIDR(range);
      expect(address.toString(), range).to.equal(network.toString());
      expect(bits).to.be.above(0);
    }
  });

  it("leave the documentation ranges to examples", () => {
    const documentation = [
      "192.0.2.1",
      "198.51.100.1",
      "203.0.113.1",
      "2001:db8::1",
      "3fff::1",
    ].map((text) => ipaddr.parse(text));
    for (const { range } of reservedRanges) {
      const [base, bits] = ipaddr.parseCIDR(range);
      for (const address of documentation) {
        expect(address.kind() === base.kind() && address.match([base, bits]), range).to.equal(
          false,
        );
      }
    }
  });

  it("name every address outside 2000::/3 as not public", () => {
    for (const text of ["1000::1", "4000::1", "5000::", "8000::1", "f000::1", "::2"]) {
      const covered = reservedRanges.some(({ range }) => {
        const [base, bits] = ipaddr.parseCIDR(range);
        return base.kind() === "ipv6" && ipaddr.parse(text).match([base, bits]);
      });
      expect(covered, text).to.equal(true);
    }
  });
});

describe("facts about zone settings", () => {
  it("name each setting once, in the API's spelling", () => {
    const ids = Object.values(tlsSettings).map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9_]+$/.test(id))).to.deep.equal([]);
  });
});
