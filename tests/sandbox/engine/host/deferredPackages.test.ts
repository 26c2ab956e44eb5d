import { dependencies } from "@pulumi/pulumi/package.json";
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../../../sandbox/engine";
import { deferredPackages } from "../../../../sandbox/engine/host/deferredPackages";
import { folderPerTest } from "../folders";

/** What a program saw of the packages. */
interface Seen {
  readonly atFirst: readonly string[];
  readonly afterwards: readonly string[];
  readonly codePaths: readonly string[];
  readonly functionText: string;
  readonly ownTypeScript: string;
}

/** Those of the packages that the installed SDK needs: 3.270.0 reads package trees with npm's reader, 3.276.0 without it. */
const needed = ["typescript"].concat(
  Object.keys(dependencies).filter((name) => name === "@npmcli/arborist"),
);

const program = `
const pulumi = require("@pulumi/pulumi");
const isLoaded = (name) =>
  Object.keys(require.cache).some((file) => file.includes("/node_modules/" + name + "/"));
const loaded = () => ${JSON.stringify(needed)}.filter(isLoaded);
async function see() {
  const atFirst = loaded();
  const codePaths = [...(await pulumi.runtime.computeCodePaths()).keys()];
  const { text: functionText } = await pulumi.runtime.serializeFunction((event) => event.length + 3);
  const afterwards = loaded();
  return { atFirst, codePaths, functionText, afterwards, ownTypeScript: typeof require("typescript").version };
}
see().then((seen) => console.log(JSON.stringify(seen)));
`;

describe("the packages with which the SDK takes functions apart", () => {
  const folder = folderPerTest();

  beforeEach(() => {
    const write = (name: string, text: string): void => {
      mkdirSync(path.dirname(path.join(folder(), name)), { recursive: true });
      writeFileSync(path.join(folder(), name), text);
    };
    write(
      "package.json",
      '{ "name": "demo", "version": "1.0.0", "dependencies": { "small": "1" } }',
    );
    write("node_modules/small/package.json", '{ "name": "small", "version": "1.0.0" }');
    write("node_modules/small/index.js", "exports.one = 1;");
    write("preloaded.cjs", deferredPackages);
    write("program.js", program);
    for (const name of ["@pulumi", "typescript"]) {
      symlinkSync(packageFile(`node_modules/${name}`), path.join(folder(), "node_modules", name));
    }
  });

  const run = (...nodeArguments: readonly string[]): Seen => {
    const args = [...nodeArguments, path.join(folder(), "program.js")];
    const env = { PATH: process.env.PATH };
    const options = { cwd: folder(), env, encoding: "utf8" } as const;
    return JSON.parse(execFileSync(process.execPath, args, options)) as Seen;
  };

  it("are loaded when they are needed, and do what they do otherwise", () => {
    const otherwise = run();
    expect(otherwise.atFirst).to.deep.equal(needed);
    expect(otherwise.codePaths.filter((name) => name.includes("small"))).to.deep.equal([
      "node_modules/small",
    ]);
    expect(otherwise.functionText).to.include("event.length + 3");
    expect(otherwise.ownTypeScript).to.equal("string");
    expect(run("--require", path.join(folder(), "preloaded.cjs"))).to.deep.equal({
      ...otherwise,
      atFirst: [],
      afterwards: needed,
    });
  });
});

/** Runs a policy pack as the SDK does, without an engine. */
const runner = `
require("@pulumi/pulumi/cmd/run-policy-pack/run").run({
  argv: { _: [process.argv[2]] },
  programStarted() {},
  reportLoggedError() {},
  typeScript: true,
});
`;

describe("the TypeScript of a policy pack", () => {
  const folder = folderPerTest();
  const isLoaded = String.raw`Object.keys(require.cache).some((file) => /[/]node_modules[/]typescript[/]lib/.test(file))`;

  beforeEach(() => {
    symlinkSync(packageFile("node_modules"), path.join(folder(), "node_modules"));
    writeFileSync(path.join(folder(), "preloaded.cjs"), deferredPackages);
    writeFileSync(path.join(folder(), "runner.cjs"), runner);
    writeFileSync(path.join(folder(), "other.ts"), "export const words: string[] = ['a'];\n");
    writeFileSync(path.join(folder(), "pack.js"), `console.log(${isLoaded});\n`);
    const program = `import { words } from "./other";\nconst said: boolean = ${isLoaded};\nconsole.log(said, words.join());\n`;
    writeFileSync(path.join(folder(), "pack.ts"), `declare const require: any;\n${program}`);
  });

  const said = (file: string): string => {
    const args = ["--require", path.join(folder(), "preloaded.cjs")];
    return execFileSync(process.execPath, [...args, path.join(folder(), "runner.cjs"), file], {
      cwd: folder(),
      env: { PATH: process.env.PATH },
      encoding: "utf8",
    });
  };

  it("is not loaded where the pack is in JavaScript", () => {
    expect(said("./pack.js")).to.equal("false\n");
  });

  it("is loaded with the first file in it", () => {
    expect(said("./pack.ts")).to.equal("true a\n");
  });

  it("is loaded as the SDK does it where there is a tsconfig.json, which may have JavaScript translated, too", () => {
    writeFileSync(path.join(folder(), "tsconfig.json"), "{}");
    expect(said("./pack.js")).to.equal("true\n");
  });
});
