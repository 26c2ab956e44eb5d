import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const { putTogether } = createRequire(__filename)("../../cli/folders.cjs") as {
  readonly putTogether: (root: string, entries: readonly string[]) => void;
};

/** A package of two entries, as the compiler writes it; each module says that it runs. */
const compiled = {
  "command/index.js": `#!/usr/bin/env node
"use strict";
const used_1 = require("../rooms/used");
console.log("command", __dirname.endsWith("command"));
console.log((0, used_1.word)(process.argv[2]));
import("../rooms/late").then(({ late }) => console.log(late));`,
  "rooms/late.js": `exports.late = "late";`,
  "library/index.js": `"use strict";
const used_1 = require("../rooms/used");
exports.word = (0, used_1.word);`,
  "rooms/used.js": `"use strict";
const other_1 = require("./deep");
const { size } = require("./facts.json");
console.log("used", __dirname.endsWith("rooms"), size);
exports.word = (which) => (which === "deep" ? (0, other_1.deep)() : "shallow");
exports.own = "own";`,
  "rooms/deep/index.js": `"use strict";
const used_1 = require("../used");
console.log("deep");
if (globalThis.isBroken) throw new Error("broken");
exports.deep = () => "deep of " + (0, used_1.own);`,
  "rooms/facts.json": `{ "size": 3 }`,
  "rooms/unused.js": `console.log("unused");`,
} as const;

describe("the modules of the compiled package", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "steady-edge-folders-"));
    for (const [file, text] of Object.entries(compiled)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    putTogether(root, ["command/index.js", "library/index.js"]);
    // What is left of the modules themselves is not asked.
    for (const file of ["rooms/used.js", "rooms/late.js", "rooms/deep/index.js"]) {
      rmSync(path.join(root, file));
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const run = (...args: string[]): string[] =>
    execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" }).trim().split("\n");

  it("run when they are first named, each once, and find their own folder and what is no module", () => {
    expect(run("command/index.js", "shallow")).to.deep.equal([
      ...["command true", "used true 3", "shallow", "late"],
    ]);
    expect(run("command/index.js", "deep")).to.deep.equal([
      ...["command true", "used true 3", "deep", "deep of own", "late"],
    ]);
  });

  it("are the same for a program that requires the other entry", () => {
    const program = `const { word } = require("./library"); console.log(word("deep"), word("deep"))`;
    expect(run("--eval", program)).to.deep.equal([
      ...["used true 3", "deep", "deep of own deep of own"],
    ]);
  });

  it("run anew where they failed", () => {
    const program = `
      const { word } = require("./library");
      globalThis.isBroken = true;
      try { word("deep"); } catch ({ message }) { console.log(message); }
      globalThis.isBroken = false;
      console.log(word("deep"));`;
    expect(run("--eval", program)).to.deep.equal([
      ...["used true 3", "deep", "broken", "deep", "deep of own"],
    ]);
  });

  it("are read a folder at a time", () => {
    rmSync(path.join(root, "rooms/deep/modules.js"));
    expect(run("command/index.js", "shallow").at(-2)).to.equal("shallow");
  });
});
