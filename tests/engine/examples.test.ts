import { expect } from "chai";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";
import { openProject, startCloud, type Cloud, type TestStack } from "../../sandbox/testing";
import { installExample } from "./engineProjects";
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

describe("the examples, on a real engine", () => {
  let folder: string;
  let cloud: Cloud;
  let open: TestStack | undefined;

  before(() => {
    const built = packageFile("dist/components/index.js");
    expect(
      existsSync(built),
      "the examples import the built package: run `npm run build` first",
    ).to.equal(true);
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-examples-"));
    cloud = await startCloud();
  });
  afterEach(async () => {
    await open?.close();
    open = undefined;
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a copy of an example that has the package installed; all of a test's stacks share one backend. */
  const use = async (
    example: string,
    stackName: string,
    work: (stack: TestStack) => Promise<void>,
  ): Promise<void> => {
    const project = path.join(folder, example);
    if (!existsSync(project)) {
      installExample(example, project);
    }
    const stateDirectory = path.join(folder, "state");
    const stack = (open = await openProject(cloud, project, { stackName, stateDirectory }));
    await work(stack);
    await stack.close();
    open = undefined;
  };

  it("smallest-site comes up, has nothing more to do, and goes away", async () => {
    await use("smallest-site", "dev", async (stack) => {
      await settleDown(cloud, stack, smallest);
      const { hostname, url } = await stack.outputs();
      expect({ hostname, url }).to.deep.equal({
        hostname: "www.example.com",
        url: "https://www.example.com",
      });
      await goAway(cloud, stack, smallest);
    });
  });

  it("stack-reference builds on the outputs of smallest-site", async () => {
    await use("smallest-site", "dev", async (stack) => {
      await stack.up();
    });
    await use("stack-reference", "dev", async (stack) => {
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
    await use("smallest-site", "dev", (stack) => goAway(cloud, stack, smallest));
  });

  it("shared-zone brings two stacks up on one zone, and either goes without the other noticing", async () => {
    await use("shared-zone", "www", (stack) => settleDown(cloud, stack, owner));
    await use("shared-zone", "shop", (stack) => settleDown(cloud, stack, guest));
    await use("shared-zone", "www", async (stack) => {
      expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
      cloud.outageWatch.begin({ removes: ["www.example.com"] });
      expect((await stack.destroy()).counts).to.deep.equal({ delete: owner.resources });
      expect(cloud.outageWatch.report().broken).to.deep.equal([]);
      assertServed(cloud, ["shop.example.com"]);
    });
    await use("shared-zone", "shop", (stack) => goAway(cloud, stack, guest));
  });
});
