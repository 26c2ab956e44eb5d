import path from "node:path";
import ts from "typescript";

const root = path.join(__dirname, "..", "..");

/** The library and its packages, which no test changes: most of the time goes into reading them. */
const fromDisk = new Map<string, ts.SourceFile | undefined>();

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
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (name === file) {
      return ts.createSourceFile(name, program, ts.ScriptTarget.ES2022);
    }
    if (!fromDisk.has(name)) {
      fromDisk.set(name, read(name, ...rest));
    }
    return fromDisk.get(name);
  };
  const built = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(built, built.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
