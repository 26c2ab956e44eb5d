import { expect } from "chai";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findEngine, packageFile, type Engine } from "../../sandbox/engine";
import { defaultZoneId } from "../../sandbox/cloud/accountSeed";
import { folderPerTest, isRunning } from "../sandbox/engine/folders";
import { commandEntry } from "../support/built";
import { plainProject, writeProject } from "./engineProjects";

/** A stack with one record, a secret and whatever the lines add. */
const program = (content: string, more = ""): string => `
  const pulumi = require("@pulumi/pulumi");
  const { DnsRecord } = require("@pulumi/cloudflare/dnsRecord");
  console.log("the program speaks");
  const www = new DnsRecord("www", {
    zoneId: "${defaultZoneId}", name: "www.example.com", type: "A", content: "${content}", ttl: 1, proxied: true,
  });
  ${more}
  exports.content = www.content;
  exports.token = pulumi.secret("s3cr3t-of-the-stack");`;

interface Document {
  engine: { version: string; source: string };
  providers: object;
  stack: string;
  operations: {
    kind: string;
    counts: Record<string, number>;
    changes: { op: string; name: string }[];
    seconds: number;
  }[];
  outputs: Record<string, unknown>;
  outageWatch: { calls: number; broken: { subject: string; what: string }[] };
  error?: { message: string; problems: { path: string; actual: string }[] };
}

describe("the command on a real engine", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  let engine: Engine;
  before(async () => {
    engine = await findEngine();
  });

  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [...commandEntry(), ...args], {
      cwd: packageFile("."),
      env: {
        ...process.env,
        STEADY_EDGE_ENGINE: engine.command,
        STEADY_EDGE_HOME: inFolder("cache"),
        PULUMI_ACCESS_TOKEN: "theirs",
        PULUMI_HOME: inFolder("no-plugins"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const written = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (part: string) => (written.stdout += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (written.stderr += part));
    const ended = new Promise<{ exitCode: number | null; stdout: string; stderr: string }>(
      (resolve) => child.once("close", (exitCode) => resolve({ exitCode, ...written })),
    );
    return { child, ended };
  };

  const sandbox = async (kind: string, ...args: string[]) => {
    const { ended } = start("sandbox", kind, "--dir", inFolder("project"), "--json", ...args);
    const { exitCode, stdout, stderr } = await ended;
    return { exitCode, stderr, document: JSON.parse(stdout) as Document };
  };

  const project = (index: string): void =>
    void writeProject(inFolder("project"), {
      ...plainProject,
      "Pulumi.dev.yaml": "config:\n  demo:a: b\n",
      "index.js": index,
    });

  const counts = ({ operations }: Document) =>
    operations.map(({ kind, counts: counted }) => ({ kind, counts: counted }));

  it("brings a stack up, finds nothing to change, updates it and takes it down, as JSON", async () => {
    project(program("203.0.113.10"));
    const first = await sandbox("up");
    expect(first.exitCode, first.stderr).to.equal(0);
    expect(Object.keys(first.document)).to.deep.equal([
      "engine",
      "providers",
      "stack",
      "operations",
      "outputs",
      "outageWatch",
    ]);
    expect(first.document.engine).to.deep.equal({
      version: engine.version,
      source: "STEADY_EDGE_ENGINE",
    });
    expect(first.document.providers).to.deep.equal({
      cloudflare: { kind: "stand-in", passedOver: [] },
      aws: { kind: "stand-in" },
    });
    expect(first.document.stack).to.equal("dev");
    expect(counts(first.document)).to.deep.equal([
      { kind: "preview", counts: { create: 2 } },
      { kind: "up", counts: { create: 2 } },
    ]);
    for (const operation of first.document.operations) {
      expect(Object.keys(operation)).to.deep.equal(["kind", "counts", "changes", "seconds"]);
      expect(operation.seconds).to.be.above(0);
      expect(operation.changes.map(({ op, name }) => `${op} ${name}`)).to.deep.equal([
        "create demo-dev",
        "create www",
      ]);
    }
    expect(first.stderr).to.not.match(/resources, /);
    expect(first.document.outputs).to.deep.equal({ content: "203.0.113.10", token: "[secret]" });
    expect(first.document.outageWatch).to.deep.equal({ calls: 1, broken: [] });
    expect(first.stderr).to.match(/the program speaks/);
    expect(first.stderr).to.not.include("s3cr3t");

    const second = await sandbox("up");
    expect(counts(second.document)).to.deep.equal([
      { kind: "preview", counts: { same: 2 } },
      { kind: "up", counts: { same: 2 } },
    ]);

    writeFileSync(inFolder("project", "index.js"), program("203.0.113.11"));
    const third = await sandbox("up");
    expect(counts(third.document).at(-1)).to.deep.equal({
      kind: "up",
      counts: { same: 1, update: 1 },
    });
    expect(third.document.outputs.content).to.equal("203.0.113.11");

    const refreshed = await sandbox("refresh");
    expect(counts(refreshed.document)).to.deep.equal([{ kind: "refresh", counts: { same: 2 } }]);

    const destroyed = await sandbox("destroy");
    expect(destroyed.exitCode).to.equal(0);
    expect(counts(destroyed.document)).to.deep.equal([{ kind: "destroy", counts: { delete: 2 } }]);
    expect(destroyed.document.outputs).to.deep.equal({});
    expect(destroyed.document.outageWatch.broken).to.deep.equal([]);
    expect(scan(inFolder("cache"), "s3cr3t-of-the-stack")).to.deep.equal([]);
  });

  it("does not call it an outage when a hostname is taken away on purpose", async () => {
    const shop = `new DnsRecord("shop", { zoneId: "${defaultZoneId}", name: "shop.example.com", type: "A", content: "203.0.113.12", ttl: 1 });`;
    project(program("203.0.113.10", shop));
    expect((await sandbox("up")).exitCode).to.equal(0);
    writeFileSync(inFolder("project", "index.js"), program("203.0.113.10"));
    const { exitCode, document } = await sandbox("up");
    expect(counts(document).at(-1)).to.deep.equal({ kind: "up", counts: { delete: 1, same: 2 } });
    expect(document.outageWatch.broken).to.deep.equal([]);
    expect(exitCode).to.equal(0);
  });

  it("ends with 1 when a hostname is left without a path for a moment, and says which", async () => {
    project(program("203.0.113.10"));
    expect((await sandbox("up")).exitCode).to.equal(0);
    const replaced = program("203.0.113.10").replace(
      'type: "A", content: "203.0.113.10", ttl: 1, proxied: true,\n  }',
      'type: "CNAME", content: "origin.example.net", ttl: 1, proxied: true,\n  }, { deleteBeforeReplace: true }',
    );
    writeFileSync(inFolder("project", "index.js"), replaced);
    const { exitCode, document } = await sandbox("up");
    expect(exitCode).to.equal(1);
    expect(document.error).to.equal(undefined);
    expect(document.outageWatch.broken.map(({ subject }) => subject)).to.deep.equal([
      "www.example.com",
    ]);
  });

  it("ends with 1 when the cloud refuses, with what was done so far", async () => {
    const twin = `new DnsRecord("twin", { zoneId: "${defaultZoneId}", name: "www.example.com", type: "CNAME", content: "a.example.net", ttl: 1 }, { dependsOn: www });`;
    project(program("203.0.113.10", twin));
    const { exitCode, document, stderr } = await sandbox("up");
    expect(exitCode).to.equal(1);
    expect(document.operations.map(({ kind }) => kind)).to.deep.equal(["preview", "up"]);
    expect(document.error?.message ?? "").to.match(/^pulumi up failed with exit code/);
    expect(document.error?.message ?? "").to.match(/81053/);
    expect(stderr).to.include(document.error?.message ?? "-");
  });

  it("ends with 2 for an unknown stack before anything is made, and names the nearest", async () => {
    project(program("203.0.113.10"));
    const { exitCode, document } = await sandbox("up", "--stack", "dve");
    expect(exitCode).to.equal(2);
    expect(document.operations).to.deep.equal([]);
    expect(document.error?.problems).to.deep.equal([
      {
        path: "--stack",
        rule: "be one of dev",
        actual: '"dve"',
        hint: "Did you mean dev?",
        sentence: '--stack must be one of dev; got "dve". Did you mean dev?',
      },
    ]);
    expect(existsSync(inFolder("cache"))).to.equal(false);
  });

  it("writes for people without --json: results on standard output, the rest on standard error", async () => {
    project(program("203.0.113.10"));
    const { exitCode, stdout, stderr } = await start("sandbox", "up", "--dir", inFolder("project"))
      .ended;
    expect(exitCode, stderr).to.equal(0);
    expect(stdout.replace(/\([\d.]+ s\)/g, "(0 s)").split("\n")).to.deep.equal([
      "  create             pulumi:pulumi:Stack  demo-dev",
      "  create             cloudflare:index/dnsRecord:DnsRecord  www",
      "preview: 2 create (0 s)",
      "up: 2 create (0 s)",
      "outputs:",
      "  content: 203.0.113.10",
      '  token: "[secret]"',
      "outage watch: API calls 1, no broken moment",
      "",
    ]);
    expect(stderr).to.match(
      /^Stack dev on Pulumi [\d.]+, named by STEADY_EDGE_ENGINE, with stand-ins for the providers\nPreviewing\n/m,
    );
  });

  it("stops on SIGINT with exit code 130 and leaves nothing running", async () => {
    const pid = inFolder("pid");
    project(`require("node:fs").writeFileSync(${JSON.stringify(pid)}, String(process.pid));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`);
    const { child, ended } = start("sandbox", "up", "--dir", inFolder("project"), "--json");
    let programId = 0;
    while (programId === 0) {
      await sleep(20);
      programId = existsSync(pid) ? Number(readFileSync(pid, "utf8")) : 0;
    }
    child.kill("SIGINT");
    const { exitCode, stdout } = await ended;
    expect(exitCode).to.equal(130);
    const { error } = JSON.parse(stdout) as Document;
    expect(error).to.deep.equal({ message: "Stopped before the end", problems: [] });
    expect(isRunning(programId)).to.equal(false);
    writeFileSync(inFolder("project", "index.js"), program("203.0.113.10"));
    expect((await sandbox("up")).exitCode).to.equal(0);
  });

  it("says which engine it uses", async () => {
    const { exitCode, stdout, stderr } = await start("engine").ended;
    expect({ exitCode, stderr, lines: stdout.split("\n") }).to.deep.equal({
      exitCode: 0,
      stderr: "",
      lines: [
        `Pulumi ${engine.version}, named by STEADY_EDGE_ENGINE`,
        `  executable:    ${engine.command}`,
        `  language host: ${engine.hasNodejsHost ? "its own" : "the sandbox's"}`,
        "",
      ],
    });
  });
});

/** The files below a folder that hold a text. */
function scan(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, "utf8").includes(text));
}
