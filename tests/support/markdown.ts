import { readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";

const root = path.join(__dirname, "..", "..");

/** A fenced block of a page. */
export interface FencedBlock {
  /** What stands behind the fence: the language, and more words where there are any. */
  readonly mark: string;
  /** What is in it. */
  readonly text: string;
}

/**
 * Reads the fenced blocks of a page.
 * @param page - Its path in this repository.
 * @returns The blocks, in order.
 */
export function fencedBlocks(page: string): FencedBlock[] {
  return new MarkdownIt()
    .parse(readFileSync(path.join(root, page), "utf8"), {})
    .filter((token) => token.type === "fence")
    .map((token) => ({ mark: token.info.trim(), text: token.content }));
}
