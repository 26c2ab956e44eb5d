import { expect } from "chai";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorsProvider } from "../../facts/monitoring/provider";
import { packageFile } from "../../sandbox/engine";
import { openProject, startCloud, type Cloud, type TestStack } from "../../sandbox/testing";
import { fencedBlocks } from "../support/markdown";
import { UptimeRobotServer } from "../support/uptimeRobot";
import { BadZabbix, refusal, result, type SeenRequest } from "../support/zabbix/badZabbix";
import { linkPackage, writeFiles } from "./engineProjects";

const apiToken = "77aa0b1c2d3e4f5061728394a5b6c7d8-token";

describe("the program that docs/external-monitors.md shows, on a real engine", () => {
  let cloud: Cloud;
  let folder: string;
  let zabbix: BadZabbix;
  let uptimeRobot: UptimeRobotServer;
  let stack: TestStack | undefined;

  before(async () => {
    expect(
      existsSync(packageFile("dist/monitoring/plugin/index.js")),
      "run `npm run build` first",
    ).to.equal(true);
    cloud = await startCloud();
  });
  after(() => cloud?.stop());

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-monitors-page-"));
    zabbix = new BadZabbix();
    uptimeRobot = new UptimeRobotServer();
    const blocks = fencedBlocks("docs/external-monitors.md");
    expect(blocks.map(({ mark }) => mark)).to.deep.equal(["ts", "yaml", "yaml"]);
    const [program, plugins] = blocks;
    writeFiles(folder, {
      "Pulumi.yaml": `name: shop\nruntime: nodejs\nmain: index.ts\n${plugins?.text}`,
      "package.json": '{ "name": "shop", "version": "1.0.0" }\n',
      "index.ts": program?.text ?? "",
      "Pulumi.test.yaml": [
        "config:",
        `  shop:zabbixUrl: ${await zabbix.start()}`,
        `  shop:zabbixApiToken: ${apiToken}`,
        `  shop:uptimeRobotUrl: ${await uptimeRobot.start()}`,
        `  shop:uptimeRobotApiKey: ${uptimeRobot.apiKey}`,
        "",
      ].join("\n"),
    });
    linkPackage(folder);
  });
  afterEach(async () => {
    await stack?.close();
    zabbix.stop();
    uptimeRobot.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs in the sandbox, which calls nobody", async () => {
    stack = await openProject(cloud, folder);
    expect((await stack.up()).changes).to.deep.equal({ create: 11 });
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    expect((await stack.destroy()).changes).to.deep.equal({ delete: 11 });
    expect([zabbix.seen, uptimeRobot.calls]).to.deep.equal([[], []]);
  });

  /** The engine finds no stand-in, and starts the plugin that Pulumi.yaml names. */
  const openLive = (): Promise<TestStack> => {
    const others = cloud.debugProviders
      .split(",")
      .filter((each) => !each.startsWith(monitorsProvider));
    return openProject({ ...cloud, debugProviders: others.join() }, folder);
  };

  it("starts the plugin of Pulumi.yaml, which calls both services", async () => {
    const ids: Readonly<Record<string, string>> = {
      "host.create": "hostids",
      "httptest.create": "httptestids",
      "trigger.create": "triggerids",
    };
    let last = 100;
    zabbix.answer = (request: SeenRequest) => {
      const name = ids[request.method];
      return result(
        request,
        name === undefined
          ? [{ groupid: "2", name: "Linux servers" }]
          : { [name]: [`${(last += 1)}`] },
      );
    };
    stack = await openLive();
    expect((await stack.up()).changes).to.deep.equal({ create: 11 });
    const methods = zabbix.seen.map(({ method }) => method).sort();
    expect(methods).to.deep.equal([
      ...["apiinfo.version", "host.create", "hostgroup.get"],
      ...["httptest.create", "httptest.create", "trigger.create", "trigger.create"],
    ]);
    expect(uptimeRobot.monitors.size).to.equal(2);
    expect((await stack.preview()).changes).to.deep.equal({});
  });

  it("says once what a Zabbix answers that is none, and keeps the token to itself", async () => {
    zabbix.answer = (request) =>
      request.method === "hostgroup.get"
        ? refusal(request, {
            code: -32602,
            message: "Invalid params.",
            data: `Not authorized: ${apiToken}`,
          })
        : undefined;
    stack = await openLive();
    const said = await stack.up().then(
      () => "nothing failed",
      (error: unknown) => String(error),
    );
    expect(
      said.split(
        "refused hostgroup.get: Invalid params. Not authorized: [secret]; check zabbix.apiToken",
      ),
    ).to.have.lengthOf(2);
    expect(said).to.not.include(apiToken).and.not.include(uptimeRobot.apiKey);
    expect(JSON.stringify(await stack.exportState())).to.not.include(apiToken);
  });
});
