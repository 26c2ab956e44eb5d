// Puts the compiled command, dist/cli/index.js, and all of the package that it loads into that one file, readable as it is: looking
// for some 340 files, and opening and compiling each by itself, took a third of the CPU of a small review. What the library exports
// stays in files of its own, of which a program loads those that it needs. Packages of others are left out, and found as before.
const path = require("node:path");
const { buildSync } = require("esbuild");
const { writeCollectFile } = require("./collectFile.cjs");
const { writeLazyIndex } = require("./lazyIndex.cjs");

const dist = path.resolve(process.argv[2]);
const command = path.join(dist, "cli", "index.js");

buildSync({
  entryPoints: [command],
  outfile: command,
  allowOverwrite: true,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});

writeLazyIndex(path.join(dist, "components", "index.js"));

const doctor = path.join(dist, "doctor");
writeCollectFile(path.join(doctor, "bundle", "collectFile.js"), path.join(doctor, "collect.cjs"));
