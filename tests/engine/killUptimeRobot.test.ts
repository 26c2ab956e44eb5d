import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ExternalMonitors } from "../../components/externalMonitors";
import { monitorTypes } from "../../facts/monitoring/provider";
import { monitorsServer } from "../../monitoring/provider";
import { listenOnLoopback, type LoopbackServer } from "../../sandbox/loopback";
import { runProgram, startCloud, type Cloud, type TestStack } from "../../sandbox/testing";
import { servedLive } from "../support/liveMonitors";
import { UptimeRobotServer } from "../support/uptimeRobot";
import { CutMonitors } from "./killMonitors";

const type = monitorTypes.uptimeRobotMonitor;

describe("an engine that is killed over UptimeRobot's API", () => {
  let server: UptimeRobotServer;
  let url: string;
  let provider: LoopbackServer;
  let cloud: Cloud;
  let state: string;
  const cuts = new CutMonitors(() => state);

  before(async () => {
    provider = await listenOnLoopback(monitorsServer(cuts.serve));
    cloud = servedLive(await startCloud(), provider);
  });

  after(async () => {
    await cloud?.stop();
    provider?.stop();
  });

  beforeEach(async () => {
    server = new UptimeRobotServer();
    url = await server.start();
    state = mkdtempSync(path.join(tmpdir(), "steady-edge-kill-uptimerobot-"));
  });
  afterEach(() => {
    server.stop();
    rmSync(state, { recursive: true, force: true });
  });

  const open = async <Result>(
    expectedBody: string | undefined,
    work: (stack: TestStack) => Promise<Result>,
  ): Promise<Result> => {
    const program = (): Promise<object> => {
      const shop = { url: "https://shop.example.com/" };
      new ExternalMonitors("site", {
        urls: { shop: { ...shop, ...(expectedBody === undefined ? {} : { expectedBody }) } },
        uptimeRobot: { url, apiKey: server.apiKey, alertContactIds: { oncall: "7" } },
      });
      return Promise.resolve({});
    };
    const stack = await runProgram(cloud, program, { stateDirectory: state });
    try {
      return await work(stack);
    } finally {
      await stack.close();
    }
  };
  const types = (): unknown[] => [...server.monitors.values()].map((monitor) => monitor.type);

  it("makes nothing twice where it died after a monitor was made", async () => {
    cuts.cut = { type, method: "create", moment: "after" };
    await open(undefined, (stack) => cuts.killed(stack.up()));
    expect(types()).to.deep.equal(["HTTP"]);
    const [id] = server.monitors.keys();
    await open(undefined, async (stack) => {
      await stack.up();
      expect([...server.monitors.keys()]).to.deep.equal([id]);
      expect((await stack.up({ refresh: true })).changes).to.deep.equal({});
      expect((await stack.destroy()).changes).to.deep.equal({ delete: 4 });
    });
    expect(types()).to.deep.equal([]);
  });

  it("makes nothing twice where it died while a monitor was replaced by one of another type", async () => {
    await open(undefined, (stack) => stack.up());
    cuts.cut = { type, method: "create", moment: "after" };
    await open("open", (stack) => cuts.killed(stack.up()));
    expect(types()).to.deep.equal(["HTTP", "KEYWORD"]);
    await open("open", async (stack) => {
      await stack.up();
      expect(types()).to.deep.equal(["KEYWORD"]);
      expect((await stack.up({ refresh: true })).changes).to.deep.equal({});
    });
  });
});
