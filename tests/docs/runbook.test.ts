import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import { riskIds } from "../../checks/risks/coveredRules";
import { rules } from "../../checks/policy/rules";
import * as components from "../../components";
import { causes } from "../../facts/causes";
import { faults } from "../../sandbox/rehearsal/faultTable";

/** What may stand in each column but the first, by its heading. */
const columns: Readonly<Record<string, ReadonlySet<string>>> = {
  components: new Set([...Object.keys(components), "server-config"]),
  rules: new Set(rules.map(({ id }) => id)),
  risks: new Set(riskIds),
  fault: new Set(faults.map(({ name }) => name)),
  doctor: new Set(Object.keys(causes)),
};

/** What stands in a cell where nothing of this package does: why there is nothing. */
const without = /^nothing: \S.*$/;

/** The tables of the page, row by row, each cell as it is written. */
function tables(): readonly (readonly (readonly string[])[])[] {
  const file = path.join(__dirname, "..", "..", "docs", "runbook.md");
  const found: string[][][] = [];
  const tokens = new MarkdownIt().parse(readFileSync(file, "utf8"), {});
  tokens.forEach(({ type }, index) => {
    if (type === "table_open") {
      found.push([]);
    } else if (type === "tr_open") {
      found.at(-1)?.push([]);
    } else if (type === "th_open" || type === "td_open") {
      found
        .at(-1)
        ?.at(-1)
        ?.push(tokens[index + 1]?.content ?? "");
    }
  });
  return found;
}

/** What is wrong with a cell; undefined where nothing is. */
function complaint(column: string, cell: string): string | undefined {
  const names = cell.split(", ").map((name) => /^`([^`]+)`$/.exec(name)?.[1] ?? "");
  const isKnown = names.every((name) => columns[column]?.has(name));
  return without.test(cell) || isKnown ? undefined : `${column}: ${cell}`;
}

/** What is wrong with the cells of a row, by the headings of their columns: one that nothing answers is empty. */
function complaints(kinds: readonly string[], cells: readonly string[]): readonly string[] {
  return cells.every((cell) => without.test(cell))
    ? ["empty"]
    : cells.flatMap((cell, index) => complaint(kinds[index] ?? "", cell) ?? []);
}

/** What stands in a column of any table, as it is written. */
function placedIn(column: string): ReadonlySet<string> {
  const cells = tables().flatMap(([head = [], ...rows]) =>
    rows.map((row) => row[head.indexOf(column)] ?? ""),
  );
  return new Set(cells.flatMap((cell) => cell.split(", ")));
}

describe("the runbook", () => {
  it("answers every cause, step, setting and habit, by names that there are, or says that it does not", () => {
    const found = tables();
    expect(found.map((table) => table.length - 1)).to.deep.equal([
      ...[5, 4, 3],
      ...[4, 3, 2, 3, 3, 1],
      ...[6, 3, 4],
    ]);
    for (const [head = [], ...rows] of found) {
      const [, ...kinds] = head;
      expect(kinds).to.deep.equal(Object.keys(columns));
      for (const [subject, ...cells] of rows) {
        expect(subject).not.to.equal("");
        expect(cells).to.have.lengthOf(kinds.length);
        expect(complaints(kinds, cells)).to.deep.equal([]);
      }
    }
  });

  it("has a place for each fault of a rehearsal", () => {
    const placed = placedIn("fault");
    expect(faults.filter(({ name }) => !placed.has(`\`${name}\``))).to.deep.equal([]);
  });

  it("has a place for each risk", () => {
    const placed = placedIn("risks");
    expect(riskIds.filter((id) => !placed.has(`\`${id}\``))).to.deep.equal([]);
  });

  it("refuses cells that are empty, and names that there are not", () => {
    expect(complaint("rules", "")).to.equal("rules: ");
    expect(complaint("rules", "`tls-not-strict`, `tls-not-there`")).to.match(/^rules: /);
    expect(complaint("rules", "`tls-not-strict`, `zone-paused`")).to.equal(undefined);
    expect(complaint("fault", "coming")).to.equal("fault: coming");
    expect(complaint("fault", "`origin-died`")).to.equal("fault: `origin-died`");
    expect(complaint("fault", "`origin-killed`, `port-closed`")).to.equal(undefined);
    expect(complaint("risks", "nothing: ")).to.equal("risks: nothing: ");
    const why = "nothing: a plan has no load";
    expect(complaints(["rules", "risks"], [why, "`capacity-lowered`"])).to.deep.equal([]);
    expect(complaints(["rules", "risks"], [why, why])).to.deep.equal(["empty"]);
  });
});
