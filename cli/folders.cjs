const { existsSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { withLazyRequires } = require("./lazyRequires.cjs");

/** What holds the modules of a folder, in that folder. */
const folderFile = "modules.js";

/** How a module loads another of the package, at once or later. */
const ownLoad = /\b(require|import)\("(\.[^"]+)"\)/g;

/**
 * Puts the modules that entries load into one file for each folder, and has the entries load a folder's when a module of it is first
 * named, and run a module then too. Packages of others are found as before.
 * @param {string} root - Folder of the compiled package.
 * @param {readonly string[]} entries - Their paths in it.
 */
exports.putTogether = (root, entries) => {
  const modules = new Map();
  const codes = entries.map((entry) => moduleOf(root, entry, modules));
  const folders = [...new Set([...modules.keys()].map((id) => path.posix.dirname(id)))].sort();
  for (const folder of folders) {
    const own = [...modules].filter(([id]) => path.posix.dirname(id) === folder);
    const text = own.map(
      ([id, code]) => `exports["${id}"] = function (exports, module, load) {\n${code}\n};\n`,
    );
    writeFileSync(path.join(root, folder, folderFile), text.join("\n"));
  }
  entries.forEach((entry, index) => {
    writeFileSync(path.join(root, entry), entryText(entry, codes[index], folders));
  });
};

/** A module whose own modules are named from the package's root; those join the others. */
function moduleOf(root, id, modules) {
  const code = withLazyRequires(readFileSync(path.join(root, id), "utf8"));
  return code.replace(ownLoad, (call, way, name) => {
    const other = resolved(root, path.posix.join(path.posix.dirname(id), name));
    if (!other.endsWith(".js")) {
      return call;
    }
    if (!modules.has(other)) {
      modules.set(other, "");
      modules.set(other, moduleOf(root, other, modules));
    }
    return way === "require"
      ? `load("${other}")`
      : `Promise.resolve().then(() => load("${other}"))`;
  });
}

function resolved(root, id) {
  const found = [id, `${id}.js`, `${id}/index.js`].find(
    (file) => existsSync(path.join(root, file)) && statSync(path.join(root, file)).isFile(),
  );
  if (found === undefined) {
    throw new Error(`no file of ${root} is ${id}`);
  }
  return found;
}

function entryText(entry, code, folders) {
  const up = path.posix.relative(path.posix.dirname(entry), "");
  const [, firstLine, rest] = /^(#!.*\n)?([^]*)$/.exec(code);
  const thunks = folders.map(
    (folder) => `  "${folder}": () => require("${up}/${folder}/${folderFile}"),`,
  );
  return `${firstLine ?? ""}"use strict";
const folders = {
${thunks.join("\n")}
};
const loaded = new Map([["${entry}", module]]);
function load(id) {
  const known = loaded.get(id);
  if (known !== undefined) {
    return known.exports;
  }
  const made = { exports: {} };
  loaded.set(id, made);
  try {
    folders[id.slice(0, id.lastIndexOf("/"))]()[id](made.exports, made, load);
  } catch (error) {
    loaded.delete(id);
    throw error;
  }
  return made.exports;
}
${rest}
`;
}
