import { expect } from "chai";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Linter, type Rule } from "eslint";
import { parser } from "typescript-eslint";

const folder = path.join(__dirname, "..", "..");

/** What the rule says of an import in a file of the house. */
async function messagesOf(file: string, source: string): Promise<string[]> {
  const rules = pathToFileURL(path.join(folder, "lint", "arrows.mjs")).href;
  const { arrows } = (await import(rules)) as { arrows: Rule.RuleModule };
  return new Linter({ cwd: folder })
    .verify(
      source,
      [
        {
          files: ["**/*.ts"],
          languageOptions: { parser },
          plugins: { house: { rules: { arrows } } },
          rules: { "house/arrows": "error" },
        },
      ],
      path.join(folder, file),
    )
    .map(({ message }) => message);
}

const refused: readonly (readonly [file: string, source: string, target: string])[] = [
  ["facts/a.ts", 'import { b } from "../core/b";', "core/b"],
  ["core/a.ts", 'import type { b } from "../components/internal/b";', "components/internal/b"],
  ["components/dns/a.ts", 'export { b } from "../../model/b";', "model/b"],
  ["model/graph/a.ts", 'export * from "../../checks/policy";', "checks/policy"],
  ["checks/policy/rules/a.ts", 'const b = import("../../../sandbox/b.js");', "sandbox/b.js"],
  ["sandbox/a.ts", 'type B = import("../cli/b").B;', "cli/b"],
  ["checks/policy/rules/a.ts", 'import { b } from "../../report/b";', "checks/report/b"],
  ["checks/risks/a.ts", 'import { b } from "../report";', "checks/report"],
  ["model/tls/a.ts", 'import { b } from "../traffic/b";', "model/traffic/b"],
  ["sandbox/cloud/provider/a.ts", 'import { b } from "../aws/b";', "sandbox/cloud/aws/b"],
  ["sandbox/cloud/journal.ts", 'import { b } from "../watch/b";', "sandbox/watch/b"],
  ["sandbox/cloud/resources/a.ts", 'import { b } from "../api/b";', "sandbox/cloud/api/b"],
  ["sandbox/cloud/api/a.ts", 'import { b } from "../provider/b";', "sandbox/cloud/provider/b"],
  ["sandbox/engine/host/a.ts", 'import { b } from "../workspace/b";', "sandbox/engine/workspace/b"],
  ["doctor/origin/a.ts", 'import { b } from "../dns/b";', "doctor/dns/b"],
  ["doctor/judge/a.ts", 'import { b } from "../origin";', "doctor/origin"],
  ["doctor/judge/a.ts", 'import { b } from "../../checks/b";', "checks/b"],
];

const taken: readonly (readonly [file: string, source: string])[] = [
  ["core/a.ts", 'import { b } from "../facts/aws/b";'],
  ["core/a.ts", 'import { b } from "./b"; import path from "node:path";'],
  ["stacks/a.ts", 'import { b } from "../components";'],
  ["checks/report/a.ts", 'import { b } from "../risks/b"; import { c } from "../words/c";'],
  ["model/traffic/a.ts", 'import { b } from "../firewall/b";'],
  ["sandbox/cloud/aws/a.ts", 'import { b } from "../resources/b"; import { c } from "../values";'],
  [
    "sandbox/engine/host/a.ts",
    'import { b } from "../project/b"; import { c } from "../../errors";',
  ],
  ["doctor/dns/a.ts", 'import { b } from "../witness"; import { c } from "../../facts/causes";'],
  ["doctor/judge/a.ts", 'import type { Evidence } from "../evidence";'],
  ["sandbox/startCloud.ts", 'import { b } from "./cloud/aws/b"; import { c } from "./watch/c";'],
];

describe("the rule on the arrows of the house", () => {
  for (const [file, source, target] of refused) {
    it(`refuses in ${file}: ${source}`, async () => {
      expect(await messagesOf(file, source)).to.deep.equal([
        `${file} must not import ${target}: docs/architecture.md has the arrows.`,
      ]);
    });
  }

  for (const [file, source] of taken) {
    it(`takes in ${file}: ${source}`, async () => {
      expect(await messagesOf(file, source)).to.deep.equal([]);
    });
  }
});
