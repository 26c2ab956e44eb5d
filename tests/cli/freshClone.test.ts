import { expect } from "chai";
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";
import { folderPerTest } from "../sandbox/engine/folders";

/** An npm that notes what it is asked for, installs links to this repository's packages, and runs scripts. */
const fakeNpm = (packages: string): string => `
const fs = require("node:fs"), path = require("node:path"), { spawnSync } = require("node:child_process");
const args = process.argv.slice(2);
fs.appendFileSync("npm.log", args.slice(0, 3).join(" ") + "\\n");
if (args[0] === "ci") {
  console.log("npm noise");
  if (fs.existsSync("no-network")) { console.error("npm error network"); process.exit(1); }
  fs.rmSync("node_modules", { recursive: true, force: true });
  fs.mkdirSync("node_modules");
  for (const name of ["tsx", "mocha"]) fs.symlinkSync(path.join(${JSON.stringify(packages)}, name), "node_modules/" + name);
  fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");
  process.exit(0);
}
const script = JSON.parse(fs.readFileSync("package.json")).scripts[args[2]];
const result = spawnSync(process.execPath, [...script.split(" "), ...args.slice(4)], { stdio: "inherit" });
process.exit(result.status);
`;

const lockfile = (versions: Record<string, string>, more: object = {}): string =>
  JSON.stringify({
    packages: {
      "": { name: "clone" },
      ...Object.fromEntries(
        Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
      ),
      ...more,
    },
  });

const install = "ci --include=dev --no-audit";

describe("a fresh clone", () => {
  const folder = folderPerTest();
  const inFolder = (...names: string[]): string => path.join(folder(), ...names);
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(inFolder(name)), { recursive: true });
    writeFileSync(inFolder(name), text);
  };
  const asked = (): string[] => readFileSync(inFolder("npm.log"), "utf8").trim().split("\n");

  beforeEach(() => {
    mkdirSync(inFolder("cli"));
    for (const name of ["freshClone.cjs", "countingReporter.cjs"]) {
      copyFileSync(packageFile(`cli/${name}`), inFolder("cli", name));
    }
    write("npm.cjs", fakeNpm(packageFile("node_modules")));
    write("npm.log", "");
    write("package-lock.json", lockfile({ tsx: "1.0.0", mocha: "2.0.0" }));
    write(
      "cli/index.ts",
      'const words: string[] = process.argv.slice(2);\nconsole.log(words.join("|"));\nprocess.exitCode = words.includes("fail") ? 2 : 0;\n',
    );
    write(
      "package.json",
      JSON.stringify({
        scripts: {
          "test:unit": "node_modules/mocha/bin/mocha.js unit.cjs",
          "test:engine": "node_modules/mocha/bin/mocha.js engine.cjs",
          build: "build.cjs",
        },
      }),
    );
    write("unit.cjs", 'it("a", () => {});\nit("b", () => {});\nit.skip("c", () => {});\n');
    write("engine.cjs", 'it("d", () => {});\n');
    write("build.cjs", 'console.log("build noise");\n');
  });

  const run = (...args: string[]) =>
    new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, [inFolder("cli", "freshClone.cjs"), ...args], {
        cwd: folder(),
        env: { PATH: process.env.PATH, npm_execpath: inFolder("npm.cjs") },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const written = { stdout: "", stderr: "" };
      child.stdout.setEncoding("utf8").on("data", (part: string) => (written.stdout += part));
      child.stderr.setEncoding("utf8").on("data", (part: string) => (written.stderr += part));
      child.once("close", (exitCode) => resolve({ exitCode, ...written }));
    });
  const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";

  it("installs what is missing, says so, and runs the command from its sources", async () => {
    const { exitCode, stdout, stderr } = await run("sandbox", "up", "--json");
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 0, stdout: "sandbox|up|--json\n" });
    const text = "Installing packages from the lockfile (node_modules is missing)";
    expect(stderr).to.match(/^Installing .*\nInstalling .*: ended after \d+ s\n$/);
    expect(stderr.startsWith(`${text}\n${text}: `)).to.equal(true);
    expect(asked()).to.deep.equal([install]);
  });

  it("installs nothing the second time, and gives the command's exit code", async () => {
    await run("first");
    const { exitCode, stdout, stderr } = await run("fail");
    expect({ exitCode, stdout, stderr }).to.deep.equal({
      exitCode: 2,
      stdout: "fail\n",
      stderr: "",
    });
    expect(asked()).to.deep.equal([install]);
  });

  const changes: readonly (readonly [title: string, lock: string, reason: string | undefined])[] = [
    [
      "a package at another version",
      lockfile({ tsx: "1.0.1", mocha: "2.0.0" }),
      "tsx is not at version 1.0.1",
    ],
    [
      "a package more",
      lockfile({ tsx: "1.0.0", mocha: "2.0.0", "@a/b": "3.0.0" }),
      "@a/b is not at version 3.0.0",
    ],
    ["a package less", lockfile({ tsx: "1.0.0" }), "node_modules/mocha is not in the lockfile"],
    [
      "a package of another platform",
      lockfile(
        { tsx: "1.0.0", mocha: "2.0.0" },
        { "node_modules/other": { version: "1.0.0", optional: true } },
      ),
      undefined,
    ],
  ];
  for (const [title, lock, reason] of changes) {
    it(`installs ${reason === undefined ? "nothing" : "again"} when the lockfile has ${title}`, async () => {
      await run("first");
      write("package-lock.json", lock);
      const { exitCode, stderr } = await run("second");
      expect(exitCode).to.equal(0);
      expect(stderr.split("\n")[0]).to.equal(
        reason === undefined ? "" : `Installing packages from the lockfile (${reason})`,
      );
      expect(asked()).to.have.lengthOf(reason === undefined ? 1 : 2);
    });
  }

  it("shows everything that npm said when it fails, and runs nothing", async () => {
    write("no-network", "");
    const { exitCode, stdout, stderr } = await run("sandbox", "up");
    expect(exitCode).to.equal(2);
    expect(stdout).to.equal("");
    expect(stderr).to.match(/npm noise\nnpm error network\nnpm ci failed with exit code 1\n$/);
  });

  describe("that is tested", () => {
    it("runs the build, unit tests, the engine and its tests, and counts them", async () => {
      const { exitCode, stdout, stderr } = await run("--test");
      expect(lastLine(stdout)).to.equal("3 passed, 0 failed");
      expect(exitCode, stderr).to.equal(0);
      expect(stdout).to.match(/\nengine\n/);
      expect(stdout).to.not.include("build noise");
      expect(asked()).to.deep.equal([
        install,
        "run --silent build",
        "run --silent test:unit",
        "run --silent test:engine",
      ]);
    });

    const failures: readonly (readonly [
      title: string,
      file: string,
      content: string,
      ending: string,
    ])[] = [
      [
        "a test fails",
        "unit.cjs",
        'it("a", () => { throw new Error("no"); });',
        "1 passed, 1 failed",
      ],
      [
        "a hook fails",
        "unit.cjs",
        'before(() => { throw new Error("no"); });\nit("a", () => {});',
        "1 passed, 1 failed",
      ],
      ["mocha breaks off", "engine.cjs", "process.exit(3);", "2 passed, 1 failed"],
      [
        "mocha breaks off in a test",
        "engine.cjs",
        'it("d", () => {});\nit("e", () => process.exit(0));',
        "2 passed, 1 failed",
      ],
      ["a test file cannot be loaded", "engine.cjs", "syntax error", "2 passed, 1 failed"],
      ["the build fails", "build.cjs", "process.exit(1);", "3 passed, 1 failed"],
      ["there is no engine", "cli/index.ts", "process.exitCode = 2;", "2 passed, 1 failed"],
    ];
    for (const [title, file, content, ending] of failures) {
      it(`ends with 1 when ${title}`, async () => {
        write(file, content);
        const { exitCode, stdout } = await run("--test");
        expect(lastLine(stdout)).to.equal(ending);
        expect(exitCode).to.equal(1);
      });
    }
  });
});
