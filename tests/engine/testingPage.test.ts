import { expect } from "chai";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cacheRoot } from "../../sandbox/cacheRoot";
import { packageFile } from "../../sandbox/engine";
import { fencedBlocks } from "../support/markdown";

const blocks = fencedBlocks("docs/testing.md");
const textOf = (mark: string): string =>
  blocks
    .filter((block) => block.mark === mark)
    .map(({ text }) => text)
    .join("\n");

describe("the tests that docs/testing.md shows, on a real engine", function () {
  this.timeout(600_000);
  let folder: string;

  before(() => {
    expect(
      existsSync(packageFile("dist/sandbox/testing.js")),
      "they import the built package: run `npm run build` first",
    ).to.equal(true);
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-testing-page-"));
    const modules = path.join(folder, "node_modules");
    mkdirSync(modules);
    for (const name of ["@pulumi", "@types", "tsx"]) {
      symlinkSync(packageFile(`node_modules/${name}`), path.join(modules, name));
    }
    symlinkSync(packageFile("."), path.join(modules, "steady-edge"));
    writeFileSync(path.join(folder, "site.test.ts"), textOf("ts"));
    writeFileSync(path.join(folder, "site.test.mjs"), textOf("js"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs one file by node:test, as the page says; each test that passed. */
  const run = async (file: string, args: readonly string[] = []): Promise<string[]> => {
    const env: NodeJS.ProcessEnv = { ...process.env, STEADY_EDGE_HOME: cacheRoot() };
    // node:test would take itself for a part of a run that is under way.
    delete env.NODE_TEST_CONTEXT;
    delete env.NODE_OPTIONS;
    const child = spawn(process.execPath, [...args, "--test", "--test-reporter=tap", file], {
      cwd: folder,
      env,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part: Buffer) => (output += part.toString()));
    }
    const exitCode = await new Promise((resolve) => child.once("close", resolve));
    expect(exitCode, output).to.equal(0);
    return [...output.matchAll(/^ *ok \d+ - (.*)$/gm)].map(([, title = ""]) => title);
  };

  it("are code of these languages, and commands", () => {
    expect(blocks.map(({ mark }) => mark)).to.deep.equal([
      "ts",
      "sh",
      "js",
      "ts",
      "ts",
      "ts",
      "ts",
      "ts",
      "yaml",
    ]);
  });

  it("pass in TypeScript", async () => {
    const passed = await run("site.test.ts", ["--import", "tsx"]);
    const titles = [...textOf("ts").matchAll(/^test\("(.*)", async/gm)].map(([, title]) => title);
    expect(titles).to.have.lengthOf(6);
    expect(titles.filter((title) => !passed.includes(title ?? ""))).to.deep.equal([]);
  });

  it("pass in JavaScript", async () => {
    expect(await run("site.test.mjs")).to.include("the records come up");
  });
});
