"use strict";

const { readdirSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const path = require("node:path");

/** More files at once are of no use to processors, and take memory. */
const mostJobs = 6;

/** Files that run at once: one more than there are processors, for whenever one waits. */
exports.jobs = Math.min(availableParallelism() + 1, mostJobs);

/**
 * Finds the files of tests below a folder, by name.
 * @param {string} folder - The folder.
 * @returns {string[]} Their paths.
 */
exports.testsBelow = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".test.ts"))
    .sort()
    .map((name) => path.join(folder, name));
