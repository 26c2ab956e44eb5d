import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import {
  DnsRecords,
  FailoverLoadBalancer,
  ResilientSite,
  type DnsRecordSpec,
  type DnsRecordsArgs,
  type FailoverLoadBalancerArgs,
} from "../../../components";
import { underMocks } from "../../support/mocks";
import { runProgram } from "../../support/stackProgram";

const accountId = "0123456789abcdef0123456789abcdef";
const zoneId = "fedcba9876543210fedcba9876543210";

function records(
  name: string,
  declared: Record<string, DnsRecordSpec>,
  change: Partial<DnsRecordsArgs> = {},
): DnsRecords {
  return new DnsRecords(name, { zoneId, zoneName: "example.com", records: declared, ...change });
}

function balancer(name: string, change: Partial<FailoverLoadBalancerArgs> = {}): void {
  new FailoverLoadBalancer(name, {
    ...{ accountId, zoneId, zoneName: "example.com", hostname: "www.example.com" },
    pools: [{ name: "only", origins: { a: { address: "203.0.113.10" } } }],
    acceptSinglePool: true,
    health: { path: "/healthz" },
    ...change,
  });
}

const www: DnsRecordSpec = { type: "A", name: "www", content: "203.0.113.77", proxied: true };
const alias: DnsRecordSpec = { type: "CNAME", name: "WWW.example.com.", content: "a.example.net" };
const text: DnsRecordSpec = { type: "TXT", name: "www", content: "proof" };
const mail: DnsRecordSpec = { type: "MX", name: "www", content: "mail.example.net", priority: 10 };
const ns = (name: string, content = "ns.example.net"): DnsRecordSpec => ({
  type: "NS",
  name,
  content,
});

/** A program that is refused at its second component, and the one sentence that it ends with. */
const refused: Record<string, readonly [build: () => void, sentence: string]> = {
  "the same record twice": [
    () => {
      records("one", { www });
      records("two", { again: { ...www, name: "www.example.com" } });
    },
    'records.again must differ from records.www of DnsRecords "one"; got A www.example.com with the same value',
  ],
  "a CNAME beside an address": [
    () => {
      records("one", { www });
      records("two", { alias });
    },
    'records.alias.name must be another name than that of records.www of DnsRecords "one": a CNAME allows no A beside it; got "www.example.com"',
  ],
  "an address beside a CNAME": [
    () => {
      records("one", { alias });
      records("two", { www });
    },
    'records.www.name must be another name than that of records.alias of DnsRecords "one": a CNAME allows no A beside it; got "www.example.com"',
  ],
  "text beside a CNAME that is not flattened": [
    () => {
      records("one", { alias });
      records("two", { text });
    },
    'records.text.name must be another name than that of records.alias of DnsRecords "one": a CNAME allows no TXT beside it; got "www.example.com"',
  ],
  "addresses of which one is proxied": [
    () => {
      records("one", { www });
      records("two", { other: { ...www, content: "203.0.113.78", proxied: false } });
    },
    'records.other.proxied must be the same as that of records.www of DnsRecords "one", which has the same name; got false. Cloudflare treats all of them as proxied if one is',
  ],
  "text at a name that another one delegates": [
    () => {
      records("one", { ns: ns("www") });
      records("two", { text });
    },
    'records.text.name must be outside www.example.com, which records.ns of DnsRecords "one" delegates to other name servers; got "www.example.com". Make the record where www.example.com is served',
  ],
  "a delegation above what another one declares": [
    () => {
      records("one", { deep: { ...text, name: "a.b.eu" } });
      records("two", { ns: ns("eu") });
    },
    'records.ns.name must not be a.b.eu.example.com or above it, which records.deep of DnsRecords "one" has in this zone; got "eu.example.com". What is delegated is asked of other name servers: make a.b.eu.example.com there',
  ],
  "a load balancer beneath a delegation": [
    () => {
      records("one", { ns: ns("www") });
      balancer("two", { safetyRecord: false });
    },
    'hostname must be outside www.example.com, which records.ns of DnsRecords "one" delegates to other name servers; got "www.example.com". Cloudflare is never asked for it: leave the NS record out, or balance another name',
  ],
  "a delegation of a load balancer's hostname": [
    () => {
      balancer("one", { safetyRecord: false });
      records("two", { ns: ns("www") });
    },
    'records.ns.name must not be www.example.com or above it, which hostname of FailoverLoadBalancer "one" has in this zone; got "www.example.com". What is delegated is asked of other name servers: make www.example.com there',
  ],
  "an address at the name of a safety record": [
    () => {
      balancer("one");
      records("two", { www });
    },
    'records.www.name must be another name than that of hostname of FailoverLoadBalancer "one": a safety record stands alone among addresses; got "www.example.com". Leave the record out, or set safetyRecord to false',
  ],
  "a safety record at the name of an address": [
    () => {
      records("one", { www });
      balancer("two");
    },
    'hostname must be another name than that of records.www of DnsRecords "one": a safety record stands alone among addresses; got "www.example.com". Leave the record out, or set safetyRecord to false',
  ],
};

describe("components that declare names of one zone", () => {
  for (const [title, [build, sentence]] of Object.entries(refused)) {
    it(`refuse ${title}, before the second registers anything`, async () => {
      const outcome = await runProgram(build);
      expect(outcome.refused).to.deep.equal([sentence]);
      expect(outcome.registered.filter((name) => name.startsWith("two"))).to.deep.equal([]);
    });
  }

  it("refuse all of it in one error, also as blocks of a site", async () => {
    const outcome = await runProgram(() => {
      records("one", { www, ns: ns("eu") });
      new ResilientSite("two", {
        ...{ accountId, zoneId, zoneName: "example.com", hostname: "www.example.com" },
        pools: [
          { name: "primary", origins: { a: { address: "203.0.113.10" } } },
          { name: "backup", origins: { a: { address: "198.51.100.20" } } },
        ],
        health: { path: "/healthz" },
        records: { eu: { ...text, name: "eu" } },
        firewallManagedBy: "nftables on both servers",
        alertsManagedBy: "the alerts of another stack",
      });
    });
    expect(outcome.refused.map((sentence) => sentence.split(" must ")[0])).to.deep.equal([
      "hostname",
      "records.eu.name",
    ]);
    expect(outcome.registered.filter((name) => name.startsWith("two"))).to.deep.equal([]);
  });

  it("take what stands together", async () => {
    const later = pulumi.output(zoneId);
    const outcome = await runProgram(() => {
      records("one", { text, mail, apex: ns("@"), other: { ...www, name: "api" } });
      balancer("shop");
      records("two", {
        caa: { type: "CAA", name: "www", caa: { tag: "issue", value: "letsencrypt.org" } },
      });
      records("three", { second: { ...www, name: "api", content: "203.0.113.78" } });
      records("four", { ns1: ns("eu", "ns1.eu.example.com"), ns2: ns("eu", "ns2.eu.example.com") });
      records("five", { glue: { type: "A", name: "ns2.eu", content: "203.0.113.53" } });
      records("six", { glue: { type: "A", name: "ns.asia", content: "203.0.113.54" } });
      records("seven", {
        ns1: ns("asia", "ns.example.net"),
        ns2: ns("asia", "ns.asia.example.com"),
      });
      records(
        "eight",
        { www: { ...www, content: pulumi.output("203.0.113.77") } },
        { zoneId: later },
      );
      records("nine", { alias, beneath: ns("x.www") }, { zoneId: zoneId.replace("f", "0") });
      balancer("bare", { hostname: "bare.example.com", safetyRecord: false });
      records("ten", { bare: { ...www, name: "bare" } });
    });
    expect(outcome.refused).to.deep.equal([]);
  });

  it("know a zone whose id is known only later by its output", async () => {
    const outcome = await runProgram(() => {
      const later = pulumi.output(zoneId);
      records("one", { www }, { zoneId: later });
      records("two", { alias }, { zoneId: later });
    });
    expect(outcome.refused).to.have.lengthOf(1);
  });

  it("know nothing of other programs of the process, nor of tests without a stack", async () => {
    for (let run = 0; run < 2; run += 1) {
      expect((await runProgram(() => void records("one", { www }))).refused).to.deep.equal([]);
      const { errors } = await underMocks(true, (parent) => {
        new DnsRecords("one", { zoneId, zoneName: "example.com", records: { www } }, { parent });
      });
      expect(errors).to.deep.equal([]);
    }
  });
});
