import { assert, expect } from "chai";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import {
  engineEnvironment,
  findEngine,
  OperationFailed,
  secretStandIn,
  Workspace,
  type Engine,
  type InlineProgram,
  type OperationKind,
  type WorkspaceOptions,
} from "../../sandbox/engine";
import { folderPerTest, isRunning } from "../sandbox/engine/folders";
import { plainProject, writeProject } from "./engineProjects";

const componentProgram = `
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
class Group extends pulumi.ComponentResource {
  constructor(name) { super("demo:index:Group", name); this.registerOutputs({}); }
}
for (const name of config.requireObject("groups")) new Group(name);
exports.greeting = config.require("greeting");
exports.token = config.requireSecret("token");
exports.home = process.env.HOME;
exports.foreign = Object.keys(process.env).filter((name) => /^(AWS|CLOUDFLARE)_|ACCESS_TOKEN/.test(name));
`;

const stackFile = `config:
  demo:greeting: hello
  demo:groups: ["one", "two"]
  demo:token:
    secure: v1:theirs:sealed
`;

describe("a workspace on a real engine", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  let engine: Engine;
  before(async () => {
    engine = await findEngine();
  });

  const use = async <T>(
    options: Partial<WorkspaceOptions>,
    work: (workspace: Workspace) => Promise<T>,
  ): Promise<T> => {
    const stateDirectory = inFolder("state");
    const project = inFolder("project");
    const workspace = await Workspace.open({
      ...{ engine, project, stack: "dev", stateDirectory },
      ...options,
    });
    try {
      return await work(workspace);
    } finally {
      await workspace.close();
    }
  };

  it("previews, brings up, finds nothing to change, refreshes and destroys a project", async () => {
    const project = writeProject(inFolder("project"), {
      ...plainProject,
      "index.js": componentProgram,
      "Pulumi.dev.yaml": stackFile,
    });
    const filesBefore = readdirSync(project).sort();
    const steps: string[] = [];
    await use(
      { onProgress: ({ text, items }) => steps.push(text, ...(items ?? [])) },
      async (workspace) => {
        const counts = async (kind: OperationKind) => (await workspace.run(kind)).counts;
        expect(await counts("preview")).to.deep.equal({ create: 3 });
        expect(await workspace.outputs()).to.deep.equal({});
        expect(await counts("up")).to.deep.equal({ create: 3 });
        expect(await workspace.outputs()).to.deep.equal({
          greeting: "hello",
          token: "[secret]",
          home: inFolder("state", "home"),
          foreign: [],
        });
        expect(await counts("up")).to.deep.equal({ same: 3 });
        expect(await counts("refresh")).to.deep.equal({ same: 3 });
        expect((await workspace.run("preview", { refresh: true })).counts).to.deep.equal({
          same: 3,
        });
        expect(await counts("destroy")).to.deep.equal({ delete: 3 });
        expect(await workspace.outputs()).to.deep.equal({});
      },
    );
    expect(steps).to.deep.equal([
      "Using stand-ins for secrets of dev, which only their own key opens",
      "demo:token",
    ]);
    expect(readdirSync(project).sort()).to.deep.equal(filesBefore);
    expect(readFileSync(path.join(project, "Pulumi.dev.yaml"), "utf8")).to.equal(stackFile);
  });

  it("keeps the state between workspaces, and does what changed in the configuration", async () => {
    const project = writeProject(inFolder("project"), {
      ...plainProject,
      "index.js": componentProgram,
      "Pulumi.dev.yaml": stackFile,
    });
    const up = () => use({}, async (workspace) => (await workspace.run("up")).counts);
    expect(await up()).to.deep.equal({ create: 3 });
    const changed = stackFile.replace('["one", "two"]', '["two", "three"]');
    writeFileSync(path.join(project, "Pulumi.dev.yaml"), changed);
    expect(await up()).to.deep.equal({ create: 1, delete: 1, same: 2 });
  });

  it("never reaches the user's backend, login or settings", async () => {
    writeProject(inFolder("project"), {
      ...plainProject,
      "index.js": componentProgram,
      "Pulumi.dev.yaml": stackFile,
    });
    const foreign = {
      PULUMI_BACKEND_URL: "file:///nowhere",
      PULUMI_ACCESS_TOKEN: "pul-0000",
      PULUMI_CONFIG_PASSPHRASE: "theirs",
      PULUMI_STACK: "theirs",
      AWS_PROFILE: "production",
      CLOUDFLARE_API_TOKEN: "theirs",
    };
    const before = Object.fromEntries(Object.keys(foreign).map((key) => [key, process.env[key]]));
    Object.assign(process.env, foreign);
    try {
      await use({}, async (workspace) => {
        expect((await workspace.run("up")).counts).to.deep.equal({ create: 3 });
        expect((await workspace.outputs()).foreign).to.deep.equal([]);
      });
    } finally {
      for (const [key, value] of Object.entries(before)) {
        if (value === undefined) {
          delete process.env[key];
        } else {
          process.env[key] = value;
        }
      }
    }
  });

  it("runs a program of this process, and keeps its secrets out of everything that it writes", async () => {
    const secret = "s3cr3t-of-the-inline-program";
    const program: InlineProgram = {
      name: "inline",
      config: { "inline:token": { secret }, "inline:plain": "text" },
      program: () => {
        const config = new pulumi.Config("inline");
        void pulumi.log.info(`plain is ${config.require("plain")}`);
        return Promise.resolve({ token: config.requireSecret("token"), plain: 3 });
      },
    };
    await use({ project: program }, async (workspace) => {
      const { counts, events } = await workspace.run("up");
      expect(counts).to.deep.equal({ create: 1 });
      expect(await workspace.outputs()).to.deep.equal({ token: "[secret]", plain: 3 });
      expect(JSON.stringify(events)).to.include("plain is text");
      expect(JSON.stringify(events)).to.not.include(secret);
      expect(JSON.stringify(await workspace.exportState())).to.not.include(secret);
    });
    const files = readdirSync(folder(), { recursive: true, withFileTypes: true });
    const texts = files
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"));
    expect(texts.length).to.be.above(3);
    expect(texts.filter((text) => text.includes(secret))).to.deep.equal([]);
  });

  it("reads outputs from the state, and the state itself, as the engine tells them", async () => {
    const program: InlineProgram = {
      name: "inline",
      program: () => {
        const token = pulumi.secret("hush");
        const nested = { token, none: null, list: [1.5, token, "zwölf", { token }], empty: {} };
        const made = new pulumi.ComponentResource("test:index:Group", "group");
        return Promise.resolve({
          ...{ token, nested, made, urn: made.urn, wholly: pulumi.secret({ a: [1] }) },
          ...{ file: new pulumi.asset.StringAsset("text"), big: 9007199254740991, yes: true },
        });
      },
    };
    await use({ project: program }, async (workspace) => {
      const ask = async (...args: readonly string[]): Promise<unknown> => {
        const { stdout } = await promisify(execFile)(engine.command, [...args, "--stack", "dev"], {
          cwd: inFolder("state", "project"),
          env: engineEnvironment({ engine, stateDirectory: inFolder("state") }),
        });
        return JSON.parse(stdout);
      };
      expect(await workspace.exportState()).to.deep.equal(await ask("stack", "export"));
      await workspace.run("up");
      const state = await workspace.exportState();
      expect(state).to.deep.equal(await ask("stack", "export"));
      expect(state).to.have.nested.property("deployment.resources").that.has.length(2);
      const told = (await ask("stack", "output", "--json")) as Record<string, unknown>;
      expect(Object.keys(told).sort()).to.deep.equal(
        ["token", "nested", "made", "urn", "wholly", "file", "big", "yes"].sort(),
      );
      expect(await workspace.outputs()).to.deep.equal(told);
    });
  });

  it("gives the stand-in for a secret that only the user's own key opens", async () => {
    writeProject(inFolder("project"), {
      ...plainProject,
      "index.js":
        'exports.length = require("@pulumi/pulumi").unsecret(new (require("@pulumi/pulumi").Config)().requireSecret("token")).apply((text) => text.length);',
      "Pulumi.dev.yaml": stackFile,
    });
    await use({}, async (workspace) => {
      await workspace.run("up");
      expect(await workspace.outputs()).to.deep.equal({ length: secretStandIn.length });
    });
  });

  it("says what the program complained about when it fails, and keeps what was made", async () => {
    writeProject(inFolder("project"), {
      ...plainProject,
      "index.js": `const pulumi = require("@pulumi/pulumi");
        new (class extends pulumi.ComponentResource { constructor() { super("demo:index:A", "a"); } })();
        throw new Error("no way");`,
    });
    await use({}, async (workspace) => {
      await expect(workspace.run("up")).to.be.rejected.and.eventually.satisfy((error: unknown) => {
        assert.instanceOf(error, OperationFailed);
        expect(error.exitCode).to.equal(1);
        expect(error.result.kind).to.equal("up");
        expect(error.complaints).to.have.lengthOf(1);
        const [complaint = ""] = error.complaints;
        expect(complaint).to.match(
          /^Running program '.*' failed with an unhandled exception:\nError: no way\n/,
        );
        expect(error.message).to.equal(`pulumi up failed with exit code 1\n  - ${complaint}`);
        return true;
      });
    });
  });

  it("goes on after an engine that was killed", async () => {
    const project = writeProject(inFolder("project"), {
      ...plainProject,
      "index.js": hangingProgram(inFolder("hangs")),
    });
    writeFileSync(inFolder("hangs"), "");
    await use({}, async (workspace) => {
      const running = workspace.run("up");
      const outcome = expect(running).to.be.rejected.and.eventually.satisfy((error: unknown) => {
        assert.instanceOf(error, OperationFailed);
        expect(error.exitCode).to.equal(null);
        expect(error.message).to.match(/^pulumi up was killed/);
        return true;
      });
      await fileWith(path.join(project, "pid"));
      process.kill(lockedBy(inFolder("state")), "SIGKILL");
      await outcome;
    });
    await untilEnded(Number(readFileSync(path.join(project, "pid"), "utf8")));
    rmSync(inFolder("hangs"));
    await use({}, async (workspace) => {
      expect((await workspace.run("up")).counts).to.deep.equal({ same: 1 });
    });
  });

  it("stops in good order, with every program, when the user stops it", async () => {
    const project = writeProject(inFolder("project"), {
      ...plainProject,
      "index.js": hangingProgram(inFolder("hangs")),
    });
    writeFileSync(inFolder("hangs"), "");
    const stop = new AbortController();
    await use({ signal: stop.signal }, async (workspace) => {
      const outcome = expect(workspace.run("up")).to.be.rejectedWith(OperationFailed);
      await fileWith(path.join(project, "pid"));
      stop.abort();
      await outcome;
    });
    const pid = Number(readFileSync(path.join(project, "pid"), "utf8"));
    expect(isRunning(pid)).to.equal(false);
    rmSync(inFolder("hangs"));
    await use({}, async (workspace) => {
      expect((await workspace.run("up")).counts).to.deep.equal({ same: 1 });
    });
  });

  it("runs several sandboxes at once", async () => {
    const names = ["a", "b", "c"];
    const results = await Promise.all(
      names.map((name) => {
        const project = { name, program: () => Promise.resolve({ name }) };
        const stateDirectory = inFolder(name);
        return use({ project, stateDirectory }, async (workspace) => {
          const { counts } = await workspace.run("up");
          return { counts, outputs: await workspace.outputs() };
        });
      }),
    );
    expect(results).to.deep.equal(
      names.map((name) => ({ counts: { create: 1 }, outputs: { name } })),
    );
  });
});

/** A program that says its process id and then waits as long as a file is there. */
function hangingProgram(file: string): string {
  return `const fs = require("node:fs");
    fs.writeFileSync("pid", String(process.pid));
    while (fs.existsSync(${JSON.stringify(file)})) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);`;
}

async function fileWith(file: string): Promise<void> {
  for (let text = ""; text === "";) {
    await sleep(20);
    try {
      text = readFileSync(file, "utf8");
    } catch {
      text = "";
    }
  }
}

async function untilEnded(pid: number): Promise<void> {
  while (isRunning(pid)) {
    await sleep(20);
  }
}

/** The process that holds the engine's lock. */
function lockedBy(state: string): number {
  const folder = path.join(state, "backend", ".pulumi", "locks", "organization", "demo", "dev");
  const [name = ""] = readdirSync(folder);
  return (JSON.parse(readFileSync(path.join(folder, name), "utf8")) as { pid: number }).pid;
}
