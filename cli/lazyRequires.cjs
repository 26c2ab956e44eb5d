/** How the compiler writes an import: `const names_1 = require("./names");`. */
const compiledImport = /^const (\w+_\d+) = require\("([^"]+)"\);$/gm;

/**
 * Makes a compiled module load another when a statement that runs first names something of it, not when it is loaded itself. What is
 * built into Node.js, and what comes as a whole (`import * as`), is left as it is.
 * @param {string} code - The module, as the compiler writes it.
 * @returns {string} The same module.
 * @throws {Error} Where it names another module otherwise than to name something of it.
 */
exports.withLazyRequires = (code) => {
  const names = [];
  const declared = code.replace(compiledImport, (statement, name, module) => {
    if (module.startsWith("node:")) {
      return statement;
    }
    names.push(name);
    return `let ${name}_loaded; const ${name} = () => (${name}_loaded ??= require("${module}"));`;
  });
  return names.reduce((text, name) => {
    if (code.match(new RegExp(`\\b${name}\\b(?!\\.)`, "g")).length > 1) {
      throw new Error(`${name} is named as a whole`);
    }
    return text.replaceAll(new RegExp(`\\b${name}\\.`, "g"), `(${name}()).`);
  }, declared);
};
