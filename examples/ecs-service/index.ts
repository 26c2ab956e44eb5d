import { Cluster } from "@pulumi/aws/ecs/cluster";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";
import { OriginCertificate, ResilientSite, type SitePoolArgs } from "steady-edge";

/** Where the service runs: a VPC, and public subnets of two zones in it. */
interface Place {
  readonly vpcId: string;
  readonly subnetIds: string[];
}

const config = new pulumi.Config();
const zoneName = config.require("zoneName");
const image = config.require("image");
const places = Object.entries(config.requireObject<Record<string, Place>>("regions"));

/** The port at which the container listens. */
const port = 8080;

const role = new Role("tasks", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
      },
    ],
  },
});
const mayPull = new RolePolicyAttachment("tasks", {
  role: role.name,
  policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
});

const certificate = new OriginCertificate("origin", {
  zoneName,
  acmRegions: places.map(([region]) => region),
});

/** One service behind a load balancer of its own. */
function poolIn(region: string, { subnetIds }: Place): SitePoolArgs {
  const cluster = new Cluster(region, { region });
  const task = new TaskDefinition(
    region,
    {
      ...{ region, family: "web", cpu: "256", memory: "512" },
      ...{ networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"] },
      executionRoleArn: role.arn,
      containerDefinitions: JSON.stringify([
        { name: "web", image, portMappings: [{ containerPort: port }] },
      ]),
    },
    { dependsOn: [mayPull] },
  );
  const service = {
    ...{ clusterArn: cluster.arn, taskDefinitionArn: task.arn, containerName: "web", subnetIds },
    // Tasks in public subnets pull their image from there. In private ones, with a way out, leave it away.
    assignPublicIp: true,
    scaling: { maximumTasks: 6, requestsPerTaskPerMinute: 600 },
  };
  const alb = {
    ...{ firewall: region, subnetIds, targets: { service } },
    certificateArn: certificate.acmCertificateArns.apply((arns) => arns[region] ?? ""),
    application: { port, healthPath: "/healthz" },
    // Where nothing is said AWS refuses to delete the load balancers.
    deletionProtection: config.getBoolean("deletionProtection"),
  };
  return { name: region, origins: { ecs: { alb } } };
}

const site = new ResilientSite("www", {
  accountId: config.require("accountId"),
  zoneId: config.require("zoneId"),
  zoneName,
  hostname: `www.${zoneName}`,
  pools: places.map(([region, place]) => poolIn(region, place)),
  health: { path: "/healthz" },
  firewalls: Object.fromEntries(places.map(([region, { vpcId }]) => [region, { vpcId, region }])),
  alerts: { emails: ["oncall@example.com"] },
});

/** Where the site is. */
export const { url } = site;
