import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import {
  becomes,
  comes,
  goes,
  reviewSteps,
  riskLines,
  same,
  urnOf,
  type Step,
} from "../report/plans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const { awsLoadBalancer, listener, listenerRule, originPulls, ruleset } = modelTypes;
const forward = { type: "forward", targetGroupArn: "arn:elsewhere" };
const key = { header: { "X-Key": ["one"] } };
const zone = { probeZone: "example.com" };

const https = (more: object = {}): object => ({
  ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS", defaultActions: [forward], ...more },
});
const verifies = https({ mutualAuthentication: { mode: "verify" } });
const monitor = (more: object = {}): object => ({
  ...{ type: "https", path: "/healthz", expectedCodes: "2xx", ...more },
});
const standing = (step: Step): Step => ({ ...step, outputs: { arn: step.name, dnsName } });
const sent = same(ruleset, "rules", {
  ...{ zoneId, kind: "zone", phase: "http_request_late_transform" },
  rules: [
    {
      ...{ expression: "true", action: "rewrite", enabled: true },
      actionParameters: { headers: { "x-key": { operation: "set", value: "one" } } },
    },
  ],
});
const pulls = same(originPulls, "pulls", { zoneId, enabled: true });
const admit = {
  ...{ listenerArn: "https", priority: 1, actions: [forward] },
  conditions: [{ httpHeader: { httpHeaderName: "X-Key", values: ["one"] } }],
};
const refuse = {
  ...{ listenerArn: "https", priority: 2 },
  conditions: [{ pathPattern: { values: ["*"] } }],
  actions: [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }],
};
const admission = [comes(listenerRule, "admit", admit), comes(listenerRule, "refuse", refuse)];
const admitted = [same(listenerRule, "admit", admit), same(listenerRule, "refuse", refuse)];

/** A hostname before two pools, the first of which leads to a load balancer of AWS. Its monitor comes with the plan. */
const probedPools: readonly Step[] = [
  same("pool", "primary", {
    ...{ name: "primary", monitor: "health" },
    origins: [{ name: "a", address: dnsName, header: { hosts: ["www.example.com"] } }],
  }),
  same("pool", "backup", { name: "backup", origins: [{ name: "a", address: "198.51.100.20" }] }),
  same("balancer", "www", {
    ...{ zoneId, name: "www.example.com", proxied: true },
    ...{ defaultPools: ["primary", "backup"], fallbackPool: "backup" },
  }),
];

const site = (probing: Step, listening: Step, ...steps: readonly Step[]): Step[] => [
  probing,
  standing(same(awsLoadBalancer, "edge", { name: "edge" })),
  standing(listening),
  ...probedPools,
  ...steps,
];
const clear = same(listener, "http", {
  ...{ loadBalancerArn: "edge", port: 80, protocol: "HTTP" },
  defaultActions: [
    { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
  ],
});
const inClear = { type: "http", port: 80 };
const probe = (more?: object): Step => same("monitor", "health", monitor(more));
const quiet = same(listener, "https", https());
const refused = "high probe-refused www.example.com";
const blind = "high monitor-blind www.example.com";
const unordered = "medium probe-order www.example.com";

describe("the risks of what a listener demands of monitors", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of a header that they do not send",
      site(probe(), quiet, sent, ...admission),
      [refused],
    ],
    [
      "tells of a header that they send with another value",
      site(probe({ header: { "x-key": ["two"] } }), quiet, sent, ...admission),
      [refused],
    ],
    ["says nothing of one that they send", site(probe(key), quiet, sent, ...admission), []],
    [
      "tells of a header that they cease to send",
      site(becomes("monitor", "health", monitor(key), monitor()), quiet, sent, ...admitted),
      [refused, "medium probe-changed www.example.com"],
    ],
    [
      "says nothing of one that they did not send before",
      site(becomes("monitor", "health", monitor(), monitor(zone)), quiet, sent, ...admitted),
      ["medium probe-changed www.example.com"],
    ],
    [
      "leaves to another risk that Cloudflare does not send it either: the pool is down then",
      site(probe(), quiet, ...admission),
      ["high origin-header-unsent edge"],
    ],
    [
      "tells of a client certificate that they do not show",
      site(probe(), becomes(listener, "https", https(), verifies), pulls),
      [refused],
    ],
    [
      "says nothing of one that they show as part of the zone",
      site(probe(zone), becomes(listener, "https", https(), verifies), pulls),
      [],
    ],
    [
      "tells of a header that they come to send in no order with the rules",
      site(becomes("monitor", "health", monitor(), monitor(key)), quiet, sent, ...admission),
      [unordered],
    ],
    [
      "says nothing of the order where the rules wait for the monitor",
      site(
        becomes("monitor", "health", monitor(), monitor(key)),
        ...[quiet, sent],
        ...admission.map((step) => ({ ...step, after: [urnOf("monitor", "health")] })),
      ),
      [],
    ],
    [
      "tells of a header that they cease to send before the rules go, which go last",
      site(
        becomes("monitor", "health", monitor(key), monitor()),
        ...[quiet, sent],
        ...[goes(listenerRule, "admit", admit), goes(listenerRule, "refuse", refuse)],
      ),
      ["medium probe-changed www.example.com", unordered],
    ],
    [
      "tells of a zone that they come to have in no order with the listener",
      site(
        becomes("monitor", "health", monitor(), monitor(zone)),
        ...[becomes(listener, "https", https(), verifies), pulls],
      ),
      ["medium probe-changed www.example.com", unordered],
    ],
    [
      "tells of monitors that come to ask where a listener redirects",
      site(
        becomes("monitor", "health", monitor(), monitor(inClear)),
        same(listener, "https", https()),
        clear,
      ),
      [blind, refused, "medium probe-changed www.example.com"],
    ],
    [
      "says nothing of a redirect that they follow",
      site(
        becomes("monitor", "health", monitor(), monitor({ ...inClear, followRedirects: true })),
        ...[same(listener, "https", https()), clear],
      ),
      [blind, "medium probe-changed www.example.com"],
    ],
    [
      "says nothing of a redirect that they expect",
      site(
        becomes("monitor", "health", monitor(), monitor({ ...inClear, expectedCodes: "3xx" })),
        ...[same(listener, "https", https()), clear],
      ),
      [blind, "medium probe-changed www.example.com"],
    ],
    [
      "says nothing of monitors that ask at another port",
      site(probe({ port: 8443 }), becomes(listener, "https", https(), verifies), pulls),
      [],
    ],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("says which pool, which hostname, until when, with which error, and what to do", () => {
    const [risk] = reviewSteps(site(probe(), quiet, sent, ...admission)).risks;
    expect([bareText(risk?.consequence ?? []), bareText(risk?.hint ?? [])]).to.deep.equal([
      "From this change on edge demands a header, and the monitors of primary do not send it: after a few probes the pool counts as down although it serves www.example.com, until they do. Visitors go to another pool, and to the fallback pool where none is left, which nothing takes over for; where that is switched off, they get Error 530.",
      "Let the monitor send the header in an update before a rule of the listener demands it, and let the rule go before it is sent no more.",
    ]);
  });
});
