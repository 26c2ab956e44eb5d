import {
  OriginCertificate,
  PublicCertificate,
  ResilientSite,
  StrictTls,
  type ResilientSiteArgs,
} from "../../components";
import { equalsGolden } from "../support/golden";
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

/** Type, name and parent: what a stack's state knows a resource by. */
function identities(registered: readonly Registered[]): string {
  return registered
    .map(({ type, name, parent }) => `${type} ${name} < ${parent ?? "the program"}`)
    .sort()
    .join("\n");
}

describe("identity", () => {
  it("of every child is that of the golden file: a changed line replaces live resources", async () => {
    const build = (parent: pulumi.Resource): void => {
      new ResilientSite("site", everything, { parent });
      new StrictTls("other", { zoneId: "fedcba9876543210fedcba9876543211" }, { parent });
      const [zoneName, region] = ["example.com", "us-east-1"];
      const expiryTopicArns = { [region]: "arn:aws:sns:us-east-1:123456789012:oncall" };
      new OriginCertificate(
        "origin",
        { zoneName, keptGenerations: [2], acmRegions: [region], expiryTopicArns },
        { parent },
      );
      const { zoneId } = everything;
      new PublicCertificate("public", { zoneId, zoneName, regions: [region] }, { parent });
    };
    await inBothModes(build, ({ registered }) => {
      equalsGolden("identities.txt", `${identities(registered)}\n`);
    });
  });
});
