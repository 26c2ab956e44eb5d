import type { Input, Output } from "@pulumi/pulumi";
import { Certificate } from "@pulumi/aws/acm/certificate";
import { Group, type GroupArgs } from "@pulumi/aws/autoscaling/group";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { NetworkAcl } from "@pulumi/aws/ec2/networkAcl";
import { NetworkAclRule } from "@pulumi/aws/ec2/networkAclRule";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Service, type ServiceArgs } from "@pulumi/aws/ecs/service";
import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule";
import { LoadBalancer, type LoadBalancerArgs } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import type { Program } from "./corpusCase";
import { ranges } from "./firewallsByHand";
import { record } from "./siteByHand";

/** What two programs of the platform say differently. */
export interface Platform {
  /** Zones in which it stands. */
  readonly zones?: readonly string[];
  readonly balancer?: Partial<LoadBalancerArgs>;
  readonly group?: Partial<TargetGroupArgs>;
  readonly listener?: Partial<ListenerArgs>;
  readonly scaling?: Partial<GroupArgs>;
  readonly service?: Partial<ServiceArgs>;
  /** Names of the certificate beside the first one. */
  readonly names?: readonly string[];
  readonly imageId?: string;
  readonly tags?: Record<string, string>;
  readonly securityGroupDescription?: string;
  /** Rules of the network ACL of the public subnets beside the one that lets everybody in: number, action, range. */
  readonly aclRules?: readonly (readonly [number, "allow" | "deny", string])[];
  /** What else is declared. */
  readonly beside?: (made: MadePlatform) => void;
}

/** What others hang things on. */
export interface MadePlatform {
  readonly vpcId: string;
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
  readonly group: TargetGroup;
}

const vpcId = "vpc-0d15ea5e0ddba1100";
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/**
 * A shop on machines and an API in containers behind one load balancer, as a team writes it that came from Terraform: every resource
 * is called `this` or `main` with a suffix, subnets are counted, rules of security groups are listed in the group.
 */
export function platform(said: Platform = {}): Program {
  return () => {
    const { zones = ["a", "b"], tags = {} } = said;
    const publicSubnets = subnetsOf("public", zones, 0, tags);
    const privateSubnets = subnetsOf("private", zones, 10, tags);
    guard(publicSubnets, said);
    const edge = edgeGroup(said);
    const balancer = new LoadBalancer("this", {
      ...{ loadBalancerType: "application", idleTimeout: 930, tags, securityGroups: [edge.id] },
      ...{ name: "main-alb", subnets: publicSubnets.map(({ id }) => id) },
      ...said.balancer,
    });
    const group = new TargetGroup("shop_tg", {
      ...{ name: "shop-tg", port: 8080, protocol: "HTTP", vpcId, deregistrationDelay: 60, tags },
      healthCheck: { path: "/healthz", matcher: "200", interval: 30, healthyThreshold: 3 },
      ...said.group,
    });
    const listener = listenerOf(said, balancer, group);
    const subnets = privateSubnets.map(({ id }) => id);
    machines(said, group, subnets);
    api(said, listener, subnets);
    record("shop", "shop.example.com", "", { type: "CNAME", content: balancer.dnsName });
    record("api", "api.example.com", "", { type: "CNAME", content: balancer.dnsName });
    said.beside?.({ vpcId, balancer, listener, group });
  };
}

function subnetsOf(
  name: string,
  zones: readonly string[],
  first: number,
  tags: Record<string, string>,
): Subnet[] {
  return zones.map(
    (zone, index) =>
      new Subnet(`${name}_${index}`, {
        ...{ vpcId, cidrBlock: `10.0.${first + index}.0/24`, tags },
        availabilityZone: `us-east-1${zone}`,
      }),
  );
}

function guard(subnets: readonly Subnet[], { aclRules = [] }: Platform): void {
  const acl = new NetworkAcl("public_nacl", { vpcId, subnetIds: subnets.map(({ id }) => id) });
  const all = [[100, "allow", "0.0.0.0/0"] as const, ...aclRules];
  const rule = (
    egress: boolean,
    [ruleNumber, ruleAction, cidrBlock]: readonly [number, string, string],
  ): void => {
    new NetworkAclRule(`public_nacl_${egress ? "out" : "in"}_${ruleNumber}`, {
      ...{ networkAclId: acl.id, egress, ruleNumber, ruleAction, cidrBlock },
      ...{ protocol: "tcp", fromPort: 0, toPort: 65_535 },
    });
  };
  all.forEach((each) => rule(false, each));
  rule(true, [100, "allow", "0.0.0.0/0"]);
}

function edgeGroup({ securityGroupDescription = "cloudflare to alb" }: Platform): SecurityGroup {
  return new SecurityGroup("alb_sg", {
    ...{ vpcId, description: securityGroupDescription },
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [...ranges] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
}

function listenerOf(said: Platform, balancer: LoadBalancer, group: TargetGroup): Listener {
  const { arn } = new Certificate("this_cert", {
    ...{ domainName: "shop.example.com", validationMethod: "DNS" },
    subjectAlternativeNames: ["api.example.com", ...(said.names ?? [])],
  });
  return new Listener("https", {
    ...{ loadBalancerArn: balancer.arn, port: 443, protocol: "HTTPS", sslPolicy: tlsPolicy },
    ...{ certificateArn: arn, tags: said.tags ?? {} },
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
    ...said.listener,
  });
}

function machines(said: Platform, group: TargetGroup, subnets: readonly Output<string>[]): void {
  const inside = new SecurityGroup("shop_sg", {
    ...{ vpcId, description: "alb to shop", name: "shop-sg" },
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  new SecurityGroupIngressRule("shop_from_alb", {
    ...{ securityGroupId: inside.id, ipProtocol: "tcp", fromPort: 8080, toPort: 8080 },
    cidrIpv4: "10.0.0.0/16",
  });
  const template = new LaunchTemplate("shop_lt", {
    ...{ name: "shop-lt", imageId: said.imageId ?? "ami-0123456789abcdef0" },
    ...{ instanceType: "m7g.large", vpcSecurityGroupIds: [inside.id], updateDefaultVersion: true },
  });
  new Group("shop_asg", {
    ...{ name: "shop-asg", minSize: 2, maxSize: 8, desiredCapacity: 4 },
    ...{ vpcZoneIdentifiers: [...subnets], targetGroupArns: [group.arn], healthCheckType: "ELB" },
    launchTemplate: {
      id: template.id,
      version: template.latestVersion.apply((version) => `${version}`),
    },
    instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 100 } },
    ...said.scaling,
  });
}

function api(said: Platform, listener: Listener, subnets: readonly Output<string>[]): void {
  service("api", 10, listener, subnets, said.service);
}

/** A service of containers behind a rule for its hostname, which ECS wants first. */
export function service(
  name: string,
  priority: number,
  listener: Listener,
  subnets: readonly Input<string>[],
  more: Partial<ServiceArgs> = {},
): void {
  const { arn: targetGroupArn } = new TargetGroup(`${name}_tg`, {
    ...{ name: `${name}-tg`, port: 3000, protocol: "HTTP", targetType: "ip", vpcId },
    healthCheck: { path: "/ready", matcher: "200" },
  });
  const rule = new ListenerRule(`${name}_rule`, {
    ...{ listenerArn: listener.arn, priority },
    conditions: [{ hostHeader: { values: [`${name}.example.com`] } }],
    actions: [{ type: "forward", targetGroupArn }],
  });
  new Service(
    `${name}_svc`,
    {
      ...{ name, cluster: "main", launchType: "FARGATE", taskDefinition: `${name}:41` },
      ...{ desiredCount: 3, deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 200 },
      networkConfiguration: { subnets: [...subnets], securityGroups: ["sg-0123456789abcdef0"] },
      loadBalancers: [{ targetGroupArn, containerName: name, containerPort: 3000 }],
      ...more,
    },
    { dependsOn: [rule] },
  );
}
