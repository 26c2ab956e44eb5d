import type { Output } from "@pulumi/pulumi";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { NetworkAcl } from "@pulumi/aws/ec2/networkAcl";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Service } from "@pulumi/aws/ecs/service";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { Program } from "./corpusCase";
import { inline, ranges } from "./firewallsByHand";
import { record } from "./siteByHand";

/** What two programs of the shop say differently. */
export interface Shop {
  /** The rules that let the tasks out. Defaults to one for everything. */
  readonly egress?: (database: Output<string>) => readonly GroupRuleByHand[];
  /** The network ACL of the subnets of the tasks, or of those of the database: ranges and ports that it lets in and out. */
  readonly acl?: Readonly<Record<"of" | "in" | "out", string>> & { readonly ports?: number };
  /** The table of the NAT gateway's subnet. Defaults to the one with the route to the internet gateway. */
  readonly natFollows?: "open" | "shut";
}

/** A rule of a security group: port, range or group. */
export type GroupRuleByHand = readonly [port: number, end: string | Output<string>];

const everywhere = "0.0.0.0/0";

/**
 * A shop in containers of a private subnet, with a database in another and a NAT gateway in a third, behind a load balancer, as guides show it.
 */
export function shop(said: Shop = {}): Program {
  return () => {
    const { id: vpcId } = new Vpc("net", { cidrBlock: "10.0.0.0/16" });
    const gateway = new InternetGateway("internet", { vpcId });
    const subnet = (name: string, place: number, zone: string): Subnet =>
      new Subnet(name, {
        ...{ vpcId, cidrBlock: `10.0.${place}.0/24`, availabilityZone: `us-east-1${zone}` },
      });
    const fronts = [subnet("front-a", 0, "a"), subnet("front-b", 1, "b")];
    const [tasks, data, edge] = [
      subnet("tasks", 10, "a"),
      subnet("data", 20, "a"),
      subnet("nat", 2, "a"),
    ];
    const nat = new NatGateway("nat", {
      ...{ subnetId: edge.id, allocationId: "eipalloc-0123456789abcdef0" },
    });
    const tables = {
      open: table("open", vpcId, { gatewayId: gateway.id }),
      shut: table("shut", vpcId, { natGatewayId: nat.id }),
    };
    [...fronts, edge].forEach((each, index) => {
      const kind = each === edge ? (said.natFollows ?? "open") : "open";
      follow(`open-${index}`, each, tables[kind]);
    });
    follow("tasks", tasks, tables.shut);
    follow("data", data, tables.shut);
    guard(vpcId, { tasks, data }, said);
    const own = groups(vpcId, said);
    new SubnetGroup("data", { name: "data", subnetIds: [data.id] });
    serve(vpcId, own, { fronts, tasks });
  };
}

function table(
  name: string,
  vpcId: Output<string>,
  way: Partial<Record<"gatewayId" | "natGatewayId", Output<string>>>,
): RouteTable {
  return new RouteTable(name, { vpcId, routes: [{ cidrBlock: everywhere, ...way }] });
}

function follow(name: string, subnet: Subnet, { id }: RouteTable): void {
  new RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: id });
}

function guard(
  vpcId: Output<string>,
  subnets: Readonly<Record<string, Subnet>>,
  { acl }: Shop,
): void {
  if (acl === undefined) {
    return;
  }
  const { ports: toPort = 65_535 } = acl;
  const rule = (cidrBlock: string) => [
    { ...{ ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock, fromPort: 0, toPort } },
  ];
  const ids = Object.entries(subnets).flatMap(([name, { id }]) => (name === acl.of ? [id] : []));
  new NetworkAcl("guard", {
    ...{ vpcId, subnetIds: ids, ingress: rule(acl.in), egress: rule(acl.out) },
  });
}

/** The security groups of the load balancer, the tasks and the database. */
interface Groups {
  readonly front: SecurityGroup;
  readonly tasks: SecurityGroup;
}

function groups(vpcId: Output<string>, { egress }: Shop): Groups {
  const out = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: [everywhere] }];
  const front = new SecurityGroup("front", {
    vpcId,
    name: "front",
    ...inline(ranges),
    egress: out,
  });
  const database = new SecurityGroup("database", { vpcId, name: "database" });
  const tasks = new SecurityGroup("tasks", {
    ...{ vpcId, name: "tasks" },
    ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [front.id] }],
    egress:
      egress?.(database.id).map(([port, end]) => ({
        ...{ protocol: "tcp", fromPort: port, toPort: port },
        ...(typeof end === "string" ? { cidrBlocks: [end] } : { securityGroups: [end] }),
      })) ?? out,
  });
  new SecurityGroupIngressRule("database-from-tasks", {
    ...{ securityGroupId: database.id, referencedSecurityGroupId: tasks.id },
    ...{ ipProtocol: "tcp", fromPort: 5432, toPort: 5432 },
  });
  return { front, tasks };
}

function serve(
  vpcId: Output<string>,
  { front, tasks: group }: Groups,
  { fronts, tasks }: { readonly fronts: readonly Subnet[]; readonly tasks: Subnet },
): void {
  const balancer = new LoadBalancer("edge", {
    ...{ name: "edge", idleTimeout: 930, securityGroups: [front.id] },
    subnets: fronts.map(({ id }) => id),
  });
  const { arn: targetGroupArn } = new TargetGroup("shop", {
    ...{ name: "shop", port: 8080, protocol: "HTTP", targetType: "ip", vpcId },
    healthCheck: { path: "/ready", matcher: "200" },
  });
  const listener = new Listener("https", {
    ...{ loadBalancerArn: balancer.arn, port: 443, protocol: "HTTPS" },
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0b1c2d3e",
    defaultActions: [{ type: "forward", targetGroupArn }],
  });
  new Service(
    "shop",
    {
      ...{ name: "shop", cluster: "main", launchType: "FARGATE", taskDefinition: "shop:7" },
      ...{ desiredCount: 3, deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 200 },
      networkConfiguration: { subnets: [tasks.id], securityGroups: [group.id] },
      loadBalancers: [{ targetGroupArn, containerName: "shop", containerPort: 8080 }],
    },
    { dependsOn: [listener] },
  );
  record("shop", "shop.example.com", "", { type: "CNAME", content: balancer.dnsName });
}
