import { Listener as AlbListener } from "@pulumi/aws/alb/listener";
import { LoadBalancer as Alb } from "@pulumi/aws/alb/loadBalancer";
import { TargetGroup as AlbTargetGroup } from "@pulumi/aws/alb/targetGroup";
import { Group, type GroupArgs } from "@pulumi/aws/autoscaling/group";
import { Service, type ServiceArgs } from "@pulumi/aws/ecs/service";
import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import type { CorpusCase, Program } from "../corpusCase";
import { record } from "../siteByHand";

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
    const listener = new AlbListener("api-listener", {
      ...{ loadBalancerArn: lb.arn, port: 443, protocol: "HTTPS", sslPolicy: policy },
      certificateArn: certificate,
      defaultActions: [{ type: "forward", targetGroupArn: groups[color].arn }],
    });
    for (const name of green ? (["blue", "green"] as const) : (["blue"] as const)) {
      const { arn: targetGroupArn } = groups[name];
      new Service(`api-${name}`, {
        ...{ name: `api-${name}`, cluster: "main", taskDefinition: "api:7", desiredCount: 4 },
        ...{ deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 200 },
        ...{ launchType: "FARGATE", networkConfiguration: { subnets: subnetIds } },
        loadBalancers: [{ targetGroupArn, containerName: "api", containerPort: 3000 }],
        ...(name === "blue" ? shop : {}),
      });
    }
    rules?.(listener, groups);
    record("api", "api.example.com", "", { type: "CNAME", content: lb.dnsName });
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
];
