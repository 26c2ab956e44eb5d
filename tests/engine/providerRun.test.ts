import { expect } from "chai";
import { spawn } from "node:child_process";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";
import { namedPlugin } from "../../sandbox/plugin/findPlugin";
import { SandboxError, startCloud } from "../../sandbox/testing";
import { RecordingLab } from "../provider/recordingLab";
import { ownPlugin, wantedVersion } from "../provider/plugin/ownPlugin";
import type { SeenCall } from "../provider/sighting";
import { folderPerTest, script } from "../sandbox/engine/folders";
import { bundledProgram } from "../support/bundledProgram";
import { liveEnvironment } from "./environmentLives";
import { exampleTitles, liveExample } from "./exampleLives";

const isWrite = ({ route }: SeenCall): boolean => !route.startsWith("GET ");

/** Runs `npm run test:provider` without npm. */
async function testProvider(...args: string[]) {
  const child = spawn(process.execPath, [bundledProgram("tests/provider/run.ts"), ...args], {
    cwd: packageFile("."),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => (written.stdout += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (written.stderr += part));
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { exitCode, ...written, rows: rowsIn(written.stdout) };
}

/** The rows of the table, their cells parted by one space and a bar. */
function rowsIn(stdout: string): string[][] {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| ---"))
    .slice(1)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const transition = "transition: drains the primary";

describe("the suite's programs with a plugin that the user names", function () {
  this.timeout(600_000);
  const folder = folderPerTest();
  const inFolder = (name: string): string => path.join(folder(), name);

  it("pass with a plugin that does as the stand-in does, which then sends and says the same", async () => {
    const command = ownPlugin(inFolder("plugin"));
    const { exitCode, stdout, stderr, rows } = await testProvider(command, "--only", transition);
    expect(exitCode, stderr).to.equal(0);
    expect(stderr.split("\n")).to.deep.equal([
      `The Cloudflare plugin ${wantedVersion} (${command}), 1 scenarios`,
      `ok     ${transition}`,
      "",
    ]);
    const record = "cloudflare:index/dnsRecord:DnsRecord";
    const [reads = [], ...states] = rows;
    // It looks for the zones when it is configured.
    expect(reads.slice(0, 4)).to.deep.equal(["calls", "reads", "", "0 times"]);
    // What the API does not say.
    expect(states).to.deep.equal([
      ["states", record, "includeShadowMetadata", "false", "nothing", transition],
    ]);
    expect(stdout).to.match(/\n1 passed, 0 failed\n$/);
  });

  const lives: Readonly<Record<string, (lab: RecordingLab) => Promise<void>>> = {
    "an environment of this repository": (lab) => liveEnvironment("dev", lab),
    "an example, with the package installed in it": (lab) =>
      liveExample(exampleTitles[0] ?? "", lab),
  };
  for (const [what, live] of Object.entries(lives)) {
    it(`live ${what}, from the first preview to nothing left`, async () => {
      const plugin = await namedPlugin(ownPlugin(inFolder("plugin")));
      const lab = new RecordingLab({ kind: "plugin", ...plugin });
      await live(lab);
      expect(lab.sightings.map(({ title }) => title)).to.deep.equal([
        ...["1. preview", "2. up", "3. up", "4. refresh"],
        ...["5. preview --refresh", "6. destroy"],
      ]);
      // All of it came through the door: the plugin has no account of its own.
      const [, up, again, , , gone] = lab.sightings;
      expect(up?.calls.filter(isWrite)).to.have.lengthOf(Object.keys(up?.states ?? {}).length);
      expect(again?.calls.filter(isWrite)).to.deep.equal([]);
      expect(gone?.states).to.deep.equal({});
    });
  }

  it("show what a deviating plugin does otherwise: what it sends, keeps and says differs", async () => {
    const command = ownPlugin(inFolder("plugin"), "deviating");
    const { exitCode, stderr, rows } = await testProvider(command, "--only", transition);
    expect(exitCode, stderr).to.equal(0);
    const found = rows.map((cells) => cells.join(" | "));
    const scenario = transition;
    const records = "POST /zones/<id>/dns_records";
    const pool = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
    const balancer = "cloudflare:index/loadBalancer:LoadBalancer";
    expect(found.filter((row) => row.startsWith("calls") && !row.includes("reads"))).to.deep.equal([
      `calls | ${records} | comment | nothing | "" | ${scenario}`,
    ]);
    expect(found).to.include(`states | ${pool} | etag | nothing | "7" | ${scenario}`);
    const [diff = [], ...others] = rows.filter(([kind]) => kind === "diffs");
    expect(others).to.deep.equal([]);
    expect(diff.slice(0, 3)).to.deep.equal(["diffs", balancer, "up"]);
    const [standIn = "", plugin = ""] = diff.slice(3);
    expect(standIn).to.match(/^update \[countryPools, createdOn, defaultPools, .*, zoneName\]$/);
    expect(plugin.replace("etag, ", "")).to.equal(standIn);
    expect(plugin).to.include("etag");
  });

  it("resume a killed run with it: nothing twice, nothing left over", async () => {
    const command = ownPlugin(inFolder("plugin"));
    const { exitCode, stderr } = await testProvider(command, "--only", "kill", "--kills", "1");
    expect(exitCode, stderr).to.equal(0);
    expect(stderr).to.match(/\nok {5}kill 1: the first up, (before|after|answered) call \d+\n$/);
  });

  it("end with 1 where a run goes otherwise than it must, and say after what", async () => {
    const command = script(
      inFolder("plugin"),
      `case "$1" in 127.0.0.1:1) exec '${ownPlugin(inFolder("own"))}' "$@";; *) exit 5;; esac`,
    );
    const { exitCode, stdout, stderr } = await testProvider(command, "--only", transition);
    expect(exitCode).to.equal(1);
    expect(stderr).to.include(`FAILED ${transition}\n       after 1. up: `);
    expect(stderr).to.include(`the Cloudflare plugin ${command} failed: it ended with exit code 5`);
    expect(stdout).to.match(/\n0 passed, 1 failed\n$/);
  });

  const unusable: Readonly<Record<string, readonly [args: readonly string[], words: string]>> = {
    "no plugin": [
      ["/nowhere"],
      "plugin must be the executable of a resource plugin; got /nowhere: it cannot be run (ENOENT)",
    ],
    "no scenario of that name": [
      ["/nowhere", "--only", "nothing like it"],
      '--only must be part of a scenario\'s title; got "nothing like it"',
    ],
    "no number of kills": [["/nowhere", "--kills", "-1"], "It must be a whole number."],
    "no path at all": [[], "missing required argument 'plugin'"],
  };
  for (const [what, [args, words]] of Object.entries(unusable)) {
    it(`end with 2 for ${what}`, async () => {
      const { exitCode, stdout, stderr } = await testProvider(...args);
      expect([exitCode, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.include(words);
    });
  }
});

describe("a cloud that is to be served by an installed plugin", () => {
  it("rejects where there is none, and says what it is served by where nobody asked", async () => {
    const home = process.env.PULUMI_HOME;
    process.env.PULUMI_HOME = "/nowhere";
    try {
      await expect(startCloud({ providers: "installed" })).to.be.rejectedWith(
        SandboxError,
        /^providers installed must find the Cloudflare plugin of version [\d.]+, .* got none \(\/nowhere\/plugins: it has none of any version; /,
      );
      const cloud = await startCloud();
      expect(cloud.providers).to.deep.equal({
        cloudflare: { kind: "stand-in", passedOver: [] },
        aws: { kind: "stand-in" },
      });
      await cloud.stop();
    } finally {
      if (home === undefined) {
        delete process.env.PULUMI_HOME;
      } else {
        process.env.PULUMI_HOME = home;
      }
    }
  });
});
