import { expect } from "chai";
import { runCommand } from "../../cli/command";
import { cloudflareRanges, publishedRangesAddress } from "../../facts/cloudflare/ranges";
import { rangesAsText, rangesFormats } from "../../core/rangesText";
import { fakeTerminal } from "./fakeTerminal";

describe("the command", () => {
  const noCloud = (): never => expect.fail("no cloud is to be started");
  const run = async (...argv: string[]) => {
    const terminal = fakeTerminal();
    const exitCode = await runCommand(argv, terminal, noCloud);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };

  it("documents its exit codes in its help, on standard output", async () => {
    const { exitCode, stdout, stderr } = await run("--help");
    expect(exitCode).to.equal(0);
    expect(stderr).to.equal("");
    expect(stdout).to.match(
      /\nExit codes:\n {2}0 {2}fine\n {2}1 {2}it ran and .*\n {2}2 {2}it could/,
    );
  });

  it("says its version", async () => {
    const { exitCode, stdout } = await run("--version");
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  const mistakes: readonly (readonly [argv: string, says: string])[] = [
    ["sandbx", "error: unknown command 'sandbx'\n(Did you mean sandbox?)\n"],
    ["sandbox pu", "error: unknown command 'pu'\n(Did you mean up?)\n"],
    ["sandbox up --stak dev", "error: unknown option '--stak'\n(Did you mean --stack?)\n"],
    ["sandbox up --stack", "error: option '--stack <name>' argument missing\n"],
    ["sandbox up staging", "error: too many arguments for 'up'. Expected 0 arguments but got 1.\n"],
    [
      "ranges --format ngnx",
      "error: option '--format <form>' argument 'ngnx' is invalid. Did you mean nginx?\n",
    ],
    [
      "ranges --format zzzzzz",
      "error: option '--format <form>' argument 'zzzzzz' is invalid. " +
        `It must be one of ${rangesFormats.join(", ")}.\n`,
    ],
    [
      "ranges --family ipv5",
      "error: option '--family <family>' argument 'ipv5' is invalid. Allowed choices are ipv4, ipv6.\n",
    ],
  ];
  for (const [argv, says] of mistakes) {
    it(`rejects "${argv}" with one error and exit code 2`, async () => {
      const { exitCode, stdout, stderr } = await run(...argv.split(" "));
      expect(exitCode).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.equal(`${says}(steady-edge --help lists what there is)\n`);
    });
  }

  it("shows what there is on standard error, with exit code 2, when no command is given", async () => {
    for (const argv of [[], ["sandbox"]]) {
      const { exitCode, stdout, stderr } = await run(...argv);
      expect(exitCode).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.match(/^Usage: steady-edge /);
    }
  });

  it("writes one JSON document also for a mistake, when asked for JSON", async () => {
    const { exitCode, stdout } = await run("sandbox", "up", "--json", "--stak", "dev");
    expect(exitCode).to.equal(2);
    expect(JSON.parse(stdout)).to.deep.equal({
      error: { message: "unknown option '--stak'\n(Did you mean --stack?)", problems: [] },
    });
  });

  it("writes the pinned ranges in every form", async () => {
    for (const format of rangesFormats) {
      const { exitCode, stdout, stderr } = await run("ranges", "--format", format);
      expect({ exitCode, stdout, stderr }).to.deep.equal({
        exitCode: 0,
        stdout: rangesAsText(format),
        stderr: "",
      });
    }
  });

  it("writes the ranges of one address family in every form, when asked for one", async () => {
    const { ipv4, ipv6 } = cloudflareRanges;
    for (const format of rangesFormats) {
      expect((await run("ranges", "--format", format, "--family", "ipv4")).stdout).to.equal(
        rangesAsText(format, { ipv4, ipv6: [] }),
      );
      expect((await run("ranges", "--format", format, "--family", "ipv6")).stdout).to.equal(
        rangesAsText(format, { ipv4: [], ipv6 }),
      );
    }
    const { stdout } = await run("ranges", "--family", "ipv6");
    expect(stdout.trimEnd().split("\n")).to.have.lengthOf(7);
  });

  it("checks the ranges against Cloudflare's own address unless told otherwise", () => {
    expect(publishedRangesAddress).to.equal("https://api.cloudflare.com/client/v4/ips");
  });
});
