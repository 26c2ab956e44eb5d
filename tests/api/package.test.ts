import { expect } from "chai";
import { transformSync } from "esbuild";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import ts from "typescript";
import { getOrCreate } from "../../core/getOrCreate";
import { floorsAboveFacts, sourcesOf } from "../support/sources";

const root = path.join(__dirname, "..", "..");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  exports: Record<string, { types: string } | string>;
  typesVersions: Record<string, Record<string, string[]>>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
};

/** What the package is built without: nobody loads it but those who write this repository's own files. */
const { exclude: unpublished } = JSON.parse(
  readFileSync(path.join(root, "tsconfig.build.json"), "utf8"),
) as { exclude: string[] };

const published = ["facts", ...floorsAboveFacts]
  .flatMap(sourcesOf)
  .filter((file) => !unpublished.includes(file));

const imported = new Map<string, readonly string[]>();

/** What a source file still imports once its types are taken off. */
function importsOf(file: string): readonly string[] {
  return getOrCreate(imported, file, () => {
    const { code } = transformSync(readFileSync(file, "utf8"), { loader: "ts", target: "es2022" });
    return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
  });
}

/** The packages among that. */
function packagesOf(file: string): string[] {
  return importsOf(file)
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:"))
    .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
}

describe("the manifest of the package", () => {
  it("asks a project for Pulumi's four packages, for New Relic's where it is used, and for no compiler", () => {
    expect(Object.keys(manifest.peerDependencies)).to.deep.equal([
      "@pulumi/aws",
      "@pulumi/cloudflare",
      "@pulumi/newrelic",
      "@pulumi/pulumi",
      "@pulumi/tls",
    ]);
    expect(manifest.peerDependenciesMeta).to.deep.equal({ "@pulumi/newrelic": { optional: true } });
    expect("typescript" in manifest.dependencies).to.equal(false);
  });

  it("declares every package that the published code loads, and no other", () => {
    const loaded = new Set(published.flatMap((file) => packagesOf(path.join(root, file))));
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    const declared = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    expect([...loaded].filter((name) => !builtinModules.includes(name)).sort()).to.deep.equal(
      Object.keys(declared).sort(),
    );
  });

  it("holds nothing that loads what it is built without", () => {
    expect(unpublished).to.deep.equal([
      "stacks/fieldDocs.ts",
      "stacks/ownProgram.ts",
      "stacks/stackFile.ts",
      "stacks/writeSchema.ts",
    ]);
    for (const file of published) {
      const loaded = importsOf(path.join(root, file))
        .filter((name) => name.startsWith("."))
        .map((name) => `${path.join(path.dirname(file), name)}.ts`);
      expect(
        loaded.filter((name) => unpublished.includes(name)),
        file,
      ).to.deep.equal([]);
    }
  });

  it("leads TypeScript to the same declarations, whether it reads `exports` or not", () => {
    const doors = Object.entries(manifest.exports).flatMap(([door, target]) =>
      typeof target === "string" || door === "." ? [] : [[door.slice(2), [target.types]] as const],
    );
    expect(doors).to.have.lengthOf(2);
    expect(manifest.typesVersions).to.deep.equal({ "*": Object.fromEntries(doors) });
  });
});
