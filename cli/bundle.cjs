// Puts the compiled command, dist/cli/index.js, and all of the package that it loads into that one file, readable as it is: looking
// for some 340 files, and opening and compiling each by itself, took a third of the CPU of a small review. So it does with the
// library, dist/components/index.js. Of either, those modules run that are needed. Packages of others are left out, and found as
// before.
const path = require("node:path");
const { readFileSync } = require("node:fs");
const { build } = require("esbuild");
const { writeCollectFile } = require("./collectFile.cjs");
const { writeLazyIndex } = require("./lazyIndex.cjs");
const { withLazyRequires } = require("./lazyRequires.cjs");

const dist = path.resolve(process.argv[2]);
const doctor = path.join(dist, "doctor");

const lazyRequires = {
  name: "lazy requires",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.js$/ }, ({ path: file }) => ({
      contents: withLazyRequires(readFileSync(file, "utf8")),
    })),
};

void bundle();

async function bundle() {
  await intoOneFile(path.join(dist, "cli", "index.js"));
  const library = path.join(dist, "components", "index.js");
  const names = writeLazyIndex(library);
  // Node.js reads from this line, which never runs, what an ES module can import by name.
  await intoOneFile(library, `0 && (module.exports = { ${names.join(", ")} });`);
  writeCollectFile(path.join(doctor, "bundle", "collectFile.js"), path.join(doctor, "collect.cjs"));
}

function intoOneFile(file, footer = "") {
  return build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    plugins: [lazyRequires],
    footer: { js: footer },
  });
}
