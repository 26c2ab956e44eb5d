import { expect } from "chai";
import path from "node:path";

import { defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { zoneFile } from "../../../../sandbox/cloud/api/zoneFile";
import { runChild } from "../../../../sandbox/engine/childProcess";
import { pythonWith } from "../../../support/python/environment";
import { orSkip } from "../../../support/python/orSkip";
import { httpAtDoor } from "./httpClient";
import { clientAtDoor } from "./officialClient";
import { recordSamples } from "./recordSamples";

const records = `/zones/${defaultZoneId}/dns_records`;

/** The lines of a zone file by the types of their records. */
function linesOf(file: string, type: string): string[] {
  return file.split("\n").filter((line) => line.split("\t")[3] === type);
}

describe("the records of a zone as a file", () => {
  const here = httpAtDoor();

  const exported = async (): Promise<string> => {
    const answer = await here.client.raw("GET", `${records}/export`);
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("content-type")).to.equal("text/plain; charset=utf-8");
    return answer.text();
  };

  it("has a section for each type, and every record as a line of it", async () => {
    for (const record of recordSamples) {
      await here.client.ok("POST", records, { ttl: record.proxied === true ? 1 : 300, ...record });
    }
    const file = await exported();
    expect(file.split("\n").slice(0, 4)).to.deep.equal([
      ...[";;", ";; Domain:     example.com."],
      ...[/^;; Exported: {3}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.exec(file.split("\n")[2] ?? "")?.[0]],
      ";;",
    ]);
    const types = recordSamples.map(({ type }) => type).filter((type) => type !== "NS");
    expect(file.match(/^;; \w+ Records?$/gm)).to.deep.equal([
      ...[";; SOA Record", ";; NS Records"],
      ...types.sort().map((type) => `;; ${type} Records`),
    ]);
    const hex = "ab".repeat(32);
    expect(
      file.split("\n").filter((line) => line !== "" && !/^;;|\tSOA\t/.test(line)),
    ).to.deep.equal([
      "example.com.\t86400\tIN\tNS\tada.ns.example.com.",
      "example.com.\t86400\tIN\tNS\tbob.ns.example.com.",
      "ns.example.com.\t300\tIN\tNS\tns1.example.net.",
      "a.example.com.\t1\tIN\tA\t203.0.113.50 ; cf_tags=cf-proxied:true",
      "aaaa.example.com.\t300\tIN\tAAAA\t2001:db8::50 ; cf_tags=cf-proxied:false",
      'caa.example.com.\t300\tIN\tCAA\t0 issue "letsencrypt.org"',
      "cert.example.com.\t300\tIN\tCERT\t1 1 8 TUlJQg==",
      "cname.example.com.\t300\tIN\tCNAME\twww.example.net. ; cf_tags=cf-proxied:false",
      "dnskey.example.com.\t300\tIN\tDNSKEY\t256 3 13 b2F0bWVhbA==",
      `ns.example.com.\t300\tIN\tDS\t2371 13 2 ${hex}`,
      'https.example.com.\t300\tIN\tHTTPS\t1 . alpn="h3,h2"',
      "loc.example.com.\t300\tIN\tLOC\t37 46 46.000 N 122 23 35.000 W 0.00m 100.00m 0.00m 0.00m",
      "mx.example.com.\t300\tIN\tMX\t10 mail.example.net.",
      'naptr.example.com.\t300\tIN\tNAPTR\t100 10 "U" "SIP+D2U" "!^.*$!sip:info@example.com!" .',
      "openpgpkey.example.com.\t300\tIN\tOPENPGPKEY\tb2F0bWVhbA== ; a key",
      "ptr.example.com.\t300\tIN\tPTR\thost.example.net.",
      `smimea.example.com.\t300\tIN\tSMIMEA\t3 0 1 ${hex}`,
      "_sip._tcp.example.com.\t300\tIN\tSRV\t10 5 5060 sip.example.net.",
      `sshfp.example.com.\t300\tIN\tSSHFP\t4 2 ${hex}`,
      'svcb.example.com.\t300\tIN\tSVCB\t1 svc.example.net. alpn="h2"',
      `_443._tcp.tlsa.example.com.\t300\tIN\tTLSA\t3 1 1 ${hex}`,
      'txt.example.com.\t300\tIN\tTXT\t"v=spf1 -all"',
      'uri.example.com.\t300\tIN\tURI\t10 1 "https://example.net/"',
    ]);
  });

  it("has the zone's own records alone where nobody made one, with a serial that grows", async () => {
    const serialIn = (file: string): number =>
      Number(/dns\.cloudflare\.com\. (\d+) /.exec(file)?.[1]);
    const before = await exported();
    expect(linesOf(before, "SOA")).to.deep.equal([
      `example.com.\t3600\tIN\tSOA\tada.ns.example.com. dns.cloudflare.com. ${serialIn(before)} 10000 2400 604800 3600`,
    ]);
    expect(before.split("\n").filter((line) => line.includes("\tIN\t"))).to.have.lengthOf(3);
    await here.client.ok("POST", records, { type: "TXT", name: "@", content: "x".repeat(300) });
    const after = await exported();
    expect(serialIn(after)).to.be.greaterThan(serialIn(before));
    expect(linesOf(after, "TXT")).to.deep.equal([
      `example.com.\t1\tIN\tTXT\t"${"x".repeat(255)}" "${"x".repeat(45)}"`,
    ]);
  });

  it("is one call in the journal, and of no zone but the account's", async () => {
    await exported();
    expect(
      here.cloud.journal.calls.map(({ method, path, changed }) => [method, path, changed]),
    ).to.deep.equal([["GET", `${records}/export`, false]]);
    const elsewhere = `/zones/${"0".repeat(32)}/dns_records/export`;
    expect(await here.client.refused("GET", elsewhere)).to.deep.equal([404, 7003]);
    expect(await here.client.refused("POST", `${records}/export`)).to.deep.equal([405, 10405]);
  });
});

describe("a zone file that dnspython reads", function () {
  this.timeout(300_000);
  let python: string;
  before(async function () {
    python = path.join(await orSkip(this, pythonWith("dns")), "python");
  });
  const here = httpAtDoor();

  it("has every record in it, whatever its type, its text and its comment", async () => {
    const strange = [
      { name: "long", content: "x".repeat(300) },
      { name: "quoted", content: 'say "hi"; twice' },
      { name: "*.wild", content: '"one" "two"', comment: 'a; b "c" (d' },
    ].map((record) => ({ type: "TXT", ...record }));
    for (const record of [...recordSamples, ...strange]) {
      await here.client.ok("POST", records, { ttl: 1, ...record });
    }
    const input = await (await here.client.raw("GET", `${records}/export`)).text();
    const script = path.join(__dirname, "zoneFileReader.py");
    const { exitCode, stdout, stderr } = await runChild(python, [script, "example.com."], {
      ...{ input, environment: { PATH: process.env.PATH } },
    });
    expect([exitCode, stderr]).to.deep.equal([0, ""]);
    const read = JSON.parse(stdout) as readonly (readonly [string, number, string, string])[];
    expect(read.map(([, , type]) => type).sort()).to.deep.equal(
      ["SOA", "NS", "NS", ...[...recordSamples, ...strange].map(({ type }) => type)].sort(),
    );
    expect(
      read.filter(([, , type]) => type === "TXT").map(([name, , , data]) => [name, data]),
    ).to.deep.equal([
      ["*.wild.example.com.", '"one" "two"'],
      ["long.example.com.", `"${"x".repeat(255)}" "${"x".repeat(45)}"`],
      ["quoted.example.com.", '"say \\"hi\\"; twice"'],
      ["txt.example.com.", '"v=spf1 -all"'],
    ]);
  });
});

describe("a zone file", () => {
  const head = {
    ...{ name: "example.com", nameServers: ["ada.ns.example.com"], serial: 7 },
    exported: new Date("2026-11-28T20:00:00.987Z"),
  };
  const cname = { type: "CNAME", content: "example.net", ttl: 1, proxiable: true };
  const notes = (record: object): string | undefined =>
    linesOf(zoneFile(head, [{ ...cname, name: "a.example.com", ...record }]), "CNAME")[0]?.split(
      "example.net.",
    )[1];

  it("says when it was written to the second", () => {
    expect(zoneFile(head, []).split("\n")[2]).to.equal(";; Exported:   2026-11-28 20:00:00");
  });

  const noted: readonly (readonly [what: string, record: object, notes: string])[] = [
    ["a comment", { comment: "by hand" }, " ; by hand cf_tags=cf-proxied:false"],
    ["a comment of lines", { comment: "one\n two" }, " ; one two cf_tags=cf-proxied:false"],
    [
      "tags",
      { tags: ["important", "ticket:1", 'odd:a,"b"'], proxied: true },
      ' ; cf_tags=important,ticket:1,odd:"a,\\"b\\"",cf-proxied:true',
    ],
    [
      "flattening",
      { tags: ["test:1"], settings: { flatten_cname: true } },
      " ; cf_tags=test:1,cf-flatten-cname",
    ],
    ["nothing of the kind", { proxiable: false }, ""],
  ];
  for (const [what, record, expected] of noted) {
    it(`notes ${what} behind the record`, () => expect(notes(record)).to.equal(expected));
  }

  it("cuts no string inside an escape, and leaves what is cut already", () => {
    const quoted = `"${"x".repeat(254)}\\"y"`;
    const several = `"${"x".repeat(200)}" "${"y".repeat(200)}"`;
    const file = zoneFile(head, [
      { type: "TXT", name: "a.example.com", ttl: 1, content: quoted },
      { type: "TXT", name: "b.example.com", ttl: 1, content: several },
    ]);
    expect(linesOf(file, "TXT").map((line) => line.split("\t")[4])).to.deep.equal([
      `"${"x".repeat(254)}\\"" "y"`,
      several,
    ]);
  });
});

describe("the export of the official client", () => {
  const here = clientAtDoor();

  it("is the text of the file", async () => {
    const file = await here.client.dns.records.export({ zone_id: defaultZoneId });
    expect(file).to.match(/^;;\n;; Domain: {5}example\.com\.\n/);
  });
});
