// Puts the compiled command, dist/cli/index.js, and the library, dist/components/index.js, with all of the package that they load into
// one file for each folder, readable as it is: looking for some 340 files, and opening and compiling each by itself, took a third of
// the CPU of a small review; reading the whole package at once takes as much of a command that needs a third of it.
const path = require("node:path");
const { writeCollectFile } = require("./collectFile.cjs");
const { putTogether } = require("./folders.cjs");
const { writeLazyIndex } = require("./lazyIndex.cjs");

const dist = path.resolve(process.argv[2]);
const doctor = path.join(dist, "doctor");
writeLazyIndex(path.join(dist, "components", "index.js"));
writeCollectFile(path.join(doctor, "bundle", "collectFile.js"), path.join(doctor, "collect.cjs"));
putTogether(dist, [
  "cli/index.js",
  "components/index.js",
  "checks/policy/index.js",
  "checks/policy/pack/index.js",
]);
