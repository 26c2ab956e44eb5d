import { assert, expect } from "chai";
import { join } from "node:path";

import { types } from "../../../sandbox/cloud/account/indexes";
import { defaultAccountId as accountId } from "../../../sandbox/cloud/accountSeed";
import type { Outcome } from "../../../sandbox/cloud/provider/subject";
import type { Properties } from "../../../sandbox/cloud/values";
import { folderPerTest } from "../engine/folders";
import { DirectCloud, refusal } from "./direct";

const account = { id: accountId };

describe("a zone that a program makes", () => {
  const folder = folderPerTest();
  let direct: DirectCloud;

  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  const make = (name: string): Promise<Outcome> => direct.create(types.zone, { account, name });
  const refused = async (type: string, inputs: Properties): Promise<string> => {
    const { status, code = "none", words } = await refusal(direct.create(type, inputs));
    return `${status} ${code} ${words}`;
  };

  it("takes records, settings, load balancers and rulesets like any other", async () => {
    const { id: zoneId, outputs } = await make("Shop.example");
    expect(zoneId).to.match(/^[0-9a-f]{32}$/);
    expect([outputs.status, outputs.nameServers]).to.deep.equal([
      "pending",
      ["ada.ns.Shop.example", "bob.ns.Shop.example"],
    ]);
    const record = await direct.create(types.record, {
      ...{ zoneId, name: "www", type: "A", content: "203.0.113.9", ttl: 1, proxied: true },
    });
    expect(direct.cloud.account.get(types.record, record.id)?.properties.name).to.equal(
      "www.shop.example",
    );
    await direct.create(types.zoneSetting, { zoneId, settingId: "ssl", value: "strict" });
    const pool = await direct.create(types.pool, {
      ...{ accountId, name: "a", origins: [{ name: "a", address: "203.0.113.9" }] },
    });
    const balancer = await direct.create(types.loadBalancer, {
      ...{ zoneId, name: "shop.example", defaultPools: [pool.id], fallbackPool: pool.id },
    });
    expect(balancer.outputs.zoneName).to.equal("shop.example");
    expect(
      await refused(types.loadBalancer, {
        ...{ zoneId, name: "www.other.example", defaultPools: [pool.id], fallbackPool: pool.id },
      }),
    ).to.equal("400 1002 name must belong to the zone shop.example: validation failed");
  });

  it("is one zone under every spelling of its name", async () => {
    const { id: zoneId } = await make("Bücher.example");
    const pool = await direct.create(types.pool, {
      ...{ accountId, name: "a", origins: [{ name: "a", address: "203.0.113.9" }] },
    });
    const named = { zoneId, defaultPools: [pool.id], fallbackPool: pool.id };
    for (const name of ["www.bücher.example", "xn--bcher-kva.example"]) {
      await direct.create(types.loadBalancer, { ...named, name });
    }
    const record = await direct.create(types.record, {
      ...{ zoneId, name: "a.Bücher.example", type: "A", content: "203.0.113.9", ttl: 300 },
    });
    expect(direct.cloud.account.get(types.record, record.id)?.properties.name).to.equal(
      "a.xn--bcher-kva.example",
    );
    for (const name of ["bücher.example", "BÜCHER.example", "xn--bcher-kva.example"]) {
      const zone = await direct.invoke("cloudflare:index/getZone:getZone", { filter: { name } });
      expect(zone.zoneId, name).to.equal(zoneId);
      expect(await refused(types.zone, { account, name })).to.equal(
        `400 1061 ${name} already exists`,
      );
    }
  });

  it("takes Host headers of its names to an endpoint", async () => {
    const asked = (host: string): Properties => ({
      ...{ accountId, name: host },
      origins: [{ name: "a", address: "203.0.113.9", header: { hosts: [host] } }],
    });
    const words = `400 1002 Host header "origin.shop.org" not allowed for origin domain "203.0.113.9": validation failed`;
    expect(await refused(types.pool, asked("origin.shop.org"))).to.equal(words);
    await make("shop.org");
    await direct.create(types.pool, asked("origin.shop.org"));
    expect(await refused(types.pool, asked("shop.net"))).to.equal(
      words.replace("origin.shop.org", "shop.net"),
    );
  });

  it("is on the Free plan until it has a subscription", async () => {
    const { id: zoneId } = await make("shop.example");
    const tagged = {
      ...{ zoneId, name: "www", type: "A", content: "203.0.113.9", ttl: 300, tags: ["team:web"] },
    };
    expect(await refused(types.record, tagged)).to.equal(
      "400 1004 DNS Validation Error: DNS record has 1 tags, exceeding the quota of 0.",
    );
    await direct.create(types.zoneSubscription, { zoneId, ratePlan: { id: "pro" } });
    await direct.create(types.record, tagged);
    const zone = await direct.invoke("cloudflare:index/getZone:getZone", { zoneId });
    expect(zone.plan).to.deep.equal({ id: "pro", legacyId: "pro", name: "pro" });
  });

  it("is refused under another account, and a second time", async () => {
    await make("shop.example");
    expect([
      await refused(types.zone, { account: { id: "0".repeat(32) }, name: "a.example" }),
      await refused(types.zone, { account: { id: "shop" }, name: "a.example" }),
      await refused(types.zone, { account, name: "SHOP.example" }),
    ]).to.deep.equal([
      `404 7003 Could not route to /accounts/${"0".repeat(32)}, perhaps your object identifier is invalid?`,
      "404 7003 Could not route to /accounts/shop, perhaps your object identifier is invalid?",
      "400 1061 SHOP.example already exists",
    ]);
  });

  it("may have the name of the zone that the sandbox assumes, but not of one that it was told of", async () => {
    const { id } = await make("example.com");
    const found = await direct.invoke("cloudflare:index/getZone:getZone", {
      filter: { name: "example.com" },
    });
    expect(found.id).to.equal(id);
    await direct.stop();
    direct = await DirectCloud.start({ zones: [{ id: "a".repeat(32), name: "example.com" }] });
    expect(await refused(types.zone, { account, name: "example.com" })).to.equal(
      "400 1061 example.com already exists",
    );
  });

  it("takes what is in it away when it goes, and nothing else", async () => {
    const zones = [await make("one.example"), await make("two.example")];
    for (const { id: zoneId } of zones) {
      await direct.create(types.record, {
        ...{ zoneId, name: "www", type: "A", content: "203.0.113.9", ttl: 300 },
      });
      await direct.create(types.zoneSetting, { zoneId, settingId: "ssl", value: "strict" });
    }
    const [one, two] = zones;
    assert(one && two, "one && two");
    await direct.delete(types.zone, one);
    expect(
      direct.cloud.account.resources().map(({ properties }) => properties.zoneId ?? properties.id),
    ).to.deep.equal([two.id, two.id, two.id]);
    expect(
      await refused(types.record, {
        ...{ zoneId: one.id, name: "www", type: "A", content: "203.0.113.9", ttl: 300 },
      }),
    ).to.equal(
      `404 7003 Could not route to /zones/${one.id}, perhaps your object identifier is invalid?`,
    );
  });

  it("is found by its name and its id in a later run, and so is what is in it", async () => {
    const accountFile = join(folder(), "account.json");
    await direct.stop();
    direct = await DirectCloud.start({ accountFile });
    const { id: zoneId } = await make("shop.example");
    const { id } = await direct.create(types.record, {
      ...{ zoneId, name: "www", type: "A", content: "203.0.113.9", ttl: 300 },
    });
    await direct.stop();
    direct = await DirectCloud.start({ accountFile });
    const zone = await direct.invoke("cloudflare:index/getZone:getZone", {
      filter: { name: "shop.example", account },
    });
    expect([zone.zoneId, zone.status, zone.account]).to.deep.equal([zoneId, "pending", account]);
    const zones = await direct.invoke("cloudflare:index/getZones:getZones", {
      name: "shop.example",
    });
    expect((zones.results as Properties[]).map((one) => one.id)).to.deep.equal([zoneId]);
    const record = await direct.invoke("cloudflare:index/getDnsRecord:getDnsRecord", {
      zoneId,
      filter: { name: { exact: "www.shop.example" }, type: "A" },
    });
    expect([record.id, record.content]).to.deep.equal([id, "203.0.113.9"]);
    const other = direct.invoke("cloudflare:index/getDnsRecord:getDnsRecord", {
      zoneId,
      filter: { name: { exact: "mail.shop.example" } },
    });
    expect((await refusal(other)).status).to.equal(404);
    await direct.create(types.record, {
      ...{ zoneId, name: "mail", type: "A", content: "203.0.113.9", ttl: 300 },
    });
    await direct.stop();
    direct = await DirectCloud.start();
  });

  it("is one that stood there before, where a program reads or imports that", async () => {
    const { zoneId } = direct.ids;
    const read = await direct.read(types.zone, zoneId);
    expect([read?.id, read?.outputs.name, read?.outputs.status]).to.deep.equal([
      zoneId,
      "example.com",
      "active",
    ]);
    expect(direct.cloud.account.size).to.equal(0);
    expect(await direct.read(types.zone, "0".repeat(32))).to.equal(undefined);
  });
});
