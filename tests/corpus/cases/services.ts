import { Certificate } from "@pulumi/aws/acm/certificate";
import { Listener as AlbListener } from "@pulumi/aws/alb/listener";
import { ListenerRule as AlbRule } from "@pulumi/aws/alb/listenerRule";
import { LoadBalancer as Alb } from "@pulumi/aws/alb/loadBalancer";
import { TargetGroup as AlbTargetGroup } from "@pulumi/aws/alb/targetGroup";
import { Group, type GroupArgs } from "@pulumi/aws/autoscaling/group";
import { Instance } from "@pulumi/aws/ec2/instance";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Service, type ServiceArgs } from "@pulumi/aws/ecs/service";
import { Permission } from "@pulumi/aws/lambda/permission";
import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener";
import { ListenerCertificate } from "@pulumi/aws/lb/listenerCertificate";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { WebAcl } from "@pulumi/aws/wafv2/webAcl";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation";
import type { CorpusCase, Program } from "../corpusCase";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { record, settings } from "../siteByHand";

const subnetIds = ["subnet-0aa11bb22cc33dd44", "subnet-0ee55ff66aa77bb88"];
const vpcId = "vpc-0d15ea5e0ddba1100";
const policy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
const certificate =
  "arn:aws:acm:us-east-1:123456789012:certificate/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const trustStoreArn =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/edge/0123456789abcdef";

/** What two programs of a fleet of machines say differently. */
interface Fleet {
  readonly scaling?: Partial<GroupArgs>;
  readonly group?: Partial<TargetGroupArgs>;
  readonly listener?: Partial<ListenerArgs>;
  readonly tags?: Record<string, string>;
  readonly beside?: (fleet: {
    readonly balancer: LoadBalancer;
    readonly group: TargetGroup;
  }) => void;
}

/** Machines in an Auto Scaling group, as a team of operators writes it: one file, everything named after the platform. */
function fleet({ scaling, group, listener, tags = {}, beside }: Fleet = {}): Program {
  return () => {
    const balancer = new LoadBalancer("platform-public", {
      ...{ loadBalancerType: "application", subnets: subnetIds, securityGroups: [] },
      ...{ name: "platform-public", idleTimeout: 920, tags },
    });
    const targets = new TargetGroup("platform-web", {
      ...{ name: "platform-web", port: 8080, protocol: "HTTP", vpcId, targetType: "instance" },
      healthCheck: { path: "/status", matcher: "200" },
      ...group,
    });
    new Listener("platform-https", {
      ...{ loadBalancerArn: balancer.arn, port: 443, protocol: "HTTPS", sslPolicy: policy },
      ...{ certificateArn: certificate, tags },
      defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
      ...listener,
    });
    new Group("platform-web", {
      ...{ name: "platform-web", minSize: 2, maxSize: 9, desiredCapacity: 3 },
      ...{ vpcZoneIdentifiers: subnetIds, targetGroupArns: [targets.arn] },
      launchTemplate: { id: "lt-0123456789abcdef0", version: "$Latest" },
      ...scaling,
    });
    record("platform", "platform.example.com", "", { type: "CNAME", content: balancer.dnsName });
    beside?.({ balancer, group: targets });
  };
}

/** What two programs of services in containers say differently. */
interface Containers {
  readonly shop?: Partial<ServiceArgs>;
  readonly color?: "blue" | "green";
  readonly green?: boolean;
  readonly rules?: (
    listener: AlbListener,
    groups: Record<"blue" | "green", AlbTargetGroup>,
  ) => void;
}

/** Services of ECS behind the older spelling of load balancers, as a team of developers writes it. */
function containers({ shop = {}, color = "blue", green = true, rules }: Containers = {}): Program {
  return () => {
    const lb = new Alb("api-lb", {
      ...{ name: "api-lb", subnets: subnetIds, securityGroups: [], idleTimeout: 1000 },
    });
    const tg = (name: string): AlbTargetGroup =>
      new AlbTargetGroup(name, {
        ...{ name, port: 3000, protocol: "HTTP", targetType: "ip", vpcId },
        ...{ deregistrationDelay: 120, healthCheck: { path: "/ready" } },
      });
    const groups = { blue: tg("api-blue"), green: tg("api-green") };
    const listen = (name: string, port: number, to: "blue" | "green"): AlbListener =>
      new AlbListener(name, {
        ...{ loadBalancerArn: lb.arn, port, protocol: "HTTPS", sslPolicy: policy },
        certificateArn: certificate,
        defaultActions: [{ type: "forward", targetGroupArn: groups[to].arn }],
      });
    const listener = listen("api-listener", 443, color);
    // ECS wants every group led to before its service is made: the second one by the port at which the team tries it.
    const dependsOn = [listener, ...(green ? [listen("api-test", 9443, "green")] : [])];
    for (const name of green ? (["blue", "green"] as const) : (["blue"] as const)) {
      const { arn: targetGroupArn } = groups[name];
      new Service(
        `api-${name}`,
        {
          ...{ name: `api-${name}`, cluster: "main", taskDefinition: "api:7", desiredCount: 4 },
          ...{ deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 200 },
          ...{ launchType: "FARGATE", networkConfiguration: { subnets: subnetIds } },
          loadBalancers: [{ targetGroupArn, containerName: "api", containerPort: 3000 }],
          ...(name === "blue" ? shop : {}),
        },
        { dependsOn },
      );
    }
    rules?.(listener, groups);
    record("api", "api.example.com", "", { type: "CNAME", content: lb.dnsName });
  };
}

/** A rule of the service's listener, as a developer writes it. */
const rule =
  (name: string, priority: number, host: string, actions: (blue: AlbTargetGroup) => object) =>
  (listener: AlbListener, { blue }: { readonly blue: AlbTargetGroup }): void => {
    new AlbRule(name, {
      ...{ listenerArn: listener.arn, priority },
      conditions: [{ hostHeader: { values: [host] } }],
      actions: [actions(blue)] as never,
    });
  };
const down = (): object => ({
  ...{ type: "fixed-response" },
  fixedResponse: { contentType: "text/plain", messageBody: "back soon", statusCode: "503" },
});

/** One machine by hand behind a network of one's own, as somebody writes it who learnt by doing. */
function handmade(said: {
  readonly instanceType?: string;
  readonly opens?: boolean;
  readonly names?: readonly string[];
  readonly further?: boolean;
  readonly internal?: boolean;
  readonly waf?: boolean;
  readonly machines?: number;
  /** What the attachments of machines are called. */
  readonly attached?: string;
  readonly labels?: Record<string, string>;
}): Program {
  const { instanceType = "t3.medium", opens = true, internal = false, labels = {} } = said;
  return () => {
    const front = new SecurityGroup("front", { vpcId, name: "front", tags: labels });
    for (const cidrIpv4 of cloudflareRanges.ipv4) {
      new SecurityGroupIngressRule(`cf-${cidrIpv4.replace(/\W/g, "-")}`, {
        ...{ securityGroupId: front.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4 },
      });
    }
    const own = new SecurityGroup("machines", { vpcId, name: "machines" });
    new SecurityGroupEgressRule("front-out", {
      ...{ securityGroupId: front.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
    });
    new SecurityGroupIngressRule("ssh", {
      ...{ securityGroupId: own.id, ipProtocol: "tcp", fromPort: 22, toPort: 22 },
      cidrIpv4: "203.0.113.77/32",
    });
    if (opens) {
      new SecurityGroupIngressRule("from-front", {
        ...{ securityGroupId: own.id, ipProtocol: "tcp", fromPort: 80, toPort: 80 },
        referencedSecurityGroupId: front.id,
      });
    }
    const lb = new LoadBalancer("front", {
      ...{ name: internal ? "front-internal" : "front", internal, idleTimeout: 3600, tags: labels },
      ...{ subnets: subnetIds, securityGroups: [front.id] },
    });
    const tg = new TargetGroup("machines", { name: "machines", port: 80, protocol: "HTTP", vpcId });
    Array.from({ length: said.machines ?? 1 }, (_each, index) => {
      const machine = new Instance(`machine-${index}`, {
        ...{ ami: "ami-0123456789abcdef0", instanceType, subnetId: subnetIds[index % 2] ?? "" },
        ...{ vpcSecurityGroupIds: [own.id], tags: labels },
      });
      new TargetGroupAttachment(`${said.attached ?? "machine"}-${index}`, {
        ...{ targetGroupArn: tg.arn, targetId: machine.id },
      });
    });
    const [first = "shop.example.com", ...others] = said.names ?? ["shop.example.com"];
    const cert = new Certificate("shop", {
      ...{ domainName: first, subjectAlternativeNames: [...others], validationMethod: "DNS" },
    });
    const listener = new Listener("front", {
      ...{ loadBalancerArn: lb.arn, port: 443, protocol: "HTTPS", sslPolicy: policy },
      ...{ certificateArn: cert.arn, tags: labels },
      defaultActions: [{ type: "forward", targetGroupArn: tg.arn }],
    });
    if (said.further === true) {
      const blog = new Certificate("blog", {
        ...{ domainName: "blog.example.com", validationMethod: "DNS" },
      });
      new ListenerCertificate("blog", { listenerArn: listener.arn, certificateArn: blog.arn });
    }
    if (said.waf !== undefined) {
      const acl = new WebAcl("guard", {
        ...{ name: "guard", scope: "REGIONAL" },
        defaultAction: said.waf ? { block: {} } : { allow: {} },
        visibilityConfig: {
          ...{
            cloudwatchMetricsEnabled: false,
            metricName: "guard",
            sampledRequestsEnabled: false,
          },
        },
      });
      new WebAclAssociation("guard", { resourceArn: lb.arn, webAclArn: acl.arn });
    }
    settings({ ssl: "strict", ssl_automatic_mode: "custom", min_tls_version: "1.2" });
    record("shop", "shop.example.com", "", { type: "CNAME", content: lb.dnsName });
    record("blog", "blog.example.com", "", { type: "CNAME", content: lb.dnsName });
  };
}

const both = ["shop.example.com", "blog.example.com"];
const shopAndBlog = handmade({ names: both });
const guarded = handmade({ names: both, waf: false });

/** A function behind a load balancer, with its permission or without. */
function functionBehind(allowed: boolean): Program {
  return () => {
    const lb = new LoadBalancer("fn", {
      ...{ name: "fn", subnets: subnetIds, securityGroups: [], idleTimeout: 900 },
    });
    const tg = new TargetGroup("fn", { name: "fn", targetType: "lambda" });
    const targetId = "arn:aws:lambda:us-east-1:123456789012:function:render";
    if (allowed) {
      new Permission("fn", {
        ...{ action: "lambda:InvokeFunction", function: "render", sourceArn: tg.arn },
        principal: "elasticloadbalancing.amazonaws.com",
      });
    }
    new TargetGroupAttachment("fn", { targetGroupArn: tg.arn, targetId });
    new Listener("fn", {
      ...{ loadBalancerArn: lb.arn, port: 443, protocol: "HTTPS", sslPolicy: policy },
      certificateArn: certificate,
      defaultActions: [{ type: "forward", targetGroupArn: tg.arn }],
    });
    record("fn", "fn.example.com", "", { type: "CNAME", content: lb.dnsName });
  };
}

const zero = { minSize: 0, desiredCapacity: 0 };
const fleetBefore = fleet();
const containersBefore = containers();

/** Programs whose outages stand in what serves behind a load balancer, as strangers write them. */
export const serviceCases: readonly CorpusCase[] = [
  {
    name: "scaling-group-set-to-zero",
    because: "no machine is left behind the only target group",
    before: fleetBefore,
    after: fleet({ scaling: zero }),
    risks: ["high capacity-none platform-web"],
    changes: ["update platform-web"],
    says: ["Error 503", "platform.example.com"],
  },
  {
    name: "scaling-group-scaled-out",
    because: "more machines than before take nothing from anybody",
    before: fleetBefore,
    after: fleet({ scaling: { minSize: 4, desiredCapacity: 6, maxSize: 12 } }),
    risks: [],
    changes: ["update platform-web"],
  },
  {
    name: "scaling-group-thinned",
    because: "two machines carry what three carried",
    before: fleetBefore,
    after: fleet({ scaling: { desiredCapacity: 2, maxSize: 2 } }),
    risks: ["medium capacity-lowered platform-web"],
    changes: ["update platform-web"],
    says: ["keeps 2 running instead of the 3"],
  },
  {
    name: "service-of-containers-stopped",
    because: "the service that the listener leads to runs no task",
    before: containersBefore,
    after: containers({ shop: { desiredCount: 0 } }),
    risks: ["high capacity-none api-blue"],
    changes: ["update api-blue"],
    says: ["api.example.com", "Error 503"],
  },
  {
    name: "listener-turned-to-filled-group",
    because: "as many tasks stand behind the other group already",
    before: containersBefore,
    after: containers({ color: "green" }),
    risks: [],
    changes: ["update api-listener"],
  },
  {
    name: "listener-turned-to-empty-group",
    because: "nothing registers targets in the group that the listener comes to lead to",
    before: containers({ green: false }),
    after: containers({ green: false, color: "green" }),
    risks: ["high targets-lost api-green"],
    changes: ["update api-listener"],
  },
  {
    name: "listener-demands-certificate-nobody-sends",
    because: "the zone's origin pulls are not on",
    before: fleetBefore,
    after: fleet({ listener: { mutualAuthentication: { mode: "verify", trustStoreArn } } }),
    risks: ["high client-certificate-unsent platform-public"],
    changes: ["update platform-https"],
    says: ["Error 525", "platform.example.com"],
  },
  {
    name: "fleet-labelled-and-listener-added",
    because: "labels, and a listener at a port that nobody asks yet",
    before: fleetBefore,
    after: fleet({
      tags: { team: "platform", cost: "web" },
      beside: ({ balancer, group }) => {
        new Listener("platform-8443", {
          ...{ loadBalancerArn: balancer.arn, port: 8443, protocol: "HTTPS", sslPolicy: policy },
          ...{ certificateArn: certificate },
          defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
        });
      },
    }),
    risks: [],
    changes: ["create platform-8443", "update platform-https", "update platform-public"],
  },
  {
    name: "maintenance-rule-before-the-service",
    because: "the rule takes every request for the hostname from the service",
    before: containersBefore,
    after: containers({ rules: rule("maintenance", 1, "api.example.com", down) }),
    risks: ["high listener-rule-answers api.example.com"],
    changes: ["create maintenance"],
    says: ["with the code 503"],
  },
  {
    name: "maintenance-rule-for-another-host",
    because: "the rule takes nothing from the hostname that leads here",
    before: containersBefore,
    after: containers({ rules: rule("maintenance", 1, "old.example.com", down) }),
    risks: [],
    changes: ["create maintenance"],
  },
  {
    name: "rule-shadows-the-service",
    because: "a rule for all hosts sends the hostname's requests to another group",
    before: containersBefore,
    after: containers({
      rules: (listener, { green }) => {
        new AlbRule("everything", {
          ...{ listenerArn: listener.arn, priority: 5 },
          conditions: [{ hostHeader: { values: ["*.example.com"] } }],
          actions: [{ type: "forward", targetGroupArn: green.arn }],
        });
      },
    }),
    risks: ["medium listener-rule-shadows api.example.com"],
    changes: ["create everything"],
  },
  {
    name: "service-deployed-with-nothing-kept",
    because: "all tasks may stop before a new one serves",
    before: containersBefore,
    after: containers({ shop: { deploymentMinimumHealthyPercent: 0 } }),
    risks: ["high deployment-stops-all api-blue"],
    changes: ["update api-blue"],
  },
  {
    name: "target-group-asked-at-another-path",
    because: "nobody knows whether the machines answer there",
    before: fleetBefore,
    after: fleet({ group: { healthCheck: { path: "/healthz", matcher: "200" } } }),
    risks: ["medium target-check-changed platform-web"],
    changes: ["update platform-web"],
  },
  {
    name: "machine-made-larger-in-place",
    because: "the only machine stops",
    before: shopAndBlog,
    after: handmade({ names: both, instanceType: "t3.xlarge" }),
    risks: ["high machine-stops machine-0"],
    findings: ["low targets-in-clear machines"],
    changes: ["update machine-0"],
  },
  {
    name: "machines-shut-out-their-balancer",
    because: "no rule of their group lets the load balancer in",
    before: shopAndBlog,
    after: handmade({ names: both, opens: false }),
    risks: ["high targets-shut machines"],
    findings: ["low targets-in-clear machines"],
    changes: ["delete from-front"],
    says: ["Error 504", "`blog.example.com` and `shop.example.com`"],
  },
  {
    name: "machines-attached-under-other-names",
    because: "the deletion at the end takes out the machine that both names register",
    before: shopAndBlog,
    after: handmade({ names: both, attached: "target" }),
    risks: ["high targets-lost machines", "medium object-lost target-0"],
    findings: ["low targets-in-clear machines"],
    changes: ["create target-0", "delete machine-0"],
    says: ["Error 503", "Give `target-0` an alias to `machine-0`"],
  },
  {
    name: "certificate-loses-a-name",
    because: "the blog leads to a listener that shows no certificate for it",
    before: shopAndBlog,
    after: handmade({}),
    risks: ["high listener-certificate-missing front"],
    findings: ["low targets-in-clear machines"],
    changes: ["replace shop", "update front"],
    says: ["Error 526", "blog.example.com"],
  },
  {
    name: "listener-loses-a-certificate",
    because: "what the blog needs goes",
    before: handmade({ further: true }),
    after: handmade({}),
    risks: ["high listener-certificate-missing front"],
    findings: ["low targets-in-clear machines"],
    changes: ["delete blog", "delete blog"],
  },
  {
    name: "name-moves-to-a-certificate-of-its-own",
    because: "another certificate of the listener covers it",
    before: handmade({ names: both, further: true }),
    after: handmade({ further: true }),
    risks: [],
    findings: ["low targets-in-clear machines"],
    changes: ["replace shop", "update front"],
  },
  {
    name: "balancer-becomes-internal",
    because:
      "Cloudflare does not reach a private network, and what a program names is deleted first",
    before: shopAndBlog,
    after: handmade({ names: both, internal: true }),
    risks: [
      "high balancer-internal front-internal",
      "high origin-gap front",
      "medium destination-changed blog.example.com",
      "medium destination-changed shop.example.com",
    ],
    findings: ["low targets-in-clear machines"],
    changes: ["replace front", "replace front", "update blog", "update shop"],
  },
  {
    name: "web-acl-comes-to-block",
    because: "it has no rule that lets anything through",
    before: guarded,
    after: handmade({ names: both, waf: true }),
    risks: ["high web-acl-blocks front"],
    findings: ["low targets-in-clear machines"],
    changes: ["update guard"],
    says: ["Error 403"],
  },
  {
    name: "web-acl-taken-away",
    because:
      "what allowed everything blocks nobody by going, and what its rules kept away nobody read",
    before: guarded,
    after: shopAndBlog,
    risks: [],
    notJudged: ["delete guard: "],
    findings: ["low targets-in-clear machines"],
    changes: ["delete guard", "delete guard"],
  },
  {
    name: "machine-added-and-all-labelled",
    because: "a second machine beside the first one, and labels",
    before: shopAndBlog,
    after: handmade({ names: both, machines: 2, labels: { owner: "shop" } }),
    risks: [],
    findings: ["low targets-in-clear machines"],
    changes: [
      ...["create machine-1", "create machine-1", "update front", "update front", "update front"],
      "update machine-0",
    ],
  },
  {
    name: "function-loses-its-permission",
    because: "the load balancer may no longer call it",
    before: functionBehind(true),
    after: functionBehind(false),
    risks: ["high lambda-permission-lost fn"],
    changes: ["delete fn"],
  },
];
