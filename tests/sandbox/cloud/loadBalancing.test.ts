import { assert, expect } from "chai";

import { types } from "../../../sandbox/cloud/account/indexes";
import type { Outcome } from "../../../sandbox/cloud/provider/subject";
import {
  defaultAccountId,
  defaultZoneId,
  type ZoneOptions,
} from "../../../sandbox/cloud/accountSeed";
import type { Properties } from "../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "./direct";

const accountId = defaultAccountId;
const zone: ZoneOptions = { id: defaultZoneId, name: "example.com", plan: "pro" };
const monitor = { accountId, type: "https", interval: 60, expectedCodes: "2xx", path: "/healthz" };

function pool(name: string, more: Properties = {}): Properties {
  const origins = [{ name: `${name}-1`, address: "198.51.100.1" }];
  return { accountId, name, checkRegions: ["WEU"], origins, ...more };
}

function balancer(pools: Outcome[], more: Properties = {}): Properties {
  const ids = pools.map(({ id }) => id);
  return {
    zoneId: defaultZoneId,
    name: "www.example.com",
    defaultPools: ids,
    fallbackPool: ids.at(-1) ?? "",
    proxied: true,
    steeringPolicy: "off",
    ...more,
  };
}

describe("the stand-in for load balancing", () => {
  let direct: DirectCloud;
  const start = async (change: Partial<ZoneOptions> = {}) => {
    direct = await DirectCloud.start({ zones: [{ ...zone, ...change }] });
  };
  const refused = async (type: string, inputs: Properties) => {
    const { status, code, words } = await refusal(direct.create(type, inputs));
    return `${status} ${code ?? "-"} ${words}`;
  };
  afterEach(() => direct.stop());

  it("accepts a monitor's type HTTPS and interval 1 in the preview, and refuses both at apply", async () => {
    await start();
    const wrong = { ...monitor, type: "HTTPS", interval: 1 };
    expect(await direct.check(types.monitor, wrong)).to.deep.equal([]);
    expect(await refused(types.monitor, wrong)).to.equal(
      "400 1002 interval is not in range [15, 3600]: validation failed",
    );
    expect(await refused(types.monitor, { ...wrong, interval: 60 })).to.equal(
      "400 1002 monitor type HTTPS is not valid or not part of this subscription: validation failed",
    );
  });

  it("refuses a wrong steering policy in the preview, by the provider's words", async () => {
    await start();
    const inputs = balancer([], { steeringPolicy: "failover", defaultPools: ["a"] });
    expect(await direct.check(types.loadBalancer, inputs)).to.deep.equal([
      'Attribute steering_policy value must be one of: ["off" "geo" "random" "dynamic_latency" "proximity" "least_outstanding_requests" "least_connections" ""], got: "failover"',
    ]);
  });

  it("takes Host headers of the account's zones and of the origin itself, and refuses others with 1002", async () => {
    direct = await DirectCloud.start({ zones: [zone], foreignHosts: ["Shop.example.org"] });
    const asked = (address: string, host: string): Properties =>
      pool(host, { origins: [{ name: "a", address, header: { hosts: [host] } }] });
    const own = "shop-1.eu-west-1.elb.amazonaws.com";
    for (const [address, host] of [
      ["198.51.100.1", "a.b.Example.com"],
      ["198.51.100.1", "example.com"],
      ["198.51.100.1", "198.51.100.1"],
      [own, own],
      ["198.51.100.1", "shop.example.org"],
    ] as const) {
      await direct.create(types.pool, asked(address, host));
    }
    const words = (host: string, address: string): string =>
      `400 1002 Host header "${host}" not allowed for origin domain "${address}": validation failed`;
    for (const [address, host] of [
      ["198.51.100.1", own],
      [own, "www.example.org"],
      [own, "badexample.com"],
    ] as const) {
      expect(await refused(types.pool, asked(address, host))).to.equal(words(host, address));
    }
  });

  it("compares Host headers by what DNS has of them, in its own zones and beyond", async () => {
    const zones = [{ ...zone, name: "bücher.example" }];
    direct = await DirectCloud.start({ zones, foreignHosts: ["Käse.example.org."] });
    for (const [address, host] of [
      ["198.51.100.1", "www.bücher.example"],
      ["198.51.100.1", "www.xn--bcher-kva.example"],
      ["198.51.100.1", "käse.example.org"],
      ["198.51.100.1", "xn--kse-qla.example.org"],
      ["brot.example.net", "Brot.example.net."],
      ["öl.example.net", "xn--l-0ga.example.net"],
    ] as const) {
      const origins = [{ name: "a", address, header: { hosts: [host] } }];
      await direct.create(types.pool, pool(host, { origins }));
    }
    const made = await direct.create(types.pool, pool("a"));
    await direct.create(types.loadBalancer, balancer([made], { name: "www.bücher.example" }));
  });

  it("answers as an account without the add-on does", async () => {
    await start({ loadBalancing: false });
    expect(await refused(types.monitor, monitor)).to.equal(
      "400 1002 interval is not in range [0, 0]: validation failed",
    );
    expect(await refused(types.pool, pool("a"))).to.equal(
      "400 1002 origin list length must be in range [1, 0]: validation failed",
    );
    expect(await refused(types.loadBalancer, balancer([]))).to.equal(
      "400 1002 Load Balancing Not Enabled: validation failed",
    );
  });

  it("tells the user of such an account what the words mean", async () => {
    await start({ loadBalancing: false });
    await expect(direct.create(types.monitor, monitor)).to.be.rejected.and.eventually.include({
      message:
        "interval is not in range [0, 0]: validation failed (1002). The account has no Load Balancing subscription, which " +
        "every plan can buy on the dashboard's page Load Balancing; the values are fine",
    });
  });

  it("refuses pools that the plan or the account cannot have", async () => {
    await start();
    const made = await direct.create(types.monitor, monitor);
    await direct.create(types.pool, pool("taken"));
    const twice = [
      { name: "a", address: "198.51.100.1" },
      { name: "b", address: "198.51.100.1" },
    ];
    expect([
      await refused(types.pool, { ...pool("a", { monitor: made.id }), checkRegions: null }),
      await refused(types.pool, pool("taken")),
      await refused(types.pool, pool("a", { monitor: "0".repeat(32) })),
      await refused(types.pool, pool("a", { origins: twice })),
      await refused(types.pool, pool("a", { latitude: 1 })),
      await refused(types.pool, pool("a", { accountId: "1".repeat(32) })),
    ]).to.deep.equal([
      "400 1002 Probing from every data centre is not allowed with this subscription. Please choose regions: validation failed",
      "400 - pool name must be unique in the account",
      `400 1002 monitor ${"0".repeat(32)} does not exist: validation failed`,
      "400 1002 origin addresses must be unique in a pool: validation failed",
      "400 1002 latitude and longitude must be set together: validation failed",
      `404 7003 Could not route to /accounts/${"1".repeat(32)}, perhaps your object identifier is invalid?`,
    ]);
  });

  it("refuses the twenty-first pool and endpoint below Enterprise", async () => {
    await start();
    for (let index = 0; index < 20; index += 1) {
      await direct.create(types.pool, pool(`p${index}`));
    }
    expect(await refused(types.pool, pool("p20"))).to.equal(
      "400 1002 the subscription allows 20 endpoints: validation failed",
    );
  });

  it("refuses load balancers by pools, steering, affinity and name", async () => {
    await start();
    const pools = [await direct.create(types.pool, pool("a"))];
    await direct.create(types.loadBalancer, balancer(pools));
    const api = { name: "api.example.com" };
    const missing = "f".repeat(32);
    const sticky = {
      sessionAffinity: "header",
      sessionAffinityAttributes: { zeroDowntimeFailover: "sticky" },
    };
    const words = async (more: Properties) =>
      (await refusal(direct.create(types.loadBalancer, balancer(pools, { ...api, ...more }))))
        .words;
    expect([
      await words({ name: "www.example.com" }),
      await words({ regionPools: { WEU: [missing] } }),
      await words({ steeringPolicy: "geo" }),
      await words({ ttl: 30 }),
      await words({ sessionAffinity: "cookie", sessionAffinityTtl: 60 }),
      await words(sticky),
      await words({ name: "www.example.org" }),
    ]).to.deep.equal([
      "a load balancer with that hostname already exists",
      `pool ${missing} does not exist: validation failed`,
      "steering policy geo is not allowed with this subscription: validation failed",
      "can't set ttl with proxied: validation failed",
      "session_affinity_ttl is not in range [1800, 604800]: validation failed",
      "zero_downtime_failover sticky is not supported with header session affinity: validation failed",
      "name must belong to the zone example.com: validation failed",
    ]);
  });

  it("deletes a pool or monitor only after everything that refers to it, with 412 1005 before", async () => {
    await start({ trafficSteering: true });
    const watch = await direct.create(types.monitor, monitor);
    const primary = await direct.create(types.pool, pool("a", { monitor: watch.id }));
    const region = await direct.create(types.pool, pool("b"));
    const inputs = balancer([primary], {
      steeringPolicy: "geo",
      regionPools: { WEU: [region.id] },
    });
    const made = await direct.create(types.loadBalancer, inputs);
    const delay = async (type: string, what: Outcome) => {
      const { status, code } = await refusal(direct.delete(type, what));
      return `${status} ${code ?? "-"}`;
    };
    expect(await delay(types.pool, primary)).to.equal("412 1005");
    expect(await delay(types.pool, region)).to.equal("412 1005");
    expect(await delay(types.monitor, watch)).to.equal("412 1005");
    const off = balancer([primary]);
    await direct.update(types.loadBalancer, made, inputs, off);
    await direct.delete(types.pool, region);
    await direct.delete(types.loadBalancer, made);
    await direct.delete(types.pool, primary);
    await direct.delete(types.monitor, watch);
    expect(direct.cloud.account.size).to.equal(0);
  });

  it("sorts origins by name, so that unsorted ones differ after a refresh and not before", async () => {
    await start();
    const origins = [
      { name: "b", address: "198.51.100.2" },
      { name: "a", address: "198.51.100.1" },
    ];
    const inputs = pool("p", { origins });
    const made = await direct.create(types.pool, inputs);
    expect((await direct.diff(types.pool, made.outputs, inputs, inputs)).changed).to.deep.equal([]);
    const read = await direct.read(types.pool, made.id, made.outputs, inputs);
    assert.isDefined(read);
    expect(read.inputs.origins).to.deep.equal([...origins].reverse());
    const { changed } = await direct.diff(types.pool, read.outputs, read.inputs, inputs);
    expect(changed).to.deep.equal(["origins"]);
  });

  it("answers with the defaults that a real account answers with", async () => {
    await start();
    const made = await direct.create(types.pool, pool("p"));
    const { createdOn: _c, modifiedOn: _m, id: _i, ...answered } = made.outputs;
    expect(answered).to.deep.equal({
      accountId,
      checkRegions: ["WEU"],
      description: "",
      enabled: true,
      loadShedding: {
        defaultPercent: 0,
        defaultPolicy: "random",
        sessionPercent: 0,
        sessionPolicy: "hash",
      },
      minimumOrigins: 1,
      name: "p",
      networks: ["cloudflare"],
      notificationEmail: "",
      originSteering: { policy: "random" },
      origins: [
        { address: "198.51.100.1", enabled: true, flattenCname: true, name: "p-1", weight: 1 },
      ],
    });
  });
});
