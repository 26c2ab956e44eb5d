import { output, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { Eip } from "@pulumi/aws/ec2/eip";
import { EipAssociation } from "@pulumi/aws/ec2/eipAssociation";
import { Instance } from "@pulumi/aws/ec2/instance";
import { Zone } from "@pulumi/aws/route53/zone";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { NetworkAcl } from "@pulumi/aws/ec2/networkAcl";
import { NetworkAclRule } from "@pulumi/aws/ec2/networkAclRule";
import { Route, type RouteArgs } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import type { Program } from "./corpusCase";
import { inline, ranges } from "./firewallsByHand";
import { record, siteByHand } from "./siteByHand";

/** A network as guides show it: a VPC with two public subnets and a private one, and a load balancer in the public ones. */
export class NetworkByHand {
  readonly vpc = new Vpc("shop", { cidrBlock: "10.0.0.0/16" });
  readonly gateway: InternetGateway;
  readonly publicA: Subnet;
  readonly publicB: Subnet;
  readonly privateA: Subnet;
  readonly publicTable: RouteTable;
  readonly privateTable: RouteTable;
  readonly nat: NatGateway;

  constructor(said: { readonly detached?: true; readonly tags?: Record<string, string> } = {}) {
    const vpcId = this.vpc.id;
    this.gateway = new InternetGateway("internet", said.detached === true ? {} : { vpcId });
    const subnet = (name: string, cidrBlock: string, zone: string) =>
      new Subnet(name, {
        ...{ vpcId, cidrBlock, availabilityZone: `us-east-1${zone}` },
        tags: { Name: name, ...said.tags },
      });
    this.publicA = subnet("public-a", "10.0.0.0/24", "a");
    this.publicB = subnet("public-b", "10.0.1.0/24", "b");
    this.privateA = subnet("private-a", "10.0.10.0/24", "a");
    this.publicTable = new RouteTable("public", { vpcId });
    this.privateTable = new RouteTable("private", { vpcId });
    this.nat = new NatGateway("nat", {
      subnetId: this.publicA.id,
      allocationId: "eipalloc-0123456789abcdef0",
    });
  }

  /** Routes of the tables. */
  route(name: string, table: RouteTable, args: Omit<RouteArgs, "routeTableId">): void {
    new Route(name, { routeTableId: table.id, ...args });
  }

  /** Gives a subnet its table. */
  associate(name: string, subnet: Subnet, table: Table): void {
    new RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: table.id });
  }

  /** The usual routes and associations, of which some may be others. */
  usual(
    said: {
      readonly public?: Omit<RouteArgs, "routeTableId"> | null;
      readonly tables?: Partial<Record<"a" | "b" | "private", Table | null>>;
    } = {},
  ): void {
    const { tables = {} } = said;
    const way = said.public === undefined ? { gatewayId: this.gateway.id } : said.public;
    if (way !== null) {
      this.route("public-default", this.publicTable, { destinationCidrBlock: "0.0.0.0/0", ...way });
    }
    this.route("private-default", this.privateTable, {
      ...{ destinationCidrBlock: "0.0.0.0/0", natGatewayId: this.nat.id },
    });
    const all = [
      ["public-a", this.publicA, tables.a === undefined ? this.publicTable : tables.a],
      ["public-b", this.publicB, tables.b === undefined ? this.publicTable : tables.b],
      [
        "private-a",
        this.privateA,
        tables.private === undefined ? this.privateTable : tables.private,
      ],
    ] as const;
    for (const [name, subnet, table] of all) {
      if (table !== null) {
        this.associate(name, subnet, table);
      }
    }
  }

  /** A network ACL of the public subnets, written as the documentation of the provider writes it. */
  acl(ingress: Input<readonly AclRuleByHand[]>, egress: readonly AclRuleByHand[]): void {
    const rules = (list: readonly AclRuleByHand[]) =>
      list.map(([ruleNo, action, cidrBlock, fromPort, toPort]) => ({
        ...{ ruleNo, action, cidrBlock, fromPort, toPort, protocol: "tcp" },
      }));
    new NetworkAcl("edge", {
      ...{ vpcId: this.vpc.id, subnetIds: [this.publicA.id, this.publicB.id] },
      ingress: Array.isArray(ingress) ? rules(ingress) : output(ingress).apply(rules),
      egress: rules(egress),
    });
  }

  /** A load balancer in the public subnets, to which `www.example.com` leads. */
  site(subnets: readonly Subnet[] = [this.publicA, this.publicB]): void {
    const group = new SecurityGroup("web", { vpcId: this.vpc.id, name: "web", ...inline(ranges) });
    const origin = new ApplicationLoadBalancer("origin", {
      ...{ name: "origin", idleTimeout: 930, securityGroups: [group.id] },
      subnets: subnets.map(({ id }) => id),
    });
    record("www", "www.example.com", "", { type: "CNAME", content: origin.dnsName });
  }
}

/** A route table, or what has its id. */
type Table = Pick<RouteTable, "id">;

/** A rule of a network ACL: number, action, range, first and last port. */
export type AclRuleByHand = readonly [
  number: number,
  action: "allow" | "deny",
  range: Input<string>,
  firstPort: number,
  lastPort: number,
];

/** Anybody, on every address. */
export const anywhere = "0.0.0.0/0";

/** A machine with an elastic address, to which `www.example.com` leads. */
export function machineByHand(said: {
  readonly tied: boolean;
  readonly tags?: Record<string, string>;
}): Program {
  return () => {
    const address = new Eip("www", { domain: "vpc", tags: said.tags ?? {} });
    const { id } = new Instance("web", {
      ...{ ami: "ami-0123456789abcdef0", instanceType: "t3.small" },
      subnetId: "subnet-0123456789abcdef0",
    });
    if (said.tied) {
      new EipAssociation("www", { allocationId: address.id, instanceId: id });
    }
    record("www", "www.example.com", "", { content: address.publicIp });
  };
}

/** Records of Route 53 beside a site whose first pool names one of them. */
export function namesByHand(declare: (zoneId: Zone["id"]) => void): Program {
  const origins = [{ name: "a", address: "origin.example.net" }];
  return siteByHand({ primary: { origins } }, () => {
    declare(new Zone("net", { name: "example.net" }).id);
  });
}

/** The usual network with its site, and what else is told. */
export function network(declare: (network: NetworkByHand) => void): Program {
  return () => {
    const made = new NetworkByHand();
    declare(made);
    made.site();
  };
}

/** What comes in from anybody at the port of HTTPS. */
export const https: AclRuleByHand = [100, "allow", anywhere, 443, 443];

/** What goes out to the ports that clients ask from. */
export const answers: AclRuleByHand = [100, "allow", anywhere, 1024, 65_535];

/** The usual network with its site. */
export const usualNetwork = network((made) => made.usual());

/** The same behind a network ACL. */
export const guardedNetwork = network((made) => {
  made.usual();
  made.acl([https], [answers]);
});

/**
 * The same behind a network ACL whose rules are resources of their own.
 * @param ingress - What it lets in.
 * @param called - Logical names of rules, by number, that are others than `in-` and the number.
 * @param options - Options of these rules.
 */
export function aclAlone(
  ingress: readonly AclRuleByHand[],
  called: Readonly<Record<number, string>> = {},
  options: CustomResourceOptions = {},
): Program {
  return network((made) => {
    made.usual();
    const { id: networkAclId } = new NetworkAcl("edge", {
      ...{ vpcId: made.vpc.id, subnetIds: [made.publicA.id, made.publicB.id] },
    });
    const rule = (name: string, egress: boolean, each: AclRuleByHand): void => {
      const [ruleNumber, ruleAction, cidrBlock, fromPort, toPort] = each;
      const args = { networkAclId, egress, ruleNumber, ruleAction, cidrBlock, fromPort, toPort };
      new NetworkAclRule(name, { ...args, protocol: "tcp" }, options);
    };
    ingress.forEach((each) => rule(called[each[0]] ?? `in-${each[0]}`, false, each));
    rule("out", true, answers);
  });
}

/** The same with the one rule that lets HTTPS in. */
export const guardedAlone = aclAlone([https]);
