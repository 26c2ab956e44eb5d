import { expect } from "chai";
import { ResilientSite } from "../../components/site";
import { callCounts, type CallCount } from "../support/callCounts";
import { underMocks } from "../support/mocks";
import { configOf, environmentOf, runStack } from "./program";

/** How often each judgement is to be made. */
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

/** What judges a site and what it is made of, and what judges each of its values. */
function judgements(count: CallCount): Judged & Record<string, number> {
  const balancing = "components/loadBalancing";
  return {
    sites: count("components/site/checkSite.ts", "checkSite"),
    hostnames: count(`${balancing}/validate.ts`, "checkHostname"),
    loadBalancers: count(`${balancing}/validate.ts`, "checkLoadBalancer"),
    monitors: count(`${balancing}/health.ts`, "checkHealth"),
    pools: count(`${balancing}/pools.ts`, "checkPool"),
    poolNames: count(`${balancing}/schema.ts`, "poolNameProblem"),
    origins: count(`${balancing}/addresses.ts`, "originProblem"),
    albs: count("components/albOrigin/validate.ts", "checkAlb"),
    records: count("components/dns/validate.ts", "checkRecord"),
    firewalls: count("components/originFirewall/validate.ts", "checkFirewall"),
    settings: count("components/tls/validate.ts", "checkTlsSettings"),
    alerts: count("components/alerts/validate.ts", "checkAlertChoices"),
  };
}

const once = ({ sites, pools, ...others }: Judged): Judged & Record<string, number> => ({
  ...{ sites, hostnames: sites, loadBalancers: sites, monitors: sites },
  ...{ pools, poolNames: pools, ...others },
});

describe("each value is judged once", () => {
  const stacks: Readonly<Record<string, Judged>> = {
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
      sites: 2,
      pools: 4,
      origins: 4,
      albs: 2,
      records: 4,
      firewalls: 2,
      settings: 1,
      alerts: 1,
    },
  };

  for (const [stack, judged] of Object.entries(stacks)) {
    it(`in an update of ${stack}`, async () => {
      const count = await callCounts(async () => {
        const { refusal, errors } = await runStack(false, stack, configOf(environmentOf(stack)));
        expect([refusal, errors]).to.deep.equal([undefined, []]);
      });
      expect(judgements(count)).to.deep.equal(once(judged));
    });
  }

  it("in a site of its own, in each of its blocks", async () => {
    const count = await callCounts(async () => {
      const { errors } = await underMocks(
        false,
        (parent) =>
          new ResilientSite(
            "www",
            {
              accountId: "0123456789abcdef0123456789abcdef",
              zoneId: "fedcba9876543210fedcba9876543210",
              zoneName: "example.com",
              hostname: "www.example.com",
              pools: [
                { name: "primary", origins: { a: { address: "203.0.113.10" } } },
                {
                  name: "backup",
                  origins: { a: { address: "198.51.100.20" }, b: { address: "2001:db8::1" } },
                },
              ],
              health: { path: "/healthz" },
              firewalls: { main: { vpcId: "vpc-0a1b2c3d4e5f60718" } },
              records: { txt: { type: "TXT", name: "@", content: "x" } },
              alerts: { emails: ["oncall@example.com"] },
            },
            { parent },
          ),
      );
      expect(errors).to.deep.equal([]);
    });
    const blocks = { records: 1, firewalls: 1, settings: 1, alerts: 1 };
    expect(judgements(count)).to.deep.equal(
      once({ sites: 1, pools: 2, origins: 3, albs: 0, ...blocks }),
    );
  });
});
