import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId } from "./strangersPlans";

const { rulesList, ruleset, zone } = modelTypes;
const accountId = "a".repeat(32);
const intranet = "e".repeat(32);
const wiki: Step = {
  ...{ ...www, name: "wiki", id: "r-wiki" },
  old: { ...www.old, zoneId: intranet, name: "wiki.example.net" },
};
const phase = "http_request_firewall_custom";
const corporate = (...rules: readonly object[]): Step => ({
  ...same(ruleset, "corporate", { accountId, kind: "custom", phase, name: "corporate", rules }),
  id: "corporate",
});
const refuses = (expression: string): object => ({ action: "block", enabled: true, expression });
const scanners = refuses('http.request.uri.path contains "/.git/"');
const vpnOnly = refuses("not ip.src in $vpn");
const vpn = same(rulesList, "vpn", {
  ...{ accountId, kind: "ip", name: "vpn" },
  items: [{ ip: "203.0.113.200/30" }, { ip: "198.51.100.200/30" }],
});
const entry = (from: string, to: string): Step => {
  const root = (expression: string): object => ({
    ...{ accountId, kind: "root", phase, name: "entry" },
    rules: [
      {
        ...{ action: "execute", enabled: true, expression },
        actionParameters: { id: "corporate" },
      },
    ],
  });
  return becomes(ruleset, "entry", root(from), root(to));
};
const onEnterprise = 'cf.zone.plan eq "ENT"';
const named = (name: string): string => `(cf.zone.name eq "${name}" and ${onEnterprise})`;
const loosened = entry(named("example.net"), `(${onEnterprise})`);
const onPlan = (legacyId: string): Step => ({
  ...same(zone, "zone", { name: "example.com", plan: { legacyId } }),
  id: zoneId,
});

describe("a ruleset of an account", () => {
  judgesAsExpected([
    [
      "comes to refuse the visitors of another zone where its rule names no zone any more",
      [www, wiki, vpn, corporate(scanners, vpnOnly), loosened],
      ["high edge-rule-blocks www.example.com"],
    ],
    [
      "does so where its rule names that zone too",
      [
        ...[www, wiki, vpn, corporate(vpnOnly)],
        entry('cf.zone.name eq "example.net"', 'cf.zone.name in {"example.net" "example.com"}'),
      ],
      ["high edge-rule-blocks www.example.com"],
    ],
    [
      "refuses nobody there whom its rules are not about",
      [www, wiki, vpn, corporate(scanners), loosened],
      [],
    ],
    [
      "refuses nobody there where the zone is not on the plan that it asks for",
      [onPlan("pro"), www, wiki, vpn, corporate(vpnOnly), loosened],
      [],
    ],
    [
      "refuses nobody else where its rule comes to name a third zone",
      [
        ...[www, wiki, vpn, corporate(vpnOnly)],
        entry(named("example.net"), `${named("example.net")} or ${named("example.org")}`),
      ],
      [],
    ],
  ]);

  it("says of which plan nobody knows whether the zone is on it", () => {
    const said = (...steps: readonly Step[]): string[] =>
      reviewSteps([...steps, www, wiki, vpn, corporate(vpnOnly), loosened]).risks.map(
        ({ consequence }) => bareText(consequence),
      );
    const sentence = (condition: string): string =>
      `From this change on www.example.com answers requests of all visitors, of API clients, of API clients that write, of crawlers and of monitors for / with Error 403, but for those whom its expression lets through${condition}: the rule rules[0] of corporate blocks them, and none reaches an origin.`;
    expect(said()).to.deep.equal([
      sentence(", if the zone is on the Enterprise plan, which no resource says"),
    ]);
    expect(said(onPlan("enterprise"))).to.deep.equal([sentence("")]);
  });
});
