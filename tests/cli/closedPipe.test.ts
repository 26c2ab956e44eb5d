import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { packageFile } from "../../sandbox/engine";
import { commandEntry } from "../support/built";

/** Runs the command before a reader that has gone by the time the command writes. */
function beforeClosedReader(args: string): { exitCode: number | null; stderr: string } {
  const command = `${process.execPath} ${commandEntry().join(" ")} ${args} | true; exit \${PIPESTATUS[0]}`;
  const { status, stderr } = spawnSync("bash", ["-c", command], {
    cwd: packageFile("."),
    encoding: "utf8",
  });
  return { exitCode: status, stderr };
}

describe("the command before a reader that has seen enough", () => {
  it("says nothing, and ends with its own exit code", () => {
    const risky = "review tests/corpus/plans/default-route-to-nat.json";
    expect(beforeClosedReader("review --help")).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(beforeClosedReader(risky)).to.deep.equal({ exitCode: 1, stderr: "" });
  });
});
