import { existsSync } from "node:fs";
import path from "node:path";

/**
 * A file of this package, whether it runs from its sources or as published.
 * @param name - The file's path from the package's root.
 * @returns Its absolute path.
 */
export function packageFile(name: string): string {
  const sources = path.join(__dirname, "..");
  const root = existsSync(path.join(sources, "package.json")) ? sources : path.dirname(sources);
  return path.join(root, name);
}
