"use strict";

const { readdirSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const path = require("node:path");

/** More files at once take memory, and no suite here has so many that are long. */
const mostJobs = 6;

/** Files that run at once: one more than there are processors, for whenever one waits. */
const jobs = Math.min(availableParallelism() + 1, mostJobs);

/** The files of tests below a folder, by name. */
function testsBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".test.ts"))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The files in the order of their seconds, the longest first; those of which nobody knows before all others. */
function longestFirst(files, seconds) {
  const secondsOf = (file) => seconds[path.basename(file, ".test.ts")] ?? Number.POSITIVE_INFINITY;
  return [...files].sort((left, right) => secondsOf(right) - secondsOf(left) || 0);
}

module.exports = { jobs, longestFirst, testsBelow };
