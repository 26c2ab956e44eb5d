import { assert, expect } from "chai";
import { spawnSync } from "node:child_process";
import { readFileSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../../cli/command";
import { packageFile } from "../../sandbox/engine";
import { EngineCommand } from "../../sandbox/engine/acquire/engineCommand";
import { engineEnvironment, stateFolders } from "../../sandbox/engine/workspace/environment";
import { serveInline } from "../../sandbox/engine/host/inlineProgram";
import {
  defaultAccountId,
  defaultZoneId,
  findEngine,
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type Engine,
  type Run,
  type TestStack,
} from "../../sandbox/testing";
import { fakeTerminal } from "../cli/fakeTerminal";
import { folderPerTest } from "../sandbox/engine/folders";
import { commandEntry } from "../support/built";
import { plainProject, writeProject } from "./engineProjects";
import { leaksInFolder, leaksInText } from "./scan";
import { placesLookedAt } from "./scanned";
import { secretMark } from "./secretMark";
import { config, credentials, declare, secrets } from "./secretsProgram";

const all = [secretMark, ...Object.values(secrets), ...Object.values(credentials)];

describe("secrets", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const before = { ...process.env };
  let engine: Engine;
  beforeEach(async () => {
    engine = await findEngine();
    Object.assign(process.env, credentials);
  });
  afterEach(() => {
    for (const name of Object.keys(credentials)) {
      delete process.env[name];
    }
    Object.assign(process.env, before);
  });

  /** Opens a stack whose account and state lie in the folder, and looks through all that comes of it. */
  const inSight = async (
    address: string | undefined,
    work: (stack: TestStack, cloud: Cloud, said: unknown[]) => Promise<void>,
  ): Promise<void> => {
    const cloud = await startCloud({ accountFile: inFolder("account.jsonl") });
    const said: unknown[] = [];
    try {
      const stack = await runProgram(cloud, () => Promise.resolve(declare(address)), {
        ...{ engine, config, stateDirectory: inFolder("state") },
      });
      try {
        await work(stack, cloud, said);
        said.push(await stack.outputs(), await stack.exportState());
      } finally {
        await stack.close();
      }
      said.push(cloud.journal.calls, cloud.outageWatch.report());
    } finally {
      await cloud.stop();
    }
    const passphrase = readFileSync(inFolder("state/passphrase"), "utf8");
    expect(leaksInText(JSON.stringify(said), [...all, passphrase])).to.deep.equal([]);
    expect(leaksInFolder(folder(), all)).to.deep.equal([]);
    expect([
      ...new Set(leaksInFolder(folder(), [passphrase]).map(({ file }) => file)),
    ]).to.deep.equal([inFolder("state/passphrase")]);
  };

  it("stay out of state, outputs, events, journal and account through a stack's whole life", () =>
    inSight(undefined, async (stack, _cloud, said) => {
      const runs: Run[] = [await stack.preview(), await stack.up(), await stack.up()];
      runs.push(await stack.refresh(), await stack.preview({ refresh: true }));
      said.push(runs, await stack.outputs(), await stack.exportState());
      expect(runs.map(({ changes }) => changes)).to.deep.equal([
        { create: 26 },
        { create: 26 },
        {},
        {},
        {},
      ]);
      expect((await stack.outputs()).token).to.equal("[secret]");
      said.push(await stack.destroy());
      process.stdout.write("");
      await expect(stack.preview({ policyPacks: [inFolder("nowhere")] })).to.be.rejectedWith(
        OperationFailed,
      );
      const places = ["errors", "events", "journals", "output", "outputs", "states"];
      expect(places.filter((place) => !placesLookedAt().includes(place))).to.deep.equal([]);
    }));

  it("stay out of the error where a value is refused", () =>
    inSight("s3cr3t-address", async (stack, _cloud, said) => {
      const failure = await stack.up().catch((error: unknown) => error);
      assert.instanceOf(failure, OperationFailed);
      expect(failure.message).to.match(/records\.a\.content must be an IPv4 address; got a secret/);
      said.push(failure.message, failure.complaints, failure.result);
    }));

  it("stay out of the error where the API repeats what it was sent", () =>
    inSight(undefined, async (stack, cloud, said) => {
      const message = `cannot reach ${secrets.url} with ${secrets.header}`;
      const fault = { kind: "refused", status: 400, code: "17000", message } as const;
      cloud.faults.add({ fault, match: { path: "webhooks" } });
      const failure = await stack.up().catch((error: unknown) => error);
      assert.instanceOf(failure, OperationFailed);
      expect(failure.message).to.match(/cannot reach \[secret\] with \[secret\] \(17000\)/);
      said.push(failure.message, failure.complaints, failure.result);
    }));

  it("stay out of the plan and of every form of its review", () =>
    inSight(undefined, async (stack, cloud, said) => {
      await stack.up();
      const plan = await asked(cloud, ["preview", "--json", "--show-sames"]);
      const { events } = await stack.preview();
      const open = await asked(cloud, ["stack", "export", "--show-secrets"]);
      expect(open).to.match(/s3cr3t-bearer/);
      expect(open).to.match(/s3cr3t-origin-header/);
      const plans = { plan, events: JSON.stringify(events), open };
      for (const [name, text] of Object.entries(plans)) {
        const file = inFolder(`${name}.json`);
        writeFileSync(file, text);
        for (const format of ["markdown", "html", "json"]) {
          const terminal = fakeTerminal();
          const exitCode = await runCommand(["review", file, "--format", format], terminal);
          expect(exitCode, terminal.stderr()).to.not.equal(2);
          expect(terminal.stdout().length).to.be.above(100);
          said.push(terminal.stdout(), terminal.stderr());
        }
        unlinkSync(file);
      }
      said.push(plan);
    }));

  /** What the engine answers a user who asks it about this stack. */
  const asked = async (cloud: Cloud, args: readonly string[]): Promise<string> => {
    const stateDirectory = inFolder("state");
    const folders = stateFolders(stateDirectory);
    const additions = { PULUMI_DEBUG_PROVIDERS: cloud.debugProviders };
    const environment = engineEnvironment({ engine, stateDirectory, additions });
    const inline = await serveInline({
      name: "program",
      program: () => Promise.resolve(declare()),
    });
    try {
      const isPreview = args[0] === "preview";
      const command = new EngineCommand(engine, environment, undefined);
      return await command.ask(folders.stackProject, [
        ...[...args, "--stack", "test"],
        ...(isPreview ? ["--config-file", path.join(folders.config, "Pulumi.test.yaml")] : []),
        ...(isPreview ? [`--client=127.0.0.1:${inline.port}`] : []),
      ]);
    } finally {
      inline.stop();
    }
  };

  it("stay out of everything that the command writes, also where a call is refused", () => {
    const project = writeProject(inFolder("project"), {
      ...plainProject,
      "Pulumi.dev.yaml": "config: {}\n",
      "index.js": `const pulumi = require("@pulumi/pulumi");
        const { DnsRecord } = require("@pulumi/cloudflare/dnsRecord");
        const { NotificationPolicyWebhooks } = require("@pulumi/cloudflare/notificationPolicyWebhooks");
        const text = pulumi.secret(${JSON.stringify(secrets.content)});
        const zoneId = "${defaultZoneId}";
        const args = { zoneId, name: "verify.example.com", type: "TXT", content: text, ttl: 60 };
        const first = new DnsRecord("first", args);
        new DnsRecord("second", args, { dependsOn: first });
        new NotificationPolicyWebhooks("hook", {
          accountId: "${defaultAccountId}", name: "hook", url: pulumi.secret(${JSON.stringify(secrets.url)}),
          secret: pulumi.secret(${JSON.stringify(secrets.header)}),
        });
        pulumi.log.info("said");
        console.log("environment", JSON.stringify(process.env));
        exports.text = text;`,
    });
    const argv = ["sandbox", "up", "--dir", project];
    const environment = { STEADY_EDGE_ENGINE: engine.command, STEADY_EDGE_HOME: inFolder("home") };
    for (const more of [["--json"], []]) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [...commandEntry(), ...argv, ...more],
        { env: { ...process.env, ...environment }, encoding: "utf8", cwd: packageFile(".") },
      );
      expect(status, stderr).to.equal(1);
      expect(stdout + stderr).to.match(/81058/);
      expect(stderr).to.match(/environment \{/);
      expect(leaksInText(stdout + stderr, all)).to.deep.equal([]);
    }
    expect(leaksInFolder(folder(), all)).to.deep.equal([]);
  });
});
