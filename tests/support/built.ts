import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";

let isFresh: boolean | undefined;

/** Whether `dist` holds the package as it was built, and no source of it was written since. */
export function isBuilt(): boolean {
  const last = packageFile("dist/checks/policy/pack/package.json");
  isFresh ??= existsSync(last) && statSync(last).mtimeMs > newestSource();
  return isFresh;
}

/** When a source of what is built was written last, in milliseconds since 1970. */
function newestSource(): number {
  const { include } = JSON.parse(readFileSync(packageFile("tsconfig.build.json"), "utf8")) as {
    include: readonly string[];
  };
  const files = include.flatMap((floor) =>
    readdirSync(packageFile(floor), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.c?[jt]s$/.test(name))
      .map((name) => packageFile(path.join(floor, name))),
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}
