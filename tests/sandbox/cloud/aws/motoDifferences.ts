/** Where the stand-in says otherwise than moto, and which of them is right by what AWS publishes. */
export interface MotoDifference {
  /** What moto says. */
  readonly moto: string;
  /** What the stand-in says. */
  readonly standIn: string;
  /** Which of them AWS's documents confirm. */
  readonly right: "stand-in" | "moto" | "neither";
  /** By which document, or where none is published, by what was seen. */
  readonly source: string;
}

const ec2 = "Amazon EC2 API reference";
const elb = "Elastic Load Balancing API reference 2015-12-01";
const scaling = "Amazon EC2 Auto Scaling API reference, CreateAutoScalingGroup";
const balancerArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer";

/** What moto takes and the stand-in refuses. */
function takenByMoto(standIn: string, source: string): MotoDifference {
  return { moto: "taken", standIn, right: "stand-in", source };
}

/** What the stand-in takes, since what other programs made of that type is not known here, and moto refuses as AWS does. */
function takenHere(moto: string, source: string): MotoDifference {
  return { moto, standIn: "taken", right: "moto", source };
}

/** The differences, by the name of the call. */
export const motoDifferences: Readonly<Record<string, MotoDifference>> = {
  "subnet of an id that is none": {
    ...{ moto: "400 InvalidVpcID.NotFound", standIn: "400 InvalidVpcID.Malformed" },
    ...{ right: "stand-in", source: `${ec2}, errors-overview` },
  },
  "attachment of a second gateway": takenByMoto(
    "400 InvalidParameterValue",
    "Amazon VPC user guide, amazon-vpc-limits; the answer as in binlab/terraform-aws-vault-ha-raft issue 54",
  ),
  "route to no gateway": {
    ...{ moto: "400 InvalidInternetGatewayID.NotFound", standIn: "400 InvalidGatewayID.NotFound" },
    right: "stand-in",
    source: `${ec2}, errors-overview; CreateRoute was seen to answer so in ansible/ansible pull request 7447, and the AWS Terraform provider looks for it, internal/service/ec2, vpc_route.go`,
  },
  "route to no NAT gateway": takenByMoto(
    "400 InvalidNatGatewayID.NotFound",
    "CreateRoute was seen to answer so, boto/boto3 issue 779",
  ),
  "route to no peering connection": {
    moto: "400 InvalidVpcPeeringConnectionId.NotFound",
    standIn: "400 InvalidVpcPeeringConnectionID.NotFound",
    right: "stand-in",
    source: `${ec2}, errors-overview; AWS Terraform provider, internal/service/ec2, errors.go`,
  },
  "association with another one": {
    ...{ moto: "400 Resource.AlreadyAssociated", standIn: "taken", right: "stand-in" },
    source: `${ec2}, AssociateAddress, AllowReassociation ("Reassociation is automatic, but you can specify false"). Older clients sent false where nothing was said; the AWS provider sends true or nothing`,
  },
  "balancer of the same name": takenByMoto(
    "400 DuplicateLoadBalancerName",
    `${elb}, CreateLoadBalancer`,
  ),
  "internal balancer": {
    moto: `${balancerArn}/app/inner/<16 hex> inner-1.us-east-1.elb.amazonaws.com`,
    standIn: `${balancerArn}/app/inner/<16 hex> internal-inner-1.us-east-1.elb.amazonaws.com`,
    right: "stand-in",
    source: `${elb}, CreateLoadBalancer, Name (which must not begin with "internal-"); Elastic Load Balancing user guide, DNS name`,
  },
  "network balancer": {
    moto: `${balancerArn}/app/net/<16 hex> net-1.us-east-1.elb.amazonaws.com`,
    standIn: `${balancerArn}/net/net/<16 hex> net-<16 hex>.elb.us-east-1.amazonaws.com`,
    right: "stand-in",
    source:
      "AWS service authorization reference, Elastic Load Balancing V2; user guide for Network Load Balancers, DNS name",
  },
  "balancer of no group": takenByMoto("400 InvalidSecurityGroup", `${elb}, CreateLoadBalancer`),
  "listener on the same port": takenByMoto("400 DuplicateListener", `${elb}, CreateListener`),
  "group in use goes": takenByMoto("400 DependencyViolation", `${ec2}, DeleteSecurityGroup`),
  "subnet in use goes": takenByMoto("400 DependencyViolation", `${ec2}, DeleteSubnet`),
  "machines of the same name": takenByMoto("400 AlreadyExists", scaling),
  "machines upside down": takenByMoto("400 ValidationError", `${scaling} and CommonErrors`),
  "machines beyond their bounds": takenByMoto(
    "400 ValidationError",
    `${scaling}, DesiredCapacity; hashicorp/terraform issue 16944`,
  ),
  // What stands outside of the programs is not known of these types, so that nothing is missing.
  "object of no bucket": {
    ...{ moto: "404 NoSuchBucket", standIn: "taken", right: "moto" },
    source: "Amazon S3 API reference, PutObject",
  },
  "permission of no function": {
    ...{ moto: "404 ResourceNotFoundException", standIn: "taken", right: "moto" },
    source: "AWS Lambda API reference, AddPermission",
  },
  "entry of number 0": takenByMoto(
    "400 InvalidParameterValue",
    `${ec2}, CreateNetworkAclEntry, RuleNumber (from 1 to 32766)`,
  ),
  "entry of a number that is reserved": takenByMoto(
    "400 InvalidParameterValue",
    `${ec2}, CreateNetworkAclEntry, RuleNumber (from 1 to 32766)`,
  ),
  "prefix list with more than it holds": takenByMoto(
    "400 -",
    `${ec2}, CreateManagedPrefixList, MaxEntries; no code is published`,
  ),
  "card of no subnet": takenHere("400 InvalidSubnetID.NotFound", `${ec2}, errors-overview`),
  "NAT gateway of no subnet": takenHere("400 InvalidSubnetID.NotFound", `${ec2}, errors-overview`),
  "balancer in one zone": takenByMoto(
    "400 ValidationError",
    "Elastic Load Balancing user guide for Application Load Balancers, subnets; the answer as in kasmtech/terraform issue 5",
  ),
  "listener that leads to another protocol": takenByMoto(
    "400 IncompatibleProtocols",
    `${elb}, CreateListener`,
  ),
  "listener to no group": takenHere("400 TargetGroupNotFound", `${elb}, CreateListener`),
  "certificate in use goes": takenByMoto(
    "400 ResourceInUseException",
    "AWS Certificate Manager API reference, DeleteCertificate",
  ),
  "listener rule of no listener": takenHere("400 ListenerNotFound", `${elb}, CreateRule`),
  "targets of no group": takenHere("400 TargetGroupNotFound", `${elb}, RegisterTargets`),
  // moto's server has no trust stores, and fails.
  "trust store of no object": {
    ...{ moto: "500 -", standIn: "400 CaCertificatesBundleNotFound", right: "stand-in" },
    source: `${elb}, CreateTrustStore`,
  },
  "service to which no listener leads": takenByMoto(
    "400 InvalidParameterException",
    "Amazon ECS API reference, CreateService, for the code; the AWS Terraform provider looks for the words, internal/service/ecs/service.go",
  ),
  "tasks of bounds upside down": takenByMoto(
    "400 ValidationException",
    "Application Auto Scaling API reference, RegisterScalableTarget, for the code; AWS was seen to answer so to UpdateGlobalTable of DynamoDB",
  ),
  // moto's server fails with every composite alarm.
  "composite alarm": {
    ...{ moto: "500 500", standIn: "taken", right: "stand-in" },
    source: "Amazon CloudWatch API reference, PutCompositeAlarm",
  },
  "composite alarm of no alarm": {
    ...{ moto: "500 500", standIn: "400 ValidationError", right: "stand-in" },
    source:
      "Amazon CloudWatch API reference, CommonErrors; its words as in awsdocs/aws-cloudformation-user-guide issue 911",
  },
  "alarm of a composite one goes": takenByMoto(
    "400 ValidationError",
    "Amazon CloudWatch API reference, DeleteAlarms; its words as in ekristen/aws-nuke issue 462",
  ),
  "web ACL of the same name": {
    ...{ moto: "400 WafV2DuplicateItem", standIn: "taken", right: "neither" },
    source: "AWS WAF API reference, CreateWebACL (WAFDuplicateItemException)",
  },
};
