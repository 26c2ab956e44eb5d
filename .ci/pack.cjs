// Packs the package as `npm publish` would, and looks at what is in it.
const { execFileSync } = require("node:child_process");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const run = (args) =>
  execFileSync("npm", args, { cwd: root, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });

/** What the policy pack is made of. */
const policyPack = ["PulumiPolicy.yaml", "package.json", "index.js"].map(
  (file) => `dist/checks/policy/pack/${file}`,
);

/** What is copied to an origin's host. */
const collection = "dist/doctor/collect.cjs";

/** Builds and packs into a folder; the tarball's path. */
function pack(folder) {
  run(["run", "--silent", "build"]);
  const args = ["pack", "--json", "--silent", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(run(args));
  const files = packed.files.map((file) => file.path);
  const stray = files.filter((file) => /^(tests|bench|examples|node_modules)\//.test(file));
  const missing = [...policyPack, collection].filter((file) => !files.includes(file));
  if (stray.length > 0 || missing.length > 0) {
    throw new Error(`the package must hold no ${stray.join(", ")} and lacks ${missing.join(", ")}`);
  }
  console.log(`${packed.filename}: ${packed.entryCount} files, ${packed.unpackedSize} bytes`);
  return path.join(folder, packed.filename);
}

module.exports = { pack };
