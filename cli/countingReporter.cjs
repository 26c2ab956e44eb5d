"use strict";

const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS } = Mocha.Runner.constants;

/**
 * Mocha's spec report, which also writes how many tests passed and failed into the file that the
 * reporter option `output` names, for `freshClone.cjs`.
 */
module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    let passed = 0;
    let failed = 0;
    runner.on(EVENT_TEST_PASS, () => (passed += 1));
    // A hook that fails is reported here as well.
    runner.on(EVENT_TEST_FAIL, () => (failed += 1));
    runner.once(EVENT_RUN_END, () =>
      writeFileSync(options.reporterOptions.output, JSON.stringify({ passed, failed })),
    );
  }
};
