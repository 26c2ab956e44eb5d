/**
 * Pulumi type tokens of what the traffic's path is made of, by this project's names.
 * Source: the packages `@pulumi/cloudflare` 6 and `@pulumi/aws` 7.
 */
export const pathTypes = {
  dnsRecord: "cloudflare:index/dnsRecord:DnsRecord",
  zone: "cloudflare:index/zone:Zone",
  zoneSetting: "cloudflare:index/zoneSetting:ZoneSetting",
  loadBalancer: "cloudflare:index/loadBalancer:LoadBalancer",
  pool: "cloudflare:index/loadBalancerPool:LoadBalancerPool",
  monitor: "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
  monitorGroup: "cloudflare:index/loadBalancerMonitorGroup:LoadBalancerMonitorGroup",
  alert: "cloudflare:index/notificationPolicy:NotificationPolicy",
  alertWebhook: "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks",
  originCertificate: "cloudflare:index/originCaCertificate:OriginCaCertificate",
  certificatePack: "cloudflare:index/certificatePack:CertificatePack",
  originPulls: "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
  hostnamePulls: "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls",
  pullsCertificate:
    "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate",
  customCertificate: "cloudflare:index/customSsl:CustomSsl",
  keylessCertificate: "cloudflare:index/keylessCertificate:KeylessCertificate",
  clientCertificateHosts:
    "cloudflare:index/certificateAuthoritiesHostnameAssociations:CertificateAuthoritiesHostnameAssociations",
  universalSsl: "cloudflare:index/universalSslSetting:UniversalSslSetting",
  totalTls: "cloudflare:index/totalTls:TotalTls",
  hostnameTlsSetting: "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting",
  pageRule: "cloudflare:index/pageRule:PageRule",
  ruleset: "cloudflare:index/ruleset:Ruleset",
  customPages: "cloudflare:index/customPages:CustomPages",
  rulesList: "cloudflare:index/list:List",
  rulesListItem: "cloudflare:index/listItem:ListItem",
  accessRule: "cloudflare:index/accessRule:AccessRule",
  userAgentRule: "cloudflare:index/userAgentBlockingRule:UserAgentBlockingRule",
  zoneLockdown: "cloudflare:index/zoneLockdown:ZoneLockdown",
  waitingRoom: "cloudflare:index/waitingRoom:WaitingRoom",
  waitingRoomRules: "cloudflare:index/waitingRoomRules:WaitingRoomRules",
  waitingRoomEvent: "cloudflare:index/waitingRoomEvent:WaitingRoomEvent",
  waitingRoomSettings: "cloudflare:index/waitingRoomSettings:WaitingRoomSettings",
  workersRoute: "cloudflare:index/workersRoute:WorkersRoute",
  workersScript: "cloudflare:index/workersScript:WorkersScript",
  tunnel: "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared",
  snippetRules: "cloudflare:index/snippetRules:SnippetRules",
  cloudConnector: "cloudflare:index/cloudConnectorRules:CloudConnectorRules",
  spectrumApplication: "cloudflare:index/spectrumApplication:SpectrumApplication",
  accessApplication: "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
  accessPolicy: "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy",
  serviceToken: "cloudflare:index/zeroTrustAccessServiceToken:ZeroTrustAccessServiceToken",
  botManagement: "cloudflare:index/botManagement:BotManagement",
  schemaValidation: "cloudflare:index/schemaValidationSettings:SchemaValidationSettings",
  operationValidation:
    "cloudflare:index/schemaValidationOperationSettings:SchemaValidationOperationSettings",
  tokenValidation: "cloudflare:index/tokenValidationRules:TokenValidationRules",
  apiOperation: "cloudflare:index/apiShieldOperation:ApiShieldOperation",
  scriptPolicy: "cloudflare:index/pageShieldPolicy:PageShieldPolicy",
  turnstileWidget: "cloudflare:index/turnstileWidget:TurnstileWidget",
  urlNormalization: "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings",
  managedTransforms: "cloudflare:index/managedTransforms:ManagedTransforms",
  zoneDnsSettings: "cloudflare:index/zoneDnsSettings:ZoneDnsSettings",
  dnssec: "cloudflare:index/zoneDnssec:ZoneDnssec",
  originAuthority: "cloudflare:index/customOriginTrustStore:CustomOriginTrustStore",
  fallbackOrigin: "cloudflare:index/customHostnameFallbackOrigin:CustomHostnameFallbackOrigin",
  r2Lifecycle: "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  r2Cors: "cloudflare:index/r2BucketCors:R2BucketCors",
  tunnelConfig:
    "cloudflare:index/zeroTrustTunnelCloudflaredConfig:ZeroTrustTunnelCloudflaredConfig",
  tunnelRoute: "cloudflare:index/zeroTrustTunnelCloudflaredRoute:ZeroTrustTunnelCloudflaredRoute",
  acmValidation: "aws:acm/certificateValidation:CertificateValidation",
  acmCertificate: "aws:acm/certificate:Certificate",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  securityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  prefixList: "aws:ec2/managedPrefixList:ManagedPrefixList",
  prefixListEntry: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
  awsLoadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  listenerRule: "aws:lb/listenerRule:ListenerRule",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  targetGroupAttachment: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  listenerCertificate: "aws:lb/listenerCertificate:ListenerCertificate",
  scalingGroup: "aws:autoscaling/group:Group",
  scalingAttachment: "aws:autoscaling/attachment:Attachment",
  trafficSource: "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment",
  nodeGroup: "aws:eks/nodeGroup:NodeGroup",
  ecsService: "aws:ecs/service:Service",
  taskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
  capacityProvider: "aws:ecs/capacityProvider:CapacityProvider",
  clusterProviders: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  taskSet: "aws:ecs/taskSet:TaskSet",
  scalableTarget: "aws:appautoscaling/target:Target",
  scheduledAction: "aws:appautoscaling/scheduledAction:ScheduledAction",
  applicationScalingPolicy: "aws:appautoscaling/policy:Policy",
  scalingSchedule: "aws:autoscaling/schedule:Schedule",
  scalingPolicy: "aws:autoscaling/policy:Policy",
  accelerator: "aws:globalaccelerator/accelerator:Accelerator",
  acceleratorListener: "aws:globalaccelerator/listener:Listener",
  acceleratorGroup: "aws:globalaccelerator/endpointGroup:EndpointGroup",
  distribution: "aws:cloudfront/distribution:Distribution",
  apiDomain: "aws:apigatewayv2/domainName:DomainName",
  apiMapping: "aws:apigatewayv2/apiMapping:ApiMapping",
  restDomain: "aws:apigateway/domainName:DomainName",
  restMapping: "aws:apigateway/basePathMapping:BasePathMapping",
  apiRoute: "aws:apigatewayv2/route:Route",
  apiStage: "aws:apigatewayv2/stage:Stage",
  apiMethod: "aws:apigateway/method:Method",
  classicAttachment: "aws:elb/attachment:Attachment",
  classicBalancer: "aws:elb/loadBalancer:LoadBalancer",
  trustStore: "aws:lb/trustStore:TrustStore",
  trustStoreRevocation: "aws:lb/trustStoreRevocation:TrustStoreRevocation",
  bucketObject: "aws:s3/bucketObjectv2:BucketObjectv2",
  httpApi: "aws:apigatewayv2/api:Api",
  restApi: "aws:apigateway/restApi:RestApi",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
  bucket: "aws:s3/bucket:Bucket",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  bucketAcl: "aws:s3/bucketAcl:BucketAcl",
  bucketPublicAccess: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  bucketWebsite: "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
  bucketLifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  bucketOwnership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  bucketPayment: "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration",
  accountPublicAccess: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  webAcl: "aws:wafv2/webAcl:WebAcl",
  webAclAddresses: "aws:wafv2/ipSet:IpSet",
  webAclAssociation: "aws:wafv2/webAclAssociation:WebAclAssociation",
  lambdaPermission: "aws:lambda/permission:Permission",
  instance: "aws:ec2/instance:Instance",
  interfaceAttachment: "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
  groupAttachment:
    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
  instanceState: "aws:ec2transitgateway/instanceState:InstanceState",
  networkInterface: "aws:ec2/networkInterface:NetworkInterface",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  route: "aws:ec2/route:Route",
  routeTable: "aws:ec2/routeTable:RouteTable",
} as const;

/**
 * Pulumi type tokens of the network that the traffic's path lies in, by this project's names.
 * Source: the package `@pulumi/aws` 7.
 */
export const networkTypes = {
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  mainRouteTableAssociation: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  internetGateway: "aws:ec2/internetGateway:InternetGateway",
  internetGatewayAttachment: "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
  vpnGateway: "aws:ec2/vpnGateway:VpnGateway",
  natGateway: "aws:ec2/natGateway:NatGateway",
  publicAccessOptions: "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
  publicAccessExclusion: "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
  networkAcl: "aws:ec2/networkAcl:NetworkAcl",
  networkAclRule: "aws:ec2/networkAclRule:NetworkAclRule",
  networkAclAssociation: "aws:ec2/networkAclAssociation:NetworkAclAssociation",
  elasticIp: "aws:ec2/eip:Eip",
  elasticIpAssociation: "aws:ec2/eipAssociation:EipAssociation",
  route53Record: "aws:route53/record:Record",
  route53Zone: "aws:route53/zone:Zone",
  route53HealthCheck: "aws:route53/healthCheck:HealthCheck",
  dhcpOptions: "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
  dhcpAssociation: "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
  registeredDomain: "aws:route53domains/registeredDomain:RegisteredDomain",
} as const;

/**
 * Pulumi type tokens of what an application behind a hostname needs: to begin, to be let do things, and to find its data.
 * Source: the package `@pulumi/aws` 7.
 */
export const applicationTypes = {
  lambdaFunction: "aws:lambda/function:Function",
  lambdaAlias: "aws:lambda/alias:Alias",
  apiIntegration: "aws:apigatewayv2/integration:Integration",
  restIntegration: "aws:apigateway/integration:Integration",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  secret: "aws:secretsmanager/secret:Secret",
  secretVersion: "aws:secretsmanager/secretVersion:SecretVersion",
  parameter: "aws:ssm/parameter:Parameter",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  managedPolicy: "aws:iam/policy:Policy",
  rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  instanceProfile: "aws:iam/instanceProfile:InstanceProfile",
  imageRepository: "aws:ecr/repository:Repository",
  database: "aws:rds/instance:Instance",
  databaseCluster: "aws:rds/cluster:Cluster",
  documentCluster: "aws:docdb/cluster:Cluster",
  cacheGroup: "aws:elasticache/replicationGroup:ReplicationGroup",
  cacheCluster: "aws:elasticache/cluster:Cluster",
  serverlessCache: "aws:elasticache/serverlessCache:ServerlessCache",
  searchDomain: "aws:opensearch/domain:Domain",
  table: "aws:dynamodb/table:Table",
  fileSystem: "aws:efs/fileSystem:FileSystem",
  queue: "aws:sqs/queue:Queue",
  discoveryService: "aws:servicediscovery/service:Service",
  dnsNamespace: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
} as const;

/** Pulumi type tokens of the certificates that a program makes itself. Source: the package `@pulumi/tls` 5. */
export const tlsTypes = {
  certRequest: "tls:index/certRequest:CertRequest",
  selfSignedCert: "tls:index/selfSignedCert:SelfSignedCert",
  locallySignedCert: "tls:index/locallySignedCert:LocallySignedCert",
} as const;

/** Pulumi type tokens of what stands beside the path. Source: that of `pathTypes`. */
export const otherTypes = {
  accessProvider:
    "cloudflare:index/zeroTrustAccessIdentityProvider:ZeroTrustAccessIdentityProvider",
  accessAuthority: "cloudflare:index/zeroTrustAccessMtlsCertificate:ZeroTrustAccessMtlsCertificate",
  account: "cloudflare:index/account:Account",
  zoneSubscription: "cloudflare:index/zoneSubscription:ZoneSubscription",
  healthcheck: "cloudflare:index/healthcheck:Healthcheck",
  customHostname: "cloudflare:index/customHostname:CustomHostname",
  r2CustomDomain: "cloudflare:index/r2CustomDomain:R2CustomDomain",
  workersCustomDomain: "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
  tieredCache: "cloudflare:index/tieredCache:TieredCache",
  argoSmartRouting: "cloudflare:index/argoSmartRouting:ArgoSmartRouting",
  defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  defaultRouteTable: "aws:ec2/defaultRouteTable:DefaultRouteTable",
  vpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  vpcEndpointTie: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  metricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  compositeAlarm: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  topic: "aws:sns/topic:Topic",
  topicSubscription: "aws:sns/topicSubscription:TopicSubscription",
  bucket: "aws:s3/bucket:Bucket",
  ecsCluster: "aws:ecs/cluster:Cluster",
  taskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
} as const;

/** Pulumi type tokens of what says by `subnetIds` in which subnets stores of data, or endpoints of services of AWS, stand. Source: that of `pathTypes`. */
export const storePlaceTypes: readonly string[] = [
  ...["rds", "docdb", "neptune", "elasticache", "memorydb", "redshift", "dax"].map(
    (module) => `aws:${module}/subnetGroup:SubnetGroup`,
  ),
  otherTypes.vpcEndpoint,
];

/** Pulumi type tokens of an object in a bucket of S3: all three are one thing. Source: that of `pathTypes`. */
export const bucketObjectTypes = [
  pathTypes.bucketObject,
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/objectCopy:ObjectCopy",
] as const;

/** Pulumi type tokens of what people log in by with Access: both are one thing. Source: that of `pathTypes`. */
export const accessProviderTypes: readonly string[] = [
  otherTypes.accessProvider,
  "cloudflare:index/accessIdentityProvider:AccessIdentityProvider",
];

/** Pulumi type tokens of an authority whose client certificates Access takes: both are one thing. Source: that of `pathTypes`. */
export const accessAuthorityTypes: readonly string[] = [
  otherTypes.accessAuthority,
  "cloudflare:index/accessMutualTlsCertificate:AccessMutualTlsCertificate",
];
