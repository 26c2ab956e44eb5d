import { expect } from "chai";
import { reviewSteps, riskLines, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const record = (content: string, more: object = {}): object => ({
  ...{ zoneId, name: "www.example.com", type: "A", content, ttl: 1, ...more },
});

describe("collisions on the way", () => {
  const indexed = (...contents: readonly (readonly [old?: string, now?: string])[]): Step[] =>
    contents.map(([old, now], index) => ({
      ...{ type: "record", name: `www-${index}`, id: `r${index}` },
      op: now === undefined ? "delete" : old === now ? "same" : "update",
      ...(old === undefined ? {} : { old: record(old) }),
      ...(now === undefined ? {} : { new: record(now) }),
    }));

  it("foretells that a record changes into one that goes only at the end: records by index, the first removed", () => {
    const [a, b, c] = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];
    const { risks } = reviewSteps(indexed([a, b], [b, c], [c]));
    const refused = risks.filter(({ kind }) => kind === "record-refused");
    expect(
      refused.map(({ severity, subject, causes }) => [
        severity,
        subject,
        causes.map(({ change }) => change.name),
      ]),
    ).to.deep.equal([["medium", urnOf("record", "www-1"), ["www-1", "www-2"]]]);
  });

  it("foretells nothing where the last of them goes, or one changes into what is free", () => {
    const [a, b, c] = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];
    const refused = (steps: readonly Step[]): string[] =>
      riskLines(steps).filter((line) => line.includes("refused"));
    expect(refused(indexed([a, a], [b, b], [c]))).to.deep.equal([]);
    expect(refused(indexed([a, c], [b]))).to.deep.equal([]);
    expect(refused(indexed([a, b], [b, c]))).to.deep.equal([]);
  });

  it("foretells that a record changes into one that stays", () => {
    const [a, b] = ["203.0.113.1", "203.0.113.2"];
    const lines = riskLines(indexed([a, b], [b, b]));
    expect(
      lines.filter((line) => line === "medium record-refused www.example.com"),
    ).to.have.lengthOf(1);
  });
});
