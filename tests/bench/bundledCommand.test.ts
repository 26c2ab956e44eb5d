import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { Workplace } from "../../bench/workplace";
import { runCommand } from "../../cli/command";
import { packageFile } from "../../sandbox/packageFile";
import { fakeTerminal } from "../cli/fakeTerminal";

/** The command in one file, alone: what it was put together from is removed. */
describe("the bundled command", function () {
  this.timeout(300_000);
  let place: Workplace;
  before(() => {
    place = Workplace.make();
    for (const name of readdirSync(place.compiled(""))) {
      if (name !== "cli") {
        rmSync(place.compiled(name), { recursive: true });
      }
    }
    for (const name of readdirSync(place.compiled("cli"))) {
      if (name !== "index.js") {
        rmSync(path.join(place.compiled("cli"), name));
      }
    }
  });
  after(() => place.remove());

  const run = (...args: string[]) => {
    const command = `${place.compiled("cli/index")}.js`;
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
