import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../../cli/command";
import { fakeTerminal } from "./fakeTerminal";

const plans = path.join(__dirname, "..", "corpus", "plans");
const plan = path.join(plans, "balancer-over-record.json");

describe("the command rehearse", function () {
  this.timeout(30_000);
  const noCloud = (): never => expect.fail("no cloud is to be started");
  const run = async (...argv: string[]) => {
    const terminal = fakeTerminal();
    const exitCode = await runCommand(["rehearse", ...argv], terminal, noCloud);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "rehearse-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("refuses unusable input before anything runs, with the nearest name", async () => {
    const cases: (readonly [readonly string[], RegExp])[] = [
      [["--fault", "origin-kiled"], /^--fault must be .*Did you mean origin-killed\?\n$/],
      [["--fault", "xyzzy"], /^--fault must be .* There are origin-killed, half-of-pool-down, /],
      [["--speed", "0.5"], /It must be a number from 1 to 50\./],
      [["--speed", "51"], /It must be a number from 1 to 50\./],
      [["--speed", "fast"], /It must be a number from 1 to 50\./],
      [["--speed", "-20"], /It must be a number from 1 to 50\./],
      [["--rate", "501"], /It must be a number from 1 to 500\./],
      [["--rate", "x"], /It must be a number from 1 to 500\./],
      [["--all", "--fault", "origin-killed"], /cannot be used with option/],
      [["--plan", plan, "--stack", "dev"], /cannot be used with option/],
      [["--plan", path.join(folder, "none.json")], /got no such file/],
      [["--plan", plan, "--hostname", "ww.example.com"], /Did you mean www\.example\.com\?\n$/],
      [["--plan", plan, "--report", folder], /^--report must be writable; got .* \(EISDIR\)/],
      [["--plan", plan, "--report", path.join(folder, "no", "x.html")], /\(ENOENT\)/],
    ];
    for (const [argv, stderr] of cases) {
      const result = await run(...argv);
      expect([result.exitCode, result.stdout], argv.join(" ")).to.deep.equal([2, ""]);
      expect(result.stderr, argv.join(" ")).to.match(stderr);
    }
  });

  it("refuses a plan without a hostname that can be served", async () => {
    const file = path.join(folder, "empty.json");
    const deployment = { manifest: {}, resources: [] };
    writeFileSync(file, JSON.stringify({ version: 3, deployment }));
    const { exitCode, stderr } = await run("--plan", file);
    expect(exitCode).to.equal(2);
    expect(stderr).to.match(/must hold a hostname that can be served; got no hostname\n$/);
  });

  it("is not fine where no fault can happen, and keeps a report until there is another", async () => {
    const report = path.join(folder, "report.html");
    writeFileSync(report, "the last one");
    const disabled = path.join(plans, "all-origins-disabled.json");
    const refused = await run("--plan", disabled, "--hostname", "x.test", "--report", report);
    expect(refused.exitCode).to.equal(2);
    expect(readFileSync(report, "utf8")).to.equal("the last one");
    const args = ["--plan", disabled, "--fault", "origin-killed", "--report", report, "--json"];
    const { exitCode, stdout, stderr } = await run(...args);
    expect(exitCode).to.equal(1);
    expect(stderr).to.contain("Not rehearsed: origin-killed. No origin takes requests\n");
    const { inapplicable } = JSON.parse(stdout) as { inapplicable: unknown };
    expect(inapplicable).to.deep.equal([
      { fault: "origin-killed", because: "No origin takes requests" },
    ]);
    expect(readFileSync(report, "utf8")).to.match(/^<!doctype html>/);
  });
});
