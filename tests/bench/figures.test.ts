import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { figures } from "../../bench/figures";

const root = path.join(__dirname, "..", "..");

describe("the figures of the bench", () => {
  it("are all listed: one of the same name for every file in bench/figures", () => {
    const files = readdirSync(path.join(root, "bench", "figures"));
    expect(figures.map(({ name }) => `${name}.ts`).sort()).to.deep.equal(
      files.filter((file) => file !== "index.ts").sort(),
    );
  });

  it("have each a section in docs/benchmarks.md, in the order in which they run", () => {
    const page = readFileSync(path.join(root, "docs", "benchmarks.md"), "utf8");
    const sections = [...page.matchAll(/^### `(.+)`$/gm)].map(([, name]) => name);
    expect(sections).to.deep.equal(figures.map(({ name }) => name));
  });
});
