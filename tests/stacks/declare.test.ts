import { assert, expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { declareEnvironment } from "../../stacks";
import { parseEnvironment } from "../../stacks/readEnvironment";
import { validateEnvironment } from "../../stacks/validate";
import { runProgram } from "../support/stackProgram";
import { value } from "../support/value";
import { fullEnvironment, fullSecrets } from "./fullEnvironment";
import {
  configOf,
  environmentOf,
  idOf,
  runStack,
  type ProgramRun,
  type StackConfig,
} from "./program";

const token = (type: string): string => type.split(":").at(-1) ?? type;

function counts({ declared }: ProgramRun): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { type } of declared) {
    counted[token(type)] = (counted[token(type)] ?? 0) + 1;
  }
  return counted;
}

/** The components by name, sorted. */
function components({ declared }: ProgramRun): string[] {
  return declared
    .filter(({ type }) => type.startsWith("steady-edge:"))
    .map(({ type, name }) => `${token(type)} ${name}`)
    .sort();
}

/** What a stack is made of: every component by its name, and how many resources there are of each type. */
const stacks: Readonly<
  Record<string, { config: StackConfig; components: string[]; counts: Record<string, number> }>
> = {
  dev: {
    config: configOf(environmentOf("dev")),
    components: [
      "FailoverLoadBalancer dev-web-balancer",
      "HealthAlerts dev-alerts",
      "ResilientSite dev-web",
    ],
    counts: {
      DnsRecord: 1,
      LoadBalancerMonitor: 1,
      LoadBalancerPool: 2,
      LoadBalancer: 1,
      NotificationPolicy: 3,
    },
  },
  staging: {
    config: configOf(environmentOf("staging")),
    components: [
      "DnsRecords staging-dns",
      "FailoverLoadBalancer staging-web-balancer",
      "HealthAlerts staging-alerts",
      "OriginFirewall staging-use1",
      "ResilientSite staging-web",
    ],
    counts: {
      DnsRecord: 2,
      LoadBalancerMonitor: 1,
      LoadBalancerPool: 2,
      LoadBalancer: 1,
      NotificationPolicy: 3,
      SecurityGroup: 1,
      ManagedPrefixList: 2,
      SecurityGroupIngressRule: 3,
      SecurityGroupEgressRule: 2,
    },
  },
  production: {
    config: configOf(environmentOf("production")),
    components: [
      "AlbOrigin production-www-alb-eu-euc1",
      "AlbOrigin production-www-alb-us-use1",
      "DnsRecords production-dns",
      "FailoverLoadBalancer production-api-balancer",
      "FailoverLoadBalancer production-www-balancer",
      "HealthAlerts production-alerts",
      "OriginCertificate production-origin-certificate",
      "OriginFirewall production-euc1",
      "OriginFirewall production-use1",
      "OriginPulls production-pulls",
      "ResilientSite production-api",
      "ResilientSite production-www",
      "StrictTls production-zone",
    ],
    counts: {
      ZoneSetting: 8,
      DnsRecord: 6,
      LoadBalancerMonitor: 2,
      LoadBalancerPool: 4,
      LoadBalancer: 4,
      TargetGroup: 2,
      Listener: 2,
      NotificationPolicy: 3,
      PrivateKey: 3,
      SelfSignedCert: 1,
      CertRequest: 2,
      LocallySignedCert: 1,
      AuthenticatedOriginPullsCertificate: 1,
      AuthenticatedOriginPullsSettings: 1,
      Bucket: 2,
      BucketPublicAccessBlock: 2,
      BucketObjectv2: 2,
      TrustStore: 2,
      OriginCaCertificate: 1,
      Certificate: 2,
      SecurityGroup: 4,
      ManagedPrefixList: 4,
      SecurityGroupIngressRule: 4,
      SecurityGroupEgressRule: 6,
      CompositeAlarm: 2,
      MetricAlarm: 14,
      Topic: 2,
      TopicSubscription: 2,
    },
  },
  full: {
    config: configOf(fullEnvironment, fullSecrets),
    components: [
      "AlbOrigin full-www-alb-us-alb",
      "ArgoAndTieredCache full-argo",
      "DnsRecords full-dns",
      "EdgeCertificate full-edge-certificate-deep",
      "EdgeRules full-rules",
      "ExternalMonitors full-monitors",
      "FailoverLoadBalancer full-apex-balancer",
      "FailoverLoadBalancer full-www-balancer",
      "HealthAlerts full-alerts",
      "MaintenancePage full-maintenance",
      "OriginCertificate full-origin-certificate",
      "OriginFirewall full-euc1",
      "OriginFirewall full-use1",
      "OriginPulls full-pulls",
      "PublicCertificate full-public-certificate",
      "ResilientSite full-apex",
      "ResilientSite full-www",
      "StrictTls full-zone",
      "WaitingRoom full-waiting-room-apex",
      "WaitingRoom full-waiting-room-checkout",
    ],
    counts: {
      ZoneSetting: 9,
      WaitingRoomRules: 1,
      Ruleset: 11,
      List: 2,
      CustomPageAsset: 1,
      WorkersRoute: 1,
      WorkersScript: 1,
      ArgoTieredCaching: 1,
      TieredCache: 1,
      RegionalTieredCache: 1,
      ArgoSmartRouting: 1,
      "steady-edge-monitors": 2,
      newrelic: 1,
      Host: 1,
      WebScenario: 1,
      Trigger: 1,
      Monitor: 2,
      CertCheckMonitor: 1,
      AlertPolicy: 1,
      MultiLocationAlertCondition: 1,
      PrivateKey: 4,
      SelfSignedCert: 1,
      CertRequest: 3,
      LocallySignedCert: 1,
      AuthenticatedOriginPullsCertificate: 1,
      AuthenticatedOriginPullsSettings: 1,
      Bucket: 1,
      BucketPublicAccessBlock: 1,
      BucketObjectv2: 1,
      TrustStore: 1,
      OriginCaCertificate: 2,
      Certificate: 3,
      CertificateValidation: 1,
      CertificatePack: 1,
      CompositeAlarm: 1,
      MetricAlarm: 8,
      DnsRecord: 27,
      LoadBalancerMonitor: 2,
      LoadBalancerPool: 4,
      LoadBalancer: 3,
      TargetGroup: 1,
      Listener: 1,
      ListenerCertificate: 1,
      ListenerRule: 2,
      LaunchTemplate: 1,
      Group: 1,
      Attachment: 1,
      Policy: 1,
      NotificationPolicy: 6,
      NotificationPolicyWebhooks: 1,
      SecurityGroup: 5,
      ManagedPrefixList: 2,
      SecurityGroupIngressRule: 12,
      SecurityGroupEgressRule: 7,
    },
  },
};

describe("the program of this repository", () => {
  for (const [stack, expected] of Object.entries(stacks)) {
    it(`declares ${stack} with exactly its blocks, in a preview as in an update`, async () => {
      for (const preview of [true, false]) {
        const run = await runStack(preview, stack, expected.config);
        expect([run.refusal, run.errors]).to.deep.equal([undefined, []]);
        expect(components(run)).to.deep.equal(expected.components);
        const resources = Object.entries(counts(run)).filter(
          ([type]) => !expected.components.some((name) => name.startsWith(`${type} `)),
        );
        expect(Object.fromEntries(resources)).to.deep.equal(expected.counts);
      }
    });
  }

  it("tells where the sites are, which groups to attach, and what stays behind", async () => {
    const { outputs } = await runStack(false, "production", configOf(environmentOf("production")));
    assert.isDefined(outputs);
    expect(await value(outputs.urls)).to.deep.equal({
      www: "https://www.example.com",
      api: "https://api.example.com",
    });
    expect(await value(outputs.originSecurityGroupIds)).to.deep.equal({
      use1: [idOf("production-use1-group", ":SecurityGroup")],
      euc1: [idOf("production-euc1-group", ":SecurityGroup")],
    });
    expect(Object.keys(await value(outputs.leftBehind)).sort()).to.deep.equal([
      "always_use_https",
      "automatic_https_rewrites",
      "min_tls_version",
      "opportunistic_encryption",
      "security_header",
      "ssl",
      "ssl_automatic_mode",
      "tls_1_3",
    ]);
    expect(Object.keys(outputs.failover)).to.deep.equal(["www", "api"]);
  });

  it("leaves the zone's settings alone where another stack owns them", async () => {
    const { outputs } = await runStack(false, "dev", configOf(environmentOf("dev")));
    expect(outputs && (await value(outputs.leftBehind))).to.deep.equal({});
    expect(outputs?.originSecurityGroupIds).to.deep.equal({});
  });

  it("is refused what the program has declared since the environment was validated", async () => {
    const config = environmentOf("dev");
    const { environment, values } = parseEnvironment("dev", config);
    const { resolved } = validateEnvironment({ environment, values }, () => undefined);
    assert.isDefined(resolved);
    const read = { environment, resolved, secret: (name: string) => pulumi.secret(name) };
    const { refused, registered } = await runProgram(() => {
      declareEnvironment("one", read);
      declareEnvironment("two", read);
    });
    expect(refused).to.deep.equal([
      'hostname must be balanced once in this program, as FailoverLoadBalancer "one-web-balancer" does; got ' +
        '"dev.example.com". Give one of them another hostname',
    ]);
    expect(registered.filter((name) => name.startsWith("two-web-balancer"))).to.deep.equal([]);
  });

  it("watches every pool of every site, also where keys with hyphens could be taken for one another", async () => {
    const environment = environmentOf("dev");
    const site = (hostname: string, names: readonly string[], first: number): object => ({
      hostname,
      pools: names.map((name, index) => ({
        name,
        origins: { a: { address: `203.0.113.${first + index}` } },
      })),
      health: { path: "/healthz" },
    });
    environment.sites = {
      a: site("a.example.com", ["b-c", "d"], 60),
      "a-b": site("b.example.com", ["c", "d"], 70),
    };
    const { declared, errors } = await runStack(false, "dev", configOf(environment));
    expect(errors).to.deep.equal([]);
    const pools = declared.filter(({ type }) => token(type) === "LoadBalancerPool");
    const alert = declared.find(({ name }) => name === "dev-alerts-pool-health");
    const { poolIds } = alert?.inputs.filters as { poolIds: string[] };
    expect(poolIds).to.deep.equal(pools.map(({ name }) => idOf(name)).sort());
    expect(poolIds).to.have.lengthOf(4);
  });

  it("asks for the live ranges only where an environment wants them joined", async () => {
    const { declared } = await runStack(false, "full", configOf(fullEnvironment, fullSecrets));
    const lists = declared.filter(({ type }) => token(type) === "ManagedPrefixList");
    expect(lists.map(({ name }) => name).sort()).to.deep.equal([
      "full-use1-ranges-ipv4",
      "full-use1-ranges-ipv6",
    ]);
  });

  it("makes nothing of an environment that holds only an account and a zone", async () => {
    const { account, zone } = environmentOf("dev");
    const run = await runStack(false, "dev", configOf({ account, zone }));
    expect([run.refusal, run.errors, run.declared]).to.deep.equal([undefined, [], []]);
  });
});
