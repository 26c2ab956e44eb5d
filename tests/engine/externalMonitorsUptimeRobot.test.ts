import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { ExternalMonitors, type ExternalMonitorsArgs } from "../../components/externalMonitors";
import { monitorsServer } from "../../monitoring/provider";
import { listenOnLoopback, type LoopbackServer } from "../../sandbox/loopback";
import { runProgram, startCloud, type Cloud, type TestStack } from "../../sandbox/testing";
import { servedLive } from "../support/liveMonitors";
import { UptimeRobotServer } from "../support/uptimeRobot";

const headerSecret = "let-me-in-7Qd2";

describe("ExternalMonitors in UptimeRobot's API", () => {
  let server: UptimeRobotServer;
  let url: string;
  let provider: LoopbackServer;
  let cloud: Cloud;
  let stack: TestStack;
  let wanted: Partial<ExternalMonitorsArgs["urls"][string]>;
  let given: Partial<NonNullable<ExternalMonitorsArgs["uptimeRobot"]>>;
  let transformed: pulumi.ComponentResourceOptions;

  before(async () => {
    provider = await listenOnLoopback(monitorsServer());
    const started = await startCloud();
    cloud = servedLive(started, provider);
  });

  after(async () => {
    await cloud?.stop();
    provider?.stop();
  });

  beforeEach(async () => {
    server = new UptimeRobotServer();
    url = await server.start();
    wanted = {};
    given = {};
    transformed = {};
    stack = await runProgram(cloud, program);
  });

  afterEach(async () => {
    await stack?.close();
    server?.stop();
  });

  const program = (): Promise<Record<string, unknown>> => {
    const monitors = new ExternalMonitors(
      "site",
      {
        urls: {
          shop: {
            url: "https://shop.example.com/?a=1&b=2",
            headers: { "X-Monitor": pulumi.secret(headerSecret) },
            ...wanted,
          },
          plain: { url: "http://plain.example.com/", expectedBody: "open" },
        },
        uptimeRobot: {
          url,
          apiKey: server.apiKey,
          alertContactIds: { oncall: "7", office: pulumi.output("12") },
          ...given,
        },
      },
      transformed,
    );
    return Promise.resolve({ ids: monitors.uptimeRobotMonitorIds });
  };

  const failure = async (): Promise<string> => {
    const said = await stack.up().then(
      () => "nothing failed",
      (error: unknown) => String(error),
    );
    expect(said).to.not.include(server.apiKey).and.not.include(headerSecret);
    return said;
  };
  const methods = () => server.calls.map(({ call, status }) => `${call.split(" ")[0]} ${status}`);
  const made = (): Record<string, string> =>
    Object.fromEntries([...server.monitors].map(([id, one]) => [String(one.url), id]));

  it("makes a monitor for each URL, and changes nothing the second time", async () => {
    expect((await stack.preview()).changes).to.deep.equal({ create: 5 });
    expect(server.calls).to.deep.equal([]);
    expect((await stack.up()).changes).to.deep.equal({ create: 5 });
    const ids = made();
    const contact = { threshold: 0, recurrence: 0 };
    const common = {
      ...{ status: "UP", timeout: 15, interval: 60, followRedirections: false },
      httpMethodType: "GET",
      ...{ domainExpirationReminder: false, successHttpResponseCodes: ["2xx"] },
      assignedAlertContacts: [
        { alertContactId: "12", ...contact },
        { alertContactId: "7", ...contact },
      ],
    };
    const tags = [...server.monitors.values()].map((one) => one.tags as { name: string }[]);
    expect(tags.map(({ length }) => length)).to.deep.equal([1, 1]);
    const names = tags.flat().map(({ name }) => name);
    expect(new Set(names).size).to.equal(2);
    expect(names.every((name) => /^pulumi-[0-9a-f]{16}$/.test(name))).to.equal(true);
    expect(
      [...server.monitors.values()]
        .map(({ tags: _, ...one }) => one)
        .sort((one) => (one.type === "HTTP" ? -1 : 1)),
    ).to.deep.equal([
      {
        ...common,
        ...{ friendlyName: "shop", url: "https://shop.example.com/?a=1&b=2", type: "HTTP" },
        ...{ checkSSLErrors: true, sslExpirationReminder: true },
        customHttpHeaders: { "x-monitor": headerSecret },
        id: Number(ids["https://shop.example.com/?a=1&b=2"]),
      },
      {
        ...common,
        ...{ friendlyName: "plain", url: "http://plain.example.com/", type: "KEYWORD" },
        ...{ checkSSLErrors: false, sslExpirationReminder: false, customHttpHeaders: {} },
        ...{ keywordType: "ALERT_NOT_EXISTS", keywordCaseType: 0, keywordValue: "open" },
        id: Number(ids["http://plain.example.com/"]),
      },
    ]);
    expect(await stack.outputs()).to.deep.equal({
      ids: {
        shop: ids["https://shop.example.com/?a=1&b=2"],
        plain: ids["http://plain.example.com/"],
      },
    });
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("keeps key and header out of state and events", async () => {
    const { events } = await stack.up();
    const state = JSON.stringify(await stack.exportState());
    for (const secret of [server.apiKey, headerSecret]) {
      expect(state.includes(secret), "state").to.equal(false);
      expect(JSON.stringify(events).includes(secret), "events").to.equal(false);
    }
  });

  it("pauses a monitor, also a new one, and starts it again", async () => {
    wanted = { paused: true };
    await stack.up();
    const statuses = (): unknown[] => [...server.monitors.values()].map(({ status }) => status);
    expect(statuses().sort()).to.deep.equal(["PAUSED", "UP"]);
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    wanted = {};
    expect((await stack.up()).changes).to.deep.equal({ update: 1 });
    expect(statuses()).to.deep.equal(["UP", "UP"]);
    wanted = { paused: true };
    expect((await stack.up()).changes).to.deep.equal({ update: 1 });
    expect(statuses().sort()).to.deep.equal(["PAUSED", "UP"]);
    expect((await stack.up()).changes).to.deep.equal({});
  });

  it("updates in place, replaces where the type changes, and waits until the old one is gone", async () => {
    await stack.up();
    const before = made();
    wanted = { timeoutSeconds: 20 };
    expect((await stack.up()).changes).to.deep.equal({ update: 1 });
    expect(made()).to.deep.equal(before);
    server.calls.length = 0;
    wanted = { expectedBody: "cart" };
    expect((await stack.up()).changes).to.deep.equal({ replace: 1 });
    expect(methods()).to.deep.equal([
      ...["GET 200", "POST 201"],
      ...["DELETE 200", "GET 200", "GET 200", "GET 404"],
    ]);
  });

  it("finds a monitor that somebody has paused, changed or deleted, and puts it right", async () => {
    await stack.up();
    const [[shop = "", held = {}] = [], [plain = ""] = []] = [...server.monitors].sort(([, one]) =>
      one.type === "HTTP" ? -1 : 1,
    );
    server.monitors.set(shop, { ...held, status: "PAUSED", interval: 300 });
    server.monitors.delete(plain);
    const { changes, steps } = await stack.preview({ refresh: true });
    expect(changes).to.deep.equal({ create: 1, update: 1 });
    expect(steps.find(({ op }) => op === "update")?.diffs).to.deep.equal([
      "intervalSeconds",
      "paused",
    ]);
    await stack.up({ refresh: true });
    expect(server.monitors.get(shop)).to.include({ status: "UP", interval: 60 });
    expect(server.monitors.size).to.equal(2);
  });

  it("waits as it is told to at the limit, and tries again what failed and does no harm", async () => {
    server.limited = 3;
    await stack.up();
    expect(methods().sort()).to.deep.equal([
      ...["GET 200", "GET 200", "GET 429", "GET 429", "GET 429"],
      ...["POST 201", "POST 201"],
    ]);
    server.failing = 2;
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("gives up where the limit lasts for ever, with one error", async () => {
    server.limited = Number.POSITIVE_INFINITY;
    const said = await failure();
    expect(said).to.include("8 times with 429: its limit of calls is reached; run again later");
    expect(methods().every((each) => each === "GET 429")).to.equal(true);
    expect(server.monitors.size).to.equal(0);
  });

  for (const [name, spoil] of [
    ["the connection ends after", () => (server.losing = 2)],
    ["the API answers that it has none", () => (server.forgetting = 2)],
    [
      "the API ends the connection, and lists it late",
      () => {
        server.losing = 1;
        server.lagging = 3;
      },
    ],
  ] as const) {
    it(`takes up a monitor that was made and not answered: ${name}`, async () => {
      spoil();
      expect((await stack.up()).changes).to.deep.equal({ create: 5 });
      expect(server.monitors.size).to.equal(2);
      expect(await stack.outputs()).to.deep.equal({
        ids: {
          shop: made()["https://shop.example.com/?a=1&b=2"],
          plain: made()["http://plain.example.com/"],
        },
      });
      expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    });
  }

  it("takes up in the next run what the API had not listed in the one before", async () => {
    server.losing = 1;
    server.lagging = 100;
    expect(await failure()).to.match(
      /did not answer POST \/monitors: .+; it has no monitor tagged pulumi-[0-9a-f]{16} so far; run again: one that shows up is taken up/,
    );
    expect(server.monitors.size).to.equal(2);
    server.lagging = 0;
    await stack.up();
    expect(server.monitors.size).to.equal(2);
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("makes anew what is replaced by another of its type, and takes up nothing that the state has", async () => {
    await stack.up();
    const before = made();
    const replaceOnChanges = ["timeoutSeconds"];
    transformed = {
      transforms: [({ props, opts }) => ({ props, opts: { ...opts, replaceOnChanges } })],
    };
    wanted = { timeoutSeconds: 20 };
    // The SDK takes the secrecy of the provider's key away where transforms are given, which is an update of its own.
    expect((await stack.up()).changes).to.include({ replace: 1 });
    const { "https://shop.example.com/?a=1&b=2": shop, ...others } = made();
    expect(shop).to.not.equal(before["https://shop.example.com/?a=1&b=2"]);
    expect(others).to.deep.equal({
      "http://plain.example.com/": before["http://plain.example.com/"],
    });
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("leaves alone a monitor that somebody else has made, whatever it is called", async () => {
    server.monitors.set("1", {
      ...{ id: 1, friendlyName: "plain", url: "http://plain.example.com/", type: "KEYWORD" },
      tags: [{ id: 1, name: "web" }],
    });
    await stack.up();
    expect(server.monitors.size).to.equal(3);
    await stack.destroy();
    expect([...server.monitors.keys()]).to.deep.equal(["1"]);
  });

  it("leaves the tags of a monitor that it changes", async () => {
    await stack.up();
    const [[shop = "", held = {}] = []] = [...server.monitors].filter(
      ([, one]) => one.type === "HTTP",
    );
    const tags = [...(held.tags as object[]), { id: 9, name: "team-web" }];
    server.monitors.set(shop, { ...held, tags });
    wanted = { timeoutSeconds: 20 };
    await stack.up();
    expect(server.monitors.get(shop)).to.deep.include({ timeout: 20, tags });
  });

  it("tries no create again", async () => {
    server.failingCreates = 1;
    const said = await failure();
    expect(said).to.include("refused POST /monitors with 503: Service Unavailable");
    expect(
      methods()
        .filter((each) => each.startsWith("POST"))
        .sort(),
    ).to.deep.equal(["POST 201", "POST 503"]);
  });

  it("says what the API refuses, each wrong field once", async () => {
    wanted = { intervalSeconds: 30 };
    given = { alertContactIds: { gone: "404" } };
    expect(await failure()).to.include(
      "refused POST /monitors with 400: interval must be at least 60 on your plan; alert contact 404 not found",
    );
  });

  it("says that the key is wrong, without it", async () => {
    const wrong = "u1234567-wrong-99887766";
    given = { apiKey: wrong };
    const said = await failure();
    expect(said).to.include("with 401: Invalid API key Bearer [secret]; check uptimeRobot.apiKey");
    expect(said).to.not.include(wrong);
  });

  it("deletes what is gone already", async () => {
    await stack.up();
    server.monitors.clear();
    expect((await stack.destroy()).changes).to.deep.equal({ delete: 5 });
  });
});
