import { assert, expect } from "chai";
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
      expect(moments()).to.deep.equal([]);
    });
    cloud.outageWatch.begin({ removes: ["www.shop.example"] });
    await withProgram(
      async () => {},
      async (stack) => {
        expect((await stack.up()).changes).to.deep.equal({ delete: 3 });
        expect(moments()).to.deep.equal([]);
      },
    );
    expect(cloud.account.size).to.equal(0);
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
        expect(moments()).to.deep.equal(["DELETE serving www.shop.example"]);
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
        assert.isDefined(zone);
        await cloud.provider.delete(
          { type: zone.type, connection: cloud.provider.connect(), secrets: new Set() },
          zone.id,
          zone.properties,
        );
        expect(moments()).to.deep.equal(["DELETE serving www.shop.example"]);
        expect((await stack.preview({ refresh: true })).changes).to.deep.equal({ create: 3 });
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
        expect((await stack.up()).changes).to.deep.equal({ replace: 3 });
        expect(moments()).to.deep.equal([]);
      },
    );
    expect(
      cloud.account
        .ofType("cloudflare:index/dnsRecord:DnsRecord")
        .map(({ properties }) => properties.name),
    ).to.deep.equal(["www.new.example"]);
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
      expect((await other.up()).changes).to.deep.equal({ create: 2 });
      const [zone] = cloud.account.ofType("cloudflare:index/zone:Zone");
      expect(await other.outputs()).to.deep.equal({ zoneId: zone?.id });
      expect((await other.preview({ refresh: true })).changes).to.deep.equal({});
      await other.destroy();
    } finally {
      await other.close();
    }
  });
});
