"use strict";

const path = require("node:path");
const { jobs, testsBelow } = require("./support/testFiles.cjs");

/** About how long the files take that mostly wait, in seconds; `npm run test:slowest` shows it. */
const waitingSeconds = {
  "doctor/proof/proof": 39,
  "sandbox/origins/orphans": 29,
  "servers/apache": 27,
  "sandbox/rehearsal/rehearse": 25,
  "servers/phpFpm": 23,
  "cli/freshClone": 20,
  "sandbox/plugin/findPlugin": 20,
  "review/badInput": 18,
  "doctor/strangers": 16,
  "doctor/examine": 16,
  "servers/node": 15,
  "doctor/origin/tls": 15,
  "sandbox/edge/constants": 13,
  "doctor/dns/dns": 12,
  "review/browser": 11,
  "doctor/whole": 11,
  "doctor/origin/addresses": 10,
  "sandbox/origins/albOrigin": 10,
  "doctor/network/network": 10,
  "sandbox/origins/nginx": 9,
  "servers/nginx": 8,
  "doctor/origin/answers": 8,
  "sandbox/origins/startOrigins": 7,
  "sandbox/network/namespaceStack": 6,
  "doctor/bundle/collect": 6,
  "doctor/debian": 5,
};

function secondsOf(file) {
  const name = path
    .relative(__dirname, file)
    .replaceAll(path.sep, "/")
    .replace(/\.test\.ts$/, "");
  return waitingSeconds[name] ?? 0;
}

/**
 * Spreads the files that wait among those that work, the longest first, so that there is always work beside a wait; they all have
 * begun when three quarters of the others have.
 */
function spread(files) {
  const working = files.filter((file) => secondsOf(file) === 0);
  const waiting = files
    .filter((file) => secondsOf(file) > 0)
    .sort((left, right) => secondsOf(right) - secondsOf(left));
  const total = waiting.reduce((sum, file) => sum + secondsOf(file), 0);
  let before = 0;
  const places = waiting.map((file) => {
    const place = Math.floor((before / total) * 0.75 * working.length);
    before += secondsOf(file);
    return [place, file];
  });
  return working.flatMap((file, index) => [
    ...places.filter(([place]) => place === index).map(([, one]) => one),
    file,
  ]);
}

const engine = path.join(__dirname, "engine") + path.sep;

/**
 * How all tests but those of the engine are run together, one file more at once than those: files that wait took a quarter of the
 * processors' time while they began. A file alone is run as any other.
 */
module.exports = {
  ...require("../.mocharc.json"),
  parallel: true,
  jobs: jobs + 1,
  spec: spread(testsBelow(__dirname).filter((file) => !file.startsWith(engine))),
};
