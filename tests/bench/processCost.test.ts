import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { costOfProcess, reportsItsCost } from "../../bench/processCost";

describe("what a process costs", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-cost-"));
  after(() => rmSync(folder, { recursive: true }));

  it("is its own: not the memory of the process that started it", () => {
    const own = Buffer.alloc(400 * 2 ** 20, 1);
    const file = path.join(folder, "nothing.cjs");
    writeFileSync(file, reportsItsCost);
    const { cpuSeconds, peakMegabytes } = costOfProcess(file);
    expect(own.length).to.equal(400 * 2 ** 20);
    expect(peakMegabytes).to.be.within(10, 300);
    expect(cpuSeconds).to.be.greaterThan(0);
  });
});
