import { Ruleset } from "@pulumi/cloudflare/ruleset";
import * as pulumi from "@pulumi/pulumi";
import {
  OriginCertificate,
  OriginPulls,
  originSecretHeader,
  PublicCertificate,
  ResilientSite,
  type AlbContentArgs,
  type AlbServiceArgs,
} from "../../components";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import { secretMark } from "./secretMark";

/** What differs between the sites that the tests bring up one after the other. */
export interface OriginsChoice {
  /** Which certificates serve and are shown. Defaults to the first ones. */
  readonly generation?: number;
  /** Whether load balancers demand Cloudflare's client certificate, or only see it. Defaults to seeing it. */
  readonly isEnforced?: boolean;
  /** Endings of the secret header's values, that which is sent first. Defaults to one. */
  readonly headers?: readonly [sent: string, other?: string];
  /** The image of the machines of the second pool. */
  readonly imageId?: string;
  /** The revision of what the tasks of the first pool run. Defaults to 1. */
  readonly revision?: number;
}

const region = "us-east-1";
const zone = { zoneId: defaultZoneId, zoneName: "example.com" };
const hostname = "www.example.com";

/**
 * A site whose pools are load balancers of AWS that it makes, with all that lets Cloudflare and them know each other.
 * @param choice - What is to differ.
 * @returns What the program exports.
 */
export function declareOrigins(choice: OriginsChoice = {}): Record<string, unknown> {
  const { generation = 1, isEnforced = false, headers = ["one"], revision = 1 } = choice;
  const [sent, other] = headers;
  const header = originSecretHeader({
    hostnames: [hostname],
    value: secretOf(sent),
    ...(other === undefined ? {} : { otherValue: secretOf(other) }),
  });
  const own = new OriginCertificate("own", {
    ...{ zoneName: zone.zoneName, acmRegions: [region], generation, revokeRetired: true },
  });
  const open = new PublicCertificate("open", { ...zone, regions: [region] });
  const pulls = new OriginPulls("pulls", {
    ...{ ...zone, mode: isEnforced ? "enforce" : "observe", generation },
    ...{ trustStoreRegions: [region], monitorProbeZones: { www: zone.zoneName } },
  });
  const inRegion = (arns: pulumi.Output<Record<string, string>>) =>
    arns.apply((byRegion) => byRegion[region] ?? "");
  const alb = (targets: AlbContentArgs["targets"]) => ({
    ...{ firewall: "main", subnetIds, targets, requiredHeader: header.requiredHeader },
    certificateArn: inRegion(own.acmCertificateArns),
    additionalCertificateArns: { open: inRegion(open.acmCertificateArns) },
    application: { port: 8080, healthPath: "/healthz" },
    clientVerification: isEnforced
      ? { mode: "enforce" as const, trustStoreArn: inRegion(pulls.trustStoreArns) }
      : { mode: "observe" as const },
    deletionProtection: false,
  });
  const { imageId = "ami-0abcdef1234567890" } = choice;
  const site = new ResilientSite("www", {
    ...{ accountId: defaultAccountId, ...zone, hostname },
    pools: [
      { origins: { served: { alb: alb({ service: serviceOf(revision) }) } } },
      {
        origins: {
          scaled: {
            alb: alb({ autoScaling: { imageId, instanceType: "m7g.large", maximumInstances: 4 } }),
          },
        },
      },
    ],
    health: { path: "/healthz", headers: header.monitorHeaders },
    tls: {},
    firewalls: { main: { vpcId: "vpc-0a1b2c3d4e5f60718", region, mode: "prefixLists" } },
    alertsManagedBy: "nobody, in this test",
  });
  new Ruleset("headers", {
    ...{ zoneId: defaultZoneId, name: "headers", kind: "zone" },
    phase: "http_request_late_transform",
    rules: [header.edgeRule],
  });
  return { url: site.url, key: own.privateKeyPem };
}

function serviceOf(revision: number): AlbServiceArgs {
  const arn = `arn:aws:ecs:${region}:123456789012`;
  return {
    ...{ clusterArn: `${arn}:cluster/web`, containerName: "app", subnetIds },
    taskDefinitionArn: `${arn}:task-definition/web:${revision}`,
    scaling: { maximumTasks: 6, requestsPerTaskPerMinute: 600 },
  };
}

const subnetIds = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];

function secretOf(ending: string): pulumi.Output<string> {
  return pulumi.secret(`${secretMark}-of-origins-${ending}`);
}
