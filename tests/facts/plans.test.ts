import { expect } from "chai";
import { SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import { CloudflarePlan, planLimits, type PlanLimits } from "../../facts/cloudflare/plans";

const ascending = [
  CloudflarePlan.Free,
  CloudflarePlan.Pro,
  CloudflarePlan.Business,
  CloudflarePlan.Enterprise,
];

/** Fields of which a dearer plan may have less: lower bounds. */
const lowerBounds: readonly (keyof PlanLimits)[] = [
  "dnsMinimumTtlSeconds",
  "monitorIntervalSeconds",
];

describe("planLimits", () => {
  it("has a row for each plan and nothing else", () => {
    expect(Object.keys(planLimits)).to.deep.equal(Object.values(CloudflarePlan));
    expect(ascending).to.deep.equal(Object.values(CloudflarePlan));
  });

  it("gives a dearer plan nothing less", () => {
    for (const [index, plan] of ascending.entries()) {
      const cheaper = ascending[index - 1];
      if (cheaper === undefined) {
        continue;
      }
      for (const [field, limit] of Object.entries(planLimits[plan])) {
        const before: unknown = planLimits[cheaper][field as keyof PlanLimits];
        if (Array.isArray(limit)) {
          expect(
            (before as string[]).filter((entry) => !limit.includes(entry)),
            field,
          ).to.deep.equal([]);
        } else if (lowerBounds.includes(field as keyof PlanLimits)) {
          expect(Number(limit), `${plan} ${field}`).to.be.at.most(Number(before));
        } else {
          expect(Number(limit), `${plan} ${field}`).to.be.at.least(Number(before));
        }
      }
    }
  });

  it("gives Enterprise every steering policy and the others two", () => {
    expect([...planLimits.enterprise.steeringPolicies].sort()).to.deep.equal(
      Object.values(SteeringPolicy).sort(),
    );
    expect(planLimits.business.steeringPolicies).to.deep.equal(["off", "random"]);
  });
});
