import { readdirSync } from "node:fs";
import path from "node:path";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import Mocha from "mocha";

/** The tests that must notice, seen from Stryker's copy of the repository, which is the working directory here. */
const folders = ["model", "checks/policy", "checks/risks", "sandbox/watch"].map((each) =>
  path.join("tests", each),
);

/**
 * Runs the tests in this process, where `tsx` reads TypeScript, and only those that come by the mutant. Stryker's
 * own runner for Mocha ends with Mocha 11 as long as this package supports Node 20.
 */
class MochaRunner {
  #shared = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  #mocha = new Mocha({ reporter: class {}, timeout: 0 });
  #isLoaded = false;

  /** What runs while files are loaded is left out (`ignoreStatic`), so that no mutant needs a process that loads them anew. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#mocha.cleanReferencesAfterRun(false);
    this.#mocha.addFile(path.resolve("tests", "support", "chai.ts"));
    for (const folder of folders) {
      for (const file of readdirSync(folder, { recursive: true }).sort()) {
        if (file.endsWith(".test.ts")) {
          this.#mocha.addFile(path.resolve(folder, file));
        }
      }
    }
    const shared = this.#shared;
    this.#mocha.suite.beforeEach(function () {
      shared.currentTestId = this.currentTest.fullTitle();
    });
  }

  async dryRun({ disableBail }) {
    const result = await this.#run(disableBail);
    return { ...result, mutantCoverage: this.#shared.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit }) {
    Object.assign(this.#shared, { hitLimit, hitCount: hitLimit ? 0 : undefined });
    const titles = new Set(testFilter);
    // Mocha asks this of every title, several times: a regular expression of hundreds of titles takes longer than the tests.
    this.#mocha.grep({ test: (title) => testFilter === undefined || titles.has(title) });
    return toMutantRunResult(await this.#run(disableBail, activeMutant.id));
  }

  async #run(disableBail, mutant) {
    try {
      if (!this.#isLoaded) {
        this.#shared.activeMutant = undefined;
        await this.#mocha.loadFilesAsync();
        this.#isLoaded = true;
      }
      this.#shared.activeMutant = mutant;
      bail(this.#mocha.suite, !disableBail);
      const tests = await this.#results();
      const { hitCount, hitLimit } = this.#shared;
      return (
        determineHitLimitReached(hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests }
      );
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: String(error?.stack ?? error) };
    }
  }

  #results() {
    const tests = [];
    const told = (test, more) => {
      const name = (test.ctx?.currentTest ?? test).fullTitle();
      const timeSpentMs = test.duration ?? 0;
      tests.push({ id: name, name, fileName: test.file, timeSpentMs, ...more });
    };
    return new Promise((resolve) => {
      this.#mocha
        .run(() => resolve(tests))
        .on("pass", (test) => told(test, { status: TestStatus.Success }))
        .on("fail", (test, { message }) =>
          told(test, { status: TestStatus.Failed, failureMessage: message || "failed" }),
        );
    });
  }
}

function bail(suite, isOn) {
  suite.bail(isOn);
  suite.suites.forEach((each) => bail(each, isOn));
}

/** What Stryker loads. */
export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "mocha-in-process", MochaRunner),
];
