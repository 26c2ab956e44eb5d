import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import {
  CheckRegion,
  FailoverLoadBalancer,
  type FailoverLoadBalancerArgs,
  type PoolArgs,
} from "../../../components";
import { inBothModes, underMocks, unknown, type Run } from "../../support/mocks";
import { isKnown, isSecret, value } from "../../support/value";
import { accountId, backup, exampleArgs, primary, zoneId } from "./example";

const types = {
  component: "steady-edge:index:FailoverLoadBalancer",
  monitor: "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
  pool: "cloudflare:index/loadBalancerPool:LoadBalancerPool",
  loadBalancer: "cloudflare:index/loadBalancer:LoadBalancer",
  record: "cloudflare:index/dnsRecord:DnsRecord",
};

const build = (args: FailoverLoadBalancerArgs) => (parent: pulumi.Resource) =>
  new FailoverLoadBalancer("shop", args, { parent });

/** The id of a pool as the load balancer of this run sees it. */
const poolId = ({ preview }: Run<unknown>, pool: string) =>
  preview ? unknown : `shop-pool-${pool}-id`;

const loadBalancerOf = (run: Run<unknown>) =>
  run.one(types.loadBalancer, "shop-load-balancer").inputs;
const poolOf = (run: Run<unknown>, pool: string) => run.one(types.pool, `shop-pool-${pool}`).inputs;
const recordOf = (run: Run<unknown>) => run.one(types.record, "shop-safety-record").inputs;

const loadShedding = {
  defaultPercent: 0,
  defaultPolicy: "random",
  sessionPercent: 0,
  sessionPolicy: "hash",
};

describe("FailoverLoadBalancer", () => {
  it("creates a monitor, a pool for each key, a load balancer and a safety record, and nothing else", async () => {
    await inBothModes(build(exampleArgs()), (run) => {
      expect(
        run.registered.map(({ type, name, parent, custom }) => ({ type, name, parent, custom })),
      ).to.deep.equal([
        { type: types.component, name: "shop", parent: undefined, custom: false },
        { type: types.monitor, name: "shop-monitor", parent: "shop", custom: true },
        { type: types.pool, name: "shop-pool-primary", parent: "shop", custom: true },
        { type: types.pool, name: "shop-pool-backup", parent: "shop", custom: true },
        { type: types.loadBalancer, name: "shop-load-balancer", parent: "shop", custom: true },
        { type: types.record, name: "shop-safety-record", parent: "shop", custom: true },
      ]);
    });
  });

  it("deletes nothing before it is replaced but the safety record", async () => {
    await inBothModes(build(exampleArgs()), ({ registered }) => {
      for (const { name, options } of registered) {
        expect(options, name).to.deep.equal(
          name === "shop-safety-record" ? { deleteBeforeReplace: true } : {},
        );
      }
    });
  });

  it("sends a monitor that sees a 502", async () => {
    await inBothModes(build(exampleArgs()), (run) => {
      expect(run.one(types.monitor, "shop-monitor").inputs).to.deep.equal({
        accountId,
        description: "Health of www.example.com",
        type: "https",
        method: "GET",
        path: "/healthz",
        port: 443,
        header: { Host: ["www.example.com"] },
        expectedCodes: "2xx",
        expectedBody: "",
        interval: 15,
        timeout: 5,
        retries: 1,
        consecutiveDown: 2,
        consecutiveUp: 2,
        probeZone: "example.com",
        followRedirects: false,
        allowInsecure: false,
      });
    });
  });

  it("sends pools that say every default, with origins sorted by name and no port", async () => {
    const unsorted = {
      name: "primary",
      origins: { b: { address: "203.0.113.11" }, a: { address: "203.0.113.10" } },
    };
    await inBothModes(build(exampleArgs({ pools: [unsorted, backup] })), (run) => {
      const common = {
        accountId,
        enabled: true,
        minimumOrigins: 1,
        monitor: run.preview ? unknown : "shop-monitor-id",
        checkRegions: ["ENAM", "WEU", "WNAM"],
        originSteering: { policy: "random" },
        loadShedding,
      };
      expect(poolOf(run, "primary")).to.deep.equal({
        ...common,
        name: "www_example_com_primary",
        description: "Pool primary of www.example.com",
        origins: [
          { name: "a", address: "203.0.113.10", enabled: true, weight: 1 },
          { name: "b", address: "203.0.113.11", enabled: true, weight: 1 },
        ],
      });
      expect(poolOf(run, "backup")).to.deep.equal({
        ...common,
        name: "www_example_com_backup",
        description: "Pool backup of www.example.com",
        origins: [{ name: "a", address: "198.51.100.20", enabled: true, weight: 1 }],
      });
    });
  });

  it("sends a proxied load balancer with failover across pools, no ttl and no empty maps", async () => {
    await inBothModes(build(exampleArgs()), (run) => {
      expect(loadBalancerOf(run)).to.deep.equal({
        zoneId,
        name: "www.example.com",
        description: "Failover of www.example.com",
        enabled: true,
        proxied: true,
        defaultPools: [poolId(run, "primary"), poolId(run, "backup")],
        fallbackPool: poolId(run, "backup"),
        adaptiveRouting: { failoverAcrossPools: true },
        steeringPolicy: "off",
        sessionAffinity: "none",
      });
    });
  });

  it("keeps a proxied record to an origin of the pool of last resort beneath the load balancer", async () => {
    await inBothModes(build(exampleArgs()), (run) => {
      expect(recordOf(run)).to.deep.equal({
        zoneId,
        name: "www.example.com",
        type: "A",
        content: "198.51.100.20",
        proxied: true,
        ttl: 1,
        comment: "Answers while the load balancer of this name is off",
      });
    });
  });

  it("makes the safety record AAAA or CNAME by the address", async () => {
    for (const [address, type, content] of [
      ["2001:DB8:0:0::20", "AAAA", "2001:db8::20"],
      ["ALB-1.eu-west-1.elb.amazonaws.com.", "CNAME", "alb-1.eu-west-1.elb.amazonaws.com"],
    ] as const) {
      const pools = [primary, { name: "backup", origins: { a: { address } } }];
      await inBothModes(build(exampleArgs({ pools })), (run) => {
        expect(recordOf(run).type).to.equal(type);
        expect(recordOf(run).content).to.equal(content);
        expect(poolOf(run, "backup").origins).to.deep.equal([
          { name: "a", address: content, enabled: true, weight: 1 },
        ]);
      });
    }
  });

  it("leaves the safety record out when told so", async () => {
    await inBothModes(build(exampleArgs({ safetyRecord: false })), (run) => {
      expect(run.of(types.record)).to.deep.equal([]);
      expect(run.registered).to.have.lengthOf(5);
    });
  });

  it("takes a drained pool out of the load balancer and leaves the pool itself as it was", async () => {
    const kept = await underMocks(false, build(exampleArgs()));
    const pools = [primary, { ...backup, drain: true }];
    await inBothModes(build(exampleArgs({ pools })), (run) => {
      expect(loadBalancerOf(run).defaultPools).to.deep.equal([poolId(run, "primary")]);
      expect(loadBalancerOf(run).fallbackPool).to.equal(poolId(run, "primary"));
      expect(run.of(types.pool)).to.have.lengthOf(2);
      expect(recordOf(run).content).to.equal("203.0.113.10");
      if (!run.preview) {
        expect(poolOf(run, "backup")).to.deep.equal(poolOf(kept, "backup"));
      }
    });
  });

  it("makes the backup the first and the last pool when the primary is drained", async () => {
    const pools = [{ ...primary, drain: true }, backup];
    await inBothModes(build(exampleArgs({ pools })), (run) => {
      expect(loadBalancerOf(run).defaultPools).to.deep.equal([poolId(run, "backup")]);
      expect(loadBalancerOf(run).fallbackPool).to.equal(poolId(run, "backup"));
    });
  });

  it("disables a drained origin and passes it over for the safety record", async () => {
    const pools = [
      backup,
      {
        ...primary,
        origins: {
          a: { address: "203.0.113.10", drain: true },
          b: { address: "203.0.113.11", weight: 0 },
          c: { address: "203.0.113.12", weight: 0.5 },
        },
      },
    ];
    await inBothModes(build(exampleArgs({ pools })), (run) => {
      expect(poolOf(run, "primary").origins).to.deep.equal([
        { name: "a", address: "203.0.113.10", enabled: false, weight: 1 },
        { name: "b", address: "203.0.113.11", enabled: true, weight: 0 },
        { name: "c", address: "203.0.113.12", enabled: true, weight: 0.5 },
      ]);
      expect(recordOf(run).content).to.equal("203.0.113.12");
    });
  });

  it("takes headers whose names objects have from birth", async () => {
    const health = { path: "/healthz", headers: { toString: "a", valueOf: "b" } };
    await inBothModes(build(exampleArgs({ health })), (run) => {
      expect(run.errors).to.deep.equal([]);
      expect(run.one(types.monitor, "shop-monitor").inputs.header).to.deep.equal({
        ...{ Host: ["www.example.com"], toString: ["a"], valueOf: ["b"] },
      });
    });
  });

  it("sends ports, host headers, coordinates, weights and thresholds that are given", async () => {
    const pools: PoolArgs[] = [
      {
        name: "primary",
        minimumOrigins: 2,
        originSteering: "hash",
        checkRegions: ["SEAS", "OC", "NEAS"],
        latitude: 0,
        longitude: -179.5,
        origins: {
          a: { address: "203.0.113.10", port: 8443, hostHeader: "A.example.com" },
          b: { address: "origin.example.net", port: 8443, hostHeader: "origin.example.net" },
        },
      },
      { name: "backup", origins: { a: { address: "198.51.100.20", port: 8443 } } },
    ];
    await inBothModes(build(exampleArgs({ pools, steering: { policy: "random" } })), (run) => {
      const { origins, minimumOrigins, originSteering, checkRegions, latitude, longitude } = poolOf(
        run,
        "primary",
      );
      expect({
        origins,
        minimumOrigins,
        originSteering,
        checkRegions,
        latitude,
        longitude,
      }).to.deep.equal({
        origins: [
          {
            name: "a",
            address: "203.0.113.10",
            enabled: true,
            weight: 1,
            port: 8443,
            header: { hosts: ["a.example.com"] },
          },
          {
            name: "b",
            address: "origin.example.net",
            enabled: true,
            weight: 1,
            port: 8443,
            header: { hosts: ["origin.example.net"] },
          },
        ],
        minimumOrigins: 2,
        originSteering: { policy: "hash" },
        checkRegions: ["NEAS", "OC", "SEAS"],
        latitude: 0,
        longitude: -179.5,
      });
      expect("latitude" in poolOf(run, "backup")).to.equal(false);
      expect(poolOf(run, "backup").checkRegions).to.deep.equal(["ENAM", "WEU", "WNAM"]);
      expect(run.one(types.monitor, "shop-monitor").inputs.port).to.equal(8443);
    });
  });

  it("sends everything of a monitor that is given", async () => {
    const health = {
      path: "/",
      acceptShallowPath: true,
      intervalSeconds: 60,
      timeoutSeconds: 10,
      retries: 0,
      consecutiveDown: 1,
      consecutiveUp: 3,
      expectedCodes: "200,204",
      expectedBody: "ready",
      headers: { "X-Probe": "yes" },
      port: 8443,
      checkRegions: [CheckRegion.WesternEurope],
    };
    await inBothModes(build(exampleArgs({ health })), (run) => {
      expect(run.one(types.monitor, "shop-monitor").inputs).to.deep.equal({
        accountId,
        description: "Health of www.example.com",
        type: "https",
        method: "GET",
        path: "/",
        port: 8443,
        header: { Host: ["www.example.com"], "X-Probe": ["yes"] },
        expectedCodes: "200,204",
        expectedBody: "ready",
        interval: 60,
        timeout: 10,
        retries: 0,
        consecutiveDown: 1,
        consecutiveUp: 3,
        probeZone: "example.com",
        followRedirects: false,
        allowInsecure: false,
      });
      expect(poolOf(run, "primary").checkRegions).to.deep.equal(["WEU"]);
    });
  });

  it("keeps a secret header of the probe secret", async () => {
    const health = { path: "/healthz", headers: { "X-Token": pulumi.secret("hush") } };
    await inBothModes(build(exampleArgs({ health })), (run) => {
      expect(run.one(types.monitor, "shop-monitor").inputs.header).to.deep.equal({
        secret: { Host: ["www.example.com"], "X-Token": ["hush"] },
      });
    });
  });

  it("writes Unicode names in lower-case Punycode", async () => {
    const changes = { zoneName: "Bücher.example.", hostname: "Shop.BÜCHER.example" };
    await inBothModes(build(exampleArgs(changes)), async (run) => {
      expect(loadBalancerOf(run).name).to.equal("shop.xn--bcher-kva.example");
      expect(recordOf(run).name).to.equal("shop.xn--bcher-kva.example");
      expect(poolOf(run, "primary").name).to.equal("shop_xn--bcher-kva_example_primary");
      expect(run.one(types.monitor, "shop-monitor").inputs.probeZone).to.equal(
        "xn--bcher-kva.example",
      );
      expect(await value(run.result.url)).to.equal("https://shop.xn--bcher-kva.example");
    });
  });

  it("publishes names at once and ids as soon as they are known", async () => {
    await inBothModes(build(exampleArgs()), async ({ result, preview }) => {
      expect(await value(result.hostname)).to.equal("www.example.com");
      expect(await value(result.url)).to.equal("https://www.example.com");
      expect((await value(result.failover)).badAnswerSeconds).to.equal(35);
      expect(await isKnown(result.loadBalancerId)).to.equal(!preview);
      expect(await isKnown(result.poolIds)).to.equal(!preview);
      expect(await isSecret(result.failover)).to.equal(false);
      if (!preview) {
        expect(await value(result.loadBalancerId)).to.equal("shop-load-balancer-id");
        expect(await value(result.monitorId)).to.equal("shop-monitor-id");
        expect(await value(result.poolIds)).to.deep.equal({
          primary: "shop-pool-primary-id",
          backup: "shop-pool-backup-id",
        });
      }
    });
  });
});
