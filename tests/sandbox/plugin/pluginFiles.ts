import { existsSync, readFileSync } from "node:fs";
import { packageFile } from "../../../sandbox/packageFile";
import { script } from "../engine/folders";

/** The file name under which engines look for the Cloudflare plugin. */
export const pluginName = "pulumi-resource-cloudflare";

/**
 * Writes the executable of a plugin that notes down what it is asked.
 * @param file - Its path.
 * @param version - What it says of its version.
 * @param log - Where it notes what it is asked.
 * @returns The path.
 */
export function recordingPlugin(file: string, version: string, log: string): string {
  const program = packageFile("tests/sandbox/plugin/recordingPlugin.cjs");
  return script(file, `exec '${process.execPath}' '${program}' '${version}' '${log}' "$@"`);
}

/**
 * Reads what such a plugin has noted down.
 * @param log - Its file.
 * @returns One entry per line; none where it was never started.
 */
export function notesIn(log: string): Record<string, unknown>[] {
  return existsSync(log)
    ? readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    : [];
}
