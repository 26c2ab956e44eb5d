import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { riskLines, type Step } from "../report/plans";

const policy = (alertType: string, more: object = {}): object => ({
  ...{ accountId: "a", name: alertType, alertType, enabled: true },
  mechanisms: { emails: [{ id: "oncall@example.com" }] },
  ...more,
});
const passive = policy("real_origin_monitoring");
const step = (op: string, old?: object, now?: object, name = "alert"): Step => ({
  ...{ op, type: modelTypes.alert, name },
  ...(old === undefined ? {} : { id: name, old }),
  ...(now === undefined ? {} : { new: now }),
});
const lost = ["low alert-lost real_origin_monitoring"];

const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  ["tells of one that goes", [step("delete", passive)], lost],
  [
    "tells of one that is switched off",
    [step("update", passive, { ...passive, enabled: false })],
    lost,
  ],
  [
    "tells of one that loses its last receiver",
    [step("update", passive, { ...passive, mechanisms: { emails: [] } })],
    lost,
  ],
  [
    "says nothing where another one tells the same",
    [step("delete", passive), step("same", passive, undefined, "other")],
    [],
  ],
  ["says nothing of one that told nobody", [step("delete", { ...passive, mechanisms: {} })], []],
  [
    "says nothing of a receiver that is replaced",
    [step("update", passive, { ...passive, mechanisms: { webhooks: [{ id: "w" }] } })],
    [],
  ],
];

describe("the risks of notifications that go", () => {
  for (const [name, steps, expected] of cases) {
    it(name, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }
});
