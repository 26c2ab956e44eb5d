import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageFile } from "../../../../sandbox/engine";
import { debugLogsLeftOut, leaveOutDebugLogs } from "../../../../sandbox/engine/host/debugLogs";

/** What is replaced in the SDK. */
interface Log {
  debug: (text: string) => Promise<void>;
}

/** The severities of what the engine is sent while a resource is registered and each severity is logged, as a program. */
const program = `
  const pulumi = require("@pulumi/pulumi");
  const settings = require("@pulumi/pulumi/runtime/settings");
  const { getEngine } = settings;
  const sent = [];
  const log = (request, done) => {
    sent.push(request.getSeverity());
    done();
  };
  const run = async () => {
    await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
    settings.getEngine = () => ({ log });
    new pulumi.ComponentResource("test:index:Group", "group");
    await pulumi.log.debug("debug");
    await pulumi.log.info("info");
    await pulumi.log.warn("warning");
    await pulumi.runtime.disconnect();
    settings.getEngine = getEngine;
    return sent;
  };`;

/** Severities on the wire. */
const [debug, information, warning] = [0, 1, 2];

describe("the SDK's debug logs", () => {
  const load = createRequire(__filename);
  const sdk = load("@pulumi/pulumi/log") as Log;
  let before: Log["debug"];
  beforeEach(() => (before = sdk.debug));
  afterEach(() => {
    sdk.debug = before;
  });

  const sent = (): Promise<number[]> =>
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the same program as in a process of its own
    (new Function("require", `${program} return run();`) as (from: unknown) => Promise<number[]>)(
      load,
    );

  it("are left out by the programs of this process, and nothing else is", async () => {
    leaveOutDebugLogs();
    expect(await sent()).to.deep.equal([information, warning]);
  });
});

describe("the SDK's debug logs of a process of its own", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-debug-logs-"));
    symlinkSync(packageFile("node_modules"), path.join(folder, "node_modules"));
    writeFileSync(
      path.join(folder, "program.cjs"),
      `${program} run().then((severities) => console.log(JSON.stringify(severities)));`,
    );
    writeFileSync(path.join(folder, "preloaded.cjs"), debugLogsLeftOut);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const sent = (...before: readonly string[]): unknown =>
    JSON.parse(
      execFileSync(process.execPath, [...before, path.join(folder, "program.cjs")], {
        env: { PATH: process.env.PATH },
        encoding: "utf8",
      }),
    );

  it("are left out, and nothing else is", () => {
    expect(sent("--require", path.join(folder, "preloaded.cjs"))).to.deep.equal([
      ...[information, warning],
    ]);
  });

  it("are sent where that is not loaded before", () => {
    const severities = sent() as number[];
    expect(severities.filter((each) => each !== debug)).to.deep.equal([information, warning]);
    expect(severities.filter((each) => each === debug).length).to.be.above(2);
  });
});
