import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import { premisesOf } from "../../cli/premises";
import { ResilientSite, SslMode, StrictTls, TlsVersion, type RestoredTls } from "../../components";
import {
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type PremisesOptions,
  type TestStack,
  type TestStackOptions,
} from "../../sandbox/testing";
import { declareEnvironment, readEnvironment } from "../../stacks";
import { fullEnvironment, fullSecrets } from "../stacks/fullEnvironment";
import { strictZone } from "./wholeLife";

/** Where the premises of the embedded cloud have the zone and the network. */
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
  options: TestStackOptions & PremisesOptions = {},
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
      ...premisesOf({ config: { "steady-edge:environment": environment } }),
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
        assert.deepEqual(Object.keys(counts), ["create"]);
        const { create: made = 0 } = counts;
        const recordTypes = cloud.account
          .ofType("cloudflare:index/dnsRecord:DnsRecord")
          .map(({ properties }) => properties.type);
        assert.equal(new Set(recordTypes).size, 21);
        assert.deepEqual((await stack.up()).counts, { same: made });
        assert.deepEqual((await stack.preview({ refresh: true })).changes, {});
        assert.deepEqual((await stack.refresh()).changes, {});
        assert.deepEqual((await stack.destroy()).counts, { delete: made });
        assert.deepEqual(
          cloud.account.resources().filter(({ type }) => !type.endsWith(":ZoneSetting")),
          [],
        );
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
      assert.deepEqual(zoneSettings(cloud), strictZone);
      restore = before;
      assert.deepEqual((await stack.up()).changes, { update: 7 });
      await stack.destroy();
      assert.deepEqual(zoneSettings(cloud), {
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
        assert.ok(own.length > 3);
        assert.deepEqual(
          own.filter(({ provider = "" }) => !provider.includes(mark)),
          [],
        );
      }
      assert.deepEqual(
        resources.filter(({ custom, protect }) => custom && protect !== true),
        [],
      );
      const held = cloud.account.resources();
      await assert.rejects(
        stack.destroy(),
        (error) => error instanceof OperationFailed && /protected/.test(error.message),
      );
      assert.deepEqual(cloud.account.resources(), held);
    });
  });
});
