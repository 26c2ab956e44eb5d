"use strict";

const path = require("node:path");
const Mocha = require("mocha");

const { EVENT_RUN_END, EVENT_TEST_END, EVENT_TEST_FAIL } = Mocha.Runner.constants;
const shown = 25;

/** Mocha's report of where the minutes go: the slowest files and the slowest tests, and what failed. */
module.exports = class SlowestReporter extends Mocha.reporters.Base {
  constructor(runner, options) {
    super(runner, options);
    const tests = new Map();
    const files = new Map();
    const add = (times, name, { duration = 0 }) =>
      times.set(name, (times.get(name) ?? 0) + duration);
    runner.on(EVENT_TEST_END, (test) => {
      const file = path.relative(process.cwd(), test.file ?? "");
      add(files, file, test);
      add(tests, `${file}: ${test.fullTitle()}`, test);
    });
    runner.on(EVENT_TEST_FAIL, (test, error) =>
      console.log(`FAILED ${test.fullTitle()}: ${error.message}`),
    );
    runner.once(EVENT_RUN_END, () => {
      for (const [title, times] of [
        ["The slowest files", files],
        ["The slowest tests", tests],
      ]) {
        console.log(`\n${title}, in seconds`);
        const sorted = [...times].sort(([, left], [, right]) => right - left).slice(0, shown);
        for (const [name, milliseconds] of sorted) {
          console.log(`${(milliseconds / 1000).toFixed(1).padStart(7)}  ${name}`);
        }
      }
    });
  }
};
