import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { readPolicyConfiguration } from "../../../checks/policy/configuration";
import type { Rule } from "../../../checks/policy/rule";
import { ruleGroups, rules } from "../../../checks/policy/rules";

const guide = readFileSync(path.join(__dirname, "../../../docs/policy.md"), "utf8");

function row(rule: Rule): string {
  const limits = Object.entries(rule.limits).map(
    ([name, limit]) =>
      ` \`${name}\`: ${limit.description}, by default \`${JSON.stringify(limit.default)}\`.`,
  );
  const pack = rule.evidence === "resources" ? "yes" : "no";
  return `| \`${rule.id}\` | ${rule.severity} | ${pack} | ${rule.sentence}${limits.join("")} | ${rule.hint}. |`;
}

describe("docs/policy.md", () => {
  it("has a table for each group, with a row for each rule as the rule itself says it", () => {
    const expected = ruleGroups.flatMap(({ title, rules: own }) => [
      `### ${title}`,
      ...own.map((rule) => row(rule)),
    ]);
    const found = guide
      .split("\n")
      .filter((line) => line.startsWith("### ") || line.startsWith("| `"))
      .map((line) => line.replace(/ +\|/g, " |").trim());
    expect(found).to.deep.equal(expected);
  });

  it("counts the rules", () => {
    expect(guide).to.match(new RegExp(`\\b${rules.length} rules\\b`));
  });

  it("shows a configuration that can be used", () => {
    const blocks = [...guide.matchAll(/```yaml\n([^]*?)```/g)].map(([, block = ""]) => block);
    expect(blocks).to.have.lengthOf(1);
    const configuration = parse(blocks[0] ?? "") as unknown;
    expect(readPolicyConfiguration(configuration)).to.deep.equal(configuration);
  });
});
