/**
 * Properties that no stored plan tells alone, and plans that a test writes tell: by the test's file in `tests/checks`, by the model's name
 * of the type, their paths, with spaces between.
 */
export const toldByTests: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "risks/accessApplications.test.ts": {
    accessApplication: "corsHeaders.allowedOrigins",
  },
  "risks/accessProviders.test.ts": {
    "cloudflare:index/accessMutualTlsCertificate:AccessMutualTlsCertificate":
      "associatedHostnames certificate",
    "cloudflare:index/zeroTrustAccessMtlsCertificate:ZeroTrustAccessMtlsCertificate":
      "associatedHostnames certificate",
  },
  "risks/apiOrigins.test.ts": {
    httpApi: "corsConfiguration.allowOrigins",
  },
  "risks/apiPaths.test.ts": {
    apiMapping: "apiMappingKey",
  },
  "risks/askedStores.test.ts": {
    ecsService: "forceNewDeployment",
    vpc: "enableDnsSupport",
  },
  "risks/bucketPages.test.ts": {
    bucketOwnership: "rule",
  },
  "risks/calculatedChecks.test.ts": {
    route53HealthCheck: "childHealthThreshold childHealthchecks disabled invertHealthcheck",
  },
  "risks/certainty.test.ts": {
    loadBalancer: "countryPools",
  },
  "risks/classicBalancers.test.ts": {
    classicBalancer: "instances subnets",
  },
  "risks/deployments.test.ts": {
    scalingGroup: "instanceRefresh",
  },
  "risks/edge.test.ts": {
    hostnameTlsSetting: "value",
  },
  "risks/edgeGaps.test.ts": {
    loadBalancer: "randomSteering",
    pool: "notificationEmail notificationFilter",
  },
  "risks/edgeKinds.test.ts": {
    "cloudflare:index/customHostname:CustomHostname": "customOriginServer",
  },
  "risks/edgeNeighbours.test.ts": {
    "cloudflare:index/healthcheck:Healthcheck": "suspended",
  },
  "risks/edgeRulesOfLaterReports.test.ts": {
    pageRule: "actions.cacheLevel actions.edgeCacheTtl",
  },
  "risks/edgeSilence.test.ts": {
    hostnamePulls: "configs",
    rulesList: "items.hostname items.ip",
    spectrumApplication: "dns edgeIps.connectivity originDirects protocol proxyProtocol tls",
  },
  "risks/encryptionKeys.test.ts": {
    encryptionKey: "isEnabled",
  },
  "risks/gatewayDoors.test.ts": {
    apiMethod: "apiKeyRequired",
  },
  "risks/gatewayOrigins.test.ts": {
    acceleratorListener: "portRanges",
    apiDomain: "domainName",
  },
  "risks/importedCertificates.test.ts": {
    acmCertificate: "certificateBody certificateChain",
  },
  "risks/inlineTwins.test.ts": {
    scalingGroup: "trafficSources",
  },
  "risks/listsOfStrangers.test.ts": {
    rulesList: "kind",
  },
  "risks/machinesAndNames.test.ts": {
    awsLoadBalancer: "preserveHostHeader xffHeaderProcessingMode",
    instanceState: "state",
    interfaceAttachment: "instanceId",
    targetGroup: "stickiness.cookieName stickiness.enabled",
  },
  "risks/mailRecords.test.ts": {
    dnsRecord: "data priority",
  },
  "risks/namedPaths.test.ts": {
    cloudConnector: "rules.expression rules.parameters.host",
  },
  "risks/networkFirewalls.test.ts": {
    networkFirewall: "firewallPolicyArn",
  },
  "risks/networks.test.ts": {
    networkAclAssociation: "networkAclId",
  },
  "risks/options.test.ts": {
    customCertificate: "certificate",
    totalTls: "enabled",
  },
  "risks/origins.test.ts": {
    "cloudflare:index/r2CustomDomain:R2CustomDomain": "enabled",
  },
  "risks/originsOfLaterStrangers.test.ts": {
    route53Zone: "delegationSetId",
  },
  "risks/privateIntegrations.test.ts": {
    apiIntegration: "tlsConfig",
  },
  "risks/probesAndSteering.test.ts": {
    loadBalancer: "sessionAffinityAttributes.zeroDowntimeFailover",
    monitorGroup: "members",
  },
  "risks/r2Buckets.test.ts": {
    r2Cors: "rules",
    r2Lifecycle: "rules",
  },
  "risks/registeredDomains.test.ts": {
    registeredDomain: "nameServers",
  },
  "risks/ruledSwitches.test.ts": {
    pageRule: "actions.rocketLoader",
  },
  "risks/scaling.test.ts": {
    applicationScalingPolicy:
      "targetTrackingScalingPolicyConfiguration.customizedMetricSpecification",
    scalingGroup: "suspendedProcesses",
  },
  "risks/scalingReach.test.ts": {
    applicationScalingPolicy: "resourceId",
    scalingPolicy: "targetTrackingConfiguration.predefinedMetricSpecification",
  },
  "risks/targetEgress.test.ts": {
    subnet: "mapPublicIpOnLaunch",
  },
  "risks/targetKinds.test.ts": {
    scalingGroup: "healthCheckType",
  },
  "risks/targetNames.test.ts": {
    dhcpOptions: "domainNameServers",
  },
  "risks/tiedGroups.test.ts": {
    networkInterface: "securityGroups",
  },
  "risks/tunnelHosts.test.ts": {
    tunnelConfig: "config.originRequest.httpHostHeader",
  },
  "risks/waitingRoomsOfStrangers.test.ts": {
    waitingRoom: "queueingMethod",
    waitingRoomSettings: "searchEngineCrawlerBypass",
  },
  "risks/waysOfTargets.test.ts": {
    route: "transitGatewayId",
  },
  "risks/weightedNames.test.ts": {
    route53HealthCheck: "resourcePath",
    route53Record: "weightedRoutingPolicies",
  },
  "risks/zoneProducts.test.ts": {
    botManagement: "sbfmVerifiedBots",
    dnssec: "status",
    tokenValidation: "action",
    zoneDnsSettings: "flattenAllCnames",
  },
};
