import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..", "..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

interface Manifest {
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const { version, scripts } = JSON.parse(read("package.json")) as Manifest;
const tarball = `steady-edge-${version}.tgz`;

describe("what is not published", () => {
  it("is said in the README, with the way to use it today", () => {
    const readme = read("README.md");
    assert.match(readme, /^Nothing of this project is in the npm registry/m);
    assert.ok(readme.includes(`npm install /path/to/${tarball} `));
    assert.match(
      read("CHANGELOG.md"),
      new RegExp(`^## ${version}\n\nThe first version, prepared and not published`, "m"),
    );
  });

  it("is built before it is packed, so that a clone never packs what is missing or old", () => {
    assert.equal(scripts?.prepack, "npm run --silent build");
  });

  it("is taken from the clone by the examples, never from the registry", () => {
    const examples = readdirSync(path.join(root, "examples"));
    assert.equal(examples.length, 3);
    for (const example of examples) {
      const { dependencies } = JSON.parse(read(`examples/${example}/package.json`)) as Manifest;
      assert.equal(dependencies?.["steady-edge"], `file:../../${tarball}`);
    }
  });

  it("has the same version in the manifest, the lockfile and the changelog", () => {
    const lock = JSON.parse(read("package-lock.json")) as Manifest & {
      packages: Readonly<Record<string, Manifest>>;
    };
    assert.deepEqual([lock.version, lock.packages[""]?.version], [version, version]);
    assert.equal(/^## (\S+)$/m.exec(read("CHANGELOG.md"))?.[1], version);
  });

  it("has no address of a repository, since none is known", () => {
    const manifest = JSON.parse(read("package.json")) as object;
    assert.deepEqual(
      ["repository", "homepage", "bugs"].filter((key) => key in manifest),
      [],
    );
  });
});
