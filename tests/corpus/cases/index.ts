import type { CorpusCase } from "../corpusCase";
import { alarmCases } from "./alarms";
import { applicationCases } from "./applications";
import { balancerCases } from "./balancers";
import { bucketCases } from "./buckets";
import { componentCases } from "./components";
import { driftCases } from "./drift";
import { edgeFurtherCases } from "./edgeFurther";
import { edgeLaterCases } from "./edgeLater";
import { edgePathCases } from "./edgePaths";
import { edgeProductCases } from "./edgeProducts";
import { edgeReportCases } from "./edgeReports";
import { edgeRuleCases } from "./edgeRules";
import { edgeServiceCases } from "./edgeServices";
import { edgeNeighbourCases } from "./edgeNeighbours";
import { edgeSilenceCases } from "./edgeSilence";
import { edgeTunnelCases } from "./edgeTunnels";
import { edgeZoneCases } from "./edgeZones";
import { firewallCases } from "./firewalls";
import { frontCases } from "./fronts";
import { frontFurtherCases } from "./frontsFurther";
import { furtherCases } from "./further";
import { gatewayCases } from "./gateways";
import { machineCases } from "./machines";
import { monitorCases } from "./monitors";
import { networkBalancerCases } from "./networkBalancers";
import { networkCases } from "./networks";
import { networkFurtherCases } from "./networksFurther";
import { networkWithinCases } from "./networksWithin";
import { optionCases } from "./options";
import { platformCases } from "./platforms";
import { poolCases } from "./pools";
import { probedFrontCases } from "./probedFronts";
import { reachedCases } from "./reached";
import { recordCases } from "./records";
import { runningCases } from "./running";
import { serviceCases } from "./services";
import { strangerCases } from "./strangers";
import { zoneCases } from "./zones";

/** Every case of the corpus, by what it is about; names are unique. */
export const corpusBySubject = {
  records: recordCases,
  balancers: balancerCases,
  pools: poolCases,
  monitors: monitorCases,
  alarms: alarmCases,
  zones: zoneCases,
  firewalls: firewallCases,
  networks: networkCases,
  networksFurther: networkFurtherCases,
  machines: machineCases,
  networkBalancers: networkBalancerCases,
  options: optionCases,
  drift: driftCases,
  further: furtherCases,
  strangers: strangerCases,
  services: serviceCases,
  fronts: frontCases,
  frontsFurther: frontFurtherCases,
  probedFronts: probedFrontCases,
  platforms: platformCases,
  applications: applicationCases,
  edgeRules: edgeRuleCases,
  edgeProducts: edgeProductCases,
  edgeServices: edgeServiceCases,
  edgeFurther: edgeFurtherCases,
  edgeZones: edgeZoneCases,
  edgeLater: edgeLaterCases,
  edgeReports: edgeReportCases,
  edgeNeighbours: edgeNeighbourCases,
  edgePaths: edgePathCases,
  edgeSilence: edgeSilenceCases,
  edgeTunnels: edgeTunnelCases,
  components: componentCases,
  buckets: bucketCases,
  reached: reachedCases,
  gateways: gatewayCases,
  running: runningCases,
  networksWithin: networkWithinCases,
} satisfies Readonly<Record<string, readonly CorpusCase[]>>;

/** Every case of the corpus. */
export const corpus: readonly CorpusCase[] = Object.values(corpusBySubject).flat();
