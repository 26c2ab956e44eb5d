import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../../../sandbox/engine";
import { executableOnPath } from "../../../../sandbox/executableOnPath";
import {
  isUsableVersion,
  moduleFile,
  pinnedVersion,
} from "../../../../sandbox/engine/acquire/engine";
import { folderPerTest, script } from "../folders";

describe("the pinned engine", () => {
  it("is the module's version, and its sums are committed", () => {
    expect(pinnedVersion()).to.equal("3.246.0");
    const sums = readFileSync(moduleFile("go.sum"), "utf8");
    expect(sums).to.include(`github.com/pulumi/pulumi/pkg/v3 v${pinnedVersion()} h1:`);
    expect(sums).to.include(`github.com/pulumi/pulumi/sdk/v3 v${pinnedVersion()} h1:`);
  });

  it("is shipped in the package", () => {
    const { files } = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as {
      files: string[];
    };
    for (const name of ["go.mod", "go.sum"] as const) {
      expect(existsSync(moduleFile(name))).to.equal(true);
      expect(files).to.include(`sandbox/engine/${name}`);
    }
  });
});

describe("the version of an engine", () => {
  const versions: readonly (readonly [version: string, usable: boolean])[] = [
    ["3.246.0", true],
    ["3.246.1", true],
    ["3.300.0", true],
    ["3.247.0-alpha.1", true],
    ["3.245.9", false],
    ["3.9.0", false],
    ["2.999.0", false],
    ["4.0.0", false],
  ];
  for (const [version, usable] of versions) {
    it(`${usable ? "takes" : "passes over"} ${version}`, () => {
      expect(isUsableVersion(version)).to.equal(usable);
    });
  }
});

describe("an executable on PATH", () => {
  const folder = folderPerTest();

  it("is the first that can be run", () => {
    const first = path.join(folder(), "first");
    const second = script(path.join(folder(), "second", "tool"), "");
    const third = script(path.join(folder(), "third", "tool"), "");
    const searchPath = [first, path.dirname(second), path.dirname(third)].join(path.delimiter);
    expect(executableOnPath("tool", searchPath)).to.equal(second);
    expect(executableOnPath("other", searchPath)).to.equal(undefined);
    expect(executableOnPath("tool", undefined)).to.equal(undefined);
  });

  it("is no folder", () => {
    script(path.join(folder(), "tool", "inner"), "");
    expect(executableOnPath("tool", folder())).to.equal(undefined);
  });
});
