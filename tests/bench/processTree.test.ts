import { deepEqual, equal } from "node:assert/strict";

import { processIds, processSeen } from "../../bench/processTree";

const status = "Name:\tnode\nVmPeak:\t  999999 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n";
const numbers = "S 1 42 42 0 -1 4194304 100 200 3 4 150 25 7 8 20 0 11 0 12345 999 888";

describe("what Linux tells of a process", () => {
  it("is its user and system time without its children's, and the peak of its memory", () => {
    const seen = { cpuSeconds: 1.75, peakMegabytes: 200 };
    deepEqual(processSeen(status, `42 (node) ${numbers}`), seen);
    deepEqual(processSeen(status, `42 (a name) of 7 (words)) ${numbers}`), seen);
  });

  it("is nothing once the process has ended and waits to be taken note of", () => {
    equal(processSeen("Name:\tnode\nState:\tZ (zombie)\n", `42 (node) ${numbers}`), undefined);
  });

  it("names the processes that a thread started", () => {
    deepEqual(processIds("17 4711 "), [17, 4711]);
    deepEqual(processIds(""), []);
  });
});
