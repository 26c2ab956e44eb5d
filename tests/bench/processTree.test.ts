import { expect } from "chai";

import { processIds, processSeen } from "../../bench/processTree";

const status = "Name:\tnode\nVmPeak:\t  999999 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n";
const numbers = "S 1 42 42 0 -1 4194304 100 200 3 4 150 25 7 8 20 0 11 0 12345 999 888";

describe("what Linux tells of a process", () => {
  it("is its user and system time without its children's, and the peak of its memory", () => {
    const seen = { cpuSeconds: 1.75, peakMegabytes: 200 };
    expect(processSeen(status, `42 (node) ${numbers}`)).to.deep.equal(seen);
    expect(processSeen(status, `42 (a name) of 7 (words)) ${numbers}`)).to.deep.equal(seen);
  });

  it("is nothing once the process has ended and waits to be taken note of", () => {
    expect(processSeen("Name:\tnode\nState:\tZ (zombie)\n", `42 (node) ${numbers}`)).to.equal(
      undefined,
    );
  });

  it("names the processes that a thread started", () => {
    expect(processIds("17 4711 ")).to.deep.equal([17, 4711]);
    expect(processIds("")).to.deep.equal([]);
  });
});
