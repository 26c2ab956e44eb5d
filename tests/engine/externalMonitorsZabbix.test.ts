import { expect } from "chai";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { ExternalMonitors, type ExternalMonitorsArgs } from "../../components/externalMonitors";
import * as monitors from "../../components/externalMonitors/resources";
import { monitorsServer } from "../../monitoring/provider";
import { listenOnLoopback, type LoopbackServer } from "../../sandbox/loopback";
import { runProgram, startCloud, type Cloud, type TestStack } from "../../sandbox/testing";
import { servedLive } from "../support/liveMonitors";
import { skipBecause } from "../support/skipped";
import { startZabbix, whyNoZabbix, type ZabbixServer } from "../support/zabbix/zabbixServer";

const headerSecret = "let-me-in-7Qd2";
const children = { host: "site-zabbix-host", scenario: "site-zabbix-web-scenario-shop" };

describe("ExternalMonitors in a real Zabbix", () => {
  let zabbix: ZabbixServer;
  let provider: LoopbackServer;
  let cloud: Cloud;
  let stack: TestStack;
  let site: Server;
  let sitePort = 0;
  let changed: Partial<ExternalMonitorsArgs["zabbix"]> = {};
  let wanted: Partial<ExternalMonitorsArgs["urls"][string]> = {};

  before(async function () {
    this.timeout(300_000);
    const reason = whyNoZabbix();
    if (reason !== undefined) {
      skipBecause(this, reason);
    }
    zabbix = await startZabbix();
    provider = await listenOnLoopback(monitorsServer());
    site = createServer((request, response) => {
      response.statusCode = request.headers["x-monitor"] === headerSecret ? 200 : 403;
      response.end("all (is) well");
    }).listen(0, "127.0.0.1");
    await once(site, "listening");
    sitePort = (site.address() as AddressInfo).port;
    const started = await startCloud();
    cloud = servedLive(started, provider);
    stack = await runProgram(cloud, program);
  });

  after(async () => {
    await stack?.close();
    await cloud?.stop();
    provider?.stop();
    site?.close();
    await zabbix?.stop();
  });

  const siteUrl = (): string => `http://127.0.0.1:${sitePort}/health`;

  const program = (): Promise<Record<string, unknown>> => {
    const monitors = new ExternalMonitors("site", {
      urls: {
        shop: {
          url: siteUrl(),
          intervalSeconds: 1,
          timeoutSeconds: 5,
          expectedBody: "(is)",
          headers: { "X-Monitor": pulumi.secret(headerSecret) },
          ...wanted,
        },
      },
      zabbix: {
        url: zabbix.url,
        apiToken: zabbix.apiToken,
        host: "shop.example.com",
        hostGroups: ["Virtual machines", "Linux servers"],
        consecutiveFailures: 1,
        tags: { team: "web" },
        ...changed,
      },
    });
    return Promise.resolve({ triggers: monitors.zabbixTriggerIds });
  };

  const one = async (method: string, params: object): Promise<Record<string, unknown>> => {
    const found = (await zabbix.api.call(method, params)) as Record<string, unknown>[];
    expect(found).to.have.lengthOf(1);
    return found[0] ?? {};
  };
  const host = () =>
    one("host.get", {
      filter: { host: ["shop.example.com"] },
      output: ["host", "status"],
      selectGroups: ["name"],
      selectTags: "extend",
    });
  const scenario = () => one("httptest.get", { output: "extend", selectSteps: "extend" });
  const trigger = () =>
    one("trigger.get", {
      filter: { host: "shop.example.com" },
      output: ["description", "expression", "priority", "status", "value", "comments"],
      expandExpression: true,
    });
  const becomes = async (holds: () => Promise<boolean>): Promise<void> => {
    const end = Date.now() + 60_000;
    while (!(await holds())) {
      expect(Date.now(), "it took longer than a minute").to.be.below(end);
      await sleep(200);
    }
  };

  it("says in a preview what it would make, and asks nobody", async () => {
    const { changes } = await stack.preview();
    expect(changes).to.deep.equal({ create: 6 });
    expect(await zabbix.api.call("httptest.get", {})).to.deep.equal([]);
  });

  it("makes host, web scenario and trigger", async () => {
    const { changes } = await stack.up();
    expect(changes).to.deep.equal({ create: 6 });
    const { groups, tags, status } = (await host()) as Record<string, object[]>;
    expect(groups?.map((group) => (group as { name: string }).name).sort()).to.deep.equal([
      "Linux servers",
      "Virtual machines",
    ]);
    expect(tags).to.deep.equal([{ tag: "team", value: "web" }]);
    expect(status).to.equal("0");
    const made = await scenario();
    const { name, delay, retries, headers, verify_peer, verify_host } = made;
    expect({ name, delay, retries, headers, verify_peer, verify_host }).to.deep.equal({
      ...{ name: "shop", delay: "1s", retries: "1", verify_peer: "1", verify_host: "1" },
      headers: [{ name: "X-Monitor", value: headerSecret }],
    });
    const [step] = made.steps as Record<string, string>[];
    expect(made.steps).to.have.lengthOf(1);
    const { url, timeout, required, status_codes, follow_redirects } = step ?? {};
    expect({ url, timeout, required, status_codes, follow_redirects }).to.deep.equal({
      ...{ url: siteUrl(), timeout: "5s", required: "\\(is\\)", status_codes: "200-299" },
      follow_redirects: "0",
    });
    const { triggerid, comments, ...judged } = await trigger();
    expect(judged).to.deep.equal({
      description: "shop fails when asked from outside",
      expression: "min(/shop.example.com/web.test.fail[shop],#1)>0",
      ...{ priority: "4", status: "0", value: "0" },
    });
    expect(comments).to.equal(
      `${siteUrl()} has failed 1 times in a row; the item web.test.error[shop] says why.`,
    );
    expect(await stack.outputs()).to.deep.equal({ triggers: { shop: triggerid } });
  });

  it("changes nothing the second time, nor after a refresh", async () => {
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    expect((await stack.refresh()).changes).to.deep.equal({});
  });

  it("keeps token and header out of state and events", async () => {
    const { events } = await stack.preview();
    const state = JSON.stringify(await stack.exportState());
    for (const secret of [zabbix.apiToken, headerSecret]) {
      expect(state.includes(secret), "state").to.equal(false);
      expect(JSON.stringify(events).includes(secret), "events").to.equal(false);
    }
  });

  it("updates in place, and keeps the step with its history", async () => {
    const before = await scenario();
    wanted = { timeoutSeconds: 7 };
    changed = { tags: { team: "shop" }, host: "www.example.com" };
    expect((await stack.up()).changes).to.deep.equal({ update: 3 });
    const after = await scenario();
    const stepOf = ({ steps }: Record<string, unknown>) => (steps as Record<string, string>[])[0];
    expect(after.httptestid).to.equal(before.httptestid);
    expect(stepOf(after)?.httpstepid).to.equal(stepOf(before)?.httpstepid);
    expect(stepOf(after)?.timeout).to.equal("7s");
    const renamed = await one("trigger.get", {
      filter: { host: "www.example.com" },
      output: ["expression"],
      expandExpression: true,
    });
    expect(renamed.expression).to.equal("min(/www.example.com/web.test.fail[shop],#1)>0");
    changed = {};
    wanted = {};
    expect((await stack.up()).changes).to.deep.equal({ update: 3 });
    expect((await host()).tags).to.deep.equal([{ tag: "team", value: "web" }]);
  });

  it("finds what somebody has changed or deleted in the frontend, and puts it right", async () => {
    const { httptestid } = await scenario();
    const { triggerid } = await trigger();
    await zabbix.api.call("httptest.update", { httptestid, status: 1 });
    await zabbix.api.call("trigger.delete", [triggerid]);
    const { changes, steps } = await stack.preview({ refresh: true });
    expect(changes).to.deep.equal({ create: 1, update: 1 });
    const drifted = steps.filter(({ op }) => op === "update");
    expect(drifted.map(({ urn }) => urn.split("::")[3])).to.deep.equal([children.scenario]);
    expect((await stack.up({ refresh: true })).changes).to.deep.equal({ create: 1, update: 1 });
    expect((await scenario()).status).to.equal("0");
    expect((await trigger()).triggerid).to.not.equal(triggerid);
  });

  it("takes over a host that is there, by import, with nothing to change", async () => {
    const { hostid } = await host();
    const imported = await runProgram(cloud, importing(String(hostid)), { stackName: "imported" });
    try {
      expect((await imported.preview()).changes).to.deep.equal({ create: 2, import: 1 });
    } finally {
      await imported.close();
    }
  });

  it("has a problem when the site is killed", async () => {
    await becomes(async () => {
      const [item] = (await zabbix.api.call("item.get", {
        ...{ webitems: true, output: ["lastvalue", "lastclock"] },
        filter: { key_: "web.test.fail[shop]" },
      })) as { lastvalue: string; lastclock: string }[];
      return item?.lastvalue === "0" && item.lastclock !== "0";
    });
    expect((await trigger()).value).to.equal("0");
    // The server has problems of its own on a busy machine.
    const search = { name: "shop" };
    expect(await zabbix.api.call("problem.get", { search })).to.deep.equal([]);
    site.close();
    site.closeAllConnections();
    await becomes(async () => (await trigger()).value === "1");
    const problem = await one("problem.get", {
      search,
      output: ["name", "severity"],
      selectTags: "extend",
    });
    const { name, severity, tags } = problem;
    expect({ name, severity, tags }).to.deep.equal({
      ...{ name: "shop fails when asked from outside", severity: "4" },
      tags: [{ tag: "team", value: "web" }],
    });
  });

  it("refuses a host group that is not there, and says so without the token", async () => {
    changed = { hostGroups: ["Nowhere"] };
    const failed = await stack.up().then(
      () => "nothing",
      (error: unknown) => String(error),
    );
    changed = {};
    expect(failed).to.include("Zabbix has no host group Nowhere that the token may see");
    expect(failed).to.not.include(zabbix.apiToken);
  });

  it("says that a token is none, without it", async () => {
    changed = { apiToken: pulumi.secret("0123456789abcdef-none"), tags: { team: "shop" } };
    const failed = await stack.up().then(
      () => "nothing",
      (error: unknown) => String(error),
    );
    changed = {};
    expect(failed).to.include(
      "refused hostgroup.get: Invalid params. Session terminated, re-login, please.; check zabbix.apiToken: it is none of this Zabbix, disabled or over",
    );
    expect(failed).to.not.include("0123456789abcdef-none");
    expect((await stack.up()).changes).to.deep.equal({ update: 1 });
  });

  it("deletes what it has made, though a part is gone already", async () => {
    const { httptestid } = await scenario();
    await zabbix.api.call("httptest.delete", [httptestid]);
    expect((await stack.destroy()).changes).to.deep.equal({ delete: 6 });
    const left = await zabbix.api.call("host.get", { filter: { host: ["shop.example.com"] } });
    expect(left).to.deep.equal([]);
  });

  /** A program that has the host of the component as its own. */
  const importing = (hostId: string) => () => {
    const { MonitorsProvider, ZabbixHost } = monitors;
    const settings = { zabbixUrl: zabbix.url, zabbixApiToken: pulumi.secret(zabbix.apiToken) };
    const own = new MonitorsProvider("own", settings);
    const inputs = {
      ...{ host: "shop.example.com", enabled: true, tags: { team: "web" } },
      hostGroups: ["Linux servers", "Virtual machines"],
    };
    new ZabbixHost("host", inputs, { provider: own, import: hostId });
    return Promise.resolve({});
  };
});
