import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { becomes, comes, goes, reviewSteps, riskLines, same, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const zone: Step = { ...same("zone", "zone", { name: "example.com" }), id: zoneId };
const record = (name: string, type: string, more: object): object => ({
  ...{ zoneId, name, type, ttl: 300, ...more },
});
const www = same(
  "record",
  "www",
  record("www.example.com", "A", { content: "203.0.113.1", proxied: true }),
);
const text = (name: string, content: string): object => record(name, "TXT", { content });
const told = (...steps: readonly Step[]): string[] => riskLines([zone, www, ...steps]);

describe("records that prove where mail comes from, and lead clients to services", () => {
  const spf = '"v=spf1 include:_spf.example.net ~all"';
  const lost: readonly (readonly [string, object])[] = [
    ["example.com", text("example.com", spf)],
    ["_dmarc.example.com", text("_dmarc.example.com", '"v=DMARC1; p=reject"')],
    ["s1._domainkey.example.com", text("s1._domainkey.example.com", '"v=DKIM1; p=MIGf"')],
    [
      "_sip._tls.example.com",
      record("_sip._tls.example.com", "SRV", { data: { port: 443, target: "sip.example.com" } }),
    ],
  ];
  for (const [name, own] of lost) {
    it(`are told of at ${name} where they go, and not where others of their kind stay`, () => {
      expect(told(goes("record", "own", own))).to.deep.equal([`medium other-record-lost ${name}`]);
      expect(told(goes("record", "own", own), same("record", "twin", own))).to.deep.equal([]);
    });
  }

  it("are told of where a text of another kind stays at the name", () => {
    const note = same("record", "note", text("example.com", '"site-verification=1"'));
    expect(told(goes("record", "own", text("example.com", spf)), note)).to.deep.equal([
      "medium other-record-lost example.com",
    ]);
  });

  it("are not told of where they proved something once", () => {
    for (const own of [
      text("_acme-challenge.example.com", '"x"'),
      text("example.com", '"site-verification=1"'),
      record("sub.example.com", "DS", { data: { keyTag: 1 } }),
    ]) {
      expect(told(goes("record", "own", own))).to.deep.equal([]);
    }
  });

  it("are told of where the key of a delegated zone becomes another", () => {
    const [old, now] = [1, 2].map((keyTag) =>
      record("sub.example.com", "DS", { data: { keyTag, algorithm: 13 } }),
    ) as [object, object];
    expect(told(becomes("record", "own", old, now))).to.deep.equal([
      "medium other-record-changed sub.example.com",
    ]);
  });
});

describe("NS records", () => {
  const servers = (name: string, content = "ns1.example.net"): object =>
    record(name, "NS", { content });

  it("delegate nothing at the zone's own name", () => {
    for (const name of ["example.com", "@"]) {
      expect(told(goes("record", "ns", servers(name))), name).to.deep.equal([]);
    }
    const moved = becomes("record", "ns", servers("example.com"), servers("example.com", "ns2.x"));
    expect(told(moved)).to.deep.equal([]);
  });

  it("are told of beneath it", () => {
    expect(told(goes("record", "ns", servers("sub.example.com")))).to.deep.equal([
      "high other-record-lost sub.example.com",
    ]);
  });
});

describe("CAA records", () => {
  const caa = (tag: string, value: string, name = "example.com"): object =>
    record(name, "CAA", { data: { flags: 0, tag, value } });
  const one = "medium other-record-changed example.com";

  it("are told of where the first one shuts all other authorities out", () => {
    const { risks } = reviewSteps([zone, www, comes("record", "a", caa("issue", "digicert.com"))]);
    expect(risks.map(({ consequence }) => bareText(consequence))).to.deep.equal([
      "From this change on only digicert.com may issue certificates for example.com and names beneath it, by its CAA records: every other authority is refused, and a certificate that it renews now ends without another.",
    ]);
  });

  it("are told of once where an authority is named no more", () => {
    const [le, acm] = [caa("issue", "letsencrypt.org"), caa("issue", "amazon.com")];
    expect(told(goes("record", "a", le), same("record", "b", acm))).to.deep.equal([one]);
    expect(told(becomes("record", "a", le, acm))).to.deep.equal([one]);
    const wild = caa("issuewild", "amazon.com");
    expect(told(same("record", "a", le), comes("record", "w", wild))).to.deep.equal([one]);
  });

  it("are not told of where nobody is shut out", () => {
    const le = caa("issue", "letsencrypt.org");
    const report = (value: string): object => caa("iodef", value);
    expect(told(goes("record", "a", le))).to.deep.equal([]);
    expect(
      told(same("record", "a", le), comes("record", "b", caa("issue", "amazon.com"))),
    ).to.deep.equal([]);
    expect(
      told(becomes("record", "a", report("mailto:a@example.com"), report("mailto:b@example.com"))),
    ).to.deep.equal([]);
    const written = record("example.com", "CAA", { content: '0 issue "letsencrypt.org"' });
    expect(told(becomes("record", "a", le, written))).to.deep.equal([]);
    expect(told(goes("record", "a", le), comes("record", "b", written))).to.deep.equal([]);
  });

  it("count at the nearest name that has some", () => {
    const above = same("record", "a", caa("issue", "letsencrypt.org"));
    const own = caa("issue", "amazon.com", "www.example.com");
    expect(told(above, goes("record", "b", own))).to.deep.equal([
      "medium other-record-changed www.example.com",
    ]);
  });

  it("are not told of at names at which nobody was served yet", () => {
    const shop = record("shop.example.com", "A", { content: "203.0.113.2", proxied: true, ttl: 1 });
    expect(
      told(
        comes("record", "shop", shop),
        comes("record", "a", caa("issue", "digicert.com", "shop.example.com")),
      ),
    ).to.deep.equal([]);
  });
});
