// Puts the compiled command, dist/cli/index.js, and all of the package that it loads into that one file, readable as it is: looking
// for some 340 files, and opening and compiling each by itself, took a third of the CPU of a small review. What the library exports
// stays in files of its own. Packages of others are left out, and found as before.
const path = require("node:path");
const { buildSync } = require("esbuild");
const { writeCollectFile } = require("./collectFile.cjs");

const command = path.join(process.argv[2], "cli", "index.js");

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

const doctor = path.join(process.argv[2], "doctor");
writeCollectFile(path.join(doctor, "bundle", "collectFile.js"), path.join(doctor, "collect.cjs"));
