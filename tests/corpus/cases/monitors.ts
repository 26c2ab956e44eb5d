import type { CorpusCase } from "../corpusCase";
import { siteByHand } from "../siteByHand";

const same = siteByHand();
const replaced = { options: { health: { replaceOnChanges: ["description"] } } };

/** Monitors, and who is told. */
export const monitorCases: readonly CorpusCase[] = [
  {
    name: "monitor-replaced",
    because: "the new one probes before the old one goes",
    before: siteByHand({ monitor: { description: "first" }, ...replaced }),
    after: siteByHand({ monitor: { description: "second" }, ...replaced }),
    risks: [],
    changes: ["replace health", "update backup", "update primary"],
    says: ["harmless"],
  },
  {
    name: "monitor-path-changed",
    because: "every pool is down at once where origins do not answer at the new path",
    before: same,
    after: siteByHand({ monitor: { path: "/ready" } }),
    risks: ["medium probe-changed www.example.com"],
    changes: ["update health"],
    says: ["/ready"],
  },
  {
    name: "monitor-path-root",
    because: "the root may answer although the application is dead, and may redirect",
    before: same,
    after: siteByHand({ monitor: { path: "/" } }),
    risks: ["medium monitor-path-shallow www.example.com", "medium probe-changed www.example.com"],
    changes: ["update health"],
  },
  {
    name: "monitor-blind",
    because: "a 502 counts as health",
    before: same,
    after: siteByHand({ monitor: { expectedCodes: undefined } }),
    risks: ["high monitor-blind www.example.com"],
    changes: ["update health"],
    says: ["502"],
  },
  {
    name: "monitor-interval-longer",
    because: "visitors are sent to a dead origin for more than two minutes",
    before: same,
    after: siteByHand({ monitor: { interval: 60 } }),
    risks: ["medium detection-slow www.example.com"],
    changes: ["update health"],
    failover: ["www.example.com 45 → 135"],
    says: ["135"],
  },
  {
    name: "monitor-interval-shorter",
    because: "faster is better",
    before: siteByHand({ monitor: { interval: 20 } }),
    after: same,
    risks: [],
    changes: ["update health"],
    failover: ["www.example.com 55 → 45"],
  },
  {
    name: "monitor-detached",
    because: "nobody probes the pool any more",
    before: same,
    after: siteByHand({ primary: { monitor: undefined } }),
    risks: ["high monitor-lost www.example.com"],
    changes: ["update primary"],
    failover: ["www.example.com 45 → never out"],
  },
  {
    name: "alert-deleted",
    because: "nobody is told when a pool goes down",
    before: same,
    after: siteByHand({ alert: null }),
    risks: [
      "medium pool-without-alert www.example.com",
      "medium pool-without-alert www.example.com",
    ],
    changes: ["delete alert"],
  },
  {
    name: "alert-without-receiver",
    because: "the alert goes to nobody",
    before: same,
    after: siteByHand({ alert: { mechanisms: {} } }),
    risks: ["medium alert-without-receiver pools"],
    changes: ["update alert"],
  },
  {
    name: "alert-loses-one-of-two-receivers",
    because: "somebody is still told",
    before: siteByHand({
      alert: { mechanisms: { emails: [{ id: "a@example.com" }, { id: "b@example.com" }] } },
    }),
    after: siteByHand({ alert: { mechanisms: { emails: [{ id: "a@example.com" }] } } }),
    risks: [],
    changes: ["update alert"],
    says: ["people are told otherwise"],
  },
];
