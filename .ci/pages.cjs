// Reads what a user would copy from the documentation.
const fs = require("node:fs");
const path = require("node:path");
const MarkdownIt = require("markdown-it");

const root = path.resolve(__dirname, "..");

/** The fenced blocks of a page, each with the heading above it, its language, and the file that its first line names. */
function blocksOf(page) {
  const tokens = new MarkdownIt().parse(fs.readFileSync(path.join(root, page), "utf8"), {});
  let heading = "";
  return tokens.flatMap((token, index) => {
    if (token.type === "heading_open") {
      heading = tokens[index + 1].content;
    }
    if (token.type !== "fence") {
      return [];
    }
    const [, file, rest] = /^(?:\/\/|#) ([\w.]+)\n([^]*)$/.exec(token.content) ?? [];
    return [{ heading, language: token.info.trim(), file, text: rest ?? token.content }];
  });
}

/** The blocks of one language under one heading. */
function blocksUnder(page, heading, language) {
  const found = blocksOf(page).filter(
    (block) => block.heading === heading && (language === undefined || block.language === language),
  );
  if (found.length === 0) {
    throw new Error(`${page} has no block of ${language ?? "any language"} under "${heading}"`);
  }
  return found;
}

module.exports = { blocksUnder };
