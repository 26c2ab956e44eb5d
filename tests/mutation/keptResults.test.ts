import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

describe("what a mutation run found before it was interrupted", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-kept-"));
    writeFileSync(path.join(folder, "sum.ts"), "a + b;\n");
    writeFileSync(path.join(folder, "sum.test.ts"), "add();\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const location = { start: { line: 1, column: 1 }, end: { line: 1, column: 6 } };
  const mutant = { fileName: "sum.ts", mutatorName: "ArithmeticOperator", location };

  /** Lets the reporter hear of two mutants, the first of which a test noticed, in a process that then ends. */
  function run(incremental: boolean, last = ""): string {
    const options = {
      incremental,
      incrementalFile: "reports/kept.json",
      thresholds: { high: 95, low: 90 },
    };
    const killed = {
      ...mutant,
      id: "0",
      replacement: "a - b",
      status: "Killed",
      killedBy: ["adds"],
    };
    const survived = { ...mutant, id: "1", replacement: "a * b", status: "Survived" };
    const heard = [killed, survived].map((each) => ({
      ...each,
      coveredBy: ["adds", "adds twice"],
    }));
    const file = JSON.stringify(path.join(__dirname, "keptResults.mjs"));
    const program = `
      import { strykerPlugins } from ${file};
      const reporter = new strykerPlugins[0].injectableClass(${JSON.stringify(options)});
      const tests = ["adds", "adds twice"].map((name) => ({ id: name, name, fileName: "sum.test.ts" }));
      reporter.onDryRunCompleted({ result: { tests } });
      reporter.onMutationTestingPlanReady({ mutantPlans: [{ mutant: { fileName: "sum.ts" } }] });
      ${JSON.stringify(heard)}.forEach((each) => reporter.onMutantTested(each));
      ${last}`;
    execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: folder });
    return path.join(folder, "reports", "kept.json");
  }

  it("is kept as Stryker keeps what it found, with the sources that it was found in", () => {
    const { files, testFiles } = JSON.parse(readFileSync(run(true), "utf8")) as Record<
      string,
      unknown
    >;
    const { fileName: _, ...own } = mutant;
    expect(files).to.deep.equal({
      "sum.ts": {
        language: "typescript",
        source: "a + b;\n",
        mutants: [
          { ...own, id: "0", replacement: "a - b", status: "Killed", killedBy: ["0"] },
          { ...own, id: "1", replacement: "a * b", status: "Survived", coveredBy: ["0", "1"] },
        ],
      },
    });
    const tests = [
      { id: "0", name: "adds" },
      { id: "1", name: "adds twice" },
    ];
    expect(testFiles).to.deep.equal({ "sum.test.ts": { source: "add();\n", tests } });
  });

  it("is left to Stryker where the run came to its end, and to nobody where nothing is to be kept", () => {
    expect(existsSync(run(true, "reporter.onMutationTestReportReady();"))).to.equal(false);
    expect(existsSync(run(false))).to.equal(false);
  });
});
