import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const { writeLazyIndex } = createRequire(__filename)("../../cli/lazyIndex.cjs") as {
  readonly writeLazyIndex: (file: string) => void;
};

/** An index as the compiler writes it: a module whose every name it passes on, and one of which it passes on a single name. */
const compiledIndex = `
const passOn = (module, to) => Object.assign(to, module);
passOn(require("./whole"), exports);
var part_1 = require("./part");
Object.defineProperty(exports, "Chosen", { enumerable: true, get: function () { return part_1.Chosen; } });
`;

describe("the index of the compiled library", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-index-"));
    const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
    write("whole.js", `globalThis.loaded?.push("whole"); exports.One = 1; exports.Two = 2;\n`);
    write("part.js", `globalThis.loaded?.push("part"); exports.Chosen = 3; exports.Kept = 4;\n`);
    write("index.js", compiledIndex);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const index = (): string => path.join(folder, "index.js");
  const run = (program: string): string[] => {
    const file = path.join(folder, "program.cjs");
    writeFileSync(file, program);
    const output = execFileSync(process.execPath, [file], { encoding: "utf8" });
    return output.trim().split("\n");
  };

  it("loads a module when a program first names something of it, and no other", () => {
    writeLazyIndex(index());
    const output = run(`
      globalThis.loaded = [];
      const library = require("./index.js");
      console.log(Object.keys(library).join(), loaded.join());
      console.log(library.Chosen + library.Chosen, loaded.join());
    `);
    expect(output).to.deep.equal(["One,Two,Chosen ", "6 part"]);
  });

  it("can be imported by name as an ES module", () => {
    writeLazyIndex(index());
    const program = path.join(folder, "program.mjs");
    writeFileSync(program, `import { One, Chosen } from "./index.js"; console.log(One, Chosen);`);
    const output = execFileSync(process.execPath, [program], { encoding: "utf8" });
    expect(output).to.equal("1 3\n");
  });

  it("is not written where it would lose a name", () => {
    writeFileSync(index(), `require("./whole");\nexports.Own = 5;\n`);
    expect(() => writeLazyIndex(index())).to.throw(/exports Own$/);
  });
});
