import os from "node:os";
import path from "node:path";
import process from "node:process";

/**
 * The mutation run over the rules and the rooms of the model that are there, `npm run mutation`: each is broken in every way that
 * Stryker knows, and the tests must notice. Paths are relative to the repository. Left out is what a file reads once, when it is
 * loaded: a rule's name, severity and sentences, a table. Each such mutant costs a process of its own. The rooms of the model
 * that are not there yet, `diagnosis`, `rehearsal` and `serving`, are run by name:
 * `npm run mutation -- --mutate "model/serving/*.ts"`. Of `model/judged`, the tables say what is read and why not, and
 * `tests/model/judged/tables.test.ts` compares them with the SDKs.
 */
export default {
  mutate: [
    ...["checks/policy/rules", "model/tls", "model/firewall", "model/graph", "model/plan"],
    ...["model/judged", "model/network", "model/origin", "model/rules", "model/traffic"],
  ].map((folder) => `${folder}/**/*.ts`),
  plugins: ["mochaRunner.mjs", "keptResults.mjs"].map((file) =>
    path.join(import.meta.dirname, file),
  ),
  testRunner: "mocha-in-process",
  // A runner that needs more is ended by Node.js, and Stryker starts another in its place.
  testRunnerNodeArgs: ["--import=tsx", "--max-old-space-size=2048"],
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  concurrency: 2,
  // A busy machine is no mutant that was noticed.
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ["progress-append-only", "clear-text", "json", "kept-results"],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: "reports/mutation.json" },
  // A run of the whole goes on where one before it was interrupted; a room that is run by name is judged by itself.
  incremental: !process.argv.some((argument) => /^(-m|--mutate)\b/.test(argument)),
  incrementalFile: "reports/mutation-kept.json",
  tempDirName: path.join(os.tmpdir(), "steady-edge-mutation"),
  // Nothing in the copy of the repository is compiled.
  disableTypeChecks: false,
  ignorePatterns: ["dist", "docs/api", "reports"],
};
