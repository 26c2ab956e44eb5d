/** Properties that the judge reads, and of which no stored plan tells a change that is alone. */
export interface SilentProperties {
  /** Why. What begins with `not told yet` nobody has looked into: it may be a defect of the judge. */
  readonly because: string;
  /** By the model's name of the type, or its token where it has none: their paths, with spaces between. */
  readonly properties: Readonly<Record<string, string>>;
}

/** What the judge reads of every type and no plan tells alone: each type stays in the region in which it was made, and what stands in another is another. */
export const silentEverywhere: readonly string[] = ["region"];

/** Properties that no stored plan tells alone, by the reason. */
export const silentProperties: readonly SilentProperties[] = [
  {
    because:
      "it is what the resource belongs to, or stands for as long as it stands: another one makes it another resource, and plans tell that the one goes and the other comes",
    properties: {
      acmValidation: "certificateArn",
      awsLoadBalancer: "loadBalancerType",
      restMapping: "domainName",
      restDomain: "domainName",
      apiMapping: "domainName",
      apiStage: "apiId",
      applicationScalingPolicy: "scalableDimension",
      scheduledAction: "resourceId scalableDimension serviceNamespace",
      scalableTarget: "resourceId scalableDimension",
      scalingAttachment: "elb",
      scalingPolicy: "autoscalingGroupName",
      scalingSchedule: "autoscalingGroupName",
      trafficSource: "autoscalingGroupName trafficSource",
      subnet: "cidrBlock",
      elasticIp: "domain",
      elasticIpAssociation: "networkInterfaceId publicIp",
      instance: "securityGroups",
      internetGatewayAttachment: "internetGatewayId vpcId",
      networkFirewall: "vpcId",
      restVpcLink: "targetArn",
      routeTableAssociation: "gatewayId",
      vpcLink: "securityGroupIds subnetIds",
      mainRouteTableAssociation: "routeTableId vpcId",
      prefixList: "addressFamily",
      prefixListEntry: "cidr prefixListId",
      natGateway: "connectivityType",
      networkAclAssociation: "subnetId",
      networkAclRule: "ipv6CidrBlock",
      interfaceAttachment: "networkInterfaceId",
      groupAttachment: "networkInterfaceId securityGroupId",
      publicAccessExclusion: "vpcId subnetId",
      dhcpAssociation: "vpcId dhcpOptionsId",
      capacityProvider: "name",
      clusterProviders: "clusterName",
      ecsService: "schedulingStrategy",
      classicAttachment: "elb instance",
      route53Record: "name zoneId",
      route53Zone: "name",
      registeredDomain: "domainName",
      bucketOwnership: "bucket",
      egressRule: "prefixListId",
      accessApplication: "zoneId",
      accessRule: "accountId zoneId",
      serviceToken: "zoneId",
      operationValidation: "zoneId operationId",
      hostnamePulls: "zoneId",
      cloudConnector: "zoneId",
      customCertificate: "zoneId",
      "cloudflare:index/healthcheck:Healthcheck": "zoneId",
      hostnameTlsSetting: "hostname settingId zoneId",
      keylessCertificate: "zoneId",
      monitorGroup: "accountId",
      managedTransforms: "zoneId",
      r2Cors: "accountId bucketName jurisdiction",
      r2Lifecycle: "accountId bucketName jurisdiction",
      spectrumApplication: "zoneId",
      tokenValidation: "zoneId",
      totalTls: "zoneId",
      tunnelConfig: "tunnelId",
      universalSsl: "zoneId",
      urlNormalization: "zoneId",
      userAgentRule: "zoneId",
      waitingRoomSettings: "zoneId",
      zoneDnsSettings: "zoneId",
    },
  },
  {
    because:
      "it stands instead of another property that the resources of the stored plans have: beside it the API refuses the resource, and it is the other that is read",
    properties: {
      scalingGroup: "loadBalancers",
      elasticIp: "address networkInterface",
      route:
        "carrierGatewayId coreNetworkArn egressOnlyGatewayId localGatewayId networkInterfaceId odbNetworkArn vpcEndpointId destinationIpv6CidrBlock destinationPrefixListId",
      securityGroupRule: "ipv6CidrBlocks prefixListIds sourceSecurityGroupId self",
      bucket: "acl",
      egressRule: "cidrIpv6 referencedSecurityGroupId",
      rulesList: "items.asn",
      rulesListItem: "asn",
    },
  },
  {
    because:
      "it decides only together with other properties, as a switch of what the stored plans do not have, or of what is off there",
    properties: {
      awsLoadBalancer: "enableHttp2",
      targetGroup: "loadBalancingCrossZoneEnabled",
      applicationScalingPolicy: "policyType",
      scalingPolicy: "policyType",
      nodeGroup: "scalingConfig.minSize scalingConfig.maxSize",
      serviceToken: "previousClientSecretExpiresAt",
      schemaValidation: "validationOverrideMitigationAction",
      dnsRecord: "privateRouting",
      pool: "monitorGroup",
      pageRule:
        "actions.bypassCacheOnCookie actions.cacheOnCookie actions.explicitCacheControl actions.hostHeaderOverride actions.alwaysUseHttps priority",
      tunnelConfig:
        "config.ingresses.originRequest.matchSnItoHost config.ingresses.originRequest.access.required",
      waitingRoom: "jsonResponseEnabled",
    },
  },
  {
    because:
      "not told yet: no stored plan holds it; tests tell that the resource comes or goes, not that this changes",
    properties: {
      targetGroup: "stickiness.type",
      restMapping: "basePath",
      apiMethod: "authorization",
      restApi: "disableExecuteApiEndpoint",
      scheduledAction: "scalableTargetAction schedule startTime endTime",
      scalingPolicy: "targetTrackingConfiguration.customizedMetricSpecification",
      scalingSchedule: "recurrence startTime endTime",
      launchTemplate: "networkInterfaces.securityGroups",
      publicAccessExclusion: "internetGatewayExclusionMode",
      publicAccessOptions: "internetGatewayBlockMode",
      instanceState: "instanceId",
      ecsService: "triggers",
      nodeGroup: "resources",
      classicBalancer: "securityGroups internal",
      route53HealthCheck:
        "type fqdn ipAddress port searchString enableSni cloudwatchAlarmName cloudwatchAlarmRegion routingControlArn insufficientDataHealthStatus",
      route53Record: "failoverRoutingPolicies geolocationRoutingPolicies cidrRoutingPolicy",
      bucketPayment: "payer",
      accessApplication:
        "destinations.type destinations.uri corsHeaders.allowAllOrigins corsHeaders.allowedMethods corsHeaders.allowAllMethods corsHeaders.allowedHeaders corsHeaders.allowAllHeaders",
      accessPolicy: "excludes requires",
      cloudConnector: "rules.cloudConnectorRulesProvider rules.enabled",
      dnsRecord: "settings.flattenCname",
      "cloudflare:index/healthcheck:Healthcheck": "address",
      rulesListItem: "redirect hostname",
      loadBalancer: "popPools locationStrategy",
      pageRule: "actions.cacheKeyFields actions.cacheTtlByStatus",
      ruleset:
        "rules.actionParameters.sni rules.actionParameters.response.statusCode rules.actionParameters.staleIfError",
      tunnelConfig:
        "config.originRequest.originServerName config.originRequest.noTlsVerify config.originRequest.matchSnItoHost config.originRequest.caPool config.originRequest.access.required",
      userAgentRule: "mode configuration paused",
    },
  },
  {
    because: "not told yet: no stored plan and no test of a risk holds it",
    properties: {
      apiIntegration: "connectionId connectionType",
      clusterProviders: "defaultCapacityProviderStrategies.capacityProvider",
      taskSet: "loadBalancers",
      functionUrl: "authorizationType",
      webAclAddresses: "addresses",
      accessRule: "configuration",
      keylessCertificate: "certificate",
      certRequest: "dnsNames",
      locallySignedCert: "certRequestPem validityPeriodHours",
      selfSignedCert: "dnsNames validityPeriodHours",
    },
  },
];
