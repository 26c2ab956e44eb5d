import type { ApiErrorFact } from "../apiErrorFact";

/** How Elastic Load Balancing refuses, by the rule that was broken. */
export const loadBalancingErrors = {
  loadBalancerExists: {
    status: 400,
    code: "DuplicateLoadBalancerName",
    when: "the region already has a load balancer of the name",
    source: "Elastic Load Balancing API reference 2015-12-01, CreateLoadBalancer",
  },
  targetGroupExists: {
    status: 400,
    code: "DuplicateTargetGroupName",
    when: "the region already has a target group of the name",
    source: "Elastic Load Balancing API reference 2015-12-01, CreateTargetGroup",
  },
  listenerExists: {
    status: 400,
    code: "DuplicateListener",
    when: "the load balancer already has a listener on the port",
    source: "Elastic Load Balancing API reference 2015-12-01, CreateListener",
  },
  priorityInUse: {
    status: 400,
    code: "PriorityInUse",
    when: "the listener already has a rule of the priority",
    source: "Elastic Load Balancing API reference 2015-12-01, CreateRule",
  },
  resourceInUse: {
    status: 400,
    code: "ResourceInUse",
    when: "a target group is deleted while a listener refers to it",
    source: "Elastic Load Balancing API reference 2015-12-01, DeleteTargetGroup",
  },
  deletionProtected: {
    status: 400,
    code: "OperationNotPermitted",
    when: "a load balancer is deleted while its deletion protection is on",
    source:
      "Elastic Load Balancing API reference 2015-12-01, DeleteLoadBalancer; its words as in rebuy-de/aws-nuke issue 1240",
  },
  trustStoreInUse: {
    status: 400,
    code: "TrustStoreInUse",
    when: "a trust store is deleted while a listener refers to it",
    source: "Elastic Load Balancing API reference 2015-12-01, DeleteTrustStore",
  },
  noSuchLoadBalancer: {
    status: 400,
    code: "LoadBalancerNotFound",
    when: "a listener names a load balancer that does not exist",
    source: "Elastic Load Balancing API reference 2015-12-01, CreateListener",
  },
  noSuchBalancerGroup: {
    status: 400,
    code: "InvalidSecurityGroup",
    when: "a load balancer names a security group that does not exist",
    source: "Elastic Load Balancing API reference 2015-12-01, CreateLoadBalancer",
  },
  noSuchSubnet: {
    status: 400,
    code: "SubnetNotFound",
    when: "a load balancer names a subnet that does not exist; here, one of an id that no subnet could have",
    source: "Elastic Load Balancing API reference 2015-12-01, CreateLoadBalancer",
  },
  subnetsOfOneZone: {
    status: 400,
    code: "ValidationError",
    when: "an Application Load Balancer has subnets of fewer than two availability zones",
    source: "kasmtech/terraform issue 5; aws-samples/aws-cdk-examples issue 226",
  },
  subnetsShareZone: {
    status: 400,
    code: "InvalidConfigurationRequest",
    when: "a load balancer has two subnets in one availability zone",
    source: "robertdebock/terraform-aws-vault issue 5; markshust/docker-magento issue 652",
  },
  listenerProtocol: {
    status: 400,
    code: "ValidationError",
    when: "a listener has a protocol that its load balancer does not speak",
    source: "pulumi/pulumi-aws issue 1193; hashicorp/terraform-provider-aws issue 6173",
  },
  incompatibleProtocols: {
    status: 400,
    code: "IncompatibleProtocols",
    when: "a listener forwards to a target group of another kind of protocol; its words without the group's ARN",
    source:
      "Elastic Load Balancing API reference 2015-12-01, CreateListener and ModifyListener; hashicorp/terraform-provider-aws issue 4955",
  },
  trustStoreExists: {
    status: 400,
    code: "DuplicateTrustStoreName",
    when: "the region already has a trust store of the name",
    source: "Elastic Load Balancing API reference 2015-12-01, CreateTrustStore",
  },
  noBundle: {
    status: 400,
    code: "CaCertificatesBundleNotFound",
    when: "a trust store names an object that is not in its bucket; what is in buckets that no program made here is not known",
    source:
      "Elastic Load Balancing API reference 2015-12-01, CreateTrustStore and ModifyTrustStore",
  },
} as const satisfies Readonly<Record<string, ApiErrorFact>>;
