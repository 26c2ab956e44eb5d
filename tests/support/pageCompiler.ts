import ts from "typescript";
import { packageFile } from "../../sandbox/packageFile";

const file = packageFile("page.ts");
const options: ts.CompilerOptions = {
  ...{ module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, strict: true },
  ...{ skipLibCheck: true, noEmit: true, esModuleInterop: true, types: ["node"] },
  paths: {
    "steady-edge": [packageFile("components/index.ts")],
    "steady-edge/testing": [packageFile("sandbox/testing.ts")],
    "steady-edge/policy": [packageFile("checks/policy/index.ts")],
  },
};

/** Compiles programs that import the package, as pages show them. */
export class PageCompiler {
  /** The library and its packages, which no test changes: most of the time goes into reading them. */
  readonly #fromDisk = new Map<string, ts.SourceFile | undefined>();

  /**
   * Compiles a program.
   * @param program - The program, in TypeScript.
   * @returns What the compiler says of it; nothing where it is right.
   */
  complaints(program: string): string[] {
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, ...rest) => {
      if (name === file) {
        return ts.createSourceFile(name, program, ts.ScriptTarget.ES2022);
      }
      if (!this.#fromDisk.has(name)) {
        this.#fromDisk.set(name, read(name, ...rest));
      }
      return this.#fromDisk.get(name);
    };
    const built = ts.createProgram([file], options, host);
    return ts
      .getPreEmitDiagnostics(built, built.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }
}
