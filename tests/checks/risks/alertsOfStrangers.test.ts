import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, type Step } from "../report/plans";

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
const plans: readonly (readonly [
  name: string,
  steps: readonly Step[],
  risks: readonly string[],
  notJudged?: readonly string[],
])[] = [
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
    ["medium pool-without-alert primary"],
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
];

describe("alerts and monitors from outside in plans of strangers", () => {
  for (const [name, steps, risks, notJudged = []] of plans) {
    it(name, () => {
      expect(riskLines(steps)).to.deep.equal(risks);
      const found = reviewSteps(steps).notJudged;
      expect(
        found.map(({ change, properties }) => `${change.name}: ${properties.join(", ")}`),
      ).to.deep.equal(notJudged);
    });
  }
});
