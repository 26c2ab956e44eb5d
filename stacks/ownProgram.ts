import path from "node:path";
import ts from "typescript";

const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022, types: [] };

/**
 * Reads sources with what they import of this repository. What they import from packages, which takes seconds to read, is left out:
 * any type may be behind it.
 * @param files - Their paths.
 * @returns The compiler's program.
 */
export function ownProgram(files: readonly string[]): ts.Program {
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) => {
      const resolvedFileName = path.join(path.dirname(from), text);
      const found = [`${resolvedFileName}.ts`, path.join(resolvedFileName, "index.ts")].find(
        (one) => text.startsWith(".") && ts.sys.fileExists(one),
      );
      return {
        resolvedModule:
          found === undefined ? undefined : { resolvedFileName: found, extension: ts.Extension.Ts },
      };
    });
  return ts.createProgram(files, options, host);
}
