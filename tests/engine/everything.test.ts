import { expect } from "chai";
import { parse } from "yaml";
import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import { accountSeedOf } from "../../cli/accountSeed";
import { ResilientSite, SslMode, StrictTls, TlsVersion, type RestoredTls } from "../../components";
import {
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type AccountSeedOptions,
  type TestStack,
  type TestStackOptions,
} from "../../sandbox/testing";
import { declareEnvironment, readEnvironment } from "../../stacks";
import { fencedBlocks } from "../support/markdown";
import { fullEnvironment, fullSecrets } from "../stacks/fullEnvironment";
import { strictZone } from "./wholeLife";

/** Where the seed of the embedded cloud has the zone and the network. */
const site = {
  accountId: "0123456789abcdef0123456789abcdef",
  zoneId: "fedcba9876543210fedcba9876543210",
  zoneName: "example.com",
};

/** An environment with everything in it but sources that another stack would have made. */
const { use1, ...otherFirewalls } = fullEnvironment.firewalls;
const { probes } = use1.additionalSources;
const environment = {
  ...fullEnvironment,
  firewalls: { ...otherFirewalls, use1: { ...use1, additionalSources: { probes } } },
};

async function use(
  program: () => object,
  work: (stack: TestStack, cloud: Cloud) => Promise<void>,
  options: TestStackOptions & AccountSeedOptions = {},
): Promise<void> {
  const cloud = await startCloud(options);
  try {
    const stack = await runProgram(cloud, () => Promise.resolve(program()), options);
    try {
      await work(stack, cloud);
    } finally {
      await stack.close();
    }
  } finally {
    await cloud.stop();
  }
}

/** The values of the zone's settings in the account, by their names on the wire. */
function zoneSettings({ account }: Cloud): Record<string, unknown> {
  return Object.fromEntries(
    account
      .ofType("cloudflare:index/zoneSetting:ZoneSetting")
      .map(({ properties }) => [properties.settingId as string, properties.value]),
  );
}

/** What the state says of each resource of its own. */
async function stateOf(
  stack: TestStack,
): Promise<{ urn: string; type: string; custom: boolean; provider?: string; protect?: boolean }[]> {
  const { deployment } = (await stack.exportState()) as {
    deployment: { resources: Awaited<ReturnType<typeof stateOf>> };
  };
  return deployment.resources.filter(({ type }) => !type.startsWith("pulumi:"));
}

describe("everything at once, on a real engine", () => {
  it("brings up an environment with every section, every record type and every setting, and finds nothing more to do", async () => {
    const options = {
      ...accountSeedOf({ config: { "steady-edge:environment": environment } }),
      projectName: "steady-edge",
      stackName: "full",
      config: {
        "steady-edge:environment": JSON.stringify(environment),
        ...Object.fromEntries(
          Object.entries(fullSecrets.values).map(([key, secret]) => [key, { secret }]),
        ),
      },
    };
    const program = (): object => declareEnvironment("full", readEnvironment("full"));
    await use(
      program,
      async (stack, cloud) => {
        const { counts } = await stack.up();
        expect(Object.keys(counts)).to.deep.equal(["create"]);
        const { create: made = 0 } = counts;
        const recordTypes = cloud.account
          .ofType("cloudflare:index/dnsRecord:DnsRecord")
          .map(({ properties }) => properties.type);
        expect(new Set(recordTypes).size).to.equal(21);
        expect((await stack.up()).counts).to.deep.equal({ same: made });
        expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
        expect((await stack.refresh()).changes).to.deep.equal({});
        expect((await stack.destroy()).counts).to.deep.equal({ delete: made });
        const left = cloud.account.resources().map(({ type }) => type.split(":")[2]);
        expect(left.filter((type) => type !== "ZoneSetting")).to.have.members([
          "RegionalTieredCache",
          "ArgoTieredCaching",
          "ArgoSmartRouting",
          "OriginCaCertificate",
          "OriginCaCertificate",
          "AuthenticatedOriginPullsSettings",
        ]);
      },
      options,
    );
  });

  it("brings up an environment with a service of ECS, as the page of the example shows it, and finds nothing more to do", async () => {
    const [block] = fencedBlocks("examples/ecs-service/README.md").filter(
      ({ mark }) => mark === "yaml",
    );
    const { config } = parse(block?.text ?? "") as { config: Record<string, unknown> };
    const { "aws:region": region, "steady-edge:environment": shown } = config;
    expect(region).to.equal("us-east-1");
    const options = {
      ...accountSeedOf({ config }),
      ...{ projectName: "steady-edge", stackName: "ecs" },
      config: { "aws:region": "us-east-1", "steady-edge:environment": JSON.stringify(shown) },
    };
    const program = (): object => declareEnvironment("ecs", readEnvironment("ecs"));
    await use(
      program,
      async (stack, cloud) => {
        const services = (): unknown[] =>
          cloud.account
            .ofType("aws:ecs/service:Service")
            .map(({ properties: { cluster, taskDefinition } }) => [cluster, taskDefinition]);
        await stack.up();
        const ofEcs = "arn:aws:ecs:us-east-1:123456789012";
        expect(services()).to.deep.equal([
          [`${ofEcs}:cluster/main`, `${ofEcs}:task-definition/web:41`],
        ]);
        expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
        await stack.destroy();
        expect(services()).to.deep.equal([]);
      },
      options,
    );
  });

  it("leaves a zone as it was found, by a last up with what to restore", async () => {
    const before: RestoredTls = {
      sslMode: SslMode.Full,
      automaticSsl: true,
      minimumTlsVersion: TlsVersion.V1_0,
      tls13: false,
      alwaysUseHttps: false,
      automaticHttpsRewrites: false,
      opportunisticEncryption: false,
    };
    let restore: RestoredTls | undefined;
    const program = (): object => new StrictTls("zone", { zoneId: site.zoneId, restore });
    await use(program, async (stack, cloud) => {
      await stack.up();
      expect(zoneSettings(cloud)).to.deep.equal(strictZone);
      restore = before;
      expect((await stack.up()).changes).to.deep.equal({ update: 7 });
      await stack.destroy();
      expect(zoneSettings(cloud)).to.deep.equal({
        ssl: "full",
        ssl_automatic_mode: "auto",
        min_tls_version: "1.0",
        tls_1_3: "off",
        always_use_https: "off",
        automatic_https_rewrites: "off",
        opportunistic_encryption: "off",
      });
    });
  });

  it("hands the providers and the protection that a site is given on to all that it makes", async () => {
    const program = (): object => {
      const edge = new cloudflare.Provider("edge", { apiToken: "t".repeat(40) });
      const network = new aws.Provider("network", { region: "eu-central-1" });
      const opts = { providers: { cloudflare: edge, aws: network }, protect: true };
      const pools = [
        { name: "primary", origins: { a: { address: "203.0.113.10" } } },
        { name: "backup", origins: { a: { address: "198.51.100.20" } } },
      ];
      return new ResilientSite(
        "www",
        {
          ...site,
          hostname: "www.example.com",
          pools,
          health: { path: "/healthz" },
          firewalls: { main: { vpcId: "vpc-0a1b2c3d4e5f60718" } },
          alerts: { emails: ["oncall@example.com"] },
        },
        opts,
      );
    };
    await use(program, async (stack, cloud) => {
      await stack.up();
      const resources = await stateOf(stack);
      const providers = { cloudflare: "::edge::", aws: "::network::" };
      for (const [name, mark] of Object.entries(providers)) {
        const own = resources.filter(({ type, custom }) => custom && type.startsWith(`${name}:`));
        expect(own.length).to.be.above(3);
        expect(own.filter(({ provider = "" }) => !provider.includes(mark))).to.deep.equal([]);
      }
      expect(resources.filter(({ custom, protect }) => custom && protect !== true)).to.deep.equal(
        [],
      );
      const held = cloud.account.resources();
      await expect(stack.destroy()).to.be.rejected.and.eventually.satisfy(
        (error: unknown) => error instanceof OperationFailed && /protected/.test(error.message),
      );
      expect(cloud.account.resources()).to.deep.equal(held);
    });
  });
});
