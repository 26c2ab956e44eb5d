import { cpSync, readdirSync } from "node:fs";
import path from "node:path";

/**
 * Lays out an entry of the compiled package and the files of the folders that it loads, without the modules of which they were made.
 * @param built - Folder of the compiled package.
 * @param entry - The entry's path in it.
 * @param into - Folder to write.
 * @returns Path of the entry there.
 */
export function withoutModules(built: string, entry: string, into: string): string {
  for (const file of readdirSync(built, { recursive: true, encoding: "utf8" })) {
    if (path.basename(file) === "modules.js" || file === path.normalize(entry)) {
      cpSync(path.join(built, file), path.join(into, file));
    }
  }
  return path.join(into, entry);
}
