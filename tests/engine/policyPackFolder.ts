import { execFileSync } from "node:child_process";
import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";

/**
 * Compiles the pack as the package has it: JavaScript, beside it the two files that Pulumi reads.
 * @param folder - Where; it must be there.
 * @returns The folder of the pack.
 */
export function installPack(folder: string): string {
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
  symlinkSync(packageFile("node_modules"), path.join(folder, "node_modules"));
  const pack = path.join(folder, "dist/checks/policy/pack");
  for (const file of ["PulumiPolicy.yaml", "package.json"]) {
    copyFileSync(path.join(source, file), path.join(pack, file));
  }
  return pack;
}
