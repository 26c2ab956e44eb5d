import { expect } from "chai";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { fixturePath, preview, stateFile } from "../checks/report/plans";
import { runReview } from "./runReview";

describe("steady-edge review", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "review-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const written = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const state = fixturePath(stateFile);

  const endings: readonly (readonly [argv: readonly string[], exitCode: number])[] = [
    [["ssl-full.json"], 1],
    [["record-type-change.json"], 1],
    [["description-only.json"], 0],
    [["no-change.json"], 0],
    [["renamed-with-alias.json"], 0],
    [["description-only.json", "--fail-on", "medium"], 0],
    [["description-only.json", "--fail-on", "medium", "--base", state], 0],
    [["description-only.json", "--fail-on-existing", "--base", state], 1],
    [["description-only.json", "--fail-on-existing"], 0],
    [["no-change.json", "--fail-on-existing", "--base", state], 1],
    [["no-change.json", "--base", state], 0],
    [["no-change.json", "ssl-full.json"], 1],
  ];
  for (const [[file, ...rest], exitCode] of endings) {
    it(`ends ${[file, ...rest.map((each) => path.basename(each))].join(" ")} with exit code ${exitCode}`, async () => {
      const files = rest.filter((each) => each.endsWith(".json") && each !== state);
      const others = rest.filter((each) => !files.includes(each));
      const paths = [file ?? "", ...files].map(fixturePath);
      const result = await runReview(...paths, ...others);
      expect(result.exitCode).to.equal(exitCode);
      expect(result.stderr).to.equal("");
      expect(result.stdout).to.match(/^<!-- steady-edge:review/);
    });
  }

  it("fails on a detection that takes longer than was allowed, and not on one that does not", async () => {
    const slow = await runReview(
      fixturePath("description-only.json"),
      "--base",
      state,
      "--format",
      "json",
      "--max-detection",
      "60",
    );
    const found = (
      JSON.parse(slow.stdout) as { stacks: { findings: { rule: string; severity: string }[] }[] }
    ).stacks[0]?.findings;
    expect(
      found?.filter(({ rule }) => rule === "detection-slow").map(({ severity }) => severity),
    ).to.deep.equal(["high"]);
    const allowed = await runReview(
      fixturePath("description-only.json"),
      "--base",
      state,
      "--format",
      "json",
      "--max-detection",
      "140",
    );
    expect(allowed.stdout).to.not.include("detection-slow");
  });

  it("applies a policy file, in which a deletion is acknowledged", async () => {
    const steps = [
      {
        op: "delete",
        type: "record",
        name: "api",
        id: "r",
        old: { zoneId: "z", name: "api.example.com", type: "A", content: "192.0.2.1" },
      },
    ];
    const plan = written("delete.json", JSON.stringify(preview(steps)));
    const policy = written(
      "policy.yaml",
      "acknowledged: [api.example.com]\nrules: {address-unroutable: {disabled: true}}\n",
    );
    expect((await runReview(plan)).exitCode).to.equal(1);
    const { exitCode, stdout } = await runReview(plan, "--policy", policy);
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(
      /\n- High, acknowledged: After this change nothing answers for `api\.example\.com`/,
    );
  });

  it("finds the state of each stack among several", async () => {
    const { stdout } = await runReview(
      fixturePath("ssl-full.json"),
      fixturePath("no-change.json"),
      "--base",
      state,
    );
    expect(stdout).to.not.include("This plan lists only what changes");
    expect(stdout.split("\n")[0]).to.equal("<!-- steady-edge:review -->");
    expect(stdout.match(/^<!-- steady-edge:review shop\/production -->$/gm)?.length).to.equal(2);
  });

  it("reports a plan that the engine could not finish, and fails", async () => {
    const plan = { ...preview([]), diagnostics: [{ severity: "error", message: "boom" }] };
    const { exitCode, stdout } = await runReview(written("failed.json", JSON.stringify(plan)));
    expect(exitCode).to.equal(1);
    expect(stdout).to.match(/The engine said: `boom`/);
  });

  it("reads a plan of many megabytes that arrives in parts", async () => {
    const file = path.join(folder, "long.json");
    const stream = createWriteStream(file);
    stream.write('{"config":{},"steps":[],"diagnostics":[');
    for (let index = 0; index < 200; index += 1) {
      stream.write(
        `${index === 0 ? "" : ","}{"severity":"warning","message":"${"é".repeat(20_000)}"}`,
      );
    }
    stream.end("]}");
    await once(stream, "close");
    expect((await runReview(file)).exitCode).to.equal(0);
  });
});
