import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, riskLines, same, type Step } from "../report/plans";
import { www, zoneId } from "./strangersPlans";

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

describe("the certificate that Cloudflare shows origins of a hostname", () => {
  const { hostnamePulls, pullsCertificate } = modelTypes;
  const shows = (certId: string, enabled = true): object => ({
    ...{ zoneId, configs: [{ hostname: "www.example.com", certId, enabled }] },
  });
  const held = ["first", "second"].map((name) =>
    same(pullsCertificate, name, { zoneId, certificate: name, privateKey: "k" }),
  );
  const told = (old: object, now: object): string[] =>
    riskLines([www, ...held, becomes(hostnamePulls, "pulls", old, now)]);

  it("is told of where it becomes another of the plan, which origins may not trust", () => {
    expect(told(shows("first"), shows("second"))).to.deep.equal([
      "medium client-certificate-untrusted www.example.com",
    ]);
  });

  it("is not told of where none was shown, nor where it is the same", () => {
    expect(told(shows("first", false), shows("second"))).to.deep.equal([]);
    expect(told(shows("first"), shows("first"))).to.deep.equal([]);
  });
});
