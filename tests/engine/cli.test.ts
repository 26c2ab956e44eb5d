import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findEngine, packageFile, type Engine } from "../../sandbox/engine";
import { defaultZoneId } from "../../sandbox/cloud/premises";
import { folderPerTest, isRunning } from "../sandbox/engine/folders";
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
  stack: string;
  operations: {
    kind: string;
    counts: Record<string, number>;
    changes: { op: string; name: string }[];
    seconds: number;
  }[];
  outputs: Record<string, unknown>;
  outageWatch: { calls: number; broken: { subject: string; what: string }[] };
  error?: { message: string; problems: { path: string; got: string }[] };
}

describe("the command on a real engine", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  let engine: Engine;
  before(async () => {
    engine = await findEngine();
  });

  const start = (...args: string[]) => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", packageFile("cli/index.ts"), ...args],
      {
        cwd: packageFile("."),
        env: {
          ...process.env,
          STEADY_EDGE_ENGINE: engine.command,
          STEADY_EDGE_HOME: inFolder("cache"),
          PULUMI_ACCESS_TOKEN: "theirs",
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
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
    assert.equal(first.exitCode, 0, first.stderr);
    assert.deepEqual(Object.keys(first.document), [
      "engine",
      "stack",
      "operations",
      "outputs",
      "outageWatch",
    ]);
    assert.deepEqual(first.document.engine, {
      version: engine.version,
      source: "STEADY_EDGE_ENGINE",
    });
    assert.equal(first.document.stack, "dev");
    assert.deepEqual(counts(first.document), [
      { kind: "preview", counts: { create: 2 } },
      { kind: "up", counts: { create: 2 } },
    ]);
    for (const operation of first.document.operations) {
      assert.deepEqual(Object.keys(operation), ["kind", "counts", "changes", "seconds"]);
      assert.equal(operation.seconds > 0, true);
      assert.deepEqual(
        operation.changes.map(({ op, name }) => `${op} ${name}`),
        ["create demo-dev", "create www"],
      );
    }
    assert.doesNotMatch(first.stderr, /resources, /);
    assert.deepEqual(first.document.outputs, { content: "203.0.113.10", token: "[secret]" });
    assert.deepEqual(first.document.outageWatch, { calls: 1, broken: [] });
    assert.match(first.stderr, /the program speaks/);
    assert.equal(first.stderr.includes("s3cr3t"), false);

    const second = await sandbox("up");
    assert.deepEqual(counts(second.document), [
      { kind: "preview", counts: { same: 2 } },
      { kind: "up", counts: { same: 2 } },
    ]);

    writeFileSync(inFolder("project", "index.js"), program("203.0.113.11"));
    const third = await sandbox("up");
    assert.deepEqual(counts(third.document).at(-1), { kind: "up", counts: { same: 1, update: 1 } });
    assert.equal(third.document.outputs.content, "203.0.113.11");

    const refreshed = await sandbox("refresh");
    assert.deepEqual(counts(refreshed.document), [{ kind: "refresh", counts: { same: 2 } }]);

    const destroyed = await sandbox("destroy");
    assert.equal(destroyed.exitCode, 0);
    assert.deepEqual(counts(destroyed.document), [{ kind: "destroy", counts: { delete: 2 } }]);
    assert.deepEqual(destroyed.document.outputs, {});
    assert.deepEqual(destroyed.document.outageWatch.broken, []);
    assert.deepEqual(scan(inFolder("cache"), "s3cr3t-of-the-stack"), []);
  });

  it("does not call it an outage when a hostname is taken away on purpose", async () => {
    const shop = `new DnsRecord("shop", { zoneId: "${defaultZoneId}", name: "shop.example.com", type: "A", content: "203.0.113.12", ttl: 1 });`;
    project(program("203.0.113.10", shop));
    assert.equal((await sandbox("up")).exitCode, 0);
    writeFileSync(inFolder("project", "index.js"), program("203.0.113.10"));
    const { exitCode, document } = await sandbox("up");
    assert.deepEqual(counts(document).at(-1), { kind: "up", counts: { delete: 1, same: 2 } });
    assert.deepEqual(document.outageWatch.broken, []);
    assert.equal(exitCode, 0);
  });

  it("ends with 1 when a hostname is left without a path for a moment, and says which", async () => {
    project(program("203.0.113.10"));
    assert.equal((await sandbox("up")).exitCode, 0);
    const replaced = program("203.0.113.10").replace(
      'type: "A", content: "203.0.113.10", ttl: 1, proxied: true,\n  }',
      'type: "CNAME", content: "origin.example.net", ttl: 1, proxied: true,\n  }, { deleteBeforeReplace: true }',
    );
    writeFileSync(inFolder("project", "index.js"), replaced);
    const { exitCode, document } = await sandbox("up");
    assert.equal(exitCode, 1);
    assert.equal(document.error, undefined);
    assert.deepEqual(
      document.outageWatch.broken.map(({ subject }) => subject),
      ["www.example.com"],
    );
  });

  it("ends with 1 when the cloud refuses, with what was done so far", async () => {
    const twin = `new DnsRecord("twin", { zoneId: "${defaultZoneId}", name: "www.example.com", type: "CNAME", content: "a.example.net", ttl: 1 }, { dependsOn: www });`;
    project(program("203.0.113.10", twin));
    const { exitCode, document, stderr } = await sandbox("up");
    assert.equal(exitCode, 1);
    assert.deepEqual(
      document.operations.map(({ kind }) => kind),
      ["preview", "up"],
    );
    assert.match(document.error?.message ?? "", /^pulumi up failed with exit code/);
    assert.match(document.error?.message ?? "", /81053/);
    assert.equal(stderr.includes(document.error?.message ?? "-"), true);
  });

  it("ends with 2 for an unknown stack before anything is made, and names the nearest", async () => {
    project(program("203.0.113.10"));
    const { exitCode, document } = await sandbox("up", "--stack", "dve");
    assert.equal(exitCode, 2);
    assert.deepEqual(document.operations, []);
    assert.deepEqual(document.error?.problems, [
      {
        path: "--stack",
        rule: "be one of dev",
        got: '"dve"',
        wayOut: "Did you mean dev?",
        sentence: '--stack must be one of dev; got "dve". Did you mean dev?',
      },
    ]);
    assert.equal(existsSync(inFolder("cache")), false);
  });

  it("writes for people without --json: results on standard output, the rest on standard error", async () => {
    project(program("203.0.113.10"));
    const { exitCode, stdout, stderr } = await start("sandbox", "up", "--dir", inFolder("project"))
      .ended;
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(stdout.replace(/\([\d.]+ s\)/g, "(0 s)").split("\n"), [
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
    assert.match(stderr, /^Stack dev on Pulumi [\d.]+, named by STEADY_EDGE_ENGINE\nPreviewing\n/m);
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
    assert.equal(exitCode, 130);
    const { error } = JSON.parse(stdout) as Document;
    assert.deepEqual(error, { message: "Stopped before the end", problems: [] });
    assert.equal(isRunning(programId), false);
    writeFileSync(inFolder("project", "index.js"), program("203.0.113.10"));
    assert.equal((await sandbox("up")).exitCode, 0);
  });

  it("says which engine it uses", async () => {
    const { exitCode, stdout, stderr } = await start("engine").ended;
    assert.deepEqual(
      { exitCode, stderr, lines: stdout.split("\n") },
      {
        exitCode: 0,
        stderr: "",
        lines: [
          `Pulumi ${engine.version}, named by STEADY_EDGE_ENGINE`,
          `  executable:    ${engine.command}`,
          `  language host: ${engine.hasNodejsHost ? "its own" : "the sandbox's"}`,
          "",
        ],
      },
    );
  });
});

/** The files below a folder that hold a text. */
function scan(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, "utf8").includes(text));
}
