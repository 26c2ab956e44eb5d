import { modelTypes } from "../../../model/graph/resourceTypes";
import { urnOf, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

/** How the engine writes what it does not know yet. */
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const accountId = "a".repeat(32);
const { alert, alertWebhook } = modelTypes;
const uptimeRobot = "steady-edge-monitors:uptimerobot:Monitor";
const synthetic = "newrelic:synthetics/monitor:Monitor";

const policy = (alertType: string, filters?: object, more: object = {}): object => ({
  ...{ accountId, name: alertType, alertType, enabled: true },
  mechanisms: { emails: [{ id: "oncall@example.com" }] },
  ...(filters === undefined ? {} : { filters }),
  ...more,
});
/** An alert that becomes another one. */
const becomes = (old: object, now: object): Step => ({
  ...{ op: "update", type: alert, name: "alert", id: "alert" },
  ...{ old, new: now },
});
const comes = (type: string, now: object): Step => ({ op: "create", type, name: "made", new: now });
const goes = (type: string, old: object): Step => ({
  ...{ op: "delete", type, name: "gone", id: "gone", old },
});
const asking = (headers: object, hostname = "www.example.com"): Step => ({
  ...{ op: "same", type: uptimeRobot, name: "watch", id: "watch" },
  old: { url: `https://${hostname}/status?full=1`, paused: false, headers },
});
const blocks = (expression: string): Step => ({
  ...{ op: "create", type: modelTypes.ruleset, name: "waf" },
  new: {
    ...{ zoneId, name: "default", kind: "zone", phase: "http_request_firewall_custom" },
    rules: [{ ref: "status", action: "block", expression, enabled: true }],
  },
});
const watchBecomes = (type: string, old: object, now: object): Step => ({
  ...{ op: "update", type, name: "watch", id: "watch" },
  ...{ old, new: now },
});
const hooked = { accountId, name: "ops", url: "https://hooks.example.net/a" };
const webhook: Step = {
  ...{ op: "same", type: alertWebhook, name: "hook", id: "hook-1" },
  old: hooked,
};
const posted = policy("tunnel_health_event", undefined, {
  mechanisms: { webhooks: [{ id: "hook-1" }] },
});
const pool: Step = {
  ...{ op: "same", type: "pool", name: "primary", id: "primary" },
  old: { accountId, name: "primary", origins: [{ name: "a", address: "203.0.113.1" }] },
};
/** A load balancer over the pool, which is its own fallback. */
const balanced: Step = {
  ...{ op: "same", type: "balancer", name: "www", id: "www" },
  old: {
    ...{ zoneId: "f".repeat(32), name: "www.example.com", defaultPools: ["primary"] },
    ...{ fallbackPool: "primary", proxied: true },
  },
};
const health = "load_balancing_health_alert";
const tunnel = "tunnel_health_event";
const enablement = "load_balancing_pool_enablement_alert";

/** Programs of strangers about who is told: the steps, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "a tunnel's alert goes on to tell of recoveries alone",
    [
      becomes(
        policy(tunnel, { newStatuses: ["TUNNEL_STATUS_TYPE_DOWN"] }),
        policy(tunnel, { newStatuses: ["TUNNEL_STATUS_TYPE_HEALTHY"] }),
      ),
    ],
    [`low alert-lost ${tunnel}`],
  ],
  [
    "a pool's alert goes on to tell of recoveries alone",
    [
      pool,
      balanced,
      becomes(policy(health), policy(health, { newHealths: ["Healthy"], poolIds: ["primary"] })),
    ],
    ["medium pool-without-alert www.example.com"],
  ],
  [
    "an alert of pools tells of those that are switched on, and no longer of those that are off",
    [
      becomes(
        policy(enablement, { enableds: ["false", "true"] }),
        policy(enablement, { enableds: ["true"] }),
      ),
    ],
    [`low alert-lost ${enablement}`],
  ],
  [
    "an alert about tunnels is switched to another kind",
    [becomes(policy(tunnel), policy("tunnel_update_event"))],
    [`low alert-lost ${tunnel}`],
  ],
  [
    "the only alert about origins goes",
    [goes(alert, policy("real_origin_monitoring"))],
    ["low alert-lost real_origin_monitoring"],
  ],
  [
    "an alert tells of downs and ups, and now of downs alone",
    [
      becomes(
        policy(tunnel),
        policy(tunnel, {
          newStatuses: ["TUNNEL_STATUS_TYPE_DEGRADED", "TUNNEL_STATUS_TYPE_DOWN"],
        }),
      ),
    ],
    [],
  ],
  [
    "an alert comes for a tunnel and a webhook for a chat",
    [
      comes(alert, policy(tunnel)),
      {
        ...comes(alertWebhook, { accountId, name: "ops", url: "https://hooks.example.net/a" }),
        name: "hook",
      },
    ],
    [],
  ],
  [
    "an alert tells less often, in other words",
    [
      becomes(
        policy(tunnel, undefined, { alertInterval: "30m" }),
        policy(tunnel, undefined, { alertInterval: "4h", description: "for the night" }),
      ),
    ],
    [],
  ],
  [
    "monitors from outside come and go",
    [
      comes(uptimeRobot, { url: "https://www.example.com/healthz", interval: 60 }),
      goes(synthetic, { name: "www", uri: "https://www.example.com/" }),
    ],
    [],
  ],
  [
    "one of two alerts of the same kind goes",
    [
      goes(alert, policy(tunnel)),
      { ...{ op: "same", type: alert, name: "other", id: "other" }, old: policy(tunnel) },
    ],
    [],
  ],
  [
    "a webhook is made anew, and the only alert names the old one by its id",
    [
      {
        ...webhook,
        op: "replace",
        isMadeAnew: true,
        new: { ...hooked, accountId: "b".repeat(32) },
        replaceReasons: ["accountId"],
      },
      { ...{ op: "same", type: alert, name: "alert", id: "alert" }, old: posted },
    ],
    [`low alert-lost ${tunnel}`],
  ],
  [
    "a webhook goes, and the alert that names it has a mailbox too",
    [
      { ...webhook, op: "delete" },
      {
        ...{ op: "same", type: alert, name: "alert", id: "alert" },
        old: policy(tunnel, undefined, {
          mechanisms: { emails: [{ id: "oncall@example.com" }], webhooks: [{ id: "hook-1" }] },
        }),
      },
    ],
    [],
  ],
  [
    "a webhook gets another secret",
    [
      { ...webhook, op: "update", new: { ...hooked, secret: "another" } },
      { ...{ op: "same", type: alert, name: "alert", id: "alert" }, old: posted },
    ],
    [],
  ],
  [
    "a pool is made anew, and the health alert names the old one by its id",
    [
      {
        ...pool,
        op: "replace",
        isMadeAnew: true,
        id: "primary",
        new: {
          accountId: "b".repeat(32),
          name: "primary",
          origins: [{ name: "a", address: "203.0.113.1" }],
        },
        replaceReasons: ["accountId"],
      },
      {
        ...balanced,
        ...{
          op: "update",
          new: { ...balanced.old, defaultPools: [unknownMark], fallbackPool: unknownMark },
          from: {
            defaultPools: [urnOf("pool", "primary")],
            fallbackPool: [urnOf("pool", "primary")],
          },
        },
      },
      {
        ...{ op: "same", type: alert, name: "alert", id: "alert" },
        old: policy(health, { poolIds: ["primary"] }),
      },
    ],
    ["medium pool-replaced www.example.com", "medium pool-without-alert www.example.com"],
  ],
  [
    "the only monitor from outside is switched off",
    [
      www,
      watchBecomes(
        synthetic,
        { name: "www", uri: "https://www.example.com/", status: "ENABLED" },
        { name: "www", uri: "https://www.example.com/", status: "DISABLED" },
      ),
    ],
    ["low outside-monitor-lost www.example.com"],
  ],
  [
    "one of two monitors from outside is paused, and one asks less often",
    [
      www,
      watchBecomes(
        uptimeRobot,
        { url: "https://www.example.com/", paused: false },
        { url: "https://www.example.com/", paused: true },
      ),
      {
        ...{ op: "update", type: synthetic, name: "other", id: "other" },
        old: { uri: "https://WWW.example.com/shop", status: "ENABLED", period: "EVERY_MINUTE" },
        new: { uri: "https://WWW.example.com/shop", status: "ENABLED", period: "EVERY_HOUR" },
      },
    ],
    [],
  ],
  [
    "a monitor from outside goes with its hostname",
    [
      { ...www, op: "delete" },
      goes(uptimeRobot, { url: "https://www.example.com/", paused: false }),
    ],
    ["high hostname-stops www.example.com"],
  ],
  [
    "a rule comes that blocks what a monitor from outside asks",
    [www, asking({}), blocks('starts_with(http.request.uri.path, "/status")')],
    ["medium edge-rule-blocks www.example.com"],
  ],
  [
    "a rule comes that blocks what a monitor from outside asks, but with a secret header",
    [
      ...[www, asking({ "x-monitor": "let-me-in" })],
      blocks(
        'http.request.uri.path eq "/status" and not any(http.request.headers["x-monitor"][*] eq "let-me-in")',
      ),
    ],
    [],
  ],
  [
    "a rule comes that blocks a path which the monitor of another hostname asks",
    [www, asking({}, "shop.example.net"), blocks('http.request.uri.path eq "/status"')],
    [],
  ],
];

describe("alerts and monitors from outside in plans of strangers", () => {
  judgesAsExpected(plans);
});
