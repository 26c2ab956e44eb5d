import { expect } from "chai";
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packageFile } from "../../sandbox/engine";
import { fixturePath } from "../checks/report/plans";
import { commandEntry } from "../support/built";
import { assertRefused, runReview, type ReviewRun } from "./runReview";

/** Runs `steady-edge review` as a process of its own. */
function reviewing(...argv: readonly string[]): { child: ChildProcess; ended: Promise<ReviewRun> } {
  const command = [...commandEntry(), "review", ...argv];
  const child = spawn(process.execPath, command, { cwd: packageFile(".") });
  const written = { stdout: "", stderr: "" };
  child.stdout.on("data", (text) => (written.stdout += String(text)));
  child.stderr.on("data", (text) => (written.stderr += String(text)));
  const ended = once(child, "close").then(([exitCode]) => ({
    exitCode: exitCode as number,
    ...written,
  }));
  return { child, ended };
}

/** Waits until the command has begun to read a pipe, with the program that waits for a writer. */
async function readerOf(child: ChildProcess): Promise<void> {
  const reads = (): boolean => {
    const list = execFileSync("ps", ["-o", "comm=", "--ppid", `${child.pid}`, "--no-headers"]);
    return list.toString().split("\n").includes("cat");
  };
  for (let reading = false; !reading;) {
    await sleep(50);
    try {
      reading = reads();
    } catch {
      // It has no children yet.
    }
  }
}

describe("input without an end", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "steady-edge-endless-"))));
  after(() => rmSync(folder, { recursive: true }));

  function pipe(name: string): string {
    const file = path.join(folder, name);
    execFileSync("mkfifo", [file]);
    return file;
  }

  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`is waited for no longer after ${signal}: a pipe to which nobody writes`, async () => {
      const { child, ended } = reviewing(pipe(signal));
      await readerOf(child);
      child.kill(signal);
      expect(await ended).to.deep.equal({
        exitCode,
        stdout: "",
        stderr: "Stopping; once more to stop at once\nStopped before the end\n",
      });
    });
  }

  it("may be standard input by its name in the file system", () => {
    const command = [...commandEntry(), "review", "/dev/stdin"];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: packageFile("."),
      stdio: [openSync(fixturePath("no-change.json"), "r"), "pipe", "pipe"],
      encoding: "utf8",
    });
    expect([status, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.match(/^<!-- /);
  });

  it("may be a pipe to which somebody writes a plan", async () => {
    const file = pipe("plan");
    const writer = spawn("sh", [
      "-c",
      `cat "$1" > "$2"`,
      "sh",
      fixturePath("no-change.json"),
      file,
    ]);
    const [run] = await Promise.all([runReview(file), once(writer, "close")]);
    expect(run).to.deep.equal(await runReview(fixturePath("no-change.json")));
  });

  it("is read as far as the longest plan: a device that never ends", async () => {
    assertRefused(
      await runReview("/dev/zero"),
      '"/dev/zero" must be at most 128 MiB long; got more. Preview without --show-sames, or split the stack',
    );
  });

  it("is no folder", async () => {
    assertRefused(
      await runReview(folder),
      `${JSON.stringify(folder)} must be a file that can be read; got a folder`,
    );
  });

  it("is a policy of at most a megabyte, without endless aliases, and not nested without end", async () => {
    const policy = path.join(folder, "policy.yaml");
    const plan = fixturePath("no-change.json");
    const bomb = Array.from({ length: 12 }, (_none, index) => {
      const inner = Array.from({ length: 10 }, () => (index === 0 ? "x" : `*a${index - 1}`));
      return `a${index}: &a${index} [${inner.join(", ")}]\n`;
    }).join("");
    const refused: readonly (readonly [text: string, says: RegExp])[] = [
      ["# ".repeat(2 ** 20), /must be at most 1 MiB long; got more\n$/],
      [bomb, /must be YAML or JSON; got Excessive alias count/],
      ["[".repeat(100_000), /must be nested at most 100 levels deep; got more\n$/],
      ["- ".repeat(100_000), /must be nested at most 100 levels deep; got more\n$/],
      [`{"a": ${"[".repeat(101)}${"]".repeat(101)}}`, /must be nested at most 100 levels deep/],
    ];
    for (const [text, says] of refused) {
      writeFileSync(policy, text);
      const { exitCode, stdout, stderr } = await runReview(plan, "--policy", policy);
      expect([exitCode, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.match(says);
    }
  });

  it("is a plan nested without end", async () => {
    const plan = path.join(folder, "deep.json");
    for (const opening of [
      "[",
      '{"a":',
      '{"steps":[{"op":"create","urn":"u","newState":{"inputs":',
    ]) {
      writeFileSync(plan, opening.repeat(200_000));
      const { exitCode, stdout, stderr } = await runReview(plan);
      expect([exitCode, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.match(/^"[^"]+" must be .+\n$/);
    }
  });
});
