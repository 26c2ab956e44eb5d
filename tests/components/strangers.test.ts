import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Zone } from "@pulumi/cloudflare/zone";
import * as pulumi from "@pulumi/pulumi";
import { assert, expect } from "chai";
import {
  CloudflarePlan,
  DnsRecords,
  OriginFirewall,
  ResilientSite,
  StrictTls,
  type ResilientSiteArgs,
} from "../../components";
import { ProblemsError } from "../../components/internal/checked";
import { describeProblem } from "../../core/problem";
import { underMocks } from "../support/mocks";

const accountId = "0123456789abcdef0123456789abcdef";
const zoneId = "fedcba9876543210fedcba9876543210";
const zoneName = "example.com";

const backup = { origins: { a: { address: "54.1.2.3" } } };
const site: ResilientSiteArgs = {
  ...{ accountId, zoneId, zoneName, plan: CloudflarePlan.Enterprise, hostname: "www.example.com" },
  pools: [{ origins: { a: { address: "52.1.2.3" } } }, backup],
  health: { path: "/healthz" },
  tlsManagedBy: "the stack of the zone",
  firewallManagedBy: "the network's stack",
  alerts: { emails: ["oncall@example.com"] },
};

/** One record, as somebody writes it who comes from another tool. */
const record = (given: object) => () =>
  new DnsRecords("zone", { zoneId, zoneName, records: { r: given } } as never);
const siteWith = (change: object) => () => new ResilientSite("www", { ...site, ...change });
const originAt = (address: string) =>
  siteWith({ pools: [{ origins: { a: { address } } }, backup] });
const www = { type: "A", name: "www", content: "203.0.113.10" };
const zone = (): Zone => new Zone("zone", { account: { id: accountId }, name: zoneName });
const vpc = (): Vpc => new Vpc("vpc", { cidrBlock: "10.0.0.0/16" });

/** What people write who have never read our documents, and does no harm. */
const harmless: Readonly<Record<string, () => unknown>> = {
  "a full name with its final dot": record({ ...www, name: "www.example.com." }),
  "arguments that are undefined": record({ ...www, proxied: undefined, tags: undefined }),
  "an address that is an Output": record({ ...www, content: pulumi.output("203.0.113.10") }),
  "a text longer than one string of TXT": record({
    ...{ type: "TXT", name: "key", content: "a".repeat(400) },
  }),
  "an id that is a resource's Output": () => new OriginFirewall("origins", { vpcId: vpc().id }),
  "a site as it stands": siteWith({}),
  "a frozen site": () => new ResilientSite("www", Object.freeze({ ...site })),
  "arguments of a class": () => new ResilientSite("www", Object.assign(new (class {})(), site)),
  "a host name in capitals": siteWith({ hostname: "WWW.Example.com" }),
};

/** What they write that cannot be, each with all that is said. */
const wrong: Readonly<Record<string, readonly [() => unknown, string]>> = {
  "a network in place of an address": [
    record({ ...www, content: "203.0.113.10/32" }),
    'records.r.content must be an IPv4 address; got "203.0.113.10/32"',
  ],
  "a number as text": [
    record({ type: "MX", name: "@", content: "mail.example.net", priority: "10" }),
    'records.r.priority must be a whole number of 0 to 65535; got "10"',
  ],
  "a switch as text": [
    record({ ...www, proxied: "true" }),
    'records.r.proxied must be true or false; got "true"',
  ],
  "the provider's name of the time to live": [
    record({ ...www, ttl: 300 }),
    "records.r.ttl must be an argument that there is; got an unknown name. Did you mean ttlSeconds?",
  ],
  "Cloudflare's own value for an automatic time to live": [
    record({ ...www, ttlSeconds: 1 }),
    "records.r.ttlSeconds must be a whole number of 60 to 86400 on the plan free; got 1. Leave it out for Cloudflare's automatic 300 seconds",
  ],
  "a list of records": [
    () => new DnsRecords("zone", { zoneId, zoneName, records: [www] } as never),
    'records must be a map by keys of your choice; got [{"type":"A","name":"www","content":"203.0.113.10"}]',
  ],
  "a whole zone in place of its id": [
    () => new DnsRecords("zone", { zoneId: zone() as never, zoneName, records: {} }),
    "zoneId must be one value, no list and no map; got a whole resource (cloudflare:index/zone:Zone). Give one of its outputs, such as its id",
  ],
  "a whole VPC in place of its id": [
    () => new OriginFirewall("origins", { vpcId: vpc() as never }),
    "vpcId must be one value, no list and no map; got a whole resource (aws:ec2/vpc:Vpc). Give one of its outputs, such as its id",
  ],
  "no arguments at all": [
    () => new StrictTls("zone", undefined as never),
    "args must be a map with minimumTlsVersion, tls13, alwaysUseHttps, automaticHttpsRewrites and so on; got nothing",
  ],
  "a host name relative to its zone": [
    siteWith({ hostname: "www" }),
    'hostname must be a full host name such as www.example.com; got "www"',
  ],
  "a plan in capitals": [
    siteWith({ plan: "Pro" }),
    'plan must be one of free, pro, business, enterprise; got "Pro". Did you mean pro?',
  ],
  "pools by name": [
    siteWith({ pools: { primary: backup } }),
    'pools must be a list; got {"primary":{"origins":{"a":{"address":"54.1.2.3"}}}}',
  ],
  "pools that are an Output": [
    siteWith({ pools: pulumi.output([backup]) }),
    "pools must be known at preview; got an Output. Give a plain list",
  ],
  "an origin that is its address": [
    siteWith({ pools: [{ origins: { a: "52.1.2.3" } }, backup] }),
    'pools[0].origins.a must be a map with address, hostHeader, acceptForeignHost, port and so on; got "52.1.2.3"',
  ],
  "an address with its port": [
    originAt("52.1.2.3:8443"),
    'pools[0].origins.a.address must be an IP address or a host name, without a port; got "52.1.2.3:8443". Give the port beside it, as port: 8443',
  ],
  "a host with its port": [
    originAt("origin.example.com:8443"),
    'pools[0].origins.a.address must be an IP address or a host name, without a port; got "origin.example.com:8443". Give the port beside it, as port: 8443',
  ],
  "an IPv6 address in brackets": [
    originAt("[2600:1f18::1]"),
    'pools[0].origins.a.address must be an IPv6 address without zone or brackets; got "[2600:1f18::1]"',
  ],
  "one email in place of a list": [
    siteWith({ alerts: { emails: "oncall@example.com" } }),
    'alerts.emails must be a list; got "oncall@example.com"',
  ],
};

async function outcome(program: () => unknown): Promise<unknown> {
  const { result } = await underMocks(false, () => {
    try {
      program();
      return undefined;
    } catch (error) {
      return error;
    }
  });
  return result;
}

describe("programs of people who have not read the documents", () => {
  for (const [what, program] of Object.entries(harmless)) {
    it(`may have ${what}`, async () => {
      expect(await outcome(program)).to.equal(undefined);
    });
  }

  for (const [what, [program, sentence]] of Object.entries(wrong)) {
    it(`are told one thing of ${what}`, async () => {
      const error = await outcome(program);
      assert.instanceOf(error, ProblemsError);
      expect(error.problems.map(describeProblem)).to.deep.equal([sentence]);
    });
  }
});
