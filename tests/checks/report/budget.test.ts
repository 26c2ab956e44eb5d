import { expect } from "chai";
import fc from "fast-check";
import { fitted, type Section } from "../../../checks/report/budget";
import { reviewAsMarkdown } from "../../../checks/report";
import { longestGithubComment } from "../../../facts/pullRequests";
import { reviewSteps, type Step } from "./plans";

function manyRecords(count: number, content: string): Step[] {
  return Array.from({ length: count }, (_each, index) => ({
    op: "delete",
    type: "record",
    name: `r${index}`,
    id: `${index}`,
    old: { zoneId: "z", name: `r${index}.example.com`, type: "A", content, comment: content },
  }));
}

describe("the length of a comment", () => {
  it("stays within GitHub's limit by whole rows, and says how many are left out", () => {
    const text = reviewAsMarkdown([reviewSteps(manyRecords(3000, "`|x".repeat(400)))]);
    expect(text.length, `${text.length}`).to.be.at.most(longestGithubComment);
    expect(text.length, `${text.length}`).to.be.above(longestGithubComment - 2000);
    const said = [...text.matchAll(/\*(\d+) more rows are left out/g)].map((each) =>
      Number(each[1]),
    );
    const changes = text.split("\n- risk for ").length - 1;
    expect(said).to.deep.equal([3000 - changes]);
    // Alike risks are one row, which is taken whole; the first 20 others stand beneath it.
    expect(text).to.include("\n- High, 3000 alike, of ");
    expect(text.match(/^ {2}- and 2979 more$/gm)).to.have.lengthOf(1);
    expect(text.match(/<details/g)?.length).to.equal(text.match(/<\/details>/g)?.length);
    expect((text.match(/^```/gm)?.length ?? 0) % 2).to.equal(0);
  });

  it("holds for many stacks too, of which the first are shown in full", () => {
    const reviews = Array.from({ length: 400 }, (_each, index) => ({
      ...reviewSteps(manyRecords(30, "x".repeat(300))),
      stack: `stack${index}`,
    }));
    const text = reviewAsMarkdown(reviews);
    expect(text.length, `${text.length}`).to.be.at.most(longestGithubComment);
    expect(text.split("\n")[0]).to.equal("<!-- steady-edge:review -->");
    expect(text.match(/^## Review of /gm)?.length).to.equal(12);
    expect(text).to.include("\n- `shop/stack12`: ⛔ **Outage risk: high.**");
  });

  it("keeps heads and feet, takes rows whole and in turn, and never passes the length", () => {
    const row = fc.string({ maxLength: 60 });
    const section = fc.record({
      head: row,
      rows: fc.array(row, { maxLength: 12 }),
      foot: row,
      turn: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(section, { maxLength: 6 }), fc.nat(3000), (parts, room) => {
        const sections: Section[] = parts.map((part) => ({
          ...part,
          rows: part.rows.map((text) => () => text),
        }));
        const frames = fitted(
          sections.map((each) => ({
            ...each,
            rows: each.rows.map(() => () => "\0".repeat(99_999)),
          })),
          0,
        ).length;
        const text = fitted(sections, frames + room);
        expect(text.length).to.be.at.most(frames + room);
        for (const { head, foot } of parts) {
          expect(
            text.includes(head) && text.includes(foot),
            "text.includes(head) && text.includes(foot)",
          ).to.equal(true);
        }
      }),
    );
  });
});
