import path from "node:path";
import type { ConfigurationFile } from "./directive";

/**
 * Finds the files that an `include` names, among those of a configuration.
 * @param files - The files.
 * @param pattern - What it names: a path, with `*`, `?` or `[…]` of the shell's.
 * @param base - The folder that a path without a leading slash begins in.
 * @returns The files, in the order of their paths, as servers read them.
 */
export function includedBy(
  files: readonly ConfigurationFile[],
  pattern: string,
  base: string,
): ConfigurationFile[] {
  const isWanted = patternOf(path.resolve(base, pattern));
  return files
    .filter((file) => isWanted.test(file.path))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/**
 * Makes an expression of a shell's pattern for paths.
 * @param pattern - The pattern. A sign of it stands for nothing across a slash.
 * @returns The expression for whole paths.
 */
export function patternOf(pattern: string): RegExp {
  const parts = pattern.match(/\*+|\?|\[[^\]/]{1,40}\]|[^*?[]+|\[/g) ?? [];
  const written = parts.map((part) => {
    if (part.startsWith("*")) {
      return "[^/]*";
    }
    return part === "?" || /^\[.+\]$/.test(part)
      ? part.replace("?", "[^/]").replace(/^\[!/, "[^")
      : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  try {
    return new RegExp(`^${written.join("")}$`);
  } catch {
    // No path is meant by what is no pattern.
    return /^(?!)/;
  }
}
