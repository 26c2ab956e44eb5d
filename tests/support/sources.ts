import { readdirSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..", "..");

/** The floors of the house above `facts`, from which the package is built. */
export const floorsAboveFacts: readonly string[] = [
  ...[
    "core",
    "constraints",
    "servers",
    "model",
    "components",
    "stacks",
    "checks",
    "sandbox",
    "cli",
  ],
];

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
