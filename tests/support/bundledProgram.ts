import { buildSync } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/packageFile";

const bundles = new Map<string, string>();

/**
 * Puts a program of the tests into one file, once: it starts in half the time of its sources. The file is there as long as this
 * process. It lies two folders below `package.json`, as far as what is built may, so that it finds the package.
 * @param source - The program's path in this repository.
 * @returns The path of the file.
 */
export function bundledProgram(source: string): string {
  const made = bundles.get(source);
  if (made !== undefined) {
    return made;
  }
  const folder = mkdtempSync(packageFile("node_modules/.steady-edge-program-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "main.cjs");
  buildSync({
    entryPoints: [packageFile(source)],
    outfile: file,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
  bundles.set(source, file);
  return file;
}
