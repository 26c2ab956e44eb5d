import path from "node:path";
import ts from "typescript";

const root = path.join(__dirname, "..", "..");

/**
 * Compiles a program that imports the package, as a page shows it.
 * @param program - The program, in TypeScript.
 * @returns What the compiler says of it; nothing where it is right.
 */
export function complaints(program: string): string[] {
  const file = path.join(root, "page.ts");
  const options: ts.CompilerOptions = {
    ...{ module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, strict: true },
    ...{ skipLibCheck: true, noEmit: true, esModuleInterop: true, types: ["node"] },
    paths: {
      "steady-edge": [path.join(root, "components/index.ts")],
      "steady-edge/testing": [path.join(root, "sandbox/testing.ts")],
      "steady-edge/policy": [path.join(root, "checks/policy/index.ts")],
    },
  };
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, program, ts.ScriptTarget.ES2022)
      : fromDisk(name, ...rest);
  const built = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(built, built.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
