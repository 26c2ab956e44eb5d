import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";

/**
 * Makes a copy of this repository's project, as somebody has it who changes the environments.
 * @param folder - Where; it is made.
 * @returns The folder.
 */
export function copyProject(folder: string): string {
  mkdirSync(path.join(folder, "stacks"), { recursive: true });
  const files = [
    "Pulumi.yaml",
    "index.ts",
    "package.json",
    "tsconfig.json",
    "tsconfig.pulumi.json",
  ];
  const stacks = readdirSync(packageFile("stacks")).map((name) => path.join("stacks", name));
  for (const name of [...files, ...stacks]) {
    cpSync(packageFile(name), path.join(folder, name));
  }
  for (const name of ["components", "constraints", "core", "facts", "node_modules"]) {
    symlinkSync(packageFile(name), path.join(folder, name));
  }
  return folder;
}
