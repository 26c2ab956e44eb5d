import assert from "node:assert/strict";
import { readTrafficPaths } from "../model/traffic/path";
import { cloudflareRanges } from "../facts/cloudflare/ranges";
import { startCloud, type Cloud } from "../sandbox/testing";
import { accountId, emails, sitesOf, vpcId, zoneId, type SiteFacts } from "./programs/sites";
import type { Workplace } from "./workplace";

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
  /** The model of the traffic's path, read whole. */
  readonly model: FewAndMany;
}

/**
 * Fills an account site by site, and takes the time of the first ones and of the last.
 * @param workplace - Where the account's file goes.
 * @param few - How many sites are few; each number is the mean of as many.
 * @param many - How many sites there are in the end.
 * @returns The times.
 */
export async function fillCloud(
  workplace: Workplace,
  few: number,
  many: number,
): Promise<CloudTimes> {
  const accountFile = `${workplace.emptyFolder("account")}/account.json`;
  const cloud = await startCloud({ accountFile });
  try {
    const ranges = await makeRanges(cloud);
    const sites = sitesOf(many);
    const make = (some: readonly SiteFacts[]): Promise<number> =>
      timeForEach(some, (site) => makeSite(cloud, site, ranges));
    const first = await make(sites.slice(0, few));
    const modelOfFew = await timeToRead(cloud, few);
    await make(sites.slice(few, -few));
    const last = await make(sites.slice(-few));
    const modelOfMany = await timeToRead(cloud, many);
    assert.deepEqual(cloud.outageWatch.report().broken, []);
    return {
      calls: { few: first, many: last },
      model: { few: modelOfFew, many: modelOfMany },
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

/** How often the model is read for a time, however many sites there are: both sides are as warm. */
const readings = 20;

/** Reads the model several times, and once before for nothing. */
async function timeToRead(cloud: Cloud, sites: number): Promise<number> {
  const resources = cloud.account.resources();
  const read = (): Promise<void> => {
    const model = readTrafficPaths(resources, { complete: true });
    assert.equal(model.hostnames.length, hostnamesOfSite * sites);
    assert.ok(model.firewalls.length > 0);
    return Promise.resolve();
  };
  await read();
  return (await timeForEach(Array.from({ length: readings }), read)) / sites;
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
