// Packs the package, installs the tarball in a scratch project, and uses it by `require`, by `import` and from TypeScript.
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "steady-edge-package-"));
const run = (file, args, cwd) =>
  execFileSync(file, args, { cwd, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });

/** The names that the library promises at its front door, by `require` and by `import` alike. */
const exported = [
  "DnsRecords",
  "StrictTls",
  "FailoverLoadBalancer",
  "OriginFirewall",
  "HealthAlerts",
  "ResilientSite",
];

const uses = {
  "required.cjs": `
const library = require("steady-edge");
const testing = require("steady-edge/testing");
const policy = require("steady-edge/policy");
if (typeof policy.judgePlan !== "function") throw new Error("require: judgePlan");
for (const name of ${JSON.stringify(exported)}) if (typeof library[name] !== "function") throw new Error("require: " + name);
if (typeof testing.startCloud !== "function") throw new Error("require: startCloud");
if (require("steady-edge/package.json").name !== "steady-edge") throw new Error("require: package.json");
`,
  "imported.mjs": `
import { ${exported.join(", ")} } from "steady-edge";
import { startCloud } from "steady-edge/testing";
for (const component of [${exported.join(", ")}, startCloud]) if (typeof component !== "function") throw new Error("import");
`,
  "typed.cts": `
import { DnsRecords } from "steady-edge";
export const records: DnsRecords = new DnsRecords("site", { zoneId: "0123456789abcdef0123456789abcdef", zoneName: "example.com", records: {} });
`,
  "typed.mts": `
import { startCloud } from "steady-edge/testing";
export const cloud: ReturnType<typeof startCloud> = startCloud();
`,
};

try {
  run("npm", ["run", "--silent", "build"], root);
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--silent", "--pack-destination", scratch], root),
  );
  const stray = packed.files
    .map((file) => file.path)
    .filter((file) => /^(tests|bench|examples|node_modules)\//.test(file));
  if (stray.length > 0) {
    throw new Error(`the package must hold no ${stray.join(", ")}`);
  }
  const own = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const peers = Object.fromEntries(
    Object.keys(own.peerDependencies).map((name) => [name, own.devDependencies[name]]),
  );
  fs.writeFileSync(
    path.join(scratch, "package.json"),
    JSON.stringify({
      name: "scratch",
      private: true,
      dependencies: { ...peers, "@types/node": "^20", "steady-edge": `file:${packed.filename}` },
    }),
  );
  run(
    "npm",
    ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel", "error"],
    scratch,
  );
  for (const [file, text] of Object.entries(uses)) {
    fs.writeFileSync(path.join(scratch, file), text);
  }
  for (const file of ["PulumiPolicy.yaml", "package.json", "index.js"]) {
    if (
      !fs.existsSync(path.join(scratch, "node_modules/steady-edge/dist/checks/policy/pack", file))
    ) {
      throw new Error(`the policy pack must have ${file}`);
    }
  }
  run("node", ["required.cjs"], scratch);
  run("node", ["imported.mjs"], scratch);
  run(
    "npx",
    [
      "tsc",
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--skipLibCheck",
      "typed.cts",
      "typed.mts",
    ],
    scratch,
  );
  run("npx", ["steady-edge", "--help"], scratch);
  console.log(
    `${packed.filename}: ${packed.entryCount} files, ${packed.unpackedSize} bytes; required, imported, type-checked, run`,
  );
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
