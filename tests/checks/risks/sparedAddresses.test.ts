import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId } from "./strangersPlans";

const { rulesList, ruleset } = modelTypes;
const incident = (expression: string): Step => {
  const firewall = (enabled: boolean): object => ({
    ...{ zoneId, kind: "zone", name: "default", phase: "http_request_firewall_custom" },
    rules: [{ action: "block", expression, enabled }],
  });
  return becomes(ruleset, "firewall", firewall(false), firewall(true));
};
const except = (who: string): string => `(http.host eq "www.example.com" and not ${who})`;
const offices = (...ranges: readonly string[]): Step =>
  same(rulesList, "offices", {
    ...{ accountId: "a".repeat(32), kind: "ip", name: "offices" },
    items: ranges.map((ip) => ({ ip })),
  });
const listed = incident(except("ip.src in $offices"));
const high = ["high edge-rule-blocks www.example.com"];
const medium = ["medium edge-rule-blocks www.example.com"];

describe("a block of a site, but for addresses", () => {
  judgesAsExpected([
    [
      "shuts out every ordinary visitor where they are a list of few networks",
      [www, offices("203.0.113.0/28", "198.51.100.32/28"), listed],
      high,
    ],
    [
      "does so where they stand in the rule",
      [www, incident(except("ip.src in {198.51.100.0/24 2001:db8:1::/48}"))],
      high,
    ],
    ["does so where it is one address", [www, incident("ip.src ne 198.51.100.7")], high],
    ["may let in anybody where nobody knows what the list holds", [www, listed], medium],
    [
      "may let in anybody where the list has a network as large as a provider's",
      [www, offices("198.51.100.32/28", "198.48.0.0/12"), listed],
      medium,
    ],
    [
      "shuts out every browser where only a header of one's own lets in besides",
      [
        www,
        incident(
          except('(ip.src in {198.51.100.0/24} or any(http.request.headers["x-app"][*] eq "1"))'),
        ),
      ],
      high,
    ],
    [
      "shuts out every browser where only a certificate lets in",
      [www, incident(except("cf.tls_client_auth.cert_verified"))],
      high,
    ],
    [
      "is meant where only those ask who work there",
      [
        { ...www, old: { ...www.old, name: "admin.example.com" } },
        incident('http.host eq "admin.example.com" and not ip.src in {198.51.100.0/24}'),
      ],
      ["medium edge-rule-blocks admin.example.com"],
    ],
    [
      "is none where a visitor's network is among them",
      [www, incident(except("ip.src in {0.0.0.0/0}"))],
      [],
    ],
  ]);
});
