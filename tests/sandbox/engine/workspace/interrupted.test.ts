import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../../../sandbox/engine";
import { commandEntry } from "../../../support/built";
import { folderPerTest, isRunning, script } from "../folders";

describe("a command that is stopped while it makes the engine", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const started: ChildProcess[] = [];
  afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")));

  /** Starts it in a home of its own, with a Go that compiles for ever and no tar for the release. */
  const start = (): ChildProcess => {
    mkdirSync(inFolder("tmp"), { recursive: true });
    script(inFolder("bin", "go"), `echo $$ > ${inFolder("go")}; exec /bin/sleep 600`);
    const child = spawn(process.execPath, [...commandEntry(), "engine"], {
      cwd: packageFile("."),
      env: { PATH: inFolder("bin"), STEADY_EDGE_HOME: inFolder("home"), TMPDIR: inFolder("tmp") },
      stdio: ["ignore", "ignore", "ignore"],
    });
    started.push(child);
    return child;
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const goOf = async (): Promise<number> => {
    await until(() => existsSync(inFolder("go")) && readFileSync(inFolder("go"), "utf8") !== "");
    return Number(readFileSync(inFolder("go"), "utf8"));
  };
  const left = (): string[] => [
    ...readdirSync(inFolder("home", "engines")),
    ...readdirSync(inFolder("tmp")).filter((name) => name.startsWith("steady-edge-")),
  ];

  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it(`ends at ${signal} with all that it started, and leaves no lock and nothing half made`, async () => {
      const child = start();
      const go = await goOf();
      expect(isRunning(go)).to.equal(true);
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.kill(signal);
      expect(await ended).to.equal(exitCode);
      expect(isRunning(go)).to.equal(false);
      expect(left()).to.deep.equal([]);
    });
  }

  it("ends at the second signal at once, and its compiler with it", async () => {
    const child = start();
    const go = await goOf();
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGINT");
    child.kill("SIGTERM");
    await ended;
    await until(() => !isRunning(go));
  });
});
