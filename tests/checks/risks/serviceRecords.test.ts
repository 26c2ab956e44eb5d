import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
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

describe("CAA records above a certificate of AWS Certificate Manager that is shown", () => {
  const { acmCertificate, awsLoadBalancer, listener } = modelTypes;
  const dnsName = "front-1.eu-west-1.elb.amazonaws.com";
  const front = (certificate: object): readonly Step[] => [
    ...[zone, same(modelTypes.zoneSetting, "ssl", { zoneId, settingId: "ssl", value: "strict" })],
    same("record", "shop", {
      ...{ zoneId, name: "shop.example.com", type: "CNAME", content: dnsName },
      ...{ proxied: true, ttl: 1 },
    }),
    { ...same(awsLoadBalancer, "front", {}), outputs: { dnsName } },
    same(acmCertificate, "own", certificate),
    same(listener, "https", {
      ...{ loadBalancerArn: "front", port: 443, protocol: "HTTPS", certificateArn: "own" },
      defaultActions: [{ type: "forward", targetGroupArn: "targets" }],
    }),
  ];
  const requested = { domainName: "*.example.com", validationMethod: "DNS" };
  const only = (value: string): Step =>
    comes(
      "record",
      "caa",
      record("example.com", "CAA", { data: { flags: 0, tag: "issue", value } }),
    );
  const told = (...steps: readonly Step[]): string[] =>
    reviewSteps(steps).risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`);

  it("are high where they refuse its authority, from its end on", () => {
    const { risks } = reviewSteps([...front(requested), only("letsencrypt.org")]);
    expect(
      risks.map(({ severity, consequence }) => [severity, bareText(consequence)]),
    ).to.deep.equal([
      [
        "high",
        "From this change on only letsencrypt.org may issue certificates for example.com and names beneath it, by its CAA records: every other authority is refused, and AWS Certificate Manager is among these, the certificate own is not renewed, and from the day of its end all visitors of shop.example.com get Error 526.",
      ],
    ]);
  });

  it("are not told of where its authority may issue, and nothing else answers", () => {
    expect(told(...front(requested), only("amazonaws.com"))).to.deep.equal([]);
  });

  it("are medium where others answer beside it", () => {
    expect(told(...front(requested), www, only("amazon.com"))).to.deep.equal([
      "medium other-record-changed example.com",
    ]);
  });

  it("are medium where the certificate was imported", () => {
    expect(
      told(...front({ certificateBody: "a certificate" }), only("letsencrypt.org")),
    ).to.deep.equal(["medium other-record-changed example.com"]);
  });

  it("leave a record that proves it to its certificate", () => {
    const proof = record("_a1.example.com", "CNAME", { content: "_b2.acm-validations.aws" });
    expect(told(...front(requested), goes("record", "proof", proof))).to.deep.equal([
      "high other-record-lost _a1.example.com",
    ]);
    expect(
      told(...[zone, www, goes(acmCertificate, "own", requested)], goes("record", "proof", proof)),
    ).to.deep.equal([]);
  });
});
