import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { getOrCreate } from "../../core/getOrCreate";
import type { ModelResource } from "../../model/graph/resources";
import { readTrafficPaths } from "../../model/traffic/path";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { startCloud, type Cloud } from "../../sandbox/testing";
import { accountId, emails, sitesOf, vpcId, zoneId, type SiteFacts } from "./sites";

/** Time for each site, in milliseconds, with few sites and with many in one account. */
export interface FewAndMany {
  /** With few. */
  readonly few: number;
  /** With many. */
  readonly many: number;
}

/** What one cloud took that was filled with sites. */
export interface CloudTimes {
  /** The stand-ins' calls that make a site, with the outage watch after each and the account's file. */
  readonly calls: FewAndMany;
  /** The model of the traffic's path: of all sites in one account, and of the same sites in accounts of a few each. */
  readonly model: FewAndMany;
  /** The same, of all sites in one account, and of the first few alone. */
  readonly modelOfFirst: FewAndMany;
}

/*
 * Run with the path of the account's file, how many sites are few and how many there are in the end; it writes the times as JSON. A
 * smaller account is filled first, for nothing, so that the first sites find code that is as warm as the last do.
 */
const [file = "", few, many] = process.argv.slice(2);
void fillCloud(file, Number(few), 4 * Number(few))
  .then(() => fillCloud(file, Number(few), Number(many)))
  .then((times) => process.stdout.write(JSON.stringify(times)));

/**
 * Fills an account site by site, and takes the time of the first ones and of the last.
 * @param accountFile - Where the account's file goes.
 * @param few - How many sites are few; each number is the mean of as many.
 * @param many - How many sites there are in the end.
 * @returns The times.
 */
async function fillCloud(accountFile: string, few: number, many: number): Promise<CloudTimes> {
  rmSync(accountFile, { force: true });
  const cloud = await startCloud({ accountFile });
  try {
    const ranges = await makeRanges(cloud);
    const sites = sitesOf(many);
    const make = (some: readonly SiteFacts[]): Promise<number> =>
      timeForEach(some, (site) => makeSite(cloud, site, ranges));
    const first = await make(sites.slice(0, few));
    const ofFirst = await timeToRead([cloud.account.resources()], few);
    await make(sites.slice(few, -few));
    const last = await make(sites.slice(-few));
    const all = cloud.account.resources();
    const apart = await timeToRead(accountsOf(all, many, few), many);
    const together = await timeToRead([all], many);
    assert.deepEqual(cloud.outageWatch.report().broken, []);
    return {
      calls: { few: first, many: last },
      model: { few: apart, many: together },
      modelOfFirst: { few: ofFirst, many: together },
    };
  } finally {
    await cloud.stop();
  }
}

async function timeForEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<number> {
  const started = performance.now();
  for (const item of items) {
    await work(item);
  }
  return (performance.now() - started) / items.length;
}

/** How many sites are read for a time, however many there are at once: both sides are as warm, and their times as sure. */
const readSites = 20_000;

/**
 * The sites of an account in accounts of a few each, which hold the same objects: both sides take the same memory, so that neither
 * the processor's cache nor the young generation of the heap flatters the small one.
 */
function accountsOf(
  resources: readonly ModelResource[],
  sites: number,
  few: number,
): ModelResource[][] {
  const byType = new Map<string, ModelResource[]>();
  resources.forEach((each) => getOrCreate(byType, each.type, () => []).push(each));
  return Array.from({ length: sites / few }, (_, account) =>
    [...byType.values()].flatMap((all) => {
      const share = (few * all.length) / sites;
      // What all sites share is in each.
      return all.length < sites ? all : all.slice(account * share, (account + 1) * share);
    }),
  );
}

/** Reads the models of accounts several times, and once before for nothing. */
async function timeToRead(
  accounts: readonly (readonly ModelResource[])[],
  sites: number,
): Promise<number> {
  const read = (): Promise<void> => {
    const models = accounts.map((resources) => readTrafficPaths(resources, { complete: true }));
    const hostnames = models.reduce((sum, model) => sum + model.hostnames.length, 0);
    assert.equal(hostnames, hostnamesOfSite * sites);
    assert.ok(models.every(({ firewalls }) => firewalls.length > 0));
    return Promise.resolve();
  };
  await read();
  return (await timeForEach(Array.from({ length: readSites / sites }), read)) / sites;
}

/** A site's own, and that of its documentation. */
const hostnamesOfSite = 2;

type Make = (type: string, inputs: Parameters<Cloud["provider"]["check"]>[1]) => Promise<string>;

/** Checks an object and makes it, as an engine does one after the other. */
function maker({ provider }: Cloud): Make {
  const connection = provider.connect("us-east-1");
  return async (type, inputs) => {
    const subject = { type, connection, secrets: new Set<string>() };
    assert.deepEqual(await provider.check(subject, inputs), []);
    return (await provider.create(subject, inputs, false)).id;
  };
}

/** Cloudflare's ranges, which all sites share. */
function makeRanges(cloud: Cloud): Promise<string> {
  return maker(cloud)("aws:ec2/managedPrefixList:ManagedPrefixList", {
    ...{ name: "cloudflare", addressFamily: "IPv4", maxEntries: 20 },
    entries: cloudflareRanges.ipv4.map((cidr) => ({ cidr })),
  });
}

/** The ten resources of one site. Their groups all stand in one network. */
async function makeSite(cloud: Cloud, site: SiteFacts, prefixListId: string): Promise<void> {
  const make = maker(cloud);
  const { name, hostname } = site;
  const monitor = await make("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor", {
    ...{ accountId, type: "https", path: "/healthz", method: "GET", expectedCodes: "2xx" },
    ...{ interval: 60, timeout: 5, retries: 2 },
  });
  const pool = (key: string, address: string): Promise<string> =>
    make("cloudflare:index/loadBalancerPool:LoadBalancerPool", {
      ...{ accountId, monitor, name: `${name}_${key}`, enabled: true },
      origins: [{ name: "a", address, enabled: true, weight: 1 }],
    });
  const primary = await pool("primary", site.primary);
  const backup = await pool("backup", site.backup);
  await make("cloudflare:index/loadBalancer:LoadBalancer", {
    ...{ zoneId, name: hostname, proxied: true, enabled: true },
    ...{ defaultPools: [primary, backup], fallbackPool: backup, steeringPolicy: "off" },
  });
  const record = { zoneId, ttl: 1, proxied: true };
  const dnsRecord = "cloudflare:index/dnsRecord:DnsRecord";
  await make(dnsRecord, { ...record, name: hostname, type: "A", content: site.backup });
  const docs = `docs.${hostname}`;
  await make(dnsRecord, { ...record, name: docs, type: "CNAME", content: hostname });
  await make("cloudflare:index/notificationPolicy:NotificationPolicy", {
    ...{ accountId, name, enabled: true, alertType: "load_balancing_health_alert" },
    filters: { poolIds: [primary, backup].sort(), newHealths: ["Healthy", "Unhealthy"] },
    mechanisms: { emails: emails.map((id) => ({ id })) },
  });
  const securityGroupId = await make("aws:ec2/securityGroup:SecurityGroup", {
    ...{ vpcId, name, description: "Cloudflare to origins" },
  });
  await make("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
    ...{ securityGroupId, ipProtocol: "tcp", fromPort: 443, toPort: 443 },
    prefixListId,
  });
  await make("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
    ...{ securityGroupId, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
  });
}
