const { readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");

/**
 * Writes the compiled index of the library anew, so that a program loads a component when it first names it, and no other: a program
 * with one site needs half of the library's files.
 * @param {string} file - The compiled `components/index.js`.
 */
exports.writeLazyIndex = (file) => {
  const load = createRequire(file);
  const holders = new Map();
  for (const [, module] of readFileSync(file, "utf8").matchAll(/\brequire\("([^"]+)"\)/g)) {
    for (const [name, value] of Object.entries(load(module))) {
      if (value === load(file)[name] && !holders.has(name)) {
        holders.set(name, module);
      }
    }
  }
  const left = Object.keys(load(file)).filter((name) => !holders.has(name));
  if (left.length > 0) {
    throw new Error(`nothing that ${file} loads exports ${left.join(", ")}`);
  }
  const lines = [...holders].map(
    ([name, module]) => `lazily("${name}", () => require("${module}"));`,
  );
  writeFileSync(
    file,
    `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const lazily = (name, load) =>
  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
${lines.join("\n")}
// Node.js reads from this line, which never runs, what an ES module can import by name.
0 && (module.exports = { ${[...holders.keys()].join(", ")} });
`,
  );
};
