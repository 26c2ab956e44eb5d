import { adoptedGroupRisks } from "./adoptedGroups";
import { capacityRisks } from "./capacities";
import { clearListenerRisks, unledVisitorRisks } from "./clearListeners";
import { clientAddressRisks } from "./clientAddresses";
import { demandRisks } from "./demands";
import { deploymentRisks } from "./deployments";
import { hostCapacityRisks } from "./hostCapacities";
import { hostPortRisks } from "./hostPorts";
import { hostMemoryRisks } from "./hostMemory";
import { internalBalancerRisks } from "./internalBalancers";
import { keepAliveRisks } from "./keepAlives";
import { listenerAlpnRisks } from "./listenerAlpn";
import { listenerCertificateRisks } from "./listenerCertificates";
import { listenerLoginRisks } from "./listenerLogins";
import { listenerPathRisks } from "./listenerPaths";
import { listenerRuleRisks } from "./listenerRules";
import { leftSubnetRisks } from "./leftSubnets";
import { lostGroupRisks } from "./lostGroups";
import { mixedTargetRisks } from "./mixedTargets";
import { newlyLedRisks } from "./newlyLed";
import { OriginSides } from "./originSides";
import { scalingRisks } from "./scaling";
import { scalingSignalRisks } from "./scalingSignals";
import { machineHealthRisks } from "./machineHealth";
import { machineStartRisks } from "./machineStarts";
import { machineTypeRisks } from "./machineTypes";
import { protocolVersionRisks } from "./protocolVersions";
import { probedAnswerRisks } from "./probedAnswers";
import { refusedProbeRisks } from "./refusedProbes";
import type { Risk, RiskContext } from "./risk";
import { revokedRuleRisks } from "./revokedRules";
import { imageLayerRisks } from "./imageLayers";
import { cutStoreRisks } from "./cutStores";
import { ruledPortRisks } from "./ruledPorts";
import { shutDependencyRisks } from "./shutDependencies";
import { shutStoreRisks } from "./shutStores";
import { stoppedTranslatorRisks } from "./stoppedTranslators";
import { stoppedMachineRisks } from "./stoppedMachines";
import { lambdaPermissionRisks } from "./lambdaPermissions";
import { stuckGroupRisks } from "./stuckGroups";
import { targetAdmissionRisks } from "./targetAdmission";
import { targetCheckRisks } from "./targetChecks";
import { targetEgressRisks } from "./targetEgress";
import { targetGroupRisks } from "./targetGroups";
import { targetNameRisks } from "./targetNames";
import { targetPortRisks } from "./targetPorts";
import { targetRequestRisks } from "./targetRequests";
import { targetSessionRisks } from "./targetSessions";
import { targetSubnetRisks } from "./targetSubnets";
import { targetTypeRisks } from "./targetTypes";
import { trustStoreRisks } from "./trustStores";
import { taskDefinitionRisks } from "./taskDefinitions";
import { targetWayRisks } from "./targetWays";
import { targetZoneRisks } from "./targetZones";
import { frontAclRisks, webAclRisks } from "./webAcls";

const behindListeners = [
  ...[targetGroupRisks, capacityRisks, deploymentRisks, targetCheckRisks, targetAdmissionRisks],
  ...[lambdaPermissionRisks, listenerRuleRisks, listenerCertificateRisks, demandRisks],
  ...[refusedProbeRisks, targetPortRisks, scalingRisks],
  ...[internalBalancerRisks, webAclRisks, newlyLedRisks, targetSubnetRisks, leftSubnetRisks],
  ...[targetTypeRisks, clientAddressRisks, machineHealthRisks, taskDefinitionRisks],
  ...[listenerAlpnRisks, listenerLoginRisks, trustStoreRisks, targetZoneRisks],
  ...[probedAnswerRisks, clearListenerRisks, unledVisitorRisks, protocolVersionRisks],
  ...[listenerPathRisks, targetSessionRisks, targetRequestRisks],
  ...[targetWayRisks, machineStartRisks, machineTypeRisks, targetNameRisks, hostMemoryRisks],
  keepAliveRisks,
  ...[hostPortRisks, hostCapacityRisks, lostGroupRisks, scalingSignalRisks, mixedTargetRisks],
];

/** What is asked of whatever serves, behind a load balancer or not. */
const ofServing = [
  ...[
    targetEgressRisks,
    shutDependencyRisks,
    shutStoreRisks,
    cutStoreRisks,
    stoppedTranslatorRisks,
    imageLayerRisks,
  ],
  ...[revokedRuleRisks, stuckGroupRisks, ruledPortRisks, frontAclRisks],
];

/** Finds what a change breaks behind the hostnames: load balancers of AWS, listeners, target groups, and what serves there. */
export function originServiceRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  if (context.changes.size === 0) {
    return [];
  }
  const types = ["awsLoadBalancer", "classicBalancer", "listener", "listenerRule"] as const;
  const sides = new OriginSides(context);
  const behind = types.some((type) => inventory.has(type)) ? behindListeners : [];
  return [
    ...[...behind, ...ofServing].flatMap((find) => find(sides)),
    ...[...stoppedMachineRisks(context, sides), ...adoptedGroupRisks(sides)],
  ];
}
