import { expect } from "chai";
import fc from "fast-check";
import type { HealthAlertsArgs } from "../../components/alerts";
import { resolvedArgs } from "../../components/internal/validation";
import { validateHealthAlerts } from "../../components/alerts/validate";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { problemsOf } from "../support/problems";

const text = fc.oneof(
  fc.string(),
  fc.constantFrom("oncall@example.com", "https://hooks.example.com/T0", "a@b", "http://x.y"),
  fc.stringMatching(/^[0-9a-f]{32}$/),
);
const args: fc.Arbitrary<HealthAlertsArgs> = fc.record(
  {
    accountId: text,
    plan: fc.constantFrom(...Object.values(CloudflarePlan), "gold" as CloudflarePlan),
    poolIds: fc.dictionary(fc.string(), text, { maxKeys: 3 }),
    poolHealth: fc.boolean(),
    poolEnablement: fc.boolean(),
    passiveOriginMonitoring: fc.boolean(),
    emails: fc.array(text, { maxLength: 4 }),
    webhooks: fc.dictionary(fc.string(), fc.record({ url: text, secret: text }), { maxKeys: 3 }),
    pagerDutyServiceIds: fc.dictionary(fc.string(), text, { maxKeys: 2 }),
  },
  { requiredKeys: ["accountId"] },
);

describe("HealthAlerts, for any arguments", () => {
  it("either has something to tell and somebody to tell it, or names the path of every problem", () => {
    fc.assert(
      fc.property(args, (given) => {
        try {
          const settled = resolvedArgs("web", given, undefined, validateHealthAlerts);
          const receivers =
            settled.emails.length +
            Object.keys(settled.webhooks).length +
            Object.keys(settled.pagerDutyServiceIds).length;
          expect(
            settled.alerts.length > 0 && receivers > 0,
            "settled.alerts.length > 0 && receivers > 0",
          ).to.equal(true);
        } catch (error) {
          const told = problemsOf(error);
          expect(told.length).to.be.above(0);
          for (const { path, reason } of told) {
            expect(path.length > 0 && reason.startsWith(`${path} must `), reason).to.equal(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
