import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";

/**
 * Writes a Pulumi project, policy pack or component package that uses the packages of this repository.
 * @param folder - Where; it is made.
 * @param files - The content of each file, by its path.
 * @returns The folder.
 */
export function writeProject(folder: string, files: Readonly<Record<string, string>>): string {
  writeFiles(folder, files);
  symlinkSync(packageFile("node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/**
 * Writes files, with the folders that they need.
 * @param folder - Where.
 * @param files - The content of each file, by its path.
 */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** A Pulumi.yaml and a package.json for a program in JavaScript. */
export const plainProject = {
  "Pulumi.yaml": `name: demo
runtime: { name: nodejs, options: { typescript: false } }
main: index.js
`,
  "package.json": '{ "name": "demo", "version": "1.0.0" }\n',
};

/**
 * Copies an example and links its packages.
 * @param example - Its name in `examples/`.
 * @param project - Where; it is made.
 */
export function installExample(example: string, project: string): void {
  cpSync(packageFile(`examples/${example}`), project, {
    recursive: true,
    filter: (file) => path.basename(file) !== "node_modules",
  });
  linkPackage(project);
}

/**
 * Lays out the packages of a project as npm would, with this repository as the package.
 * @param project - Its folder.
 */
export function linkPackage(project: string): void {
  const modules = path.join(project, "node_modules");
  mkdirSync(modules);
  for (const name of ["@pulumi", "@types", "typescript"]) {
    symlinkSync(packageFile(`node_modules/${name}`), path.join(modules, name));
  }
  symlinkSync(packageFile("."), path.join(modules, "steady-edge"));
}
