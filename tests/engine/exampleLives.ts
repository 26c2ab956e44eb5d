import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";
import type { Cloud, TestStack } from "../../sandbox/testing";
import { installExample } from "./engineProjects";
import { stockLab, type Lab } from "./lab";
import { assertServed, census, goAway, hsts, settleDown, strictZone, type Life } from "./wholeLife";

const smallest: Life = {
  resources: 27,
  account: {
    "cloudflare:DnsRecord": 1,
    "cloudflare:LoadBalancer": 1,
    "cloudflare:LoadBalancerMonitor": 1,
    "cloudflare:LoadBalancerPool": 2,
    "aws:ManagedPrefixList": 2,
    "cloudflare:NotificationPolicy": 2,
    "aws:SecurityGroup": 1,
    "aws:SecurityGroupEgressRule": 2,
    "aws:SecurityGroupIngressRule": 2,
    "cloudflare:ZoneSetting": 7,
  },
  serves: ["www.example.com"],
  leaves: strictZone,
};

/** The stack `www` of shared-zone, which owns the zone's settings. */
const owner: Life = {
  resources: 28,
  account: { ...smallest.account, "cloudflare:ZoneSetting": 8 },
  serves: ["www.example.com"],
  leaves: { ...strictZone, ...hsts },
};

/** The stack `shop` of shared-zone, beside the other. */
const guest: Life = {
  resources: 19,
  account: {
    ...Object.fromEntries(
      Object.entries(smallest.account).map(([kind, count]) => [kind, 2 * count]),
    ),
    "cloudflare:ZoneSetting": 8,
  },
  serves: ["shop.example.com", "www.example.com"],
  leaves: owner.leaves,
};

/** A service of ECS in each of two regions. */
const served: Life = {
  resources: 77,
  account: {
    "aws:Certificate": 2,
    "aws:Cluster": 2,
    "aws:Listener": 4,
    "aws:ListenerRule": 2,
    "aws:LoadBalancer": 2,
    "aws:ManagedPrefixList": 4,
    "aws:Policy": 2,
    "aws:Role": 1,
    "aws:RolePolicyAttachment": 1,
    "aws:SecurityGroup": 6,
    "aws:SecurityGroupEgressRule": 10,
    "aws:SecurityGroupIngressRule": 6,
    "aws:Service": 2,
    "aws:Target": 2,
    "aws:TargetGroup": 2,
    "aws:TaskDefinition": 2,
    "cloudflare:DnsRecord": 1,
    "cloudflare:LoadBalancer": 1,
    "cloudflare:LoadBalancerMonitor": 1,
    "cloudflare:LoadBalancerPool": 2,
    "cloudflare:NotificationPolicy": 2,
    "cloudflare:OriginCaCertificate": 1,
    "cloudflare:ZoneSetting": 7,
  },
  serves: ["www.example.com"],
  leaves: strictZone,
  keepsCertificates: 1,
  inner: 2,
};

/** One account, and a backend that all stacks of a test share. */
class Examples {
  private constructor(
    readonly cloud: Cloud,
    private readonly folder: string,
    private readonly lab: Lab,
  ) {}

  static async on(lab: Lab, work: (examples: Examples) => Promise<void>): Promise<void> {
    const built = packageFile("dist/components/index.js");
    expect(
      existsSync(built),
      "the examples import the built package: run `npm run build` first",
    ).to.equal(true);
    const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-examples-"));
    const cloud = await lab.startCloud();
    try {
      await work(new Examples(cloud, folder, lab));
    } finally {
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Changes a file of a copy. */
  change(file: string, edit: (text: string) => string): void {
    const copied = path.join(this.folder, file);
    writeFileSync(copied, edit(readFileSync(copied, "utf8")));
  }

  /** Opens a copy of an example that has the package installed. */
  async use(
    example: string,
    stackName: string,
    work: (stack: TestStack) => Promise<void>,
  ): Promise<void> {
    const project = path.join(this.folder, example);
    if (!existsSync(project)) {
      installExample(example, project);
    }
    const stateDirectory = path.join(this.folder, "state");
    const stack = await this.lab.openProject(this.cloud, project, { stackName, stateDirectory });
    try {
      await work(stack);
    } finally {
      await stack.close();
    }
  }
}

/** What is done with each example, by its title. */
const lives: Readonly<Record<string, (examples: Examples) => Promise<void>>> = {
  "smallest-site comes up, has nothing more to do, and goes away": async (examples) => {
    const { cloud } = examples;
    await examples.use("smallest-site", "dev", async (stack) => {
      await settleDown(cloud, stack, smallest);
      const { hostname, url } = await stack.outputs();
      expect({ hostname, url }).to.deep.equal({
        hostname: "www.example.com",
        url: "https://www.example.com",
      });
      await goAway(cloud, stack, smallest);
    });
  },

  "ecs-service comes up, rolls another image out, and goes away": async (examples) => {
    const { cloud } = examples;
    await examples.use("ecs-service", "dev", async (stack) => {
      await settleDown(cloud, stack, served);
    });
    examples.change("ecs-service/Pulumi.dev.yaml", (text) =>
      text.replace("web:1.0.0", "web:1.1.0"),
    );
    await examples.use("ecs-service", "dev", async (stack) => {
      cloud.outageWatch.begin();
      const { changes } = await stack.up();
      expect(changes).to.deep.equal({ update: 2, replace: 2 });
      expect(cloud.outageWatch.report().broken).to.deep.equal([]);
      await goAway(cloud, stack, served);
    });
  },

  "stack-reference builds on the outputs of smallest-site": async (examples) => {
    const { cloud } = examples;
    await examples.use("smallest-site", "dev", async (stack) => {
      await stack.up();
    });
    await examples.use("stack-reference", "dev", async (stack) => {
      await settleDown(cloud, stack, {
        resources: 7,
        references: 1,
        account: {
          ...smallest.account,
          "aws:LoadBalancer": 1,
          "cloudflare:DnsRecord": 2,
          "cloudflare:NotificationPolicy": 4,
        },
        serves: ["shop.example.com", "www.example.com"],
        leaves: {},
      });
      expect((await stack.outputs()).hostnames).to.deep.equal({ shop: "shop.example.com" });
      expect((await stack.destroy()).counts).to.deep.equal({ delete: 7, discard: 1 });
      expect(census(cloud)).to.deep.equal(smallest.account);
    });
    await examples.use("smallest-site", "dev", (stack) => goAway(cloud, stack, smallest));
  },

  "shared-zone brings two stacks up on one zone, and either goes without the other noticing":
    async (examples) => {
      const { cloud } = examples;
      await examples.use("shared-zone", "www", (stack) => settleDown(cloud, stack, owner));
      await examples.use("shared-zone", "shop", (stack) => settleDown(cloud, stack, guest));
      await examples.use("shared-zone", "www", async (stack) => {
        expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
        cloud.outageWatch.begin({ removes: ["www.example.com"] });
        expect((await stack.destroy()).counts).to.deep.equal({ delete: owner.resources });
        expect(cloud.outageWatch.report().broken).to.deep.equal([]);
        assertServed(cloud, ["shop.example.com"]);
      });
      await examples.use("shared-zone", "shop", (stack) => goAway(cloud, stack, guest));
    },
};

/** What is done with the examples. */
export const exampleTitles = Object.keys(lives);

/**
 * Does what is done with an example.
 * @param title - One of `exampleTitles`.
 * @param lab - Where. Defaults to the harness as it is.
 */
export function liveExample(title: string, lab = stockLab): Promise<void> {
  return Examples.on(
    lab,
    (examples) => lives[title]?.(examples) ?? Promise.reject(new Error(title)),
  );
}
