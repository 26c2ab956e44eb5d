import { assert, expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { DnsRecords } from "../../components/dns";
import { FailoverLoadBalancer } from "../../components/loadBalancing";
import { OriginFirewall } from "../../components/originFirewall";
import { ResilientSite, type ResilientSiteArgs } from "../../components/site";
import { types } from "../../sandbox/cloud/account/indexes";
import {
  defaultAccountId,
  defaultZoneId,
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";
import { secretMark } from "./secretMark";

/** What differs between the sites that the tests bring up one after the other. */
export interface SiteChoice {
  /** Names of the pools in failover order. */
  readonly pools?: readonly string[];
  readonly healthPath?: string;
  /** Names of further records. */
  readonly records?: readonly string[];
  readonly webhook?: boolean;
}

const zone = { zoneId: defaultZoneId, zoneName: "example.com" };

/**
 * A small whole site: DNS, TLS, load balancer, firewall, alerts.
 * @param choice - What is to differ.
 * @returns What the program exports.
 */
export function declareSite(choice: SiteChoice = {}): Record<string, pulumi.Output<unknown>> {
  const { pools = ["primary", "backup"], records = ["status"], webhook = true } = choice;
  const site = new ResilientSite("web", {
    accountId: defaultAccountId,
    ...zone,
    hostname: "www.example.com",
    pools: pools.map((name) => ({
      name,
      origins: { a: { address: addressOf(name, 1) }, b: { address: addressOf(name, 2) } },
    })),
    health: { path: choice.healthPath ?? "/healthz" },
    tls: {},
    firewalls: {
      main: {
        vpcId: "vpc-0a1b2c3d4e5f60718",
        region: "us-east-1",
        mode: "prefixLists",
        ipv6: false,
      },
    },
    alerts: {
      emails: ["oncall@example.com"],
      passiveOriginMonitoring: true,
      ...(webhook
        ? { webhooks: { chat: { url: pulumi.secret(`https://chat.example.net/${secretMark}`) } } }
        : {}),
    },
  } satisfies ResilientSiteArgs);
  new DnsRecords("more", {
    ...zone,
    records: Object.fromEntries(
      records.map((name) => [name, { type: "TXT", name, content: `text of ${name}` }]),
    ),
  });
  return { url: site.url };
}

/** The least that has both APIs in it: a balanced hostname and a firewall. */
export function declareSmallSite(): void {
  new FailoverLoadBalancer("web", {
    accountId: defaultAccountId,
    ...zone,
    hostname: "www.example.com",
    pools: ["primary", "backup"].map((name) => ({
      name,
      origins: { a: { address: addressOf(name, 1) } },
    })),
    health: { path: "/healthz" },
  });
  new OriginFirewall("origins", {
    vpcId: "vpc-0a1b2c3d4e5f60718",
    region: "us-east-1",
    ipv6: false,
    egress: { anywhere: { cidr: "0.0.0.0/0" } },
  });
}

/** Addresses of their own for each pool. */
function addressOf(pool: string, number: number): string {
  const sum = [...pool].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return `198.51.100.${(sum % 120) * 2 + number}`;
}

interface Deployment {
  readonly deployment: {
    readonly resources?: readonly {
      readonly urn: string;
      readonly type: string;
      readonly custom: boolean;
      readonly id?: string;
      readonly delete?: boolean;
    }[];
    readonly pending_operations?: readonly unknown[];
  };
}

/** Where the account and the state do not tell of the same objects. */
export interface Mismatch {
  /** Objects that no state knows, as `type::id`. */
  readonly orphans: readonly string[];
  /** Objects of the state that the account does not have, or that wait to be deleted. */
  readonly lost: readonly string[];
  /** Operations that the state says are under way. */
  readonly open: number;
}

/**
 * Compares the account with the state of the only stack that uses it.
 * @param cloud - The account.
 * @param stack - The stack.
 * @returns What differs.
 */
export async function mismatchOf(cloud: Cloud, stack: TestStack): Promise<Mismatch> {
  const { deployment } = (await stack.exportState()) as Deployment;
  const owned = (deployment.resources ?? [])
    // Keys and what they sign are made by the provider itself, and stand nowhere else; what stands in New Relic is in no account of this cloud.
    .filter(({ custom, type }) => custom && !/^(pulumi:providers|tls|newrelic):/.test(type))
    .map(({ type, id, delete: doomed }) => `${type}::${id}${doomed === true ? " (doomed)" : ""}`);
  // A list that names its items has no other resource for them.
  const lists = owned.filter((object) => object.startsWith(`${types.accountList}::`));
  const held = cloud.account
    .resources()
    .filter(
      ({ type, properties: { listId } }) =>
        type !== types.accountListItem ||
        typeof listId !== "string" ||
        !lists.includes(`${types.accountList}::${listId}`),
    )
    .map(({ type, id }) => `${type}::${id}`);
  return {
    orphans: held.filter((object) => !owned.includes(object) && !isSetting(object)).sort(),
    lost: owned.filter((object, at) => !held.includes(object) || owned.indexOf(object) < at).sort(),
    open: deployment.pending_operations?.length ?? 0,
  };
}

/** A zone has its settings whether a state knows them or not; they cannot be deleted. */
function isSetting(object: string): boolean {
  const { zoneSetting, originPulls, argoSmartRouting } = types;
  const tieredCaching = "cloudflare:index/argoTieredCaching:ArgoTieredCaching";
  return [zoneSetting, originPulls, argoSmartRouting, tieredCaching].some((type) =>
    object.startsWith(`${type}::`),
  );
}

/**
 * Asserts that the account and the state tell of the same objects: none without an owner, none twice, none lost, and
 * nothing left open.
 * @param cloud - The account.
 * @param stack - The only stack that uses it.
 */
export async function assertNoOrphans(cloud: Cloud, stack: TestStack): Promise<void> {
  expect(await mismatchOf(cloud, stack)).to.deep.equal({ orphans: [], lost: [], open: 0 });
}

/**
 * Asserts that an `up` converges: the next one, and a preview that looks at the cloud, have nothing to do.
 * @param cloud - The account.
 * @param stack - The only stack that uses it.
 */
export async function assertSettled(cloud: Cloud, stack: TestStack): Promise<void> {
  expect((await stack.up()).changes).to.deep.equal({});
  expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  await assertNoOrphans(cloud, stack);
}

/**
 * Runs a test on a cloud and a stack of its own, both given back in any case.
 * @param work - The test.
 * @param declare - The program. Defaults to a small whole site.
 */
export async function onStack(
  work: (cloud: Cloud, stack: TestStack) => Promise<void>,
  declare: () => unknown = () => declareSite(),
): Promise<void> {
  const cloud = await startCloud();
  try {
    const stack = await runProgram(cloud, () => Promise.resolve(declare()) as Promise<never>);
    try {
      await work(cloud, stack);
    } finally {
      await stack.close();
    }
  } finally {
    await cloud.stop();
  }
}

/**
 * Lists the complaints of an operation that must fail.
 * @param operation - The operation.
 * @returns Each as the engine says it.
 */
export async function complaintsOf(operation: Promise<unknown>): Promise<readonly string[]> {
  const failure = await operation.then(
    () => expect.fail("the operation did not fail"),
    (error: unknown) => error,
  );
  assert.instanceOf(failure, OperationFailed, String(failure));
  expect(failure.exitCode).to.equal(1);
  return failure.complaints.filter((complaint) => complaint !== "update failed");
}
