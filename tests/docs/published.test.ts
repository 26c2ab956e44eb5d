import { expect } from "chai";
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
    expect(readme).to.match(/^Nothing of this project is in the npm registry/m);
    expect(readme).to.include(`npm install /path/to/${tarball} `);
    expect(read("CHANGELOG.md")).to.match(
      new RegExp(`^## ${version}\n\nThe first version, prepared and not published`, "m"),
    );
  });

  it("is built before it is packed, so that a clone never packs what is missing or old", () => {
    expect(scripts?.prepack).to.equal("npm run --silent build");
  });

  it("is taken from the clone by the examples, never from the registry", () => {
    const examples = readdirSync(path.join(root, "examples"));
    expect(examples).to.have.lengthOf(4);
    for (const example of examples) {
      const { dependencies } = JSON.parse(read(`examples/${example}/package.json`)) as Manifest;
      expect(dependencies?.["steady-edge"]).to.equal(`file:../../${tarball}`);
    }
  });

  it("has the same version in the manifest, the lockfile and the changelog", () => {
    const lock = JSON.parse(read("package-lock.json")) as Manifest & {
      packages: Readonly<Record<string, Manifest>>;
    };
    expect([lock.version, lock.packages[""]?.version]).to.deep.equal([version, version]);
    expect(/^## (\S+)$/m.exec(read("CHANGELOG.md"))?.[1]).to.equal(version);
  });

  it("has no address of a repository, since none is known", () => {
    const manifest = JSON.parse(read("package.json")) as object;
    expect(["repository", "homepage", "bugs"].filter((key) => key in manifest)).to.deep.equal([]);
  });
});
