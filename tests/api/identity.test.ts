import {
  AlbOrigin,
  ArgoAndTieredCache,
  EdgeCertificate,
  EdgeRules,
  ExternalMonitors,
  OriginCertificate,
  OriginPulls,
  MaintenancePage,
  PublicCertificate,
  WaitingRoom,
  ResilientSite,
  StrictTls,
  type AlbOriginArgs,
  type EdgeRulesArgs,
  type ResilientSiteArgs,
} from "../../components";
import { equalsGolden } from "../support/golden";
import { instantIn } from "../support/instants";
import { inBothModes, type Registered } from "../support/mocks";
import type * as pulumi from "@pulumi/pulumi";

/** A site that makes every kind of child there is. */
const everything: ResilientSiteArgs = {
  accountId: "0123456789abcdef0123456789abcdef",
  zoneId: "fedcba9876543210fedcba9876543210",
  zoneName: "example.com",
  hostname: "www.example.com",
  pools: [
    { name: "primary", origins: { a: { address: "203.0.113.10" } } },
    { name: "backup", origins: { a: { address: "198.51.100.20" } } },
  ],
  health: { path: "/healthz" },
  tls: { hsts: {}, originMaximumHttpVersion: "1" },
  firewalls: {
    lists: {
      vpcId: "vpc-0a1b2c3d4e5f60718",
      additionalSources: { probes: { cidr: "10.0.0.0/8" } },
    },
    rules: { vpcId: "vpc-0a1b2c3d4e5f60719", mode: "rules", ipv6: false },
  },
  alerts: {
    emails: ["oncall@example.com"],
    webhooks: { chat: { url: "https://chat.example.com/hook" } },
  },
  records: { "*.shop": { type: "CNAME", name: "*.shop", content: "www.example.com" } },
};

/** A load balancer of AWS that makes every kind of child there is, but for named targets. */
const albOrigin: AlbOriginArgs = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
  securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
  certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/a",
  additionalCertificateArns: { "*.shop": "arn:aws:acm:eu-central-1:123456789012:certificate/b" },
  plainHttp: "redirect",
  application: { port: 8080, healthPath: "/healthz" },
  targets: {
    autoScaling: {
      ...{ imageId: "ami-0abcdef1234567890", instanceType: "m7g.large", maximumInstances: 4 },
      requestsPerInstancePerMinute: 600,
    },
  },
  requiredHeader: { name: "x-origin-key", values: ["0123456789abcdef"] },
};

/** Rules that make every kind of child there is. */
const edgeRules: EdgeRulesArgs = {
  ...{ zoneId: everything.zoneId, zoneName: "example.com", plan: "pro" },
  accountId: "0123456789abcdef0123456789abcdef",
  redirects: [{ key: "a", when: "not ssl", toUrl: "https://example.com/" }],
  bulkRedirects: [{ from: "example.com/a", to: "https://example.com/b" }],
  errorPages: [{ key: "all", assetUrl: "https://status.example.net/5xx.html" }],
  monitorAllowance: { addresses: ["198.51.100.7"] },
};

/** Type, name and parent: what a stack's state knows a resource by. */
function identities(registered: readonly Registered[]): string {
  return registered
    .map(({ type, name, parent }) => `${type} ${name} < ${parent ?? "the program"}`)
    .sort()
    .join("\n");
}

const service = {
  clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/main",
  taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/web:7",
  containerName: "app",
  subnetIds: ["subnet-0c1b2c3d4e5f60718", "subnet-0d1c2d3e4f5061728"],
  scaling: { maximumTasks: 6, requestsPerTaskPerMinute: 600 },
};

describe("identity", () => {
  it("of every child is that of the golden file: a changed line replaces live resources", async () => {
    const build = (parent: pulumi.Resource): void => {
      new ResilientSite("site", everything, { parent });
      new StrictTls("other", { zoneId: "fedcba9876543210fedcba9876543211" }, { parent });
      new AlbOrigin("scaled", albOrigin, { parent });
      const targets = { addresses: { a: "10.0.0.1" } };
      new AlbOrigin("named", { ...albOrigin, targets }, { parent });
      new AlbOrigin("served", { ...albOrigin, targets: { service } }, { parent });
      const [zoneName, region] = ["example.com", "us-east-1"];
      const expiryTopicArns = { [region]: "arn:aws:sns:us-east-1:123456789012:oncall" };
      new OriginCertificate(
        "origin",
        { zoneName, keptGenerations: [2], acmRegions: [region], expiryTopicArns },
        { parent },
      );
      const { zoneId } = everything;
      new OriginPulls(
        "pulls",
        { zoneId, zoneName, mode: "off", trustStoreRegions: [region] },
        { parent },
      );
      const hostnames = [zoneName];
      new MaintenancePage(
        "upgrade",
        { accountId: everything.accountId, zoneId, zoneName, hostnames, until: instantIn(1) },
        { parent },
      );
      new PublicCertificate("public", { zoneId, zoneName, regions: [region] }, { parent });
      new EdgeRules("edge", edgeRules, { parent });
      new ExternalMonitors(
        "outside",
        {
          urls: { www: { url: "https://www.example.com/healthz" } },
          zabbix: {
            ...{ url: "https://zabbix.example.com", apiToken: "0a1b2c3d" },
            ...{ host: "www.example.com", hostGroups: ["Websites"] },
          },
          uptimeRobot: { apiKey: "u1-0a1b2c3d", alertContactIds: { oncall: "1" } },
          newRelic: { accountId: "1", apiKey: "NRAK-0A1B", locations: ["US_EAST_1"] },
        },
        { parent },
      );
      new WaitingRoom(
        "queue",
        {
          ...{ zoneId, zoneName: "example.com", plan: "enterprise", hasWaitingRoomAdvanced: true },
          ...{ hostname: "www.example.com", newUsersPerMinute: 200, totalActiveUsers: 200 },
          bypassPaths: ["/healthz"],
        },
        { parent },
      );
      new EdgeCertificate(
        "deep",
        { zoneId, zoneName: "example.com", hostnames: ["*.shop.example.com"] },
        { parent },
      );
      new ArgoAndTieredCache(
        "ways",
        { zoneId, tieredCache: "smart", argoSmartRouting: true },
        { parent },
      );
    };
    await inBothModes(build, ({ registered }) => {
      equalsGolden("identities.txt", `${identities(registered)}\n`);
    });
  });
});
