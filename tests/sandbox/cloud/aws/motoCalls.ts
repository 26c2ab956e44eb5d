import type { AwsArgument, AwsCall } from "../../../support/python/awsCalls";

type Arguments = AwsCall["arguments"];

/** A part of the answer to an earlier call: its name, and the keys down to the part. */
export const from = (...keys: (string | number)[]): AwsArgument => ({ from: keys });

/** Calls of a service, in the words of the AWS SDK for Python. */
export const callsOf =
  (service: string) =>
  (name: string, action: string, args: Arguments = {}): AwsCall => ({
    ...{ name, service, action },
    arguments: args,
  });
const [ec2, elb, scaling] = [callsOf("ec2"), callsOf("elbv2"), callsOf("autoscaling")];
const [acm, route53, lambda] = [callsOf("acm"), callsOf("route53"), callsOf("lambda")];
const ecs = callsOf("ecs");

const hex = "0123456789abcdef0";
const vpc = from("vpc", "Vpc", "VpcId");
const subnets = ["subnet a", "subnet b"].map((name) => from(name, "Subnet", "SubnetId"));
const gateway = from("gateway", "InternetGateway", "InternetGatewayId");
const group = from("group", "GroupId");
const permission = {
  GroupId: group,
  IpPermissions: [
    { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "192.0.2.0/24" }] },
  ],
};
const table = { RouteTableId: from("table", "RouteTable", "RouteTableId") };
const route = { ...table, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gateway };
const entry = {
  ...{ NetworkAclId: from("acl", "NetworkAcl", "NetworkAclId"), RuleNumber: 100, Protocol: "-1" },
  ...{ RuleAction: "allow", Egress: false, CidrBlock: "0.0.0.0/0" },
};
const address = { AllocationId: from("address", "AllocationId") };
const card = (name: string): AwsArgument => from(name, "NetworkInterface", "NetworkInterfaceId");
const balancer = from("balancer", "LoadBalancers", 0, "LoadBalancerArn");
const target = from("target group", "TargetGroups", 0, "TargetGroupArn");
const forward = [{ Type: "forward", TargetGroupArn: target }];
const listener = { LoadBalancerArn: balancer, Port: 80, Protocol: "HTTP", DefaultActions: forward };
const rule = {
  ...{ ListenerArn: from("listener", "Listeners", 0, "ListenerArn"), Priority: 1 },
  ...{ Conditions: [{ Field: "path-pattern", Values: ["/a"] }], Actions: forward },
};
const machines = {
  ...{ AutoScalingGroupName: "web", AvailabilityZones: ["us-east-1a"], MinSize: 0, MaxSize: 0 },
  LaunchTemplate: { LaunchTemplateName: "web" },
};
const record = {
  HostedZoneId: from("hosted zone", "HostedZone", "Id"),
  ChangeBatch: {
    Changes: [
      {
        Action: "CREATE",
        ResourceRecordSet: {
          ...{ Name: "origin.example.net", Type: "A", TTL: 60 },
          ResourceRecords: [{ Value: "203.0.113.1" }],
        },
      },
    ],
  },
};

const prefixList = {
  ...{ PrefixListName: "edge", AddressFamily: "IPv4", MaxEntries: 2 },
  Entries: [{ Cidr: "192.0.2.0/24" }],
};
const secured = { ...listener, Port: 443, Protocol: "HTTPS" };
const certificate = from("certificate", "CertificateArn");
const acl = { Name: "guard", Scope: "REGIONAL", DefaultAction: { Allow: {} } };
const visibility = {
  ...{ SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: "guard" },
};

const store = { Name: "pulls", CaCertificatesBundleS3Bucket: "shop-logs" };
const tasks = {
  ...{ ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" },
  ...{ ResourceId: "service/web/web", MinCapacity: 3, MaxCapacity: 2 },
};

/** What is asked of types that came later, after all else stands. */
const furtherCalls: readonly AwsCall[] = [
  elb("trust store of no object", "create_trust_store", {
    ...{ ...store, CaCertificatesBundleS3Key: "none.pem" },
  }),
  elb("idle target group", "create_target_group", {
    ...{ Name: "idle", Port: 80, Protocol: "HTTP", VpcId: vpc, TargetType: "ip" },
  }),
  ecs("cluster", "create_cluster", { clusterName: "web" }),
  ecs("task definition", "register_task_definition", {
    ...{ family: "web", containerDefinitions: [{ name: "app", image: "app", memory: 64 }] },
  }),
  ecs("service to which no listener leads", "create_service", {
    ...{ cluster: "web", serviceName: "web", taskDefinition: "web", desiredCount: 0 },
    loadBalancers: [
      {
        targetGroupArn: from("idle target group", "TargetGroups", 0, "TargetGroupArn"),
        ...{ containerName: "app", containerPort: 80 },
      },
    ],
  }),
  callsOf("application-autoscaling")(
    "tasks of bounds upside down",
    "register_scalable_target",
    tasks,
  ),
  ec2("entry of number 0", "create_network_acl_entry", { ...entry, RuleNumber: 0 }),
  ec2("entry of a number that is reserved", "create_network_acl_entry", {
    ...{ ...entry, RuleNumber: 32_767 },
  }),
  ec2("entry of the same number the other way", "create_network_acl_entry", {
    ...{ ...entry, Egress: true },
  }),
  ec2("prefix list", "create_managed_prefix_list", prefixList),
  ec2("prefix list with more than it holds", "create_managed_prefix_list", {
    ...{ ...prefixList, PrefixListName: "full", MaxEntries: 1 },
    Entries: [{ Cidr: "192.0.2.0/24" }, { Cidr: "198.51.100.0/24" }],
  }),
  ec2("template of the same name", "create_launch_template", {
    LaunchTemplateName: "web",
    LaunchTemplateData: { InstanceType: "t3.micro", ImageId: "ami-12c6146b" },
  }),
  ec2("card of no subnet", "create_network_interface", { SubnetId: `subnet-${hex}` }),
  ec2("NAT gateway of no subnet", "create_nat_gateway", {
    ...{ SubnetId: `subnet-${hex}`, AllocationId: from("address", "AllocationId") },
  }),
  elb("balancer in one zone", "create_load_balancer", {
    Name: "alone",
    Subnets: subnets.slice(1),
  }),
  elb("target group of TCP", "create_target_group", {
    ...{ Name: "tcp", Port: 81, Protocol: "TCP", VpcId: vpc },
  }),
  elb("listener that leads to another protocol", "create_listener", {
    ...{ ...listener, Port: 82 },
    DefaultActions: [
      {
        Type: "forward",
        TargetGroupArn: from("target group of TCP", "TargetGroups", 0, "TargetGroupArn"),
      },
    ],
  }),
  elb("listener of another balancer's protocol", "create_listener", {
    ...{ ...listener, Port: 83, Protocol: "TCP" },
  }),
  elb("listener to no group", "create_listener", {
    ...{ ...listener, Port: 84 },
    DefaultActions: [
      {
        Type: "forward",
        TargetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/${hex.slice(1)}`,
      },
    ],
  }),
  elb("listener that is encrypted", "create_listener", {
    ...{ ...secured, Certificates: [{ CertificateArn: certificate }] },
  }),
  acm("certificate in use goes", "delete_certificate", { CertificateArn: certificate }),
  elb("listener rule of no listener", "create_rule", {
    ...{
      ...rule,
      ListenerArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/none/${hex.slice(1)}/${hex.slice(1)}`,
    },
  }),
  elb("targets of no group", "register_targets", {
    TargetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/${hex.slice(1)}`,
    Targets: [{ Id: "i-0123456789abcdef0" }],
  }),
  callsOf("wafv2")("web ACL", "create_web_acl", { ...acl, VisibilityConfig: visibility }),
  callsOf("wafv2")("web ACL of the same name", "create_web_acl", {
    ...{ ...acl, VisibilityConfig: visibility },
  }),
  acm("validation of no certificate", "describe_certificate", {
    CertificateArn:
      "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
  }),
];

/** What is asked of moto, in this order; the names are those of `motoComparison.ts`. */
export const motoCalls: readonly AwsCall[] = [
  ec2("vpc", "create_vpc", { CidrBlock: "10.0.0.0/16" }),
  ec2("subnet a", "create_subnet", {
    ...{ VpcId: vpc, CidrBlock: "10.0.0.0/24", AvailabilityZone: "us-east-1a" },
  }),
  ec2("subnet b", "create_subnet", {
    ...{ VpcId: vpc, CidrBlock: "10.0.1.0/24", AvailabilityZone: "us-east-1b" },
  }),
  ec2("subnet that overlaps", "create_subnet", { VpcId: vpc, CidrBlock: "10.0.0.128/25" }),
  ec2("subnet outside its VPC", "create_subnet", { VpcId: vpc, CidrBlock: "10.9.0.0/24" }),
  ec2("subnet of no VPC", "create_subnet", { VpcId: `vpc-${hex}`, CidrBlock: "10.9.0.0/24" }),
  ec2("subnet of an id that is none", "create_subnet", { VpcId: "none", CidrBlock: "10.9.0.0/24" }),
  ec2("group", "create_security_group", { GroupName: "web", Description: "web", VpcId: vpc }),
  ec2("group of the same name", "create_security_group", {
    ...{ GroupName: "web", Description: "web", VpcId: vpc },
  }),
  ec2("rule of a group", "authorize_security_group_ingress", permission),
  ec2("rule of a group once more", "authorize_security_group_ingress", permission),
  ec2("rule of no group", "authorize_security_group_ingress", {
    ...{ ...permission, GroupId: `sg-${hex}` },
  }),
  ec2("gateway", "create_internet_gateway"),
  ec2("second gateway", "create_internet_gateway"),
  ec2("attachment of no gateway", "attach_internet_gateway", {
    ...{ InternetGatewayId: `igw-${hex}`, VpcId: vpc },
  }),
  ec2("attachment to no VPC", "attach_internet_gateway", {
    ...{ InternetGatewayId: gateway, VpcId: `vpc-${hex}` },
  }),
  ec2("attachment", "attach_internet_gateway", { InternetGatewayId: gateway, VpcId: vpc }),
  ec2("attachment once more", "attach_internet_gateway", {
    ...{ InternetGatewayId: gateway, VpcId: vpc },
  }),
  ec2("attachment of a second gateway", "attach_internet_gateway", {
    ...{ InternetGatewayId: from("second gateway", "InternetGateway", "InternetGatewayId") },
    VpcId: vpc,
  }),
  ec2("gateway that is attached goes", "delete_internet_gateway", { InternetGatewayId: gateway }),
  ec2("table", "create_route_table", { VpcId: vpc }),
  ec2("route", "create_route", route),
  ec2("route once more", "create_route", route),
  ec2("route to no gateway", "create_route", {
    ...{ ...table, DestinationCidrBlock: "10.8.0.0/16", GatewayId: `igw-${hex}` },
  }),
  ec2("route to no NAT gateway", "create_route", {
    ...{ ...table, DestinationCidrBlock: "10.7.0.0/16", NatGatewayId: `nat-${hex}` },
  }),
  ec2("route to no network interface", "create_route", {
    ...{ ...table, DestinationCidrBlock: "10.6.0.0/16", NetworkInterfaceId: `eni-${hex}` },
  }),
  ec2("route to no peering connection", "create_route", {
    ...{ ...table, DestinationCidrBlock: "10.5.0.0/16", VpcPeeringConnectionId: `pcx-${hex}` },
  }),
  ec2("route of no table", "create_route", { ...route, RouteTableId: `rtb-${hex}` }),
  ec2("acl", "create_network_acl", { VpcId: vpc }),
  ec2("entry", "create_network_acl_entry", entry),
  ec2("entry once more", "create_network_acl_entry", entry),
  ec2("entry of no ACL", "create_network_acl_entry", { ...entry, NetworkAclId: `acl-${hex}` }),
  ec2("address", "allocate_address", { Domain: "vpc" }),
  ec2("card", "create_network_interface", { SubnetId: subnets[0] ?? "" }),
  ec2("second card", "create_network_interface", { SubnetId: subnets[0] ?? "" }),
  ec2("association of no address", "associate_address", {
    ...{ AllocationId: `eipalloc-${hex}`, NetworkInterfaceId: card("card") },
  }),
  ec2("association with no machine", "associate_address", { ...address, InstanceId: `i-${hex}` }),
  ec2("association", "associate_address", { ...address, NetworkInterfaceId: card("card") }),
  ec2("association with another one", "associate_address", {
    ...{ ...address, NetworkInterfaceId: card("second card") },
  }),
  elb("balancer", "create_load_balancer", {
    ...{ Name: "edge", Subnets: subnets, SecurityGroups: [group] },
  }),
  elb("balancer of the same name", "create_load_balancer", {
    ...{ Name: "edge", Subnets: subnets, Scheme: "internal" },
  }),
  elb("internal balancer", "create_load_balancer", {
    ...{ Name: "inner", Subnets: subnets, Scheme: "internal" },
  }),
  elb("network balancer", "create_load_balancer", {
    ...{ Name: "net", Subnets: subnets, Type: "network" },
  }),
  elb("balancer of no group", "create_load_balancer", {
    ...{ Name: "open", Subnets: subnets, SecurityGroups: [`sg-${hex}`] },
  }),
  elb("target group", "create_target_group", {
    ...{ Name: "app", Port: 80, Protocol: "HTTP", VpcId: vpc },
  }),
  elb("target group of the same name", "create_target_group", {
    ...{ Name: "app", Port: 81, Protocol: "HTTP", VpcId: vpc },
  }),
  elb("listener", "create_listener", listener),
  elb("listener on the same port", "create_listener", {
    ...listener,
    DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
  }),
  elb("listener of no balancer", "create_listener", {
    ...listener,
    LoadBalancerArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/none/${hex.slice(1)}`,
  }),
  elb("listener rule", "create_rule", rule),
  elb("listener rule of the same priority", "create_rule", rule),
  elb("target group in use goes", "delete_target_group", { TargetGroupArn: target }),
  ec2("group in use goes", "delete_security_group", { GroupId: group }),
  ec2("subnet in use goes", "delete_subnet", { SubnetId: subnets[0] ?? "" }),
  ec2("VPC in use goes", "delete_vpc", { VpcId: vpc }),
  ec2("template", "create_launch_template", {
    LaunchTemplateName: "web",
    LaunchTemplateData: { InstanceType: "t3.micro", ImageId: "ami-12c6146b" },
  }),
  scaling("machines", "create_auto_scaling_group", machines),
  scaling("machines of the same name", "create_auto_scaling_group", machines),
  scaling("machines upside down", "create_auto_scaling_group", {
    ...{ ...machines, AutoScalingGroupName: "down", MinSize: 2, MaxSize: 1 },
  }),
  scaling("machines beyond their bounds", "create_auto_scaling_group", {
    ...{ ...machines, AutoScalingGroupName: "more", DesiredCapacity: 5 },
  }),
  scaling("machines as they are", "describe_auto_scaling_groups", {
    AutoScalingGroupNames: ["web"],
  }),
  acm("certificate", "request_certificate", {
    ...{ DomainName: "www.example.com", ValidationMethod: "DNS" },
  }),
  route53("hosted zone", "create_hosted_zone", { Name: "example.net", CallerReference: "1" }),
  route53("record", "change_resource_record_sets", record),
  route53("record once more", "change_resource_record_sets", record),
  route53("hosted zone with records goes", "delete_hosted_zone", {
    Id: from("hosted zone", "HostedZone", "Id"),
  }),
  callsOf("s3")("bucket", "create_bucket", { Bucket: "shop-logs" }),
  callsOf("s3")("object of no bucket", "put_object", { Bucket: "none-such", Key: "k", Body: "x" }),
  lambda("permission of no function", "add_permission", {
    ...{ FunctionName: "none", StatementId: "s", Action: "lambda:InvokeFunction" },
    Principal: "elasticloadbalancing.amazonaws.com",
  }),
  ...furtherCalls,
];
