import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Gives each test of a suite an empty folder, and removes it afterwards.
 * @returns A function that returns the folder of the test that runs.
 */
export function folderPerTest(): () => string {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/**
 * Writes an executable shell script.
 * @param file - Its path; missing folders are made.
 * @param body - Its lines after the first.
 * @returns The path.
 */
export function script(file: string, body: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

/**
 * Writes an executable that answers as an engine does when it is asked for its version.
 * @param file - Its path.
 * @param version - What it answers.
 * @returns The path.
 */
export function fakeEngine(file: string, version: string): string {
  return script(file, `[ "$1" = version ] && echo "${version}"`);
}

/**
 * Whether a process runs; one that ended and was not collected by its parent does not.
 * @param pid - Its id.
 */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", `${pid}`], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}
