import path from "node:path";
import { cacheRoot } from "../../../sandbox/cacheRoot";
import { SdkFiles } from "../../../sandbox/cloud/types/sdkFiles";
import { packageFile } from "../../../sandbox/packageFile";
import { script } from "../../sandbox/engine/folders";
import { bundledProgram } from "../../support/bundledProgram";
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
  const command = `'${process.execPath}' '${bundledProgram("tests/provider/plugin/main.ts")}'`;
  const shapes = path.join(cacheRoot(), "types");
  return script(file, `exec ${command} '${variant}' '${wantedVersion}' '${shapes}' "$@"`);
}
