import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..", "..");

const build = readFileSync(path.join(root, "tsconfig.build.json"), "utf8");

/** The floors of the house above `facts`, from which the package is built. */
export const floorsAboveFacts: readonly string[] = (
  JSON.parse(build) as { include: readonly string[] }
).include.filter((floor) => floor !== "facts");

/**
 * Lists the sources of a folder.
 * @param folder - The folder, below the repository's root.
 * @returns The paths of its TypeScript files, from the root.
 */
export function sourcesOf(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join(folder, name));
}
