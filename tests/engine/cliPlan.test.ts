import { expect } from "chai";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findEngine, type Engine } from "../../sandbox/engine";
import { defaultZoneId } from "../../sandbox/cloud/accountSeed";
import { folderPerTest } from "../sandbox/engine/folders";
import { runCommand } from "./commandRun";
import { plainProject, writeProject } from "./engineProjects";
import { installPack } from "./policyPackFolder";

/** A zone whose encryption mode checks no certificate, which a mandatory policy refuses. */
const flexible = `
  const { ZoneSetting } = require("@pulumi/cloudflare/zoneSetting");
  new ZoneSetting("ssl", { zoneId: "${defaultZoneId}", settingId: "ssl", value: "flexible" });`;

describe("a plan and policy packs from the command, on a real engine", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  let engine: Engine;
  before(async () => {
    engine = await findEngine();
  });

  const command = (...args: string[]) => runCommand(args, { engine, cache: inFolder("cache") });
  const preview = (...args: string[]) =>
    command("sandbox", "preview", "--dir", inFolder("project"), ...args);

  beforeEach(() => {
    writeProject(inFolder("project"), { ...plainProject, "index.js": flexible });
  });

  it("writes a plan that the review reads", () => {
    const { exitCode, stderr } = preview("--plan", inFolder("plan.json"));
    expect(exitCode, stderr).to.equal(0);
    const review = command("review", inFolder("plan.json"), "--format", "json");
    expect(review.exitCode, review.stderr).to.equal(1);
    expect(review.stdout).to.match(/"tls-not-strict"/);
  });

  it("names the policy that refuses, and writes the plan of the preview that it stopped", () => {
    mkdirSync(inFolder("pack"));
    const pack = installPack(inFolder("pack"));
    const { exitCode, stderr } = preview("--policy-pack", pack, "--plan", inFolder("plan.json"));
    expect(exitCode, stderr).to.equal(1);
    expect(stderr).to.match(/policy tls-not-strict of \S+ \(mandatory\): /);
    const events = JSON.parse(readFileSync(inFolder("plan.json"), "utf8")) as object[];
    expect(events.filter((event) => "policyEvent" in event).length).to.be.at.least(1);
  });

  it("refuses a folder that is no pack before anything runs, and a plan that cannot be written", () => {
    const nowhere = inFolder("nowhere");
    const noPack = preview("--policy-pack", nowhere);
    expect(noPack.exitCode).to.equal(2);
    expect(noPack.stderr).to.equal(
      `--policy-pack must be a folder with a PulumiPolicy.yaml; got ${JSON.stringify(nowhere)}\n`,
    );
    expect(existsSync(inFolder("cache", "sandbox"))).to.equal(false);
    const unwritable = preview("--plan", path.join(nowhere, "plan.json"));
    expect(unwritable.exitCode).to.equal(2);
    expect(unwritable.stderr).to.match(
      /^--plan must be writable; got .*ENOENT.*Name a file in a folder that exists$/m,
    );
  });
});
