import type { Properties } from "../../../sandbox/cloud/values";
import { account, accountId, at, shapesOf, types, zone, zoneId, type DoorKind } from "./doorKind";

const origins: Properties[] = [
  { name: "b", address: "192.0.2.7", header: { hosts: ["www.example.com"] } },
  { name: "a", address: "192.0.2.8", weight: 0.5 },
];
const policy = { accountId, alertType: "load_balancing_health_alert" };
const emails = [{ id: "oncall@example.com" }];

/** What balances load and tells of it. */
export const balancingKinds: Readonly<Record<string, DoorKind>> = {
  [types.monitor]: {
    ...at(`${account}/load_balancers/monitors`),
    refusals: ["400 1002"],
    shapes: [60, 10, 1, 80].map((interval, index) => ({ slot }) => ({
      ...{ accountId, type: "https", expectedCodes: "200", interval },
      header: { Host: [`h${slot}.example.com`], "X-Any": [`${index}`] },
    })),
  },
  [types.monitorGroup]: {
    ...at(`${account}/load_balancers/monitor_groups`),
    shapes: [true, false].map((enabled) => ({ slot, idOf }) => ({
      ...{ accountId, description: `group ${enabled}` },
      members: [
        {
          ...{ monitorId: idOf(types.monitor, slot), enabled },
          ...{ monitoringOnly: false, mustBeHealthy: true },
        },
      ],
    })),
  },
  [types.pool]: {
    ...at(`${account}/load_balancers/pools`),
    refusals: ["400 1002"],
    shapes: [
      ({ slot, idOf }) => {
        const monitor = idOf(types.monitor, slot);
        return { accountId, name: `p${slot}`, origins, monitor };
      },
      ({ slot }) => ({ accountId, name: `p${(slot + 1) % 3}`, monitor: "", origins }),
      ({ slot }) => ({ accountId, name: `p${slot}`, origins, checkRegions: ["WEU", "ENAM"] }),
      ({ slot }) => ({ accountId, name: `p${slot}`, origins: [...origins, ...origins] }),
      ({ slot }) => ({
        ...{ accountId, name: `p${slot}`, origins, enabled: false, latitude: 3, longitude: 4 },
        ...{ originSteering: { policy: "least_connections" }, minimumOrigins: 2 },
      }),
    ],
  },
  [types.loadBalancer]: {
    ...at(`${zone}/load_balancers`),
    refusals: ["400 1002"],
    shapes: [0, 1, 2].map((which) => ({ slot, idOf }) => {
      const pool = idOf(types.pool, slot);
      return {
        ...{ zoneId, name: `l${which}.example.com`, proxied: which % 2 === 0 },
        ...{ defaultPools: [pool], fallbackPool: pool },
        regionPools: { WNAM: [idOf(types.pool, which)] },
        ...(which === 2 ? { sessionAffinity: "cookie", sessionAffinityTtl: 3600 } : {}),
      };
    }),
  },
  [types.healthcheck]: {
    ...at(`${zone}/healthchecks`),
    shapes: shapesOf(
      [
        { type: "HTTPS", httpConfig: { port: 443, header: { "X-Check": ["1"] } } },
        { type: "TCP", tcpConfig: { port: 443 }, description: "bare" },
        { type: "HTTP", suspended: true },
        { type: "HTTP", checkRegions: ["WEU"] },
      ],
      ({ slot }) => ({
        ...{ zoneId, name: `check-${slot}`, address: "www.example.com" },
      }),
    ),
  },
  [types.webhooks]: {
    ...at(`${account}/alerting/v3/destinations/webhooks`),
    refusals: ["400 0"],
    shapes: [
      () => ({ accountId, name: "hook 0", url: "https://hooks.example.net/x" }),
      () => ({ accountId, name: "hook 1", url: "https://hooks.example.net/x", secret: "s" }),
      () => ({ accountId, name: "hook 1", url: "ftp://hooks.example.net" }),
    ],
  },
  [types.notificationPolicy]: {
    ...at(`${account}/alerting/v3/policies`),
    refusals: ["400 0"],
    shapes: [
      ({ slot }) => ({ ...policy, name: `policy ${slot}`, enabled: true, mechanisms: { emails } }),
      ({ slot, idOf }) => ({
        ...{ ...policy, name: `policy ${slot}`, enabled: false },
        mechanisms: { emails, webhooks: [{ id: idOf(types.webhooks, slot) }] },
      }),
      ({ slot }) => ({
        ...{ ...policy, name: `policy ${slot}`, enabled: true, mechanisms: { emails } },
        ...{ filters: { newHealths: ["Unhealthy"] }, description: "of health" },
      }),
    ],
  },
};
