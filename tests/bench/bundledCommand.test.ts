import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Workplace } from "../../bench/workplace";
import { runCommand } from "../../cli/command";
import { packageFile } from "../../sandbox/packageFile";
import { fakeTerminal } from "../cli/fakeTerminal";
import { isBuilt } from "../support/built";
import { withoutModules } from "./withoutModules";

/** Lays out the command alone, as it was built where no source was written since. */
function layOut(folder: string): string {
  symlinkSync(packageFile("node_modules"), path.join(folder, "node_modules"));
  writeFileSync(
    path.join(folder, "package.json"),
    '{ "name": "steady-edge-alone", "version": "0.0.0" }',
  );
  const place = isBuilt() ? undefined : Workplace.make();
  const built = place?.compiled("") ?? packageFile("dist");
  const command = withoutModules(built, "cli/index.js", path.join(folder, "dist"));
  place?.remove();
  return command;
}

describe("the bundled command", function () {
  this.timeout(300_000);
  let folder: string;
  let command: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-alone-"));
    command = layOut(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
  const fromSources = async (...args: string[]) => {
    const terminal = fakeTerminal();
    const status = await runCommand(args, terminal);
    return { status, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  const plan = packageFile("tests/corpus/plans/acl-admits-more.json");
  const commands = {
    "a review": ["review", plan],
    "a review in JSON": ["review", plan, "--format", "json"],
    "a review as a page": ["review", plan, "--format", "html"],
    "a plan that is none": ["review", packageFile("package.json")],
    "a file that is not there": ["review", packageFile("none.json"), "--format", "json"],
    "a word that is none": ["reviews"],
    "the ranges": ["ranges", "--format", "plain"],
    "the configuration of a server": ["server-config", "nginx"],
  };
  for (const [title, args] of Object.entries(commands)) {
    it(`writes the same as from its sources: ${title}`, async () => {
      expect(run(...args)).to.deep.equal(await fromSources(...args));
    });
  }
});
