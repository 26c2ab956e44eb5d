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
    const [first] = findingLines(pools(1)).filter((line) => line.includes("pool-without-monitor"));
    expect(first).to.equal(
      "- High, as before: `pool-without-monitor`: `pool0.monitor` must be the id of a monitor; got nothing. Give the pool a monitor that asks for a path deep in the application.",
    );
  });

  it("are one line with a count where they are alike, with each beneath it", () => {
    const lines = findingLines(pools(22));
    const at = lines.findIndex((line) => line.includes("`pool-without-monitor`, 22 times: "));
    expect(at, lines.join("\n")).to.be.at.least(0);
    expect(lines[at + 1]).to.equal("  - `pool0.monitor` must be the id of a monitor; got nothing.");
    expect(lines[at + 21]).to.equal("  - and 2 more");
    expect(lines.filter((line) => line.includes("pool-without-monitor"))).to.have.lengthOf(1);
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
