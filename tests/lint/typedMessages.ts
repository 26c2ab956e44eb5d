import path from "node:path";
import { pathToFileURL } from "node:url";
import { parser } from "typescript-eslint";
import { Linter, type Rule } from "eslint";
import ts from "typescript";

const folder = path.join(__dirname, "..", "..");
const linted = path.join(folder, "facts", "linted.ts");
const options: ts.CompilerOptions = {
  ...{ target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts"], types: [], strict: true },
  ...{ noUncheckedIndexedAccess: true, noEmit: true },
};

/** A rule of the house that asks the compiler for types. */
export interface TypedRule {
  /** Its file in `lint/`, without extension; it exports the rule by the same name. */
  readonly file: string;
  /** What the rule is called in the configuration. */
  readonly rule: string;
}

/**
 * Lints a source by one rule.
 * @param typed - The rule.
 * @param source - TypeScript.
 * @returns The names of the messages, in order; whole messages where they have none.
 */
export async function typedMessages(
  { file, rule }: TypedRule,
  source: string,
): Promise<(string | undefined)[]> {
  const module = pathToFileURL(path.join(folder, "lint", `${file}.mjs`)).href;
  const rules = (await import(module)) as Record<string, Rule.RuleModule>;
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...more) =>
    name === linted
      ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true)
      : getSourceFile(name, ...more);
  const program = ts.createProgram([linted], options, host);
  const found = new Linter({ cwd: folder }).verify(
    source,
    [
      {
        files: ["**/*.ts"],
        languageOptions: { parser, parserOptions: { programs: [program] } },
        plugins: { house: { rules: { [rule]: rules[file] as Rule.RuleModule } } },
        rules: { [`house/${rule}`]: "error" },
      },
    ],
    linted,
  );
  return found.map(({ messageId, message }) => messageId ?? message);
}
