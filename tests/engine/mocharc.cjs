"use strict";

const path = require("node:path");
const { jobs, testsBelow } = require("../support/testFiles.cjs");

/**
 * About how long the longer files take, in seconds of a processor; `npm run test:slowest` shows it. The longest begin, so that
 * no process is alone with one of them at the end; a file that is not named here begins before all of these.
 */
const seconds = {
  rehearse: 97,
  transitionsAlbs: 76,
  examples: 71,
  transitionsSites: 66,
  transitionsFirewalls: 63,
  environments: 48,
  faults: 46,
  transitionsPools: 41,
  cli: 39,
  deployPage: 39,
  externalMonitorsPage: 39,
  corpusServices: 36,
  albOrigin: 34,
  corpusFronts: 32,
  transitionsBroken: 30,
  transitionsOriginPulls: 30,
  transitionsEdgeServices: 29,
  corpusEdgeFurther: 27,
  corpusEdgeLater: 27,
  externalMonitorsUptimeRobot: 26,
  strangersDoor: 25,
  killEdgeRules: 24,
  changes: 22,
  cloud: 22,
  corpusEdgeReports: 22,
  cliProviders: 21,
  corpusEdgeServices: 21,
  policyPack: 21,
  corpusEdgeRules: 20,
  corpusFirewalls: 20,
  corpusPlatforms: 20,
  engine: 20,
  corpusEdgeProducts: 19,
  corpusStrangers: 19,
  languageHost: 19,
  corpusNetworkBalancers: 18,
  corpusRecords: 18,
  badSettings: 17,
  cliPlan: 17,
  everything: 17,
  killZabbix: 17,
  corpusBalancing: 16,
  corpusNetworks: 16,
  faultsOrigins: 15,
  badState: 13,
  strangersAlerts: 12,
  badInput: 11,
  externalMonitorsZabbix: 11,
  edgeRules: 9,
  edgeRulesPage: 7,
  killUptimeRobot: 7,
  madeZones: 6,
  healthAlerts: 5,
  policyOfTests: 4,
  argoAndTieredCache: 3,
  externalMonitorsNewRelic: 3,
  edgeCertificate: 2,
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
