import { lstatSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes down what lies in a folder, however deep, to be compared with what lies there later.
 * @param folder - The folder.
 * @returns The rights and the content of each file, and the rights of each folder, by path.
 */
export function folderSnapshot(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const file = path.join(folder, name);
      const found = lstatSync(file);
      const rights = `${found.uid} ${(found.mode & 0o7777).toString(8)}`;
      return [name, found.isFile() ? `${rights} ${readFileSync(file, "base64")}` : rights];
    }),
  );
}
