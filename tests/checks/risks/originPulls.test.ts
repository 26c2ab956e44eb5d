import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, riskLines, same, type Step } from "../report/plans";
import { zoneId } from "./strangersPlans";

const pulls = becomes(
  modelTypes.originPulls,
  "pulls",
  { zoneId, enabled: false },
  { zoneId, enabled: true },
);
const monitor = (probeZone: string | undefined, type = "https"): Step =>
  same("monitor", "health", { type, path: "/healthz", expectedCodes: "2xx", probeZone });
const pool = (more: object = {}): Step =>
  same("pool", "primary", {
    ...{ name: "primary", monitor: "health" },
    ...{ origins: [{ name: "a", address: "198.51.100.20" }], ...more },
  });
const balancer = same("balancer", "www", {
  ...{ zoneId, name: "www.example.com", proxied: true },
  ...{ defaultPools: ["primary"], fallbackPool: "primary" },
});

describe("the risks of origin pulls that go on", () => {
  const [mild, usual] = ["low", "medium"].map(
    (severity) => `${severity} origin-pulls-on the zone of www.example.com`,
  );
  const cases: readonly (readonly [string, readonly Step[], string | undefined])[] = [
    [
      "are low where every monitor has its probeZone",
      [monitor("example.com"), pool(), balancer, pulls],
      mild,
    ],
    ["are medium where one has none", [monitor(undefined), pool(), balancer, pulls], usual],
    ["are low where monitors speak no TLS", [monitor("", "tcp"), pool(), balancer, pulls], mild],
    ["are low where nothing probes", [pool({ monitor: undefined }), balancer, pulls], mild],
    [
      "are medium where the plan does not hold the monitor",
      [pool({ monitor: "f1aba936b94213e5b8dca0c0dbf1f9cc" }), balancer, pulls],
      usual,
    ],
    ["are medium where it does not hold the pool", [balancer, pulls], usual],
  ];
  for (const [title, steps, line] of cases) {
    it(title, () => {
      const lines = riskLines(steps).filter((each) => each.includes("origin-pulls"));
      expect(lines).to.deep.equal([line]);
    });
  }
});
