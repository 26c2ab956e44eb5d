import assert from "node:assert/strict";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { getZoneOutput } from "@pulumi/cloudflare/getZone";
import { Zone } from "@pulumi/cloudflare/zone";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import {
  defaultAccountId,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";
import { folderPerTest } from "../sandbox/engine/folders";

const www = { name: "www", type: "A", content: "203.0.113.9", proxied: true, ttl: 1 };

/** A zone with a hostname and strict TLS. */
function declareZone(name: string): void {
  const zone = new Zone("main", { account: { id: defaultAccountId }, name });
  new DnsRecord("www", { ...www, zoneId: zone.id }, { deleteBeforeReplace: true });
  new ZoneSetting("ssl", { zoneId: zone.id, settingId: "ssl", value: "strict" });
}

describe("zones that programs make, under the outage watch", () => {
  const folder = folderPerTest();
  let cloud: Cloud;

  beforeEach(async () => {
    cloud = await startCloud();
  });
  afterEach(() => cloud.stop());

  const withProgram = async (
    program: PulumiFn,
    run: (stack: TestStack) => Promise<void>,
  ): Promise<void> => {
    const stack = await runProgram(cloud, program, { stateDirectory: folder() });
    try {
      await run(stack);
    } finally {
      await stack.close();
    }
  };
  const moments = (): string[] =>
    cloud.outageWatch
      .report()
      .broken.map(({ method, kind, subject }) => `${method} ${kind} ${subject}`);

  it("are served from the first up, and gone without a word where they were meant to go", async () => {
    const program: PulumiFn = () => Promise.resolve(declareZone("shop.example"));
    await withProgram(program, async (stack) => {
      await stack.up();
      assert.deepEqual(moments(), []);
    });
    cloud.outageWatch.begin({ removes: ["www.shop.example"] });
    await withProgram(
      async () => {},
      async (stack) => {
        assert.deepEqual((await stack.up()).changes, { delete: 3 });
        assert.deepEqual(moments(), []);
      },
    );
    assert.equal(cloud.account.size, 0);
  });

  it("are told of where they go and nobody said so, record by record", async () => {
    await withProgram(
      () => Promise.resolve(declareZone("shop.example")),
      async (stack) => {
        await stack.up();
      },
    );
    cloud.outageWatch.begin();
    await withProgram(
      async () => {},
      async (stack) => {
        await stack.up();
        assert.deepEqual(moments(), ["DELETE serving www.shop.example"]);
      },
    );
  });

  it("are told of where somebody deletes one with everything in it", async () => {
    await withProgram(
      () => Promise.resolve(declareZone("shop.example")),
      async (stack) => {
        await stack.up();
        cloud.outageWatch.begin();
        const [zone] = cloud.account.ofType("cloudflare:index/zone:Zone");
        assert.ok(zone);
        await cloud.provider.delete(
          { type: zone.type, connection: cloud.provider.connect(), secrets: new Set() },
          zone.id,
          zone.properties,
        );
        assert.deepEqual(moments(), ["DELETE serving www.shop.example"]);
        assert.deepEqual((await stack.preview({ refresh: true })).changes, { create: 3 });
      },
    );
  });

  it("lose the old hostname when they are renamed, and hold the new one", async () => {
    await withProgram(
      () => Promise.resolve(declareZone("old.example")),
      async (stack) => {
        await stack.up();
      },
    );
    cloud.outageWatch.begin({ removes: ["www.old.example"] });
    await withProgram(
      () => Promise.resolve(declareZone("new.example")),
      async (stack) => {
        assert.deepEqual((await stack.up()).changes, { replace: 3 });
        assert.deepEqual(moments(), []);
      },
    );
    assert.deepEqual(
      cloud.account
        .ofType("cloudflare:index/dnsRecord:DnsRecord")
        .map(({ properties }) => properties.name),
      ["www.new.example"],
    );
  });

  it("are found by their name by the program of another stack", async () => {
    await withProgram(
      () => Promise.resolve(declareZone("shop.example")),
      async (stack) => {
        await stack.up();
      },
    );
    const other = await runProgram(
      cloud,
      () => {
        const { zoneId } = getZoneOutput({ filter: { name: "shop.example" } });
        new DnsRecord("mail", { ...www, name: "mail", zoneId });
        return Promise.resolve({ zoneId });
      },
      { stackName: "other" },
    );
    try {
      assert.deepEqual((await other.up()).changes, { create: 2 });
      const [zone] = cloud.account.ofType("cloudflare:index/zone:Zone");
      assert.deepEqual(await other.outputs(), { zoneId: zone?.id });
      assert.deepEqual((await other.preview({ refresh: true })).changes, {});
      await other.destroy();
    } finally {
      await other.close();
    }
  });
});
