import assert from "node:assert/strict";
import { runCommand } from "../../cli/command";
import { rules } from "../../checks/policy/rules";
import { fakeTerminal } from "./fakeTerminal";

describe("the command policy", () => {
  const noCloud = (): never => assert.fail("no cloud is to be started");
  const run = async (...argv: string[]) => {
    const terminal = fakeTerminal();
    const exitCode = await runCommand(["policy", ...argv], terminal, noCloud);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };

  it("lists every rule once, by what it is about", async () => {
    const { exitCode, stdout, stderr } = await run("list");
    assert.equal(exitCode, 0);
    assert.equal(stderr, "");
    const lines = stdout.split("\n").filter((line) => line.startsWith("  "));
    assert.deepEqual(
      lines.map((line) => line.trim().split(/\s+/).slice(0, 2)),
      rules.map(({ id, severity }) => [id, severity]),
    );
    assert.match(stdout, /^TLS\n {2}tls-not-strict +high +The encryption mode/);
  });

  it("lists the rules as JSON", async () => {
    const { exitCode, stdout } = await run("list", "--json");
    assert.equal(exitCode, 0);
    const list = JSON.parse(stdout) as { rules: { id: string; limits: object }[] };
    assert.deepEqual(
      list.rules.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
    assert.deepEqual(list.rules.find(({ id }) => id === "certificate-expiring")?.limits, {
      days: { default: 30, description: "days before the end from which on it is told" },
    });
  });

  it("explains a rule", async () => {
    const { exitCode, stdout } = await run("explain", "detection-slow");
    assert.equal(exitCode, 0);
    assert.deepEqual(
      stdout.split("\n").map((line) => line.split(/[:.]/)[0]),
      [
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
      ],
    );
  });

  it("names the nearest rule on a typo, with exit code 2", async () => {
    const { exitCode, stdout, stderr } = await run("explain", "tls-not-stict");
    assert.equal(exitCode, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^error: .*'tls-not-stict' is invalid.* Did you mean tls-not-strict\?\n/);
  });

  it("says where the rules are listed when none is near", async () => {
    const { exitCode, stderr } = await run("explain", "__proto__");
    assert.equal(exitCode, 2);
    assert.match(stderr, /steady-edge policy list names all rules\.\n/);
  });

  it("wants the name of a rule", async () => {
    const { exitCode, stderr } = await run("explain");
    assert.equal(exitCode, 2);
    assert.match(stderr, /^error: missing required argument 'rule'\n/);
  });
});
