import { expect } from "chai";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import ts from "typescript";
import { floorsAboveFacts, sourcesOf } from "../support/sources";

const root = path.join(__dirname, "..", "..");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  exports: Record<string, { types: string } | string>;
  typesVersions: Record<string, Record<string, string[]>>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

/** Every package that a source file still imports, or loads when it needs it, once its types are taken off. */
function packagesOf(file: string): string[] {
  const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  return ts
    .preProcessFile(outputText, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:"))
    .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
}

describe("the manifest of the package", () => {
  it("asks a project for Pulumi's three packages, and for no compiler", () => {
    expect(Object.keys(manifest.peerDependencies)).to.deep.equal([
      "@pulumi/aws",
      "@pulumi/cloudflare",
      "@pulumi/pulumi",
    ]);
    expect("typescript" in manifest.dependencies).to.equal(false);
  });

  it("declares every package that the published code loads, and no other", () => {
    const loaded = new Set(
      ["facts", ...floorsAboveFacts]
        .flatMap(sourcesOf)
        .flatMap((file) => packagesOf(path.join(root, file))),
    );
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    expect([...loaded].filter((name) => !builtinModules.includes(name)).sort()).to.deep.equal(
      Object.keys(declared).sort(),
    );
  });

  it("leads TypeScript to the same declarations, whether it reads `exports` or not", () => {
    const doors = Object.entries(manifest.exports).flatMap(([door, target]) =>
      typeof target === "string" || door === "." ? [] : [[door.slice(2), [target.types]] as const],
    );
    expect(doors).to.have.lengthOf(2);
    expect(manifest.typesVersions).to.deep.equal({ "*": Object.fromEntries(doors) });
  });
});
