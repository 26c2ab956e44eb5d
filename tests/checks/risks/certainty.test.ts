import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { reviewSteps, riskLines, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const record = (content: string): object => ({
  ...{ zoneId, name: "www.example.com", type: "A", content, ttl: 1 },
});

describe("how certain a delegation that goes is", () => {
  const ns: Step = {
    ...{ op: "delete", type: "record", name: "ns", id: "n" },
    old: { zoneId, name: "sub.example.com", type: "NS", content: "ns1.example.net", ttl: 300 },
  };
  const wildcard: Step = {
    ...{ op: "same", type: "record", name: "all", id: "w" },
    old: { ...record("203.0.113.1"), name: "*.example.com" },
  };
  const other = {
    ...ns,
    op: "same",
    name: "ns2",
    id: "n2",
    old: { ...ns.old, content: "ns2.example.net" },
  };

  it("is high where no NS record is left and nothing else answers", () => {
    expect(riskLines([ns])).to.deep.equal(["high other-record-lost sub.example.com"]);
    expect(riskLines([ns, other])).to.deep.equal([]);
    const lines = riskLines([ns, wildcard]);
    expect(lines).to.deep.equal(["medium other-record-lost sub.example.com"]);
  });
});

describe("where the visitors are whose pool goes", () => {
  const pool = (name: string, address: string): object => ({
    ...{ name, origins: [{ name: "a", address }] },
  });
  const balancer = (more: object): object => ({
    ...{ zoneId, name: "www.example.com", proxied: true, steeringPolicy: "geo" },
    ...{ defaultPools: ["a", "b"], fallbackPool: "a", ...more },
  });
  const pools = ["a", "b", "c"].map((id, index): Step => ({
    op: "same",
    type: "pool",
    name: id,
    id,
    old: pool(id, `203.0.113.1${index}`),
  }));
  const edited = (old: object, now: object): string[] =>
    reviewSteps([
      ...pools,
      {
        op: "update",
        type: "balancer",
        name: "www",
        id: "l",
        old: balancer(old),
        new: balancer(now),
      },
    ]).risks.map(({ id, consequence }) => `${id}: ${bareText(consequence)}`);

  it("is named, where a pool of regions and countries goes", () => {
    const lines = edited(
      { regionPools: { WEU: ["c"], ENAM: ["a"] }, countryPools: { DE: ["c", "a"] } },
      { regionPools: { ENAM: ["a"] } },
    );
    expect(lines).to.deep.equal([
      "pool-lost: www.example.com has 2 pools instead of 3 pools: c takes no traffic any more, and the others carry it. Until now visitors in region WEU and country DE were sent there by steering.",
      "steering-changed: Requests for www.example.com of some places go to other pools. The places are region WEU and country DE.",
    ]);
  });

  it("is not named, where no pool is of a place", () => {
    expect(edited({ defaultPools: ["a", "b", "c"] }, {})).to.deep.equal([
      "pool-lost: www.example.com has 2 pools instead of 3 pools: c takes no traffic any more, and the others carry it.",
    ]);
  });
});
