"use strict";

const path = require("node:path");
const { jobs, testsBelow } = require("../support/testFiles.cjs");

/**
 * About how long the longer files take, in seconds of a processor; `npm run test:slowest` shows it. The longest begin, so that
 * no process is alone with one of them at the end; a file that is not named here begins before all of these.
 */
const seconds = {
  corpusBalancing: 58,
  corpusEdgeProducts: 25,
  corpusEdgeRules: 20,
  corpusEdgeServices: 20,
  corpusFirewalls: 71,
  corpusNetworkBalancers: 20,
  corpusNetworks: 50,
  corpusRecords: 59,
  corpusServices: 60,
  corpusStrangers: 57,
  transitionsAlbs: 110,
  transitionsEdgeServices: 35,
  transitionsFirewalls: 130,
  transitionsOriginPulls: 65,
  transitionsPools: 100,
  transitionsSites: 130,
  transitionsBroken: 35,
  badInput: 42,
  badSettings: 40,
  badState: 30,
  changes: 59,
  cli: 87,
  cliPlan: 36,
  cloud: 41,
  deployPage: 45,
  engine: 50,
  environments: 83,
  everything: 26,
  examples: 121,
  externalMonitorsNewRelic: 3,
  externalMonitorsPage: 14,
  externalMonitorsUptimeRobot: 8,
  externalMonitorsZabbix: 22,
  faults: 104,
  faultsOrigins: 30,
  healthAlerts: 3,
  killEdgeRules: 25,
  languageHost: 39,
  madeZones: 17,
  policyOfTests: 11,
  policyPack: 59,
  rehearse: 60,
  scan: 1,
  strangersDoor: 80,
  wholeTables: 1,
};

function secondsOf(file) {
  return seconds[path.basename(file, ".test.ts")] ?? Number.POSITIVE_INFINITY;
}

/** How the tests of the engine are run together; a file alone is run as any other. */
module.exports = {
  ...require("../../.mocharc.json"),
  parallel: true,
  jobs,
  timeout: 300000,
  spec: testsBelow(__dirname).sort((left, right) => secondsOf(right) - secondsOf(left) || 0),
};
