import { expect } from "chai";
import { riskLines, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const packType = "cloudflare:index/certificatePack:CertificatePack";
const record = (content: string, more: object = {}): object => ({
  ...{ zoneId, name: "www.example.com", type: "A", content, ttl: 1, ...more },
});

/** A replacement as the engine writes it, the new one first or last. */
function replaced(step: Omit<Step, "op">, deleteFirst: boolean): Step[] {
  const [made, gone] = [
    { ...step, op: "create-replacement" },
    { ...step, op: "delete-replaced" },
  ];
  const both = { ...step, op: "replace" };
  return deleteFirst ? [gone, both, made] : [made, both, gone];
}

describe("the options of resources in a review", () => {
  const certificate = { hostnames: ["example.com"], requestType: "origin-rsa", csr: "x" };
  const going: Step = {
    ...{ op: "delete", type: "certificate", name: "origin", id: "c", old: certificate },
  };
  const zone: Step = {
    ...{ op: "delete", type: "zone", name: "zone", id: zoneId },
    old: { name: "example.com", account: { id: "a" } },
  };

  for (const [step, lines] of [
    [going, ["high certificate-revoked origin"]],
    [zone, ["high zone-lost example.com"]],
  ] as const) {
    it(`takes what retainOnDelete keeps for what stays: ${step.name}`, () => {
      expect(riskLines([step])).to.deep.equal(lines);
      expect(riskLines([{ ...step, retainOnDelete: true }])).to.deep.equal([]);
      const anew = { ...step, new: { ...step.old, changed: true } };
      expect(riskLines(replaced(anew, true))).to.deep.equal(lines);
      expect(riskLines(replaced({ ...anew, retainOnDelete: true }, true))).to.deep.equal([]);
    });
  }

  it("says of what is kept and protected that Pulumi refuses", () => {
    const step = { ...going, retainOnDelete: true, protect: true };
    expect(riskLines([step])).to.deep.equal(["medium protected-resource origin"]);
  });

  it("finds no gap where the old record is kept, but that the new one is refused beside it", () => {
    const step = {
      ...{ type: "record", name: "www", id: "r", old: record("203.0.113.1") },
      new: record("203.0.113.1", { comment: "anew" }),
    };
    expect(riskLines(replaced(step, true))).to.deep.equal(["high hostname-gap www.example.com"]);
    expect(riskLines(replaced({ ...step, retainOnDelete: true }, true))).to.deep.equal([
      "medium record-refused www.example.com",
    ]);
  });

  it("finds no gap where a certificate pack is made before the old one goes", () => {
    const pack = {
      ...{ type: packType, name: "pack", id: "p" },
      old: { zoneId, hosts: ["a.b.example.com"], validityDays: 90 },
      new: { zoneId, hosts: ["a.b.example.com"], validityDays: 365 },
    };
    const gone = ["high edge-certificate-gone pack"];
    expect(riskLines(replaced(pack, true))).to.deep.equal(gone);
    expect(riskLines(replaced(pack, false))).to.deep.equal([]);
    expect(riskLines(replaced({ ...pack, retainOnDelete: true }, true))).to.deep.equal([]);
    const other = { ...pack, new: { zoneId, hosts: ["c.b.example.com"] } };
    expect(riskLines(replaced(other, false))).to.deep.equal(["medium edge-certificate-gone pack"]);
  });
});
