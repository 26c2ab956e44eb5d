import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { ProblemList } from "../../../components/internal/checked";
import type { DnsRecordSpec } from "../../../components/dns";
import { checkFields } from "../../../components/dns/fields";
import { validateDnsRecords } from "../../../components/dns/validate";
import { describeProblem } from "../../../core/problem";
import type { DnsFieldsName } from "../../../facts/cloudflare/dnsRecordTypes";
import { problemsOf } from "../../support/problems";
import { value } from "../../support/value";

function settle(table: DnsFieldsName, given: object | undefined): unknown {
  const problems = new ProblemList();
  const { data, topLevel } = checkFields(problems, "f", table, given);
  return problems.problems.length === 0
    ? { data, ...(Object.keys(topLevel).length === 0 ? {} : { topLevel }) }
    : problems.problems.map(({ path, rule }) => `${path}: ${rule}`);
}

const sha256 = "ab".repeat(32);
const srv = { priority: 1, weight: 2, port: 3, target: "x.example.net" };
const place = { latDegrees: 52, latDirection: "N", longDegrees: 13, longDirection: "E" };

describe("fields of DNS records", () => {
  for (const [table, given, data] of [
    [
      "caa",
      { tag: "issue", value: "letsencrypt.org" },
      { flags: 0, tag: "issue", value: "letsencrypt.org" },
    ],
    [
      "caa",
      { flags: 128, tag: "issuewild", value: ";" },
      { flags: 128, tag: "issuewild", value: ";" },
    ],
    [
      "caa",
      { tag: "issue", value: "ca.example; account=1" },
      { flags: 0, tag: "issue", value: "ca.example; account=1" },
    ],
    [
      "caa",
      { tag: "iodef", value: "mailto:a@example.net" },
      { flags: 0, tag: "iodef", value: "mailto:a@example.net" },
    ],
    [
      "cert",
      { type: 1, keyTag: 2, algorithm: 3, certificate: "TUlJ" },
      { type: 1, keyTag: 2, algorithm: 3, certificate: "TUlJ" },
    ],
    [
      "dnskey",
      { flags: 257, algorithm: 13, publicKey: "TUlJ" },
      { flags: 257, protocol: 3, algorithm: 13, publicKey: "TUlJ" },
    ],
    [
      "ds",
      { keyTag: 1, algorithm: 13, digestType: 2, digest: sha256 },
      { keyTag: 1, algorithm: 13, digestType: 2, digest: sha256 },
    ],
    [
      "https",
      { priority: 0, target: "X.example.net." },
      { priority: 0, target: "x.example.net", value: "" },
    ],
    [
      "svcb",
      { priority: 1, target: ".", value: 'alpn="h3"' },
      { priority: 1, target: ".", value: 'alpn="h3"' },
    ],
    [
      "loc",
      place,
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
      "naptr",
      {
        order: 1,
        preference: 2,
        flags: "S",
        service: "SIP+D2U",
        replacement: "_sip._udp.example.net",
      },
      {
        order: 1,
        preference: 2,
        flags: "S",
        service: "SIP+D2U",
        regex: "",
        replacement: "_sip._udp.example.net",
      },
    ],
    [
      "naptr",
      { order: 1, preference: 2 },
      { order: 1, preference: 2, flags: "", service: "", regex: "", replacement: "." },
    ],
    [
      "smimea",
      { usage: 3, selector: 0, matchingType: 0, certificate: "00ff" },
      { usage: 3, selector: 0, matchingType: 0, certificate: "00ff" },
    ],
    ["srv", { ...srv, target: "BÜCHER.example" }, { ...srv, target: "xn--bcher-kva.example" }],
    [
      "sshfp",
      { algorithm: 4, type: 2, fingerprint: sha256 },
      { algorithm: 4, type: 2, fingerprint: sha256 },
    ],
    [
      "tlsa",
      { usage: 3, selector: 1, matchingType: 1, certificate: sha256 },
      { usage: 3, selector: 1, matchingType: 1, certificate: sha256 },
    ],
  ] as const) {
    it(`takes ${table} ${JSON.stringify(given).slice(0, 60)}`, () => {
      expect(settle(table, given)).to.deep.equal({ data });
    });
  }

  it("puts the priority of a URI beside its data", () => {
    expect(settle("uri", { priority: 1, weight: 2, target: "https://example.net/" })).to.deep.equal(
      {
        data: { weight: 2, target: "https://example.net/" },
        topLevel: { priority: 1 },
      },
    );
  });

  for (const [table, given, problems] of [
    ["srv", undefined, ["f: be given with priority, weight, port, target"]],
    [
      "srv",
      { ...srv, port: 65536, weight: -1 },
      ["f.weight: be a whole number of 0 to 65535", "f.port: be a whole number of 0 to 65535"],
    ],
    ["srv", { ...srv, port: "443" }, ["f.port: be a whole number of 0 to 65535"]],
    [
      "srv",
      { ...srv, target: "203.0.113.1" },
      ["f.target: be a full host name such as www.example.com"],
    ],
    [
      "srv",
      {},
      [
        "f.priority: be a whole number of 0 to 65535",
        "f.weight: be a whole number of 0 to 65535",
        "f.port: be a whole number of 0 to 65535",
        "f.target: be a host name such as www.example.com",
      ],
    ],
    [
      "caa",
      { tag: "policy", value: "x" },
      ["f.tag: be one of issue, issuewild, iodef, issuemail, issuevmc, contactemail, contactphone"],
    ],
    [
      "caa",
      { tag: "issuemail", value: "a b" },
      ["f.value: be the domain of an authority such as letsencrypt.org, or ; for none"],
    ],
    [
      "caa",
      { tag: "contactemail", value: "mailto:a b@example.com" },
      ["f.value: be a mail address such as hostmaster@example.com"],
    ],
    [
      "caa",
      { tag: "contactphone", value: "0301234567" },
      ["f.value: be a phone number that begins with + and the country code, without spaces"],
    ],
    [
      "caa",
      { flags: 256, tag: "issue", value: "https://ca.example" },
      [
        "f.flags: be a whole number of 0 to 255",
        "f.value: be the domain of an authority such as letsencrypt.org, or ; for none",
      ],
    ],
    [
      "caa",
      { tag: "iodef", value: "a@example.net" },
      ["f.value: be a URL with mailto:, http: or https:"],
    ],
    ["caa", { tag: "issue", value: 1 }, ["f.value: be text"]],
    [
      "cert",
      { type: 1, keyTag: 2, algorithm: 3, certificate: "---" },
      ["f.certificate: be base64"],
    ],
    ["dnskey", { flags: 257, protocol: 2, algorithm: 13, publicKey: "TUlJ" }, ["f.protocol: be 3"]],
    [
      "ds",
      { keyTag: 1, algorithm: 13, digestType: 2, digest: "ab" },
      ["f.digest: have 64 hexadecimal digits for digestType 2; it has 2"],
    ],
    [
      "sshfp",
      { algorithm: 4, type: 2, fingerprint: "xyz" },
      ["f.fingerprint: be an even number of hexadecimal digits"],
    ],
    [
      "tlsa",
      { usage: 4, selector: 2, matchingType: 3, certificate: "0" },
      [
        "f.usage: be a whole number of 0 to 3",
        "f.selector: be a whole number of 0 to 1",
        "f.matchingType: be a whole number of 0 to 2",
        "f.certificate: be an even number of hexadecimal digits",
      ],
    ],
    [
      "loc",
      { ...place, latDegrees: 91, latSeconds: 60, latDirection: "north", altitude: -100001 },
      [
        "f.latDegrees: be a whole number of 0 to 90",
        "f.latSeconds: be a number of 0 to 59.999",
        "f.latDirection: be one of N, S",
        "f.altitude: be a number of -100000 to 42849672.95",
      ],
    ],
    ["naptr", { order: 1, preference: 2, flags: "!" }, ["f.flags: be letters and digits"]],
    [
      "uri",
      { priority: 1, weight: 2, target: "example.net" },
      ["f.target: be a URI such as https://example.com/"],
    ],
  ] as const) {
    it(`refuses ${table} ${JSON.stringify(given)?.slice(0, 60)}`, () => {
      expect(settle(table, given)).to.deep.equal(problems);
    });
  }

  for (const [table, given, field, words] of [
    [
      "caa",
      { tag: pulumi.output("issue"), value: "x y z !" },
      "value",
      /f\.value must be the domain of an authority/,
    ],
    [
      "sshfp",
      { algorithm: 4, type: pulumi.output(2), fingerprint: "aa" },
      "fingerprint",
      /f\.fingerprint must have 64 hexadecimal digits for type 2; it has 2/,
    ],
    [
      "ds",
      { keyTag: 1, algorithm: 13, digestType: pulumi.output(1), digest: pulumi.output("aa") },
      "digest",
      /f\.digest must have 40 hexadecimal digits for digestType 1; it has 2/,
    ],
  ] as const) {
    it(`checks ${table}.${field} against a field that becomes known late`, async () => {
      const problems = new ProblemList();
      const { data } = checkFields(problems, "f", table, given);
      expect(problems.problems).to.deep.equal([]);
      await expect(value(data[field])).to.be.rejected.and.eventually.satisfy((error: unknown) =>
        words.test(String(error)),
      );
      const { data: good } = checkFields(new ProblemList(), "f", "caa", {
        tag: pulumi.output("issue"),
        value: "letsencrypt.org",
      });
      expect(await value(good.value)).to.equal("letsencrypt.org");
    });
  }

  it("checks fields that become known late, and writes them as the API has them", async () => {
    const problems = new ProblemList();
    const good = checkFields(problems, "f", "srv", {
      ...srv,
      target: pulumi.output("X.example.net."),
    });
    const bad = checkFields(problems, "f", "srv", { ...srv, port: pulumi.output(0.5) });
    expect(problems.problems).to.deep.equal([]);
    expect(await value(good.data.target)).to.equal("x.example.net");
    await expect(value(bad.data.port)).to.be.rejected.and.eventually.satisfy((error: unknown) => {
      expect(problemsOf(error)).to.deep.equal([
        { path: "f.port", reason: "f.port must be a whole number of 0 to 65535; got 0.5" },
      ]);
      return true;
    });
  });

  it("have no name that nobody reads", () => {
    const sip: object = { type: "SRV", name: "_sip._tcp", srv: { ...srv, name: "x" } };
    const zone = { zoneId: "0".repeat(32), zoneName: "example.com" };
    const { problems } = validateDnsRecords(
      { ...zone, records: { sip: sip as DnsRecordSpec } },
      "",
    );
    expect(problems.map(describeProblem)).to.deep.equal([
      "records.sip.srv.name must be an argument that there is; got an unknown name. " +
        "There are priority, weight, port, target",
    ]);
  });
});
