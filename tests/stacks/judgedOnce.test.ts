import { expect } from "chai";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { packageFile } from "../../sandbox/engine";

/** How often each judgement is to be made; each site's hostname, load balancer and monitor, and each pool's name, as often as itself. */
interface Judged {
  readonly sites: number;
  readonly pools: number;
  readonly origins: number;
  readonly albs: number;
  readonly records: number;
  readonly firewalls: number;
  readonly settings: number;
  readonly alerts: number;
}

const expected: Readonly<Record<string, Judged>> = {
  dev: {
    sites: 1,
    pools: 2,
    origins: 2,
    albs: 0,
    records: 0,
    firewalls: 0,
    settings: 0,
    alerts: 1,
  },
  production: {
    ...{ sites: 2, pools: 4, origins: 4, albs: 2 },
    ...{ records: 4, firewalls: 2, settings: 1, alerts: 1 },
  },
  site: {
    sites: 1,
    pools: 2,
    origins: 3,
    albs: 0,
    records: 1,
    firewalls: 1,
    settings: 1,
    alerts: 1,
  },
};

describe("each value is judged once", () => {
  const titles = {
    dev: "in an update of dev",
    production: "in an update of production",
    site: "in a site of its own, in each of its blocks",
  };

  for (const [name, title] of Object.entries(titles)) {
    it(title, async () => {
      const program = ["--import", "tsx", packageFile("tests/stacks/judgements.ts"), name];
      const { stdout } = await promisify(execFile)(process.execPath, program);
      const { sites, pools, ...others } = expected[name]!;
      expect(JSON.parse(stdout)).to.deep.equal({
        ...{ sites, hostnames: sites, loadBalancers: sites, monitors: sites },
        ...{ pools, poolNames: pools, ...others },
      });
    });
  }
});
