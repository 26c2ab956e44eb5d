import { modelTypes } from "../../../model/graph/resourceTypes";
import { comes, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { ruleset, zoneLockdown } = modelTypes;

const office = { configurations: [{ target: "ip_range", value: "198.51.100.16/28" }] };
const locked = (old: string, now: string): Step => ({
  ...{ op: "update", type: zoneLockdown, name: "back-office", id: "lock" },
  ...{ old: { zoneId, urls: [old], ...office }, new: { zoneId, urls: [now], ...office } },
});
const blocks = (expression: string): Step =>
  comes(ruleset, "firewall", {
    ...{ zoneId, kind: "zone", name: "default", phase: "http_request_firewall_custom" },
    rules: [{ action: "block", enabled: true, expression }],
  });
const blocked = ["medium edge-rule-blocks www.example.com"];

/** Rules about paths at which only some sites keep their styles, scripts and images. */
const plans: StrangersPlans = [
  [
    "a lockdown of the back office that comes to hold every file of WordPress",
    [www, locked("www.example.com/wp-admin/*", "www.example.com/wp-*")],
    blocked,
  ],
  [
    "a lockdown of the back office that comes to hold its login",
    [www, locked("www.example.com/wp-admin/*", "www.example.com/wp-login.php")],
    [],
  ],
  [
    "scripts refused among what visitors sent up",
    [
      www,
      blocks(
        'http.request.uri.path contains "/wp-content/uploads/" and ends_with(http.request.uri.path, ".php")',
      ),
    ],
    [],
  ],
  [
    "styles and scripts that a build writes, refused",
    [www, blocks('starts_with(http.request.uri.path, "/_next/")')],
    blocked,
  ],
];

describe("rules about parts of pages", () => {
  judgesAsExpected(plans);
});
