import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { packageFile } from "../sandbox/engine";

/** What is compiled: the library, what the program at the root needs, and the programs of the bench. */
const compiled: readonly string[] = [...packageFloors(), "bench/programs"];

/** The floors of the house that the package is built from. */
function packageFloors(): readonly string[] {
  const build = readFileSync(packageFile("tsconfig.build.json"), "utf8");
  return (JSON.parse(build) as { include: readonly string[] }).include;
}

/** A temporary folder with the library compiled to JavaScript, and Pulumi projects that use it. */
export class Workplace {
  /** The folder. */
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Makes the folder and compiles into it, as `npm run build` would, without checking types.
   * @returns The workplace; it must be removed.
   */
  static make(): Workplace {
    const place = new Workplace(mkdtempSync(path.join(tmpdir(), "steady-edge-bench-")));
    symlinkSync(packageFile("node_modules"), path.join(place.folder, "node_modules"));
    place.write("package.json", JSON.stringify({ name: "steady-edge-bench", version: "0.0.0" }));
    for (const folder of compiled) {
      for (const file of readdirSync(packageFile(folder), { recursive: true, encoding: "utf8" })) {
        if (file.endsWith(".ts")) {
          place.compile(path.join(folder, file));
        }
      }
    }
    place.compile("index.ts");
    execFileSync(process.execPath, [packageFile("cli/bundle.cjs"), place.compiled("")]);
    return place;
  }

  /**
   * Where a compiled file is.
   * @param source - Its path in the repository, without extension.
   * @returns An absolute path, without extension.
   */
  compiled(source: string): string {
    return path.join(this.folder, "dist", source);
  }

  /**
   * Writes a file.
   * @param name - Its path below the workplace; folders are made.
   * @param content - Its content.
   * @returns Its absolute path.
   */
  write(name: string, content: string): string {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /**
   * Makes an empty folder.
   * @param name - How its name begins.
   * @returns Its absolute path.
   */
  emptyFolder(name: string): string {
    return mkdtempSync(path.join(this.folder, `${name}-`));
  }

  /**
   * Writes a Pulumi project around a compiled program. It is run as JavaScript, with no TypeScript loaded.
   * @param name - Name of the project and of its folder.
   * @param source - The program's path in the repository, without extension.
   * @param stacks - Configuration by the stack's name.
   * @param nodeargs - Arguments for Node.js. Defaults to none.
   * @returns The folder.
   */
  project(
    name: string,
    source: string,
    stacks: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    nodeargs?: string,
  ): string {
    const settings = {
      name,
      runtime: { name: "nodejs", options: { typescript: false, nodeargs } },
      main: "index.js",
    };
    this.write(`${name}/Pulumi.yaml`, JSON.stringify(settings));
    for (const [stack, config] of Object.entries(stacks)) {
      this.write(`${name}/Pulumi.${stack}.yaml`, JSON.stringify({ config }));
    }
    const program = `module.exports = require(${JSON.stringify(this.compiled(source))});\n`;
    return path.dirname(this.write(`${name}/index.js`, program));
  }

  /**
   * Copies a folder of the repository as it stands.
   * @param source - Its path in the repository.
   * @param target - Its path below the workplace.
   */
  copy(source: string, target: string): void {
    cpSync(packageFile(source), path.join(this.folder, target), { recursive: true });
  }

  /** Removes everything. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private compile(source: string): void {
    const { outputText } = ts.transpileModule(readFileSync(packageFile(source), "utf8"), {
      fileName: source,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        esModuleInterop: true,
      },
    });
    this.write(path.join("dist", source.replace(/\.ts$/, ".js")), outputText);
  }
}
