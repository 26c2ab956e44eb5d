"use strict";

const path = require("node:path");
const { jobs, testsBelow } = require("../support/testFiles.cjs");

/**
 * About how long the longer files take, in seconds of a processor; `npm run test:slowest` shows it. The longest begin, so that
 * no process is alone with one of them at the end; a file that is not named here begins before all of these.
 */
const seconds = {
  examples: 120,
  transitionsFirewalls: 98,
  transitionsSites: 98,
  transitionsAlbs: 83,
  transitionsPools: 75,
  rehearse: 60,
  transitionsOriginPulls: 49,
  faults: 49,
  policyPack: 44,
  environments: 44,
  cli: 42,
  strangersDoor: 41,
  languageHost: 39,
  deployPage: 35,
  killZabbix: 33,
  cliProviders: 31,
  changes: 27,
  transitionsEdgeServices: 26,
  transitionsBroken: 26,
  faultsOrigins: 25,
  killEdgeRules: 25,
  corpusFirewalls: 24,
  corpusNetworks: 24,
  badSettings: 24,
  corpusBalancing: 23,
  corpusRecords: 23,
  corpusStrangers: 23,
  externalMonitorsZabbix: 23,
  engine: 21,
  corpusServices: 18,
  corpusEdgeServices: 18,
  corpusFronts: 18,
  badState: 18,
  everything: 22,
  cliPlan: 17,
  badInput: 17,
  madeZones: 17,
  albOrigin: 17,
  edgeRulesPage: 17,
  corpusNetworkBalancers: 16,
  cloud: 16,
  corpusEdgeProducts: 15,
  corpusEdgeRules: 15,
  externalMonitorsPage: 14,
  corpusEdgeFurther: 13,
  corpusEdgeLater: 12,
  corpusEdgeReports: 16,
  corpusPlatforms: 13,
  externalMonitorsUptimeRobot: 11,
  strangersAlerts: 12,
  policyOfTests: 11,
  killUptimeRobot: 8,
  edgeRules: 6,
  externalMonitorsNewRelic: 5,
  argoAndTieredCache: 5,
  edgeCertificate: 5,
  healthAlerts: 3,
  scan: 1,
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
