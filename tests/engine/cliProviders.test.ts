import { expect } from "chai";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findEngine, packageFile, type Engine } from "../../sandbox/engine";
import { folderPerTest, isRunning, script } from "../sandbox/engine/folders";
import { notesIn, pluginName, recordingPlugin } from "../sandbox/plugin/pluginFiles";
import { ownPlugin, wantedVersion as version } from "../provider/plugin/ownPlugin";
import { commandEntry } from "../support/built";
import { plainProject, writeProject } from "./engineProjects";

const record = `
  const { DnsRecord } = require("@pulumi/cloudflare/dnsRecord");
  new DnsRecord("www", {
    zoneId: "fedcba9876543210fedcba9876543210", name: "www.example.com", type: "A", content: "203.0.113.10", ttl: 1,
  });`;

interface Document {
  providers?: { cloudflare: Record<string, unknown>; aws: Record<string, unknown> };
  operations?: { kind: string; counts: Record<string, number> }[];
  error?: { message: string; problems: { path: string; actual: string }[] };
}

describe("the command, and who serves Cloudflare", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const kept = (of: string): string =>
    inFolder("pulumi", "plugins", `resource-cloudflare-v${of}`, pluginName);
  let engine: Engine;
  before(async () => {
    engine = await findEngine();
  });
  beforeEach(() => {
    writeProject(inFolder("project"), {
      ...plainProject,
      "Pulumi.dev.yaml": "config: {}\n",
      "index.js": record,
    });
  });

  const sandbox = async (kind: string, ...args: string[]) => {
    const given = ["sandbox", kind, "--dir", inFolder("project"), "--json", ...args];
    const child = spawn(process.execPath, [...commandEntry(), ...given], {
      cwd: packageFile("."),
      env: {
        ...process.env,
        STEADY_EDGE_ENGINE: engine.command,
        STEADY_EDGE_HOME: inFolder("cache"),
        PULUMI_HOME: inFolder("pulumi"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const written = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (part: string) => (written.stdout += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (written.stderr += part));
    const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return {
      exitCode,
      stderr: written.stderr,
      document: JSON.parse(written.stdout) as Document,
    };
  };
  const madeFolders = (): string[] => {
    const made = inFolder("cache", "sandbox");
    return existsSync(made) ? readdirSync(made) : [];
  };
  const firstLineOf = (stderr: string): string =>
    /^Stack .*$/m.exec(stderr)?.[0].replace(engine.version, "<version>") ?? stderr;

  it("is the stand-in where no plugin is installed", async () => {
    const { exitCode, document, stderr } = await sandbox("preview");
    expect(exitCode, stderr).to.equal(0);
    expect(document.providers).to.deep.equal({
      cloudflare: { kind: "stand-in", passedOver: [] },
      aws: { kind: "stand-in" },
    });
    expect(firstLineOf(stderr)).to.equal(
      "Stack dev on Pulumi <version>, named by STEADY_EDGE_ENGINE, with stand-ins for the providers",
    );
    expect(stderr).to.not.include("No use was made");
  });

  it("passes a plugin of another version over, and says so", async () => {
    recordingPlugin(kept("6.17.0"), "6.17.0", inFolder("log"));
    const { exitCode, document, stderr } = await sandbox("preview", "--providers", "auto");
    expect(exitCode, stderr).to.equal(0);
    const reason = `${inFolder("pulumi", "plugins")}: it has only 6.17.0`;
    expect(document.providers?.cloudflare).to.deep.equal({
      kind: "stand-in",
      passedOver: [reason],
    });
    expect(stderr).to.include(`\nNo use was made of a Cloudflare plugin: ${reason}\n`);
    expect(notesIn(inFolder("log"))).to.deep.equal([]);
  });

  it("is the stand-in where it is chosen, whatever is installed", async () => {
    recordingPlugin(kept(version), version, inFolder("log"));
    const { exitCode, document, stderr } = await sandbox("preview", "--providers", "stand-in");
    expect(exitCode, stderr).to.equal(0);
    expect(document.providers?.cloudflare).to.deep.equal({ kind: "stand-in", passedOver: [] });
    expect(notesIn(inFolder("log"))).to.deep.equal([]);
  });

  const unusable: Readonly<Record<string, readonly [make: () => void, actual: () => string]>> = {
    "is not there": [
      () => undefined,
      () =>
        `none (${inFolder("pulumi", "plugins")}: it has none of any version; ${pluginName} on PATH: there is none)`,
    ],
    "is another version": [
      () => recordingPlugin(kept("6.17.0"), "6.17.0", inFolder("log")),
      () =>
        `none (${inFolder("pulumi", "plugins")}: it has only 6.17.0; ${pluginName} on PATH: there is none)`,
    ],
    "is none": [
      () => script(kept(version), `echo $$ >> '${inFolder("pids")}'; echo no plugin >&2; exit 3`),
      () =>
        `none (${kept(version)}: it ended with exit code 3: no plugin; ${pluginName} on PATH: there is none)`,
    ],
  };
  for (const [what, [make, actual]] of Object.entries(unusable)) {
    it(`ends with 2 before anything is made where an installed plugin is wanted and it ${what}`, async () => {
      make();
      const { exitCode, document, stderr } = await sandbox("up", "--providers", "installed");
      expect(exitCode).to.equal(2);
      expect(
        document.error?.problems.map(({ path: at, actual: found }) => [at, found]),
      ).to.deep.equal([["providers installed", actual()]]);
      expect(document.operations).to.deep.equal([]);
      expect(document).to.not.have.property("providers");
      expect(stderr).to.include(
        `Run pulumi plugin install resource cloudflare ${version}, or choose stand-in for the providers`,
      );
      expect(madeFolders()).to.deep.equal([]);
      const started = existsSync(inFolder("pids"))
        ? readFileSync(inFolder("pids"), "utf8").trimEnd().split("\n")
        : [];
      expect(started).to.have.lengthOf(what === "is none" ? 1 : 0);
      expect(started.filter((pid) => isRunning(Number(pid)))).to.deep.equal([]);
      expect(notesIn(inFolder("log"))).to.deep.equal([]);
    });
  }

  it("ends with 2 for a choice that there is not", async () => {
    const { exitCode, document } = await sandbox("up", "--providers", "real");
    expect(exitCode).to.equal(2);
    expect(document.error?.message).to.equal(
      "option '--providers <which>' argument 'real' is invalid. Allowed choices are auto, stand-in, installed.",
    );
  });

  it("is the installed plugin of the SDK's version, whose second up finds nothing to do, whatever the program names", async () => {
    ownPlugin(kept(version));
    writeFileSync(
      inFolder("project", "index.js"),
      `const { Provider } = require("@pulumi/cloudflare/provider");
      const baseUrl = "https://api.cloudflare.com/client/v4";
      const provider = new Provider("mine", { apiToken: "the-token-of-a-team", baseUrl });
      ${record.replace("ttl: 1,\n  }", "ttl: 1,\n  }, { provider }")}`,
    );
    const first = await sandbox("up");
    expect(first.exitCode, first.stderr).to.equal(0);
    expect(first.document.providers?.cloudflare).to.deep.equal({
      ...{ kind: "plugin", version, command: kept(version) },
    });
    const ofUp = ({ operations = [] }: Document) => operations.at(-1);
    expect(ofUp(first.document)?.counts).to.deep.equal({ create: 3 });
    const second = await sandbox("up");
    expect(ofUp(second.document)?.counts).to.deep.equal({ same: 3 });
    expect((await sandbox("destroy")).exitCode).to.equal(0);
  });

  it("ends with 1 where the plugin breaks on the way, says how, and leaves no process", async () => {
    recordingPlugin(kept(version), version, inFolder("log"));
    const { exitCode, document, stderr } = await sandbox("preview", "--providers", "installed");
    expect(exitCode).to.equal(1);
    expect(document.providers).to.deep.equal({
      cloudflare: { kind: "plugin", version, command: kept(version) },
      aws: { kind: "stand-in" },
    });
    expect(firstLineOf(stderr)).to.equal(
      `Stack dev on Pulumi <version>, named by STEADY_EDGE_ENGINE, with the Cloudflare plugin ${version} (${kept(version)}) ` +
        "and the stand-in for AWS",
    );
    expect(document.error?.message).to.match(/does not implement the method|UNIMPLEMENTED/i);
    const pids = notesIn(inFolder("log")).flatMap(({ started }) => (started as number) ?? []);
    expect(pids.length).to.be.above(1);
    expect(pids.filter(isRunning)).to.deep.equal([]);
    expect(madeFolders()).to.have.lengthOf(1);
    expect(madeFolders()[0]).to.match(/^demo-[0-9a-f]{12}-plugin$/);
  });
});
