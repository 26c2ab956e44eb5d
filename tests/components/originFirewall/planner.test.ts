import { expect } from "chai";
import { OriginFirewallMode } from "../../../components/originFirewall";
import {
  loadOf,
  planFirewall,
  type FirewallDemand,
  type IngressRule,
} from "../../../components/originFirewall/planner";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";

const { PrefixLists, Rules } = OriginFirewallMode;

function demand(changes: Partial<FirewallDemand> = {}): FirewallDemand {
  return {
    ranges: cloudflareRanges,
    ports: [443],
    sources: [],
    rulesPerGroup: 60,
    groupsPerInterface: 5,
    mode: undefined,
    ...changes,
  };
}

function source(key: string, port: number): IngressRule {
  return { port, from: { kind: "source", key }, weight: { ipv4: 1, ipv6: 1 } };
}

function ports(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 8000 + index);
}

describe("planFirewall", () => {
  const table: [string, Partial<FirewallDemand>, string, { ipv4: number; ipv6: number }[]][] = [
    ["one port", {}, PrefixLists, [{ ipv4: 20, ipv6: 10 }]],
    ["two ports", { ports: [443, 80] }, Rules, [{ ipv4: 30, ipv6: 14 }]],
    [
      "two ports by lists",
      { ports: [443, 80], mode: PrefixLists },
      PrefixLists,
      [
        { ipv4: 20, ipv6: 20 },
        { ipv4: 20, ipv6: 0 },
      ],
    ],
    [
      "three ports",
      { ports: ports(3) },
      Rules,
      [
        { ipv4: 30, ipv6: 21 },
        { ipv4: 15, ipv6: 0 },
      ],
    ],
    ["one port, one rule each", { mode: Rules }, Rules, [{ ipv4: 15, ipv6: 7 }]],
    [
      "a raised quota",
      { ports: ports(3), rulesPerGroup: 200 },
      PrefixLists,
      [{ ipv4: 60, ipv6: 30 }],
    ],
    ["a list too heavy for half a group", { rulesPerGroup: 38 }, Rules, [{ ipv4: 15, ipv6: 7 }]],
    [
      "more ranges than a list holds",
      { ranges: { ipv4: ports(21).map((low) => `10.${low % 256}.0.0/16`), ipv6: [] } },
      Rules,
      [{ ipv4: 21, ipv6: 0 }],
    ],
    [
      "IPv4 only",
      { ranges: { ...cloudflareRanges, ipv6: [] } },
      PrefixLists,
      [{ ipv4: 20, ipv6: 0 }],
    ],
    ["a source", { sources: [source("probe", 443)] }, PrefixLists, [{ ipv4: 21, ipv6: 11 }]],
  ];
  for (const [title, changes, mode, loads] of table) {
    it(`plans ${title}`, () => {
      const plan = planFirewall(demand(changes));
      expect(plan.problem).to.equal(undefined);
      expect(plan.mode).to.equal(mode);
      expect(plan.groups.map(loadOf)).to.deep.equal(loads);
    });
  }

  it("leaves every rule where it is when a port is appended, the lower ones too", () => {
    const sources = [source("probe", 443), source("probe", 8443)];
    for (const mode of [PrefixLists, Rules]) {
      const before = planFirewall(demand({ ports: [443, 8443], sources, mode }));
      const after = planFirewall(
        demand({ ports: [443, 8443, 80], sources: [...sources, source("probe", 80)], mode }),
      );
      for (const [index, rules] of before.groups.entries()) {
        const kept = after.groups[index]?.filter(({ port }) => port !== 80);
        expect(kept, `${mode}, group ${index + 1}`).to.deep.equal(rules);
      }
    }
  });

  it("says in words what it chose and what else there was", () => {
    expect(planFirewall(demand()).reason).to.equal(
      "prefix lists, in 1 security group; at most 20 IPv4 and 10 IPv6 rules of 60 in a group, of which half stay free so that every change can add before it removes; single rules would need 1 security group",
    );
    expect(planFirewall(demand({ mode: Rules })).reason).to.match(/^single rules as asked, in 1 /);
  });

  it("refuses what no mode can hold, with both reasons", () => {
    expect(planFirewall(demand({ ports: ports(11) })).problem).to.deep.equal({
      path: "ports",
      rule: "fit into 5 security groups of 60 rules, each filled to half so that every change can add before it removes",
      actual:
        "prefix lists that need more than 5 security groups and single rules that need more than 5 security groups",
      hint: "Open fewer ports or sources, choose the other mode, or have AWS raise the quota and say so in quota",
    });
  });

  it("refuses a forced mode that cannot be, with its own reason only", () => {
    const problem = planFirewall(demand({ ports: ports(6), mode: PrefixLists })).problem;
    expect(problem?.path).to.equal("mode");
    expect(problem?.actual).to.equal("prefix lists that need more than 5 security groups");
    const heavy = planFirewall(demand({ rulesPerGroup: 30, mode: PrefixLists })).problem;
    expect(heavy?.actual).to.equal("prefix lists that need a rule that counts as 20 of the 15");
  });

  it("holds ten ports by single rules under AWS's own quotas", () => {
    const plan = planFirewall(demand({ ports: ports(10) }));
    expect(plan.problem).to.equal(undefined);
    expect(plan.groups).to.have.lengthOf(5);
  });

  it("refuses every port there is in the same words", () => {
    const every = Array.from({ length: 65535 }, (_, index) => index + 1);
    expect(planFirewall(demand({ ports: every })).problem?.path).to.equal("ports");
  });
});
