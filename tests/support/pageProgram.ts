import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import * as library from "../../components";

/**
 * Runs a program of a page, as TypeScript that was compiled.
 * @param program - The program, which imports the package.
 * @returns What it exports.
 */
export function runPageProgram(program: string): Record<string, unknown> {
  const options = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  const { outputText } = ts.transpileModule(program, { compilerOptions: options });
  const exported: Record<string, unknown> = {};
  const modules: Record<string, unknown> = { "steady-edge": library, "@pulumi/pulumi": pulumi };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own program
  const compiled = new Function("exports", "require", outputText) as (
    exported: object,
    load: (name: string) => unknown,
  ) => void;
  compiled(exported, (name) => modules[name] ?? expect.fail(`the program imports ${name}`));
  return exported;
}
