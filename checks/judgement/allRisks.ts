import type { EndpointDiffs } from "../risks/endpointDiffs";
import type { PlanChange } from "../../model/plan/plan";
import type { RuleFinding } from "../policy/evaluate";
import { byWeight, ofThisChange } from "../findings/finding";
import { overwrittenGroupRisks } from "../risks/overwrittenGroups";
import type { Risk, RiskContext, RiskFinding } from "../risks/risk";
import type { TouchedHostname } from "../risks/touched";
import { accessIdentityRisks } from "../risks/accessIdentities";
import { shutProgramRisks } from "../risks/accessLogins";
import { acceleratorClientRisks } from "../risks/acceleratorClients";
import { acceleratorEndpointRisks } from "../risks/acceleratorEndpoints";
import { accessApplicationRisks } from "../risks/accessApplications";
import { accountListRisks, listItemRisks } from "../risks/accountLists";
import { alarmRisks } from "../risks/alarms";
import { alertRisks } from "../risks/alerts";
import { apiCallRisks } from "../risks/apiCalls";
import { apiMappingRisks } from "../risks/apiMappings";
import { apiRouteRisks } from "../risks/apiRoutes";
import { applicationNeedRisks } from "../risks/applicationNeeds";
import { introducedRisks } from "../risks/introduced";
import { balancerRisks } from "../risks/balancers";
import { classicBalancerRisks } from "../risks/classicBalancers";
import { encryptionKeyRisks } from "../risks/encryptionKeys";
import { firewallRisks } from "../risks/firewalls";
import { frontBehaviorRisks } from "../risks/frontBehaviors";
import { frontBucketRisks } from "../risks/frontBuckets";
import { frontOriginRisks } from "../risks/frontOrigins";
import { gatewayDoorRisks } from "../risks/gatewayDoors";
import { apiPermissionRisks } from "../risks/lambdaPermissions";
import { functionCapacityRisks } from "../risks/functionCapacities";
import { gatewayOriginRisks } from "../risks/gatewayOrigins";
import { withHostnames } from "../risks/hostnamesFirst";
import { hostnameRisks } from "../risks/hostnames";
import { inUseRisks } from "../risks/inUse";
import { permissionRisks } from "../risks/permissions";
import { edgeCertificateRisks } from "../risks/edgeCertificates";
import { edgeRuleRisks } from "../risks/edgeRules";
import { bucketLifecycleRisks } from "../risks/bucketLifecycles";
import { bucketOriginRisks } from "../risks/bucketOrigins";
import { bucketPageRisks } from "../risks/bucketPages";
import { clientCertificateHostRisks } from "../risks/clientCertificateHosts";
import { connectorEgressRisks } from "../risks/connectorEgress";
import { errorRuleRisks } from "../risks/errorRules";
import { headerRuleRisks } from "../risks/headerRules";
import { logBucketRisks } from "../risks/logBuckets";
import { lostHeaderRisks } from "../risks/lostHeaders";
import { bareHostnameRisks, edgeServiceRisks } from "../risks/edgeServices";
import { egressRisks } from "../risks/egress";
import { listenerRisks } from "../risks/listeners";
import { originServiceRisks } from "../risks/originServices";
import { machineRisks } from "../risks/machines";
import { poolRisks } from "../risks/pools";
import { monitorRisks } from "../risks/monitors";
import { addressTieRisks } from "../risks/addressTies";
import { releasedAddressRisks } from "../risks/releasedAddresses";
import { outsideMonitorRisks } from "../risks/outsideMonitors";
import { originDelegationRisks } from "../risks/originDelegations";
import { originNameRisks } from "../risks/originNames";
import { twoPlacesRisks } from "../risks/twoPlaces";
import { nameHealthCheckRisks } from "../risks/nameHealthChecks";
import { networkAclRisks } from "../risks/networkAcls";
import { networkFirewallRisks } from "../risks/networkFirewalls";
import { networkGapRisks } from "../risks/networkGaps";
import { takenAclRuleRisks } from "../risks/takenAclRules";
import { takenRouteRisks } from "../risks/takenRoutes";
import { subnetRouteRisks } from "../risks/subnetRoutes";
import { otherRecordRisks } from "../risks/otherRecords";
import { privateAddressRisks } from "../risks/privateAddresses";
import { privateIntegrationRisks } from "../risks/privateIntegrations";
import { privateRouteRisks } from "../risks/privateRoutes";
import { publicAccessRisks } from "../risks/publicAccess";
import { addressFamilyRisks } from "../risks/addressFamilies";
import { managedRuleRisks } from "../risks/managedRules";
import { servingSettingRisks } from "../risks/servingSettings";
import { settingTurnRisks } from "../risks/settingTurns";
import { pendingCertificateRisks } from "../risks/pendingCertificates";
import { registeredDomainRisks } from "../risks/registeredDomains";
import { refusalRisks } from "../risks/refusals";
import { renewalRecordRisks } from "../risks/renewalRecords";
import { storeRisks } from "../risks/stores";
import { tlsModeRisks } from "../risks/tlsModes";
import { duplicateRisks } from "../risks/duplicates";
import { lostWaitingRoomRisks } from "../risks/lostWaitingRooms";
import { lostTwinRisks } from "../risks/lostTwins";
import { rulesetGapRisks } from "../risks/rulesetGaps";
import { stoppedConnectorRisks } from "../risks/stoppedConnectors";
import { newTunnelRisks } from "../risks/newTunnels";
import { tunnelRisks } from "../risks/tunnels";
import { tunnelSecretRisks } from "../risks/tunnelSecrets";
import { wholeListRisks } from "../risks/wholeLists";
import { wildcardRisks } from "../risks/wildcards";
import { waitingRoomEventRisks } from "../risks/waitingRoomEvents";
import { waitingRoomLimitRisks, waitingRoomProgramRisks } from "../risks/waitingRoomPrograms";
import { workersRouteRisks } from "../risks/workersRoutes";
import { certificateRisks, lostZoneRisks, zoneRisks } from "../risks/zones";
import { zoneProductRisks } from "../risks/zoneProducts";
import { discoveredServiceRisks } from "../risks/discoveredServices";
import { customDomainRisks } from "../risks/customDomains";
import { customHostnameRisks } from "../risks/customHostnames";
import { r2BucketRisks } from "../risks/r2Buckets";
import { spectrumApplicationRisks } from "../risks/spectrumApplications";
import { turnstileWidgetRisks } from "../risks/turnstileWidgets";
import { workerBindingRisks } from "../risks/workerBindings";
import { workerNavigationRisks } from "../risks/workerNavigations";
import { SaidFindings } from "./saidFindings";

/** What is compared once for several kinds of risks. */
interface Compared {
  readonly touched: readonly TouchedHostname[];
  /** How the firewalls before origins change. */
  readonly guarded: EndpointDiffs;
}

/** What finds the risks of each kind. */
const kinds: readonly ((context: RiskContext, compared: Compared) => readonly Risk[])[] = [
  (context, { touched }) => hostnameRisks(context, touched),
  balancerRisks,
  poolRisks,
  monitorRisks,
  zoneRisks,
  lostZoneRisks,
  certificateRisks,
  edgeCertificateRisks,
  tlsModeRisks,
  (context, { guarded }) => firewallRisks(context, guarded),
  permissionRisks,
  subnetRouteRisks,
  networkFirewallRisks,
  networkAclRisks,
  networkGapRisks,
  ...[takenRouteRisks, takenAclRuleRisks],
  publicAccessRisks,
  addressFamilyRisks,
  ...[originNameRisks, originDelegationRisks, nameHealthCheckRisks, renewalRecordRisks],
  addressTieRisks,
  ...[releasedAddressRisks, privateAddressRisks],
  twoPlacesRisks,
  overwrittenGroupRisks,
  machineRisks,
  listenerRisks,
  originServiceRisks,
  privateIntegrationRisks,
  ...[egressRisks, connectorEgressRisks, bucketOriginRisks, gatewayOriginRisks],
  ...[gatewayDoorRisks, bucketPageRisks, apiRouteRisks, apiMappingRisks, frontBehaviorRisks],
  bucketLifecycleRisks,
  ...[acceleratorClientRisks, acceleratorEndpointRisks, frontOriginRisks, frontBucketRisks],
  ...[edgeServiceRisks, bareHostnameRisks, shutProgramRisks, accessApplicationRisks],
  accessIdentityRisks,
  classicBalancerRisks,
  ...[
    storeRisks,
    applicationNeedRisks,
    encryptionKeyRisks,
    functionCapacityRisks,
    apiPermissionRisks,
    discoveredServiceRisks,
  ],
  edgeRuleRisks,
  waitingRoomEventRisks,
  ...[waitingRoomProgramRisks, waitingRoomLimitRisks, lostWaitingRoomRisks],
  rulesetGapRisks,
  ...[servingSettingRisks, settingTurnRisks],
  zoneProductRisks,
  ...[customHostnameRisks, spectrumApplicationRisks, r2BucketRisks],
  turnstileWidgetRisks,
  ...[workerBindingRisks, workerNavigationRisks],
  managedRuleRisks,
  workersRouteRisks,
  tunnelRisks,
  ...[newTunnelRisks, tunnelSecretRisks, privateRouteRisks],
  stoppedConnectorRisks,
  clientCertificateHostRisks,
  ...[wholeListRisks, accountListRisks, listItemRisks],
  errorRuleRisks,
  ...[headerRuleRisks, lostHeaderRisks],
  ...[refusalRisks, pendingCertificateRisks, logBucketRisks],
  inUseRisks,
  ...[duplicateRisks, lostTwinRisks],
  ...[wildcardRisks, customDomainRisks],
  otherRecordRisks,
  alertRisks,
  alarmRisks,
  ...[outsideMonitorRisks, registeredDomainRisks],
  apiCallRisks,
];

/**
 * Finds everything that can cause an outage in a change.
 * @param guarded - How the firewalls before origins change.
 * @param introduced - What breaks rules after the plan and did not before.
 * @returns The risks, the worst first.
 */
export function allRisks(
  context: RiskContext,
  touched: readonly TouchedHostname[],
  guarded: EndpointDiffs,
  introduced: readonly RuleFinding[],
): RiskFinding[] {
  const derived = kinds.flatMap((risksOf) => risksOf(context, { touched, guarded }));
  const said = new SaidFindings(derived);
  const others = introduced.filter((finding) => !said.says(finding));
  const toldMore = new Set(derived.filter(({ id }) => saysMore.has(id)).map(({ title }) => title));
  const unsent = new Set(derived.filter(({ id }) => id === demanded).flatMap(changesOf));
  const coming = derived.filter(
    (risk) =>
      (risk.id !== moved || !toldMore.has(risk.title)) &&
      (risk.id !== pullsOff || !changesOf(risk).some((change) => unsent.has(change))),
  );
  return [...coming, ...introducedRisks(context, touched, others)]
    .map(withHostnames(context))
    .map((risk) => ({ ...risk, ...ofThisChange }))
    .sort(byWeight);
}

/** A name whose new record is refused goes on as it was, and one that leads to a tunnel without cloudflared meets nobody there. */
const moved = "destination-changed";

/** Which listener demands the certificate that is no longer shown, says more than that one may. */
const pullsOff = "origin-pulls-off";
const demanded = "client-certificate-unsent";

function changesOf({ cause }: Risk): PlanChange[] {
  return cause.map(({ change }) => change);
}

const saysMore: ReadonlySet<Risk["id"]> = new Set([
  ...(["record-refused", "record-ttl-refused", "tunnel-unconnected"] as const),
]);
