import { expect } from "chai";
import fc from "fast-check";
import type { DnsRecordSpec } from "../../components/dns";
import { canonicalContent, contentProblem } from "../../components/dns/content";
import { recordName, recordNameProblem } from "../../components/dns/names";
import { validateDnsRecords } from "../../components/dns/validate";
import { readTxt, writeTxt } from "../../components/dns/txt";
import { childName } from "../../components/internal/names";
import { DnsRecordType } from "../../facts/cloudflare/dnsRecordTypes";
import { codePoint } from "../support/codePoints";

const zone = "example.com";
const label = fc.stringMatching(/^[a-z0-9äöüß_]([a-z0-9äöüß_-]{0,8}[a-z0-9äöüß_])?$/u);
const relative = fc
  .array(label, { minLength: 1, maxLength: 3 })
  .map((labels) => labels.join("."))
  .filter((name) => recordNameProblem("n", zone, name) === undefined);

describe("properties of DNS names", () => {
  it("a name made whole is made whole already, and sound", () => {
    fc.assert(
      fc.property(relative, (name) => {
        const full = recordName(zone, name) ?? expect.fail(name);
        expect(recordName(zone, full)).to.equal(full);
        expect(recordName(zone, `${full}.`)).to.equal(full);
        expect(recordName(zone, full.toUpperCase())).to.equal(full);
        expect(recordNameProblem("n", zone, full)).to.equal(undefined);
      }),
    );
  });

  it("different relative names stay different", () => {
    fc.assert(
      fc.property(relative, relative, (a, b) => {
        expect(recordName(zone, a) === recordName(zone, b)).to.equal(a === b);
      }),
    );
  });

  it("any text is a problem or a name, never an exception", () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint, maxLength: 40 }), (name) => {
        if (recordNameProblem("n", zone, name) === undefined) {
          expect(recordName(zone, name) ?? "").to.match(/^[a-z0-9_*.-]+$/);
        }
      }),
    );
  });
});

describe("properties of TXT content", () => {
  const text = fc
    .string({ unit: codePoint, minLength: 1, maxLength: 700 })
    .filter((s) => s[0] !== '"');

  it("what is written reads back to the same bytes", () => {
    fc.assert(
      fc.property(text, (content) => {
        const strings = readTxt(writeTxt(readTxt(content) ?? [])) ?? expect.fail();
        expect(Buffer.concat([...strings]).equals(Buffer.from(content, "utf8"))).to.equal(true);
        expect(strings.filter((bytes) => !(bytes.length <= 255))).to.deep.equal([]);
      }),
    );
  });

  it("any bytes in any strings survive, printable on the way", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        (strings) => {
          const written = writeTxt(strings.map((bytes) => Buffer.from(bytes)));
          expect(written).to.match(/^[\x20-\x7e]+$/);
          expect(writeTxt(readTxt(written) ?? [])).to.equal(written);
          expect(Buffer.concat([...(readTxt(written) ?? [])])).to.deep.equal(
            Buffer.concat(strings),
          );
        },
      ),
    );
  });

  it("any text is a problem or has one canonical form", () => {
    const record = { type: DnsRecordType.TXT, name: "x.example.com", retired: [] };
    const context = { ...record, use: "dnsOnly" } as const;
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', "\\", " ", "a", "0", "9", "ü"), maxLength: 12 }),
        (content) => {
          if (contentProblem("c", "text", content, context) === undefined) {
            const once = canonicalContent("text", content);
            expect(contentProblem("c", "text", once, context)).to.equal(undefined);
            expect(canonicalContent("text", once)).to.equal(once);
          }
        },
      ),
    );
  });
});

describe("properties of record sets", () => {
  const spec: fc.Arbitrary<DnsRecordSpec> = fc.record(
    {
      type: fc.constantFrom("A", "AAAA", "CNAME", "TXT", "NS", "MX"),
      name: fc.constantFrom("@", "www", "WWW.example.com", "a.sub", "sub", "*", "bücher", "-"),
      content: fc.constantFrom(
        "203.0.113.1",
        "203.0.113.2",
        "2001:DB8::1",
        "x.example.net",
        '"a"',
        "10.0.0.1",
      ),
      proxied: fc.boolean(),
      ttlSeconds: fc.constantFrom(1, 60, 300),
      priority: fc.constantFrom(0, 10),
    },
    { requiredKeys: ["type", "name"] },
  );
  const entries = fc.uniqueArray(fc.tuple(fc.string({ maxLength: 6 }), spec), {
    selector: ([key]) => key,
    maxLength: 8,
  });
  const validate = (list: readonly (readonly [string, DnsRecordSpec])[]) =>
    validateDnsRecords(
      { zoneId: "0".repeat(32), zoneName: zone, records: Object.fromEntries(list) },
      "",
    );

  it("the order of entries changes nothing", () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(validate([...list].reverse())).to.deep.equal(validate(list));
      }),
    );
  });

  it("records without problems never conflict with each other", () => {
    fc.assert(
      fc.property(entries, (list) => {
        const records = validate(list).resolved?.records;
        if (records !== undefined) {
          const values = records.map(({ type, name, content, data }) =>
            JSON.stringify([type, name, content, data]),
          );
          expect(new Set(values).size).to.equal(values.length);
          const cnames = records.filter(({ type }) => type === "CNAME");
          for (const cname of cnames) {
            const rivals = records.filter(
              ({ name, type }) =>
                name === cname.name && ["A", "AAAA", "CNAME", "NS"].includes(type),
            );
            expect(rivals).to.have.lengthOf(1);
          }
        }
      }),
    );
  });

  it("different keys have different names", () => {
    const key = fc.string({ unit: codePoint, minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(childName("x", "record", a) === childName("x", "record", b)).to.equal(a === b);
      }),
    );
  });
});
