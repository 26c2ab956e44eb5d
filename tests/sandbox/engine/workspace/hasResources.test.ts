import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hasResources } from "../../../../sandbox/engine";
import { folderPerTest } from "../folders";

describe("the resources of a stack in a sandbox", () => {
  const folder = folderPerTest();
  const written = (stack: string, state: string): boolean => {
    const stacks = path.join(folder(), "backend", ".pulumi", "stacks", "shop");
    mkdirSync(stacks, { recursive: true });
    writeFileSync(path.join(stacks, `${stack}.json`), state);
    return hasResources(folder(), "shop", stack);
  };

  it("are there after an up, and not before the first, nor after a destroy", () => {
    expect(hasResources(folder(), "shop", "dev")).to.equal(false);
    const state = (latest: object | null): string => JSON.stringify({ checkpoint: { latest } });
    expect(written("up", state({ resources: [{}] }))).to.equal(true);
    expect(written("destroyed", state({ resources: [] }))).to.equal(false);
    expect(written("new", state({}))).to.equal(false);
    expect(written("newest", state(null))).to.equal(false);
    expect(written("other", "{")).to.equal(false);
  });
});
