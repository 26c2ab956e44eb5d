import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ExternalMonitors, type ExternalMonitorsArgs } from "../../components/externalMonitors";
import { monitorTypes } from "../../facts/monitoring/provider";
import { monitorsServer } from "../../monitoring/provider";
import { listenOnLoopback, type LoopbackServer } from "../../sandbox/loopback";
import { runProgram, startCloud, type Cloud, type TestStack } from "../../sandbox/testing";
import { servedLive } from "../support/liveMonitors";
import { skipBecause } from "../support/skipped";
import { startZabbix, whyNoZabbix, type ZabbixServer } from "../support/zabbix/zabbixServer";
import { CutMonitors } from "./killMonitors";

const { zabbixHost, zabbixWebScenario, zabbixTrigger } = monitorTypes;

describe("an engine that is killed over a real Zabbix", () => {
  let zabbix: ZabbixServer;
  let provider: LoopbackServer;
  let cloud: Cloud;
  let state: string;
  const cuts = new CutMonitors(() => state);
  let host = "shop.example.com";

  before(async function () {
    this.timeout(120_000);
    const reason = whyNoZabbix();
    if (reason !== undefined) {
      skipBecause(this, reason);
    }
    zabbix = await startZabbix();
    provider = await listenOnLoopback(monitorsServer(cuts.serve));
    cloud = servedLive(await startCloud(), provider);
  });

  after(async () => {
    await cloud?.stop();
    provider?.stop();
    await zabbix?.stop();
  });

  beforeEach(() => {
    state = mkdtempSync(path.join(tmpdir(), "steady-edge-kill-zabbix-"));
    cuts.cut = undefined;
    host = "shop.example.com";
  });
  afterEach(() => rmSync(state, { recursive: true, force: true }));

  const declare = (changed: Partial<ExternalMonitorsArgs["urls"][string]>) => () => {
    const urls = {
      shop: { url: "http://127.0.0.1:9/", headers: { "X-Monitor": "let-me-in" }, ...changed },
    };
    const { url, apiToken } = zabbix;
    new ExternalMonitors("site", {
      ...{ urls, zabbix: { url, apiToken, host, hostGroups: ["Linux servers"] } },
    });
    return Promise.resolve({});
  };
  const open = async <Result>(
    changed: Partial<ExternalMonitorsArgs["urls"][string]>,
    work: (stack: TestStack) => Promise<Result>,
  ): Promise<Result> => {
    const stack = await runProgram(cloud, declare(changed), { stateDirectory: state });
    try {
      return await work(stack);
    } finally {
      await stack.close();
    }
  };
  /** How many of what Zabbix has on hosts of this test, templates left out. */
  const counts = async () => {
    const filter = { host: [host] };
    const found = (await zabbix.api.call("host.get", {
      ...{ filter, selectHttpTests: ["name"], selectTriggers: ["description"] },
    })) as { httpTests: object[]; triggers: object[] }[];
    return found.map(({ httpTests, triggers }) => [httpTests.length, triggers.length]);
  };

  for (const type of [zabbixHost, zabbixWebScenario, zabbixTrigger]) {
    it(`makes nothing twice where it died after ${type} was made`, async () => {
      cuts.cut = { type, method: "create", moment: "after" };
      await open({}, (stack) => cuts.killed(stack.up()));
      await open({}, async (stack) => {
        await stack.up();
        expect(await counts()).to.deep.equal([[1, 1]]);
        expect((await stack.up({ refresh: true })).changes).to.deep.equal({});
        expect((await stack.destroy()).changes).to.deep.equal({ delete: 6 });
      });
      expect(await counts()).to.deep.equal([]);
    });
  }

  it("ends in what is wanted where it died while a web scenario changed, and while all was deleted", async () => {
    await open({}, (stack) => stack.up());
    for (const [moment, timeoutSeconds] of [["before", 7] as const, ["after", 8] as const]) {
      cuts.cut = { type: zabbixWebScenario, method: "update", moment };
      await open({ timeoutSeconds }, (stack) => cuts.killed(stack.up()));
      await open({ timeoutSeconds }, async (stack) => {
        await stack.up();
        expect((await stack.up({ refresh: true })).changes).to.deep.equal({});
      });
      expect(await counts()).to.deep.equal([[1, 1]]);
    }
    cuts.cut = { type: zabbixTrigger, method: "delete", moment: "after" };
    await open({}, (stack) => cuts.killed(stack.destroy()));
    await open({}, (stack) => stack.destroy());
    expect(await counts()).to.deep.equal([]);
  });

  it("leaves alone a host of the name that somebody else has made", async () => {
    host = "by-hand.example.com";
    const [group] = (await zabbix.api.call("hostgroup.get", {
      filter: { name: ["Linux servers"] },
    })) as { groupid: string }[];
    await zabbix.api.call("host.create", { host, groups: [{ groupid: group?.groupid }] });
    const failed = await open({}, (stack) =>
      stack.up().then(
        () => "nothing",
        (error: unknown) => String(error),
      ),
    );
    expect(failed).to.include(
      'Host with the same name "by-hand.example.com" already exists.; if it is yours, take it over with `pulumi import`',
    );
    expect(await counts()).to.deep.equal([[0, 0]]);
  });
});
