import assert from "node:assert/strict";
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
    assert.deepEqual(Object.keys(planLimits), Object.values(CloudflarePlan));
    assert.deepEqual(ascending, Object.values(CloudflarePlan));
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
          assert.ok(
            (before as string[]).every((entry) => limit.includes(entry)),
            field,
          );
        } else if (lowerBounds.includes(field as keyof PlanLimits)) {
          assert.ok(Number(limit) <= Number(before), `${plan} ${field}`);
        } else {
          assert.ok(Number(limit) >= Number(before), `${plan} ${field}`);
        }
      }
    }
  });

  it("gives Enterprise every steering policy and the others two", () => {
    assert.deepEqual(
      [...planLimits.enterprise.steeringPolicies].sort(),
      Object.values(SteeringPolicy).sort(),
    );
    assert.deepEqual(planLimits.business.steeringPolicies, ["off", "random"]);
  });
});
