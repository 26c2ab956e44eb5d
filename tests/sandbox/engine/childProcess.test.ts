import { expect } from "chai";
import { runChild } from "../../../sandbox/engine/childProcess";
import { isRunning } from "./folders";

const environment = { PATH: process.env.PATH, LEFT_OUT: undefined };
const sh = (body: string, options: Partial<Parameters<typeof runChild>[2]> = {}) =>
  runChild("/bin/sh", ["-c", body], { environment, ...options });

describe("a child process", () => {
  it("gives its exit code, its output, and whole lines", async () => {
    const lines: string[] = [];
    const result = await sh("printf 'a\\nb'; printf 'c\\r\\nd'; printf 'e\\n' >&2; exit 3", {
      onStdoutLine: (line) => lines.push(line),
      onStderrLine: (line) => lines.push(`error ${line}`),
    });
    expect(result).to.deep.equal({ exitCode: 3, stdout: "a\nbc\r\nd", stderr: "e\n" });
    expect(lines.sort()).to.deep.equal(["a", "bc", "d", "error e"]);
  });

  it("reads what it is given, and nothing where nothing is given", async () => {
    expect((await sh("cat", { input: "given\n" })).stdout).to.equal("given\n");
    expect((await sh("cat; echo end")).stdout).to.equal("end\n");
    expect((await sh("exit 3", { input: "x".repeat(1_000_000) })).exitCode).to.equal(3);
  });

  it("inherits nothing", async () => {
    const { stdout } = await sh("env");
    const names = stdout.split("\n").map((line) => line.split("=")[0]);
    expect(
      names.filter((name) => !["", "_", "PWD", "SHLVL", "OLDPWD"].includes(name ?? "")),
    ).to.deep.equal(["PATH"]);
  });

  it("rejects when it cannot be started", async () => {
    await expect(
      runChild("/nowhere/it", [], { environment }),
    ).to.be.rejected.and.eventually.include({ code: "ENOENT" });
  });

  it("is stopped with everything that it started", async () => {
    const stop = new AbortController();
    let grandchild = 0;
    const { exitCode } = await sh("sleep 600 & echo $!; wait", {
      signal: stop.signal,
      onStdoutLine: (line) => {
        grandchild = Number(line);
        stop.abort();
      },
    });
    expect(exitCode).to.equal(null);
    expect(isRunning(grandchild)).to.equal(false);
  });

  it("is not even begun to be waited for when the stop came before", async () => {
    const { exitCode } = await sh("sleep 600", { signal: AbortSignal.abort() });
    expect(exitCode).to.equal(null);
  });

  it("is killed when it does not end by itself in time", async () => {
    const stop = new AbortController();
    const { exitCode, stdout } = await sh(
      "trap 'echo no' TERM; echo on; while :; do sleep 0.05; done",
      {
        signal: stop.signal,
        graceSeconds: 0.3,
        onStdoutLine: (line) => (line === "on" ? stop.abort() : undefined),
      },
    );
    expect(exitCode).to.equal(null);
    expect(stdout.startsWith("on\n")).to.equal(true);
  });
});
