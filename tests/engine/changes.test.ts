import { assert, expect } from "chai";
import type { ResourceTransform } from "@pulumi/pulumi";
import {
  CloudflarePlan,
  DnsRecords,
  FailoverLoadBalancer,
  ResilientSite,
  SteeringPolicy,
  type DnsRecordSpec,
  type FailoverLoadBalancerArgs,
  type ResilientSiteArgs,
} from "../../components";
import {
  defaultAccountId,
  defaultZoneId,
  OperationFailed,
  runProgram,
  startCloud,
  type ApiCall,
  type Cloud,
  type Run,
  type TestStack,
} from "../../sandbox/testing";
import { secretMark } from "./secretMark";
import { firewall, otherPort, vpcId } from "./transitionsPrograms";

const balanced: FailoverLoadBalancerArgs = {
  accountId: defaultAccountId,
  zoneId: defaultZoneId,
  zoneName: "example.com",
  hostname: "www.example.com",
  plan: CloudflarePlan.Enterprise,
  pools: [
    { name: "primary", origins: { a: { address: "203.0.113.10" } } },
    { name: "backup", origins: { b: { address: "198.51.100.20" } } },
  ],
  health: { path: "/healthz" },
};

const third = { name: "third", origins: { c: { address: "198.51.100.30" } } };

const siteArgs: ResilientSiteArgs = {
  ...balanced,
  tls: { hsts: {} },
  firewalls: { main: { vpcId: vpcId } },
  alerts: {
    emails: ["oncall@example.com"],
    webhooks: { chat: { url: `https://hooks.example.com/${secretMark}` } },
  },
  records: { docs: { type: "A", name: "docs", content: "203.0.113.80", proxied: true } },
};

describe("how a change is made, on a real engine", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let declare: () => void;

  beforeEach(async () => {
    cloud = await startCloud();
    stack = await runProgram(cloud, () => Promise.resolve(declare()));
  });
  afterEach(async () => {
    await stack.close();
    await cloud.stop();
  });

  /** Brings one program up and another in its place; tells what the second did, and that nothing is left to do. */
  const change = async (from: () => void, to: () => void): Promise<Change> => {
    declare = from;
    await stack.up();
    declare = to;
    cloud.outageWatch.begin();
    const before = cloud.journal.calls.length;
    const run = await stack.up();
    const calls = cloud.journal.calls.slice(before);
    const { broken } = cloud.outageWatch.report();
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    expect(calls.filter(({ outcome }) => !outcome.ok)).to.deep.equal([]);
    return { run, writes: writesOf(calls), broken: broken.length };
  };

  const balancer =
    (args: Partial<FailoverLoadBalancerArgs> = {}, transforms: ResourceTransform[] = []) =>
    (): void => {
      new FailoverLoadBalancer("www", { ...balanced, ...args }, { transforms });
    };

  const records = (said: Record<string, DnsRecordSpec>) => (): void => {
    new DnsRecords("zone", { zoneId: defaultZoneId, zoneName: "example.com", records: said });
  };

  describe("renames", () => {
    it("moves a whole site to another name under an alias, and touches only what shows the name", async () => {
      const { run, writes, broken } = await change(
        () => new ResilientSite("shop", siteArgs),
        () => new ResilientSite("store", siteArgs, { aliases: [{ name: "shop" }] }),
      );
      expect(run.changes).to.deep.equal({ update: 3 });
      expect(writes).to.deep.equal([
        "PUT NotificationPolicyWebhooks",
        "PUT NotificationPolicy",
        "PUT NotificationPolicy",
      ]);
      expect(broken).to.equal(0);
    });

    it("moves a load balancer to another name under an alias without a call", async () => {
      const { run, writes } = await change(
        balancer(),
        () => new FailoverLoadBalancer("front", balanced, { aliases: [{ name: "www" }] }),
      );
      expect(run.changes).to.deep.equal({});
      expect(writes).to.deep.equal([]);
    });

    it("moves a record to another key by formerKey without a call", async () => {
      const docs: DnsRecordSpec = {
        type: "A",
        name: "docs",
        content: "203.0.113.80",
        proxied: true,
      };
      const { run, writes } = await change(
        records({ docs }),
        records({ manual: { ...docs, formerKey: "docs" } }),
      );
      expect(run.changes).to.deep.equal({});
      expect(writes).to.deep.equal([]);
    });

    it("stops at a key that was renamed without formerKey, and keeps the record", async () => {
      const docs: DnsRecordSpec = {
        type: "A",
        name: "docs",
        content: "203.0.113.80",
        proxied: true,
      };
      declare = records({ docs });
      await stack.up();
      declare = records({ manual: docs });
      cloud.outageWatch.begin();
      await refused(stack.up(), /81058/);
      expect(cloud.outageWatch.report().broken).to.deep.equal([]);
    });

    it("stops at a site that was renamed without an alias, with every name served and a way back", async () => {
      declare = () => new ResilientSite("shop", siteArgs);
      await stack.up();
      declare = () => new ResilientSite("store", siteArgs);
      cloud.outageWatch.begin();
      await refused(stack.up(), /already exists|must be unique in the account/);
      declare = () => new ResilientSite("shop", siteArgs);
      await stack.up();
      expect((await stack.up()).changes).to.deep.equal({});
      expect(cloud.outageWatch.report().broken).to.deep.equal([]);
    });

    it("stops at two sites that change names with each other, with every name served and a way back", async () => {
      const sites = (first: string, second: string) => (): void => {
        new FailoverLoadBalancer("first", { ...balanced, hostname: first });
        new FailoverLoadBalancer("second", { ...balanced, hostname: second });
      };
      declare = sites("www.example.com", "shop.example.com");
      await stack.up();
      declare = sites("shop.example.com", "www.example.com");
      cloud.outageWatch.begin();
      await refused(stack.up(), /already exists|must be unique in the account/);
      declare = sites("www.example.com", "shop.example.com");
      await stack.up();
      expect((await stack.up()).changes).to.deep.equal({});
      expect(cloud.outageWatch.report().broken).to.deep.equal([]);
    });
  });

  describe("order of calls", () => {
    it("deletes an A before it makes the CNAME", async () => {
      const docs: DnsRecordSpec = {
        type: "A",
        name: "docs",
        content: "203.0.113.80",
        proxied: true,
      };
      const { run, writes, broken } = await change(
        records({ docs }),
        records({ docs: { ...docs, type: "CNAME", content: "www.example.com" } }),
      );
      expect(run.changes).to.deep.equal({ replace: 1 });
      expect(writes).to.deep.equal(["DELETE DnsRecord", "POST DnsRecord"]);
      expect(broken).to.equal(1);
    });

    it("takes a pool out of the load balancer before it deletes the pool", async () => {
      const three = { pools: [...balanced.pools, third], safetyRecord: false };
      const { run, writes, broken } = await change(
        balancer(three),
        balancer({ safetyRecord: false }),
      );
      expect(run.changes).to.deep.equal({ update: 1, delete: 1 });
      expect(writes).to.deep.equal(["PUT LoadBalancer", "DELETE LoadBalancerPool"]);
      expect(broken).to.equal(0);
    });

    it("takes a pool that only a region uses out of the load balancer before it deletes the pool", async () => {
      const geo = (pools: string[]) => ({
        steering: { policy: SteeringPolicy.Geo, regionPools: { WEU: pools } },
        safetyRecord: false,
      });
      const { run, writes, broken } = await change(
        balancer({ ...geo(["third"]), pools: [...balanced.pools, third] }),
        balancer(geo(["backup"])),
      );
      expect(run.changes).to.deep.equal({ update: 1, delete: 1 });
      expect(writes).to.deep.equal(["PUT LoadBalancer", "DELETE LoadBalancerPool"]);
      expect(broken).to.equal(0);
    });

    it("turns steering off and removes its pool in the same order", async () => {
      const { writes, broken } = await change(
        balancer({
          steering: { policy: SteeringPolicy.Geo, regionPools: { WEU: ["third"] } },
          pools: [...balanced.pools, third],
          safetyRecord: false,
        }),
        balancer({ safetyRecord: false }),
      );
      expect(writes).to.deep.equal(["PUT LoadBalancer", "DELETE LoadBalancerPool"]);
      expect(broken).to.equal(0);
    });

    it("makes a renamed pool, moves the load balancer to it, and deletes the old one last", async () => {
      const [first, second] = balanced.pools;
      assert(first && second, "first && second");
      const { run, writes, broken } = await change(
        balancer(),
        balancer({ pools: [first, { ...second, name: "reserve" }] }),
      );
      expect(run.changes).to.deep.equal({ create: 1, update: 1, delete: 1 });
      expect(writes).to.deep.equal([
        "POST LoadBalancerPool",
        "PUT LoadBalancer",
        "DELETE LoadBalancerPool",
      ]);
      expect(broken).to.equal(0);
    });

    it("makes a new monitor, moves the pools to it, and deletes the old one last", async () => {
      const { run, writes, broken } = await change(
        balancer({}, [replacingMonitors]),
        balancer({ health: { path: "/healthz/deep" } }, [replacingMonitors]),
      );
      expect(run.changes).to.deep.equal({ update: 2, replace: 1 });
      expect(writes).to.deep.equal([
        "POST LoadBalancerMonitor",
        "PUT LoadBalancerPool",
        "PUT LoadBalancerPool",
        "DELETE LoadBalancerMonitor",
      ]);
      expect(broken).to.equal(0);
    });
  });

  describe("an update that stops half-way", () => {
    const refuseNewRules = (): void =>
      cloud.faults.add({
        match: { path: "AuthorizeSecurityGroupIngress" },
        fault: { kind: "refused", status: 403, code: "UnauthorizedOperation", message: "no" },
        times: Number.POSITIVE_INFINITY,
      });

    const toOtherPort: Record<string, [from: () => void, to: () => void]> = {
      "of the site": [
        () => new ResilientSite("shop", atPort(443)),
        () => new ResilientSite("shop", atPort(8443)),
      ],
      "of the environment": [
        firewall({}, { safetyRecord: false }).declare,
        firewall({ ports: [8443] }, otherPort).declare,
      ],
    };
    for (const [whose, [from, to]] of Object.entries(toOtherPort)) {
      it(`leaves probes and pools where they are until the firewall ${whose} is open there`, async () => {
        declare = from;
        await stack.up();
        declare = to;
        refuseNewRules();
        const before = cloud.journal.calls.length;
        await refused(stack.up(), /UnauthorizedOperation/);
        expect(writesOf(cloud.journal.calls.slice(before))).to.deep.equal([]);
        cloud.faults.clear();
        expect((await stack.up()).changes).to.deep.equal({ create: 2, update: 3, delete: 2 });
        expect((await stack.up()).changes).to.deep.equal({});
      });
    }
  });
});

function atPort(port: number): ResilientSiteArgs {
  const pools = balanced.pools.map((pool) => ({
    ...pool,
    origins: Object.fromEntries(
      Object.entries(pool.origins).map(([key, origin]) => [key, { ...origin, port }]),
    ),
  }));
  const firewalls = { main: { vpcId, ports: [port] } };
  return { ...siteArgs, safetyRecord: false, pools, firewalls };
}

/** What a change did. */
interface Change {
  readonly run: Run;
  /** Calls that changed the account, as `METHOD Class`, in order. */
  readonly writes: readonly string[];
  /** How many moments were broken. */
  readonly broken: number;
}

async function refused(run: Promise<Run>, words: RegExp): Promise<void> {
  await expect(run).to.be.rejected.and.eventually.satisfy((error: unknown) => {
    assert.instanceOf(error, OperationFailed);
    expect(error.message).to.match(words);
    return true;
  });
}

function writesOf(calls: readonly ApiCall[]): string[] {
  return calls
    .filter(({ changed }) => changed)
    .map(({ method, type }) => `${method} ${type.split(":").at(-1)}`);
}

/** Replaces a monitor whose path changes, as a change of account would. */
const replacingMonitors: ResourceTransform = ({ type, props, opts }) =>
  type === "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor"
    ? { props, opts: { ...opts, replaceOnChanges: ["path"] } }
    : undefined;
