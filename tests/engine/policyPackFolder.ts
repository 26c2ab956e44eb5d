import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";
import { isBuilt } from "../support/built";

/**
 * Lays out the pack as the package has it: JavaScript, beside it the two files that Pulumi reads. Where no source was written since
 * the package was built, it is the one that was built.
 * @param folder - Where; it must be there.
 * @returns The folder of the pack.
 */
export function installPack(folder: string): string {
  symlinkSync(packageFile("node_modules"), path.join(folder, "node_modules"));
  const pack = path.join(folder, "dist/checks/policy/pack");
  if (isBuilt()) {
    cpSync(packageFile("dist"), path.join(folder, "dist"), { recursive: true });
  } else {
    compilePack(folder, pack);
  }
  return pack;
}

function compilePack(folder: string, pack: string): void {
  const source = packageFile("checks/policy/pack");
  const config = {
    extends: packageFile("tsconfig.build.json"),
    compilerOptions: {
      outDir: path.join(folder, "dist"),
      rootDir: packageFile("."),
      declaration: false,
      typeRoots: [packageFile("node_modules/@types")],
    },
    files: [path.join(source, "index.ts")],
    include: [],
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  execFileSync(process.execPath, [packageFile("node_modules/typescript/bin/tsc"), "-p", folder]);
  for (const file of ["PulumiPolicy.yaml", "package.json"]) {
    copyFileSync(path.join(source, file), path.join(pack, file));
  }
}
