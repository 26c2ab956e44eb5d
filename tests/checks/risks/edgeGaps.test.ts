import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const accountId = "a".repeat(32);
const host = "www.example.com";
const { alert, loadBalancer, monitor, pool } = modelTypes;

const origin = (place: number, weight?: number): object => ({
  ...{ name: `o${place}`, address: `203.0.113.${place}` },
  ...(weight === undefined ? {} : { weight }),
});
const main = (more: object = {}): object => ({
  ...{ accountId, name: "main", monitor: "health", origins: [origin(1), origin(2)], ...more },
});
const weighing = (...weights: readonly number[]): object =>
  main({ origins: weights.map((weight, place) => origin(place + 1, weight)) });
const balanced = (more: object = {}): object => ({
  ...{ zoneId, name: host, proxied: true, ...more },
  ...{ defaultPools: ["main", "backup"], fallbackPool: "backup" },
});
const standing: readonly Step[] = [
  same(monitor, "health", { accountId, type: "https", path: "/health", expectedCodes: "2xx" }),
  same(pool, "backup", main({ name: "backup", origins: [origin(9)] })),
];
const pooled = (old: object, now: object, ...others: readonly Step[]): Step[] => [
  ...standing,
  same(loadBalancer, "www", balanced()),
  becomes(pool, "main", old, now),
  ...others,
];
const spread = (old: object, now: object): Step[] => {
  const by = (poolWeights: object): object =>
    balanced({ steeringPolicy: "random", randomSteering: { defaultWeight: 1, poolWeights } });
  return [...standing, same(pool, "main", main()), becomes(loadBalancer, "www", by(old), by(now))];
};
const mailing = { notificationEmail: "ops@example.com" };
const healthAlert = same(alert, "health-alert", {
  ...{ accountId, name: "health", alertType: "load_balancing_health_alert", enabled: true },
  mechanisms: { emails: [{ id: "ops@example.com" }] },
});
const moved = [`medium origins-moved ${host}`];
const fewer = [`medium origins-fewer ${host}`];
const unmailed = [`low alert-lost ${host}`];

const plans: StrangersPlans = [
  [
    "an origin that comes to get what another got",
    pooled(weighing(0.99, 0.01), weighing(0.01, 0.99)),
    moved,
  ],
  ["an origin that is led up to by its weight", pooled(weighing(0.9, 0.1), weighing(0.8, 0.2)), []],
  ["an origin that gets its first requests", pooled(weighing(1, 0), weighing(0.9, 0.1)), []],
  ["an origin that takes over by its weight", pooled(weighing(1, 0), weighing(0, 1)), moved],
  ["an origin whose weight becomes 0", pooled(weighing(1, 1), weighing(0, 1)), fewer],
  ["weights in the same proportions", pooled(weighing(1, 0.5), weighing(0.4, 0.2)), []],
  [
    "an origin of another name",
    pooled(main({ origins: [origin(1)] }), main({ origins: [{ ...origin(1), name: "a" }] })),
    [],
  ],
  ["a new origin that gets nearly all", pooled(weighing(0.05), weighing(0.05, 1)), moved],
  [
    "pools of slightly other weights",
    spread({ main: 0.9, backup: 0.1 }, { main: 0.8, backup: 0.2 }),
    [`low steering-changed ${host}`],
  ],
  [
    "a pool that comes to get most",
    spread({ main: 0.9, backup: 0.1 }, { main: 0.1, backup: 0.9 }),
    [`medium steering-changed ${host}`],
  ],
  [
    "a pool whose weight becomes 0",
    spread({ main: 0.9, backup: 0.1 }, { main: 0.9, backup: 0 }),
    [`medium steering-changed ${host}`],
  ],
  ["the mail of a pool that is in no alert", pooled(main(mailing), main()), unmailed],
  [
    "the mail of a pool that goes on telling of recoveries alone",
    pooled(
      main(mailing),
      main({
        ...mailing,
        notificationFilter: { pool: { healthy: true }, origin: { disable: true } },
      }),
    ),
    unmailed,
  ],
  [
    "the mail of a pool that goes on telling of the pool",
    pooled(main(mailing), main({ ...mailing, notificationFilter: { origin: { disable: true } } })),
    [],
  ],
  ["the mail of a pool that an alert tells of", pooled(main(mailing), main(), healthAlert), []],
  [
    "the mail of a pool to somebody else",
    pooled(main(mailing), main({ notificationEmail: "team@example.com" })),
    [],
  ],
];

/** A record by its short name, in a zone that nothing names. */
const short = (name: string): Step =>
  same(modelTypes.dnsRecord, `record-${name}`, {
    ...{ zoneId, name, type: "A", content: "203.0.113.10", proxied: true, ttl: 1 },
  });
const redirects = (expression: string, targetUrl: object): Step =>
  comes(modelTypes.ruleset, "redirects", {
    ...{ zoneId, kind: "zone", name: "default", phase: "http_request_dynamic_redirect" },
    rules: [
      {
        ...{ action: "redirect", enabled: true, expression },
        actionParameters: { fromValue: { statusCode: 301, targetUrl } },
      },
    ],
  });
const upgrade = { expression: 'concat("https://", http.host, http.request.uri.path)' };

/** Plans in which nothing names the zone of short names. */
const unnamed: StrangersPlans = [
  [
    "a redirect of one path",
    [
      ...[short("www"), short("@"), short("*")],
      redirects('http.request.uri.path eq "/old"', { value: "https://example.org/new" }),
    ],
    [],
  ],
  ["a redirect to HTTPS", [short("www"), short("@"), redirects("not ssl", upgrade)], []],
  [
    "a redirect of everything to itself",
    [short("www"), redirects("true", upgrade)],
    [`high redirect-loop www in zone ${zoneId}`],
  ],
];

describe("gaps at the edge that were known", () => {
  judgesAsExpected(plans);
  judgesAsExpected(unnamed);

  const words = (steps: readonly Step[]): string[] =>
    reviewSteps(steps).risks.map(({ consequence }) => bareText(consequence));

  it("says by how much the share of an origin grows, hostname first", () => {
    expect(words(pooled(weighing(0.99, 0.01), weighing(0.01, 0.99)))).to.deep.equal([
      "www.example.com: 203.0.113.2 gets 99 % of what comes to main instead of 1 % in one call, by its weight: where it cannot carry that, visitors meet slow answers and errors until it is given less.",
    ]);
    expect(words(pooled(weighing(1, 0), weighing(0, 1)))).to.deep.equal([
      "www.example.com: All traffic of main that went to 203.0.113.1 goes to 203.0.113.2 in one call, which had the weight 0: if it does not answer yet, visitors meet errors until it is found to be down.",
    ]);
  });
});
