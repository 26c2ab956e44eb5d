import { expect } from "chai";
import { markdownOf } from "../../../checks/report/markdownText";
import { reviewAsHtml, reviewAsMarkdown } from "../../../checks/report";
import { problemWords } from "../../../checks/words/problemWords";
import { reviewSteps, type Step } from "./plans";

/** Standing pools that nobody probes. */
function pools(count: number): Step[] {
  return Array.from({ length: count }, (_none, index): Step => {
    const name = `pool${index}`;
    const old = { name, accountId: "a", origins: [{ name: "o", address: `198.51.100.${index}` }] };
    return { op: "same", type: "pool", name, id: name, old };
  });
}

function findingLines(steps: readonly Step[]): string[] {
  const [, section = ""] = reviewAsMarkdown([reviewSteps(steps)]).split("<summary>Policy findings");
  return (section.split("</details>")[0] ?? "").split("\n").filter((line) => /^ *- /.test(line));
}

describe("policy findings in a review", () => {
  it("are prose in which only values are code", () => {
    const lines = findingLines(pools(1));
    const at = lines.findIndex((line) => line.includes("pool-without-monitor"));
    expect(lines.slice(at - 1, at + 1)).to.deep.equal([
      "- High, as before: `pool0`: Only a monitor takes an origin out that answers 502, 504 or 520: such answers are never retried elsewhere. Without one the pool counts as healthy whatever it answers. Give the pool a monitor that asks for a path deep in the application.",
      "  - `pool-without-monitor`: `pool0.monitor` must be the id of a monitor; got nothing.",
    ]);
  });

  it("are one line with a count where they are alike, with each beneath it", () => {
    const lines = findingLines(pools(22));
    const at = lines.findIndex((line) => line.includes("`pool-without-monitor`"));
    expect(lines[at - 1], lines.join("\n")).to.match(
      /^- High, as before, 22 times: `pool0`, `pool1`, `pool10`, `pool11`, `pool12` and 17 more: Only a monitor /,
    );
    expect(lines[at]).to.equal(
      "  - `pool-without-monitor`: `pool0.monitor` must be the id of a monitor; got nothing.",
    );
    expect(lines[at + 20]).to.equal("  - and 2 more");
    expect(lines.filter((line) => line.includes("pool-without-monitor"))).to.have.lengthOf(20);
  });

  it("are told as their consequence, and what breaks the rule beneath", () => {
    for (const line of findingLines(pools(3)).filter((each) => each.startsWith("- "))) {
      expect(line, line).to.not.match(/ must .*; got /);
    }
  });

  it("hold no markup of a plan's texts, wherever a rule fills them in", () => {
    const hostile = "x](http://evil.example) @all <b>bold</b> www.evil.example :smile: `a`";
    const texts = [
      `${hostile} must be there; got no`,
      `name must ${hostile}; got no`,
      `name must be there; got ${hostile}`,
      `name must be there; got nothing ${hostile}`,
      hostile,
    ];
    for (const text of texts) {
      const bare = markdownOf(problemWords(text)).replace(/(`+)(?!`).*?[^`]\1(?!`)/g, "");
      expect(bare, text).to.match(/^[A-Za-z ;,.]*$/);
    }
    const [pool] = pools(1);
    const old = { ...pool?.old, name: hostile };
    const html = reviewAsHtml([
      reviewSteps([{ op: "same", type: "pool", name: "p", id: "p", old }]),
    ]);
    expect(html).to.not.include("<b>");
  });

  it("show no secret", () => {
    const token = `v1.0-${"0123456789abcdef".repeat(10)}`;
    const said = markdownOf(
      problemWords(`header must be plain; got Authorization: Bearer ${token}`),
    );
    expect(said, said).to.not.include(token);
  });
});

describe("risks in a review", () => {
  const record = (index: number): Step => ({
    ...{ op: "delete", type: "record", name: `r${index}`, id: `r${index}` },
    old: {
      ...{ zoneId: "f".repeat(32), name: `h${index}.example.com`, type: "A" },
      ...{ content: `203.0.113.${index + 1}`, ttl: 1 },
    },
  });
  const lines = (count: number): string[] => {
    const steps = Array.from({ length: count }, (_none, index) => record(index));
    const [, section = ""] = reviewAsMarkdown([reviewSteps(steps)]).split("cause an outage\n");
    return (section.split("\n#")[0] ?? "").split("\n").filter((line) => /^ *- /.test(line));
  };

  it("are one line with a count where three or more are alike, with each beneath it", () => {
    const heads = (count: number): string[] =>
      lines(count).filter((line) => line.startsWith("- High"));
    expect(heads(2)).to.have.lengthOf(2);
    const [head, ...more] = heads(7);
    expect(more).to.deep.equal([]);
    expect(head).to.match(
      /^- High, 7 alike, of `h0\.example\.com`, .* and 2 more: After this change nothing answers for `h0\.example\.com`: /,
    );
    expect(lines(7).filter((line) => line.startsWith("  - After this change"))).to.have.lengthOf(6);
    expect(lines(7).filter((line) => line.startsWith("  - Way out"))).to.have.lengthOf(1);
    expect(lines(30).filter((line) => line === "  - and 9 more")).to.have.lengthOf(1);
  });
});
