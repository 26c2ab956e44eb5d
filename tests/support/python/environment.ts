import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheRoot, writableFolder } from "../../../sandbox/cacheRoot";
import { runChild } from "../../../sandbox/engine/childProcess";
import { lockFolder } from "../../../sandbox/folderLock";

/** Packages of Python that a test wants, by the name of their list in this folder. */
export type PythonPackages = "cloudflare" | "dns" | "moto";

/** Why this machine has no Python with the packages that a test wants. */
export class NoPython extends Error {}

/**
 * The folder of the programs of a Python that has the packages of a list. It is made once, in the cache outside the
 * repository, and anew where the list changes.
 * @param packages - Which list.
 * @param environment - Where Python and the cache are looked for. Defaults to the environment of this process.
 * @returns The absolute path of the folder; `python` is in it.
 * @throws NoPython where there is no Python, or the packages cannot be had.
 */
export async function pythonWith(
  packages: PythonPackages,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const list = path.join(__dirname, `${packages}.txt`);
  const hash = createHash("sha256").update(readFileSync(list)).digest("hex").slice(0, 12);
  const root = cacheRoot(environment);
  const folder = writableFolder(path.join(root, "python", `${packages}-${hash}`), root);
  const release = await lockFolder(folder, { onWait: () => undefined });
  try {
    return await madeOnce(path.join(folder, "environment"), list, environment);
  } finally {
    await release();
  }
}

/** Its last thing written is a mark, so that what was cut off is made anew. */
async function madeOnce(
  folder: string,
  list: string,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const programs = path.join(folder, process.platform === "win32" ? "Scripts" : "bin");
  const mark = path.join(folder, "made");
  if (!existsSync(mark)) {
    rmSync(folder, { recursive: true, force: true });
    await run("python3", ["-m", "venv", folder], environment);
    const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--retries", "1"];
    await run(path.join(programs, "python"), [...pip, "--requirement", list], environment);
    writeFileSync(mark, "");
  }
  return programs;
}

async function run(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const result = await runChild(command, args, { environment }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new NoPython(`there is no ${command} here (${error.code ?? error.message})`);
    },
  );
  if (result.exitCode !== 0) {
    const lastLine = `${result.stdout}${result.stderr}`.trim().split("\n").at(-1) ?? "";
    throw new NoPython(
      `\`${path.basename(command)} ${args.slice(0, 3).join(" ")}\` failed: ${lastLine}`,
    );
  }
}
