import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, same, type Step } from "../report/plans";
import { firewall } from "./edgeRulesets";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const site: readonly Step[] = [
  same(modelTypes.monitor, "m", { type: "https", path: "/healthz", header: {} }),
  same(modelTypes.pool, "p", {
    ...{ name: "p", monitor: "m" },
    origins: [{ name: "a", address: "203.0.113.1", enabled: true }],
  }),
  same(modelTypes.loadBalancer, "lb", {
    ...{ zoneId, name: "www.example.com", proxied: true },
    ...{ defaultPools: ["p"], fallbackPool: "p" },
  }),
];
const health =
  'http.host eq "www.example.com" and http.request.uri.path in {"/healthz" "/metrics"}';

describe("a path that monitors of load balancing ask for, hidden at the edge", () => {
  judgesAsExpected([
    [
      "from everybody",
      [...site, firewall("block", health)],
      ["low edge-rule-blocks www.example.com"],
    ],
    [
      "from monitors alone",
      [...site, firewall("block", 'http.user_agent contains "UptimeRobot"')],
      ["medium edge-rule-blocks www.example.com"],
    ],
    [
      "with the home page",
      [...site, firewall("block", 'http.request.uri.path in {"/healthz" "/"}')],
      ["high edge-rule-blocks www.example.com"],
    ],
  ]);

  it("is said to be past them", () => {
    const { risks } = reviewSteps([...site, firewall("block", health)]);
    expect(bareText(risks[0]?.consequence ?? [])).to.equal(
      "From this change on www.example.com answers requests of monitors for /healthz with Error 403: the rule rules[0] of rules blocks them, and none reaches an origin. Monitors of load balancing ask the origins themselves, past the rules of the zone, and are not met: monitors of other services are, if some ask for that path.",
    );
  });
});
