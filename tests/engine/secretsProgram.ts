import { Certificate } from "@pulumi/aws/acm";
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { AuthenticatedOriginPullsCertificate } from "@pulumi/cloudflare/authenticatedOriginPullsCertificate";
import { Provider } from "@pulumi/cloudflare/provider";
import * as pulumi from "@pulumi/pulumi";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { AlbOrigin } from "../../components/albOrigin";
import { HealthAlerts } from "../../components/alerts";
import { DnsRecords } from "../../components/dns";
import { FailoverLoadBalancer } from "../../components/loadBalancing";
import { originSecretHeader } from "../../components/originPulls";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";

/** One of each kind, with characters that each way of writing does something of its own to. */
export const secrets = {
  token: 's3cr3t-token-"\\/+&é',
  otherToken: "s3cr3t-token-of-another-account",
  awsKey: "s3cr3t/aws+key==",
  url: "https://hooks.example.net/s3cr3t-url?a=b&c=ü",
  header: 's3cr3t-header-\\n"quoted"',
  content: 'v=verify s3cr3t-content-"\\',
  bearer: "Bearer s3cr3t-bearer",
  originHeader: 's3cr3t-origin-header-"\\/+&',
  originPullKey: "-----BEGIN PRIVATE KEY-----\ns3cr3t-pull\n-----END PRIVATE KEY-----\n",
  serverKey: "-----BEGIN RSA PRIVATE KEY-----\ns3cr3t-tls\n-----END RSA PRIVATE KEY-----\n",
};

/** Credentials in the environment of whoever runs the suite. */
export const credentials: Readonly<Record<string, string>> = {
  CLOUDFLARE_API_TOKEN: "s3cr3t-environment-cloudflare-token",
  CLOUDFLARE_API_KEY: "s3cr3t-environment-cloudflare-key",
  AWS_ACCESS_KEY_ID: "s3cr3t-environment-aws-id",
  AWS_SECRET_ACCESS_KEY: "s3cr3t-environment-aws-key",
  AWS_SESSION_TOKEN: "s3cr3t-environment-aws-session",
  PULUMI_ACCESS_TOKEN: "s3cr3t-environment-pulumi",
  PULUMI_CONFIG_PASSPHRASE: "s3cr3t-environment-passphrase",
  GITHUB_TOKEN: "s3cr3t-environment-github",
};

/** The configuration of the program, every value a secret. */
export const config = {
  "cloudflare:apiToken": { secret: secrets.token },
  "site:otherToken": { secret: secrets.otherToken },
  "site:awsKey": { secret: secrets.awsKey },
  "site:url": { secret: secrets.url },
  "site:header": { secret: secrets.header },
  "site:bearer": { secret: secrets.bearer },
  "site:originHeader": { secret: secrets.originHeader },
  "site:originPullKey": { secret: secrets.originPullKey },
  "site:serverKey": { secret: secrets.serverKey },
};

const accountId = defaultAccountId;
const zone = { zoneId: defaultZoneId, zoneName: "example.com" };
const certificate = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n";

/**
 * Declares a secret wherever one can be.
 * @param address - The secret address of a record. Defaults to no such record.
 * @returns Outputs, one of them a secret.
 */
export function declare(address?: string): Record<string, unknown> {
  const settings = new pulumi.Config("site");
  const given = (name: string): pulumi.Output<string> => settings.requireSecret(name);
  const provider = new Provider("other", { apiToken: given("otherToken") });
  const aws = new AwsProvider("aws", { region: "us-east-1", secretKey: given("awsKey") });
  const late = address === undefined ? undefined : pulumi.secret(address);
  const records = new DnsRecords(
    "verified",
    {
      ...zone,
      records: {
        txt: { type: "TXT", name: "verify", content: pulumi.secret(secrets.content) },
        ...(late === undefined ? {} : { a: { type: "A", name: "a", content: late } }),
      },
    },
    { provider },
  );
  new FailoverLoadBalancer("web", {
    ...{ accountId, ...zone, hostname: "www.example.com" },
    pools: [
      { name: "primary", origins: { a: { address: "203.0.113.10" } } },
      { name: "backup", origins: { a: { address: "198.51.100.20" } } },
    ],
    health: { path: "/healthz", headers: { Authorization: given("bearer") } },
  });
  new HealthAlerts("told", {
    accountId,
    webhooks: { chat: { url: given("url"), secret: given("header") } },
  });
  const { zoneId } = zone;
  const pull = { zoneId, certificate, privateKey: given("originPullKey") };
  new AuthenticatedOriginPullsCertificate("pull", pull);
  const served = { certificateBody: certificate, privateKey: given("serverKey") };
  new Certificate("served", served, { provider: aws });
  declareOrigin(given("originHeader"), aws);
  return { token: given("header"), ids: records.recordIds };
}

/** A load balancer that demands a secret header, and Cloudflare that sends it. */
function declareOrigin(value: pulumi.Output<string>, provider: AwsProvider): void {
  const header = originSecretHeader({ hostnames: ["www.example.com"], value });
  new AlbOrigin(
    "origin",
    {
      ...{ vpcId: "vpc-0a1b2c3d4e5f60718", securityGroupIds: ["sg-0a1b2c3d4e5f60718"] },
      subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/a",
      application: { port: 8080, healthPath: "/healthz" },
      targets: { addresses: { a: "10.0.0.10" } },
      requiredHeader: header.requiredHeader,
      deletionProtection: false,
    },
    { providers: [provider] },
  );
  new Ruleset("sent", {
    ...{ zoneId: defaultZoneId, name: "sent", kind: "zone" },
    phase: "http_request_late_transform",
    rules: [header.edgeRule],
  });
}
