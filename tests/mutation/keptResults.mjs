import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { commonTokens, declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** How often what was found is kept, in milliseconds. */
const interval = 30_000;

/**
 * Keeps what was found of the mutants so far in the file from which Stryker takes what it need not run again. Stryker itself writes
 * that file when all mutants were run, so that a run that is interrupted would begin anew. Written so that it reads as Stryker's own.
 */
class KeptResults {
  static inject = [commonTokens.options];
  #options;
  #files = new Map();
  #testFiles = {};
  #testIds = new Map();
  #keptAt = Date.now();
  #isWhole = false;

  constructor(options) {
    this.#options = options;
    process.once("exit", () => this.#keep());
  }

  onDryRunCompleted({ result }) {
    result.tests.forEach(({ id, name, fileName }, index) => {
      this.#testIds.set(id, String(index));
      const file = (this.#testFiles[fromHere(fileName)] ??= { source: read(fileName), tests: [] });
      file.tests.push({ id: String(index), name });
    });
  }

  onMutationTestingPlanReady({ mutantPlans }) {
    for (const { fileName } of mutantPlans.map(({ mutant }) => mutant)) {
      if (!this.#files.has(fileName)) {
        this.#files.set(fileName, { language: "typescript", source: read(fileName), mutants: [] });
      }
    }
  }

  onMutantTested({ fileName, killedBy, coveredBy, ...mutant }) {
    const ids = (tests) => tests?.map((test) => this.#testIds.get(test) ?? test);
    // The tests that ran by a mutant that one of them noticed are not asked for again.
    const covered = mutant.status === "Killed" ? undefined : ids(coveredBy);
    this.#files
      .get(fileName)
      ?.mutants.push({ ...mutant, killedBy: ids(killedBy), coveredBy: covered });
    if (Date.now() - this.#keptAt > interval) {
      this.#keep();
    }
  }

  onMutationTestReportReady() {
    this.#isWhole = true;
  }

  #keep() {
    if (!this.#options.incremental || this.#isWhole || this.#files.size === 0) {
      return;
    }
    const { incrementalFile, thresholds } = this.#options;
    const files = Object.fromEntries(
      [...this.#files].map(([name, file]) => [fromHere(name), file]),
    );
    const report = { schemaVersion: "1.0", thresholds, files, testFiles: this.#testFiles };
    mkdirSync(path.dirname(incrementalFile), { recursive: true });
    writeFileSync(`${incrementalFile}.new`, JSON.stringify(report));
    renameSync(`${incrementalFile}.new`, incrementalFile);
    this.#keptAt = Date.now();
  }
}

function fromHere(file) {
  return path.relative(process.cwd(), file).replaceAll(path.sep, "/");
}

function read(file) {
  return readFileSync(file, "utf8");
}

/** What Stryker loads. */
export const strykerPlugins = [
  declareClassPlugin(PluginKind.Reporter, "kept-results", KeptResults),
];
