import { buildSync } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { cacheRoot } from "../../../sandbox/cacheRoot";
import { SdkFiles } from "../../../sandbox/cloud/types/sdkFiles";
import { packageFile } from "../../../sandbox/packageFile";
import { script } from "../../sandbox/engine/folders";
import type { Variant } from "./restProvider";

/** The version of the plugin that this repository's SDK wants. */
export const { version: wantedVersion } = new SdkFiles("cloudflare", packageFile("."));

/**
 * Writes the executable of this project's own plugin.
 * @param file - Its path.
 * @param variant - Whether it deviates on purpose. Defaults to not.
 * @returns The path.
 */
export function ownPlugin(file: string, variant: Variant = "faithful"): string {
  const command = `'${process.execPath}' '${bundledPlugin()}'`;
  const shapes = path.join(cacheRoot(), "types");
  return script(file, `exec ${command} '${variant}' '${wantedVersion}' '${shapes}' "$@"`);
}

let bundled: string | undefined;

/**
 * The plugin's program in one file, which starts in half the time of its sources; there as long as this process. It lies two folders
 * below `package.json`, as far as what is built may, so that it finds the package.
 */
function bundledPlugin(): string {
  if (bundled === undefined) {
    const folder = mkdtempSync(packageFile("node_modules/.steady-edge-plugin-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    bundled = path.join(folder, "main.cjs");
    buildSync({
      entryPoints: [packageFile("tests/provider/plugin/main.ts")],
      outfile: bundled,
      bundle: true,
      packages: "external",
      platform: "node",
      target: "node20",
      logLevel: "warning",
    });
  }
  return bundled;
}
