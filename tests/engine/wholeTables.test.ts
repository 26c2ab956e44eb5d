import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { corpusBySubject } from "../corpus/cases";
import { transitions } from "./transitions";

const require = createRequire(__filename);

/** The subjects that the files of a table name, sorted; one that two of them run stands there twice. */
function subjectsIn(files: RegExp, subjects: RegExp): string[] {
  const names = readdirSync(__dirname).filter((name) => files.test(name));
  return names
    .map((name) => readFileSync(path.join(__dirname, name), "utf8"))
    .flatMap((text) => [...text.matchAll(subjects)].map(([subject]) => subject))
    .sort();
}

describe("the tables that several files run", () => {
  it("are run whole, each subject once: the transitions", () => {
    expect(subjectsIn(/^transitions.*\.test\.ts$/, /(?<=\btransitions\.)\w+/g)).to.deep.equal(
      Object.keys(transitions).sort(),
    );
  });

  it("are run whole, each subject once: the corpus", () => {
    expect(subjectsIn(/^corpus.*\.test\.ts$/, /(?<=\.\.\.)\w+/g)).to.deep.equal(
      Object.keys(corpusBySubject).sort(),
    );
  });
});

describe("the run of all tests of the engine", () => {
  it("takes every file once, the longest first", () => {
    const { spec } = require("./mocharc.cjs") as { readonly spec: string[] };
    const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => path.join(__dirname, name));
    expect([...spec].sort()).to.deep.equal(files.sort());
    const order = spec.map((file) => path.basename(file, ".test.ts"));
    expect(order.indexOf("scan")).to.be.above(order.indexOf("transitionsFirewalls"));
  });

  it("takes one that it does not know before those it knows", () => {
    const { longestFirst } = require("../support/testFiles.cjs") as {
      longestFirst: (files: readonly string[], seconds: Record<string, number>) => string[];
    };
    const files = ["a/short.test.ts", "a/new.test.ts", "a/long.test.ts", "a/newer.test.ts"];
    expect(longestFirst(files, { short: 1, long: 60 })).to.deep.equal([
      ...["a/new.test.ts", "a/newer.test.ts", "a/long.test.ts", "a/short.test.ts"],
    ]);
  });
});
