import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import Module from "node:module";
import path from "node:path";
import { compileCache } from "../../../../sandbox/engine/host/compileCache";
import { skipBecause } from "../../../support/skipped";
import { folderPerTest } from "../folders";

/** Node.js 22 and newer keeps what it compiled by itself. */
const ofNode = "Node.js keeps what it compiled itself, from 22 on";
const isOfNode = "enableCompileCache" in Module;

const packageSource = `exports.place = new Error().stack.split("\\n")[1]; exports.word = () => "one";
exports.isThis = this === exports;
exports.files = [__filename, __dirname];
exports.resolved = [require.resolve("./second"), require.resolve.paths("x")];
exports.isMain = require.main === process.mainModule && require.main !== module;
exports.isCached = require.cache[__filename] === module && module.children.length === 0;
exports.second = require("./second");
exports.hasChild = module.children.length === 1;
exports.later = require("./later");
`;

const program = `
exports.password = "a secret of the program";
const small = require("small");
small.later().then(({ default: later }) => console.log(JSON.stringify({ ...small, word: small.word(), later })));
`;

describe("what V8 compiled of packages", () => {
  const folder = folderPerTest();
  const file = (...names: string[]): string => path.join(folder(), ...names);
  const inPackage = (name: string): string => file("node_modules", "small", name);

  beforeEach(() => {
    mkdirSync(inPackage("."), { recursive: true });
    writeFileSync(inPackage("index.js"), packageSource);
    writeFileSync(
      inPackage("second.js"),
      "#!/usr/bin/env node\nexports.first = require('.').word();",
    );
    writeFileSync(inPackage("later.js"), "module.exports = () => import('./later.mjs');");
    writeFileSync(inPackage("later.mjs"), "export default 'later';");
    writeFileSync(file("program.js"), program);
    writeFileSync(file("preloaded.cjs"), compileCache);
  });

  /** Runs the program, and says what it wrote. */
  const run = (...nodeArguments: readonly string[]): unknown => {
    const args = [...nodeArguments, file("program.js")];
    const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: file("compiled") };
    return JSON.parse(execFileSync(process.execPath, args, { env, encoding: "utf8" })) as unknown;
  };
  const runWithCache = (...more: readonly string[]): unknown =>
    run("--require", file("preloaded.cjs"), ...more);

  /** What is kept: who reads it while it is written anew has the file of before. */
  const kept = (): string => file("compiled", `modules-${process.version}-${process.arch}`);

  it("runs as what is compiled anew, places in it included", () => {
    const otherwise = run();
    expect(otherwise).to.deep.include({
      isThis: true,
      isMain: true,
      isCached: true,
      hasChild: true,
    });
    expect(otherwise).to.deep.include({ word: "one", later: "later", second: { first: "one" } });
    expect([runWithCache(), runWithCache()]).to.deep.equal([otherwise, otherwise]);
    expect(existsSync(kept())).to.equal(!isOfNode);
  });

  it("is kept once, for this user alone, and taken again", function () {
    if (isOfNode) {
      skipBecause(this, ofNode);
    }
    runWithCache();
    const { ino, mode } = statSync(kept());
    expect(mode & 0o777).to.equal(0o600);
    expect(readdirSync(file("compiled"))).to.deep.equal([path.basename(kept())]);
    runWithCache();
    expect(statSync(kept()).ino).to.equal(ino);
  });

  it("is compiled anew where a file has changed, if only by a letter", () => {
    runWithCache();
    writeFileSync(inPackage("index.js"), packageSource.replace('"one"', '"two"'));
    expect(runWithCache()).to.deep.include({ word: "two", second: { first: "two" } });
    expect(runWithCache()).to.deep.equal(run());
  });

  it("is compiled anew where what is kept cannot be read", function () {
    if (isOfNode) {
      skipBecause(this, ofNode);
    }
    const otherwise = run();
    runWithCache();
    const bytes = readFileSync(kept());
    for (const broken of [bytes.subarray(0, 9), bytes.subarray(0, bytes.length - 99), ""]) {
      writeFileSync(kept(), broken);
      expect(runWithCache()).to.deep.equal(otherwise);
    }
  });

  it("is of packages alone, since a program may hold a secret", function () {
    if (isOfNode) {
      skipBecause(this, ofNode);
    }
    runWithCache();
    const all = readFileSync(kept(), "latin1");
    expect(all).to.include(inPackage("index.js")).and.not.include(file("program.js"));
    expect(all).to.not.include("a secret of the program");
  });

  it("is not asked for where Node.js reads stacks through source maps", () => {
    runWithCache("--enable-source-maps");
    expect(existsSync(kept())).to.equal(false);
  });
});
