import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { CaaTag, DnsRecords, DnsRecordType, type DnsRecordsArgs } from "../../../components/dns";
import { inBothModes, underMocks, unknown, type Registered } from "../../support/mocks";
import { problemsOf, rejects } from "../../support/problems";
import { value } from "../../support/value";

const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const zoneId = "0123456789abcdef0123456789abcdef";
const records = (
  args: Partial<DnsRecordsArgs> & Pick<DnsRecordsArgs, "records">,
): ((parent: pulumi.Resource) => DnsRecords) => {
  return (parent) =>
    new DnsRecords("site", { zoneId, zoneName: "example.com", ...args }, { parent });
};
const record = (key: string, inputs: Record<string, unknown>): Registered => ({
  type: recordType,
  name: `site-record-${key}`,
  parent: "site",
  custom: true,
  inputs: { zoneId, ...inputs },
  options: { deleteBeforeReplace: true },
});

describe("DnsRecords", () => {
  it("creates one record per entry, whole and canonical, and nothing else", async () => {
    await inBothModes(
      records({
        plan: "pro",
        records: {
          www: { type: "A", name: "WWW", content: "203.0.113.1", proxied: true },
          "*.shop": {
            type: "CNAME",
            name: "*.shop",
            content: "Www.Example.com.",
            comment: "all shops",
          },
          v6: {
            type: "AAAA",
            name: "direct",
            content: "2001:DB8:0:0::1",
            ttlSeconds: 300,
            tags: ["Team:Web", "env:prod"],
          },
          mail: { type: "MX", name: "@", content: "mail.example.net", priority: 10 },
          text: { type: "TXT", name: "bücher", content: 'a "b"' },
        },
      }),
      ({ registered }) => {
        expect(registered).to.deep.equal([
          {
            type: "steady-edge:index:DnsRecords",
            name: "site",
            parent: undefined,
            custom: false,
            inputs: {},
            options: {},
          },
          record("%2A.shop", {
            type: "CNAME",
            name: "*.shop.example.com",
            content: "www.example.com",
            proxied: false,
            ttl: 1,
            comment: "all shops",
          }),
          record("mail", {
            type: "MX",
            name: "example.com",
            content: "mail.example.net",
            priority: 10,
            proxied: false,
            ttl: 1,
          }),
          record("text", {
            type: "TXT",
            name: "xn--bcher-kva.example.com",
            content: String.raw`"a \"b\""`,
            proxied: false,
            ttl: 1,
          }),
          record("v6", {
            type: "AAAA",
            name: "direct.example.com",
            content: "2001:db8::1",
            proxied: false,
            ttl: 300,
            tags: ["env:prod", "team:Web"],
          }),
          record("www", {
            type: "A",
            name: "www.example.com",
            content: "203.0.113.1",
            proxied: true,
            ttl: 1,
          }),
        ]);
      },
    );
  });

  it("writes every type with fields as data, with the priority where the API wants it", async () => {
    const hex = "ab".repeat(32);
    const place = { latDegrees: 1, latDirection: "N", longDegrees: 2, longDirection: "W" } as const;
    const binding = { priority: 1, target: ".", value: 'alpn="h3"' };
    const tlsa = { usage: 3, selector: 1, matchingType: 1, certificate: hex };
    const srv = { priority: 5, weight: 6, port: 7, target: "x.example.net" };
    await inBothModes(
      records({
        records: {
          caa: { type: "CAA", name: "@", caa: { tag: CaaTag.Issue, value: "letsencrypt.org" } },
          cert: {
            type: "CERT",
            name: "c",
            cert: { type: 1, keyTag: 2, algorithm: 3, certificate: "TUlJ" },
          },
          dnskey: {
            type: "DNSKEY",
            name: "d",
            dnskey: { flags: 257, algorithm: 13, publicKey: "TUlJ" },
          },
          ds: {
            type: "DS",
            name: "d",
            ds: { keyTag: 1, algorithm: 13, digestType: 2, digest: hex },
          },
          https: { type: "HTTPS", name: "h", https: binding },
          loc: { type: "LOC", name: "l", loc: place },
          naptr: { type: "NAPTR", name: "n", naptr: { order: 1, preference: 2 } },
          smimea: { type: "SMIMEA", name: "s", smimea: tlsa },
          srv: { type: "SRV", name: "_sip._tcp", srv },
          sshfp: { type: "SSHFP", name: "s", sshfp: { algorithm: 4, type: 2, fingerprint: hex } },
          svcb: { type: "SVCB", name: "s", svcb: binding },
          tlsa: { type: "TLSA", name: "_443._tcp", tlsa },
          uri: {
            type: "URI",
            name: "_ftp._tcp",
            uri: { priority: 3, weight: 4, target: "ftp://f.example/" },
          },
        },
      }),
      ({ of }) => {
        const written = of(recordType).map(({ inputs }) => [
          inputs.type,
          inputs.priority,
          inputs.data,
        ]);
        expect(written).to.deep.equal([
          ["CAA", undefined, { flags: 0, tag: "issue", value: "letsencrypt.org" }],
          ["CERT", undefined, { type: 1, keyTag: 2, algorithm: 3, certificate: "TUlJ" }],
          ["DNSKEY", undefined, { flags: 257, protocol: 3, algorithm: 13, publicKey: "TUlJ" }],
          ["DS", undefined, { keyTag: 1, algorithm: 13, digestType: 2, digest: hex }],
          ["HTTPS", undefined, binding],
          [
            "LOC",
            undefined,
            {
              ...place,
              latMinutes: 0,
              latSeconds: 0,
              longMinutes: 0,
              longSeconds: 0,
              altitude: 0,
              size: 1,
              precisionHorz: 10000,
              precisionVert: 10,
            },
          ],
          [
            "NAPTR",
            undefined,
            { order: 1, preference: 2, flags: "", service: "", regex: "", replacement: "." },
          ],
          ["SMIMEA", undefined, tlsa],
          ["SRV", 5, srv],
          ["SSHFP", undefined, { algorithm: 4, type: 2, fingerprint: hex }],
          ["SVCB", undefined, binding],
          ["TLSA", undefined, tlsa],
          ["URI", 3, { weight: 4, target: "ftp://f.example/" }],
        ]);
        expect(of(recordType).filter(({ inputs }) => "content" in inputs)).to.deep.equal([]);
      },
    );
  });

  it("has an argument or a content for each of the 21 types", () => {
    expect(Object.keys(DnsRecordType)).to.have.lengthOf(21);
  });

  it("gives out ids and full names by key", async () => {
    const build = records({
      records: {
        b: { type: "A", name: "b", content: "203.0.113.1" },
        a: { type: "A", name: "a", content: "203.0.113.1" },
      },
    });
    const { result } = await underMocks(false, build);
    expect(await value(result.recordIds)).to.deep.equal({
      a: "site-record-a-id",
      b: "site-record-b-id",
    });
    expect(await value(result.hostnames)).to.deep.equal({ a: "a.example.com", b: "b.example.com" });
    const preview = await underMocks(true, build);
    expect(await value(preview.result.recordIds)).to.equal(undefined);
    expect(await value(preview.result.hostnames)).to.deep.equal({
      a: "a.example.com",
      b: "b.example.com",
    });
  });

  it("creates nothing but itself for an empty map", async () => {
    await inBothModes(records({ records: {} }), ({ registered }) => {
      expect(registered.map(({ name }) => name)).to.deep.equal(["site"]);
    });
  });

  it("moves a record under a new key by an alias", async () => {
    await inBothModes(
      records({
        records: { web: { type: "A", name: "w", content: "203.0.113.1", formerKey: "*old" } },
      }),
      ({ one }) => {
        expect(one(recordType, "site-record-web").options).to.deep.equal({
          deleteBeforeReplace: true,
          aliases: [{ name: "site-record-%2Aold" }],
        });
      },
    );
  });

  it("lets a content flow that is known only later, checked and canonical", async () => {
    await inBothModes(
      (parent) => {
        const first = records({ records: { a: { type: "A", name: "a", content: "203.0.113.1" } } })(
          parent,
        );
        return new DnsRecords(
          "late",
          {
            zoneId: pulumi.output(zoneId),
            zoneName: "example.com",
            records: {
              v6: { type: "AAAA", name: "v6", content: pulumi.output("2001:DB8::0:1") },
              text: {
                type: "TXT",
                name: "t",
                content: first.recordIds.apply((ids) => ids.a ?? ""),
              },
              hush: { type: "TXT", name: "h", content: pulumi.secret("s") },
            },
          },
          { parent },
        );
      },
      ({ preview, one }) => {
        expect(one(recordType, "late-record-v6").inputs.content).to.equal("2001:db8::1");
        expect(one(recordType, "late-record-text").inputs.content).to.equal(
          preview ? unknown : '"site-record-a-id"',
        );
        expect(one(recordType, "late-record-hush").inputs.content).to.deep.equal({ secret: '"s"' });
      },
    );
  });

  it("stops a content that turns out bad before the record is made", async () => {
    await inBothModes(
      records({
        records: {
          bad: { type: "A", name: "a", content: pulumi.output("10.0.0.1"), proxied: true },
          vpn: { type: "A", name: "vpn", content: pulumi.output("10.0.0.1") },
          good: { type: "A", name: "b", content: "203.0.113.1" },
        },
      }),
      ({ one, errors }) => {
        expect(one(recordType, "site-record-bad").inputs).to.deep.equal({});
        expect(one(recordType, "site-record-good").inputs.content).to.equal("203.0.113.1");
        expect(one(recordType, "site-record-vpn").inputs.content).to.equal("10.0.0.1");
        expect(problemsOf(errors[0])).to.deep.equal([
          {
            path: "records.bad.content",
            reason:
              "records.bad.content must be a public address, not one for private networks (10.0.0.0/8, RFC 1918); " +
              'got "10.0.0.1". Leave out proxied where Cloudflare need not reach it, or set privateRouting where it does so through ' +
              "a private network",
          },
        ]);
      },
    );
  });

  it("rejects everything that is wrong at once and registers nothing", async () => {
    const told = await rejects(
      records({
        zoneId: "",
        records: {
          a: { type: "CNAME", name: "www", content: "x.example.net" },
          b: { type: "A", name: "www", content: "127.0.0", ttlSeconds: 5 },
        },
      }),
      ["zoneId", "records.b.ttlSeconds", "records.b.content", "records.b.name"],
    );
    expect(told[3]?.reason).to.equal(
      "records.b.name must be another name than that of records.a: a CNAME allows no A beside it; " +
        'got "www.example.com"',
    );
  });
});
