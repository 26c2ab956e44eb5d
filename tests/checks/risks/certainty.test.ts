import assert from "node:assert/strict";
import { riskLines, type Step } from "../report/plans";

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
    assert.deepEqual(riskLines([ns]), ["high other-record-lost sub.example.com"]);
    assert.deepEqual(riskLines([ns, other]), []);
    const lines = riskLines([ns, wildcard]);
    assert.deepEqual(lines, ["medium other-record-lost sub.example.com"]);
  });
});
