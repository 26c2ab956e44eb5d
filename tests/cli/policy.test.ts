import { expect } from "chai";
import { runCommand } from "../../cli/command";
import { rules } from "../../checks/policy/rules";
import { fakeTerminal } from "./fakeTerminal";

describe("the command policy", () => {
  const noCloud = (): never => expect.fail("no cloud is to be started");
  const run = async (...argv: string[]) => {
    const terminal = fakeTerminal();
    const exitCode = await runCommand(["policy", ...argv], terminal, noCloud);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };

  it("lists every rule once, by what it is about", async () => {
    const { exitCode, stdout, stderr } = await run("list");
    expect(exitCode).to.equal(0);
    expect(stderr).to.equal("");
    const lines = stdout.split("\n").filter((line) => line.startsWith("  "));
    expect(lines.map((line) => line.trim().split(/\s+/).slice(0, 2))).to.deep.equal(
      rules.map(({ id, severity }) => [id, severity]),
    );
    expect(stdout).to.match(/^TLS\n {2}tls-not-strict +high +The encryption mode/);
  });

  it("lists the rules as JSON", async () => {
    const { exitCode, stdout } = await run("list", "--json");
    expect(exitCode).to.equal(0);
    const list = JSON.parse(stdout) as { rules: { id: string; limits: object }[] };
    expect(list.rules.map(({ id }) => id)).to.deep.equal(rules.map(({ id }) => id));
    expect(list.rules.find(({ id }) => id === "certificate-expiring")?.limits).to.deep.equal({
      days: { default: 30, description: "days before the end from which on it is told" },
    });
  });

  it("explains a rule", async () => {
    const { exitCode, stdout } = await run("explain", "detection-slow");
    expect(exitCode).to.equal(0);
    expect(stdout.split("\n").map((line) => line.split(/[:.]/)[0])).to.deep.equal([
      "detection-slow (medium)",
      "An origin that stops answering is out within a minute",
      "",
      "Why",
      "Source",
      "Way out",
      "Judged in",
      "Limits",
      "  maximumSeconds",
      "",
    ]);
  });

  it("names the nearest rule on a typo, with exit code 2", async () => {
    const { exitCode, stdout, stderr } = await run("explain", "tls-not-stict");
    expect(exitCode).to.equal(2);
    expect(stdout).to.equal("");
    expect(stderr).to.match(
      /^error: .*'tls-not-stict' is invalid.* Did you mean tls-not-strict\?\n/,
    );
  });

  it("says where the rules are listed when none is near", async () => {
    const { exitCode, stderr } = await run("explain", "__proto__");
    expect(exitCode).to.equal(2);
    expect(stderr).to.match(/steady-edge policy list names all rules\.\n/);
  });

  it("wants the name of a rule", async () => {
    const { exitCode, stderr } = await run("explain");
    expect(exitCode).to.equal(2);
    expect(stderr).to.match(/^error: missing required argument 'rule'\n/);
  });
});
