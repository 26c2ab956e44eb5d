import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../../../sandbox/engine";
import {
  executableOnPath,
  isUsableVersion,
  moduleFile,
  pinnedVersion,
} from "../../../../sandbox/engine/acquire/engine";
import { folderPerTest, script } from "../folders";

describe("the pinned engine", () => {
  it("is the module's version, and its sums are committed", () => {
    assert.equal(pinnedVersion(), "3.246.0");
    const sums = readFileSync(moduleFile("go.sum"), "utf8");
    assert.equal(sums.includes(`github.com/pulumi/pulumi/pkg/v3 v${pinnedVersion()} h1:`), true);
    assert.equal(sums.includes(`github.com/pulumi/pulumi/sdk/v3 v${pinnedVersion()} h1:`), true);
  });

  it("is shipped in the package", () => {
    const { files } = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as {
      files: string[];
    };
    for (const name of ["go.mod", "go.sum"] as const) {
      assert.equal(existsSync(moduleFile(name)), true);
      assert.equal(files.includes(`sandbox/engine/${name}`), true);
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
      assert.equal(isUsableVersion(version), usable);
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
    assert.equal(executableOnPath("tool", searchPath), second);
    assert.equal(executableOnPath("other", searchPath), undefined);
    assert.equal(executableOnPath("tool", undefined), undefined);
  });

  it("is no folder", () => {
    script(path.join(folder(), "tool", "inner"), "");
    assert.equal(executableOnPath("tool", folder()), undefined);
  });
});
