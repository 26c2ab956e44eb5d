/**
 * A program of its own for judgedOnce.test.ts: counts the judgements that are made while a stack, or a site by itself, is declared,
 * and writes the counts as JSON. In a process that had run other tests before, a count was once one too many; here nothing else calls
 * what is counted.
 *
 * Usage: judgements.ts dev|production|site
 */
import { expect } from "chai";
import { ResilientSite } from "../../components/site";
import { callCounts, type CallCount } from "../support/callCounts";
import { underMocks } from "../support/mocks";
import { configOf, environmentOf, runStack } from "./program";

/** What judges a site and what it is made of, and what judges each of its values. */
function judgements(count: CallCount): Record<string, number> {
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

async function declareStack(stack: string): Promise<void> {
  const { refusal, errors } = await runStack(false, stack, configOf(environmentOf(stack)));
  expect([refusal, errors]).to.deep.equal([undefined, []]);
}

async function declareSite(): Promise<void> {
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
}

async function main(name: string): Promise<void> {
  const count = await callCounts(() => (name === "site" ? declareSite() : declareStack(name)));
  process.stdout.write(JSON.stringify(judgements(count)));
}

void main(process.argv[2] ?? "");
