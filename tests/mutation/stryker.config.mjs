import os from "node:os";
import path from "node:path";

/**
 * The mutation run over the rules, `npm run mutation`: each rule is broken in every way that Stryker knows, and the
 * tests must notice. Paths are relative to the repository. Left out is what a rule reads once, when it is
 * loaded: its name, severity and sentences. Each such mutant costs a process of its own. Files of the model are run by name:
 * `npm run mutation -- --mutate "model/traffic/*.ts"`.
 */
export default {
  mutate: ["checks/policy/rules/**/*.ts"],
  plugins: [path.join(import.meta.dirname, "mochaRunner.mjs")],
  testRunner: "mocha-in-process",
  testRunnerNodeArgs: ["--import=tsx"],
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ["progress-append-only", "clear-text", "json"],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: "reports/mutation.json" },
  tempDirName: path.join(os.tmpdir(), "steady-edge-mutation"),
  ignorePatterns: [
    "**",
    ...[
      ...["facts", "core", "constraints", "model", "checks", "sandbox"],
      ...["tests/model", "tests/checks", "tests/golden", "tests/support", "tests/fixtures/plans"],
      "docs",
    ].map((folder) => `!${folder}/**`),
    ...["package.json", "tsconfig.json", ".mocharc.json"].map((file) => `!${file}`),
  ],
};
