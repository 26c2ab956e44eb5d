import assert from "node:assert/strict";
import { createWriteStream, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../../cli/command";
import { longestPlanBytes } from "../../cli/reviewInput";
import { fixture, fixturePath, preview, stateFile } from "../checks/review/plans";
import { fakeTerminal } from "../cli/fakeTerminal";

describe("steady-edge review", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "review-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (...argv: string[]) => {
    const terminal = fakeTerminal();
    const exitCode = await runCommand(["review", ...argv], terminal, () => assert.fail("no cloud"));
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  const written = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const state = fixturePath(stateFile);
  const calm = (): string => written("calm.json", JSON.stringify(preview([])));

  const endings: readonly (readonly [argv: readonly string[], exitCode: number])[] = [
    [["ssl-full.json"], 1],
    [["record-type-change.json"], 1],
    [["description-only.json"], 0],
    [["no-change.json"], 0],
    [["renamed-with-alias.json"], 0],
    [["description-only.json", "--fail-on", "medium"], 0],
    [["description-only.json", "--fail-on", "medium", "--base", state], 1],
    [["no-change.json", "ssl-full.json"], 1],
  ];
  for (const [[file, ...rest], exitCode] of endings) {
    it(`ends ${[file, ...rest.map((each) => path.basename(each))].join(" ")} with exit code ${exitCode}`, async () => {
      const files = rest.filter((each) => each.endsWith(".json") && each !== state);
      const others = rest.filter((each) => !files.includes(each));
      const paths = [file ?? "", ...files].map(fixturePath);
      const result = await run(...paths, ...others);
      assert.equal(result.exitCode, exitCode);
      assert.equal(result.stderr, "");
      assert.match(result.stdout, /^<!-- steady-edge:review/);
    });
  }

  it("fails on a detection that takes longer than was allowed, and not on one that does not", async () => {
    const slow = await run(
      fixturePath("description-only.json"),
      "--base",
      state,
      "--format",
      "json",
      "--max-detection",
      "60",
    );
    const found = (
      JSON.parse(slow.stdout) as { stacks: { findings: { rule: string; severity: string }[] }[] }
    ).stacks[0]?.findings;
    assert.deepEqual(
      found?.filter(({ rule }) => rule === "detection-slow").map(({ severity }) => severity),
      ["high"],
    );
    const allowed = await run(
      fixturePath("description-only.json"),
      "--base",
      state,
      "--format",
      "json",
      "--max-detection",
      "140",
    );
    assert.equal(allowed.stdout.includes("detection-slow"), false);
  });

  it("applies a policy file, in which a deletion is acknowledged", async () => {
    const steps = [
      {
        op: "delete",
        type: "record",
        name: "api",
        id: "r",
        old: { zoneId: "z", name: "api.example.com", type: "A", content: "192.0.2.1" },
      },
    ];
    const plan = written("delete.json", JSON.stringify(preview(steps)));
    const policy = written(
      "policy.yaml",
      "acknowledged: [api.example.com]\nrules: {address-unroutable: {disabled: true}}\n",
    );
    assert.equal((await run(plan)).exitCode, 1);
    const { exitCode, stdout } = await run(plan, "--policy", policy);
    assert.equal(exitCode, 0);
    assert.match(
      stdout,
      /\n- High, acknowledged: After this change nothing answers for `api\.example\.com`/,
    );
  });

  it("finds the state of each stack among several", async () => {
    const { stdout } = await run(
      fixturePath("ssl-full.json"),
      fixturePath("no-change.json"),
      "--base",
      state,
    );
    assert.equal(stdout.includes("This plan lists only what changes"), false);
    assert.equal(stdout.split("\n")[0], "<!-- steady-edge:review -->");
    assert.equal(stdout.match(/^<!-- steady-edge:review shop\/production -->$/gm)?.length, 2);
  });

  it("reports a plan that the engine could not finish, and fails", async () => {
    const plan = { ...preview([]), diagnostics: [{ severity: "error", message: "boom" }] };
    const { exitCode, stdout } = await run(written("failed.json", JSON.stringify(plan)));
    assert.equal(exitCode, 1);
    assert.match(stdout, /The engine said: `boom`/);
  });

  it("writes a partial review of a plan with steps of a newer engine, and says what it could not read", async () => {
    const newer = preview([{ op: "teleport", type: "record", name: "r", new: {} }]);
    const { exitCode, stdout } = await run(written("newer.json", JSON.stringify(newer)));
    assert.equal(exitCode, 0);
    assert.match(
      stdout,
      /\n- Not read: `the step "teleport" of urn:pulumi:production::shop::[^`]* is unknown to this version`/,
    );
  });

  const bad: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ["an empty file", "", /^plan must be .*; got an empty file\n$/],
    ["text", "Previewing update (dev)\n", /^plan must be .*; got text that is not JSON\. /],
    [
      "a truncated plan",
      fixture("ssl-full.json").slice(0, 3000),
      /^plan must be .*; got JSON that is cut off or damaged\. /,
    ],
    [
      "Terraform's plan",
      '{"format_version":"1.2","resource_changes":[]}',
      /; got a plan or state of Terraform\. /,
    ],
    ["another tool's JSON", '{"hello":1}', /; got an object with hello\. /],
    ["a list", "[1,2]", /; got a JSON list of something else\. /],
    ["an empty object", "{}", /; got an empty object\. /],
    [
      "steps of another shape",
      '{"steps":{"a":1}}',
      /^steps must be a list of objects; got "object"\. /,
    ],
    [
      "a state of a newer version",
      '{"version":99,"deployment":{"resources":[]}}',
      /must be .*; got 99/,
    ],
    [
      "JSON that is nested too deeply",
      `{"steps":[{"op":"create","urn":"urn:pulumi:a::b::c:d:E::f","newState":{"urn":"urn:pulumi:a::b::c:d:E::f","type":"c:d:E","inputs":{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}}}]}`,
      /nested too deeply/,
    ],
  ];
  for (const [what, text, says] of bad) {
    it(`rejects ${what} with a clear error and exit code 2`, async () => {
      const { exitCode, stdout, stderr } = await run(written("bad.json", text));
      assert.equal(exitCode, 2);
      assert.equal(stdout, "");
      assert.match(stderr, says);
      assert.equal(stderr.includes("    at "), false);
    });
  }

  it("rejects a file of 500 MB without reading it whole", async () => {
    const file = written("huge.json", "{");
    truncateSync(file, 500 * 2 ** 20);
    const before = process.memoryUsage().rss;
    const { exitCode, stderr } = await run(file);
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      new RegExp(`must be at most ${longestPlanBytes / 2 ** 20} MiB long; got more`),
    );
    assert.ok(process.memoryUsage().rss - before < 300 * 2 ** 20);
  });

  it("reads a plan of many megabytes that arrives in parts", async () => {
    const file = path.join(folder, "long.json");
    const stream = createWriteStream(file);
    stream.write('{"config":{},"steps":[],"diagnostics":[');
    for (let index = 0; index < 200; index += 1) {
      stream.write(
        `${index === 0 ? "" : ","}{"severity":"warning","message":"${"é".repeat(20_000)}"}`,
      );
    }
    stream.end("]}");
    await once(stream, "close");
    assert.equal((await run(file)).exitCode, 0);
  });

  it("rejects a file that is not there, a folder, and a base of another stack", async () => {
    assert.deepEqual(await run(path.join(folder, "none.json")), {
      exitCode: 2,
      stdout: "",
      stderr: `${JSON.stringify(path.join(folder, "none.json"))} must be a file that can be read; got no such file\n`,
    });
    assert.equal((await run(folder)).exitCode, 2);
    const other = await run(fixturePath("events-drift.json"), "--base", state);
    assert.equal(other.exitCode, 2);
    assert.match(other.stderr, /^base must be the state of shop\/test/);
  });

  it("rejects a policy file with every problem of it", async () => {
    const policy = written(
      "wrong.yaml",
      "rules: {tls-not-strct: {}, detection-slow: {limits: {maximumSeconds: 0}}}",
    );
    const { exitCode, stderr } = await run(calm(), "--policy", policy);
    assert.equal(exitCode, 2);
    assert.match(stderr, /Did you mean tls-not-strict\?/);
    assert.match(stderr, /maximumSeconds must be a whole number of at least 1; got 0/);
  });

  it("writes errors as JSON where JSON was asked for", async () => {
    const { exitCode, stdout } = await run(written("bad.json", ""), "--format", "json");
    assert.equal(exitCode, 2);
    const { error } = JSON.parse(stdout) as { error: { problems: { path: string }[] } };
    assert.deepEqual(
      error.problems.map((problem) => problem.path),
      ["plan"],
    );
  });

  for (const argv of [
    "--fail-on never",
    "--format pdf",
    "--max-detection 0",
    "--max-detection 1.5",
  ]) {
    it(`rejects "${argv}" with exit code 2`, async () => {
      const { exitCode, stderr } = await run(calm(), ...argv.split(" "));
      assert.equal(exitCode, 2);
      assert.match(stderr, /^error: option '--/);
    });
  }
});
