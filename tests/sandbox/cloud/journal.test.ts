import { expect } from "chai";

import { Journal, type ApiCall } from "../../../sandbox/cloud/journal";

const call: Omit<ApiCall, "sequence"> = {
  ...{ service: "cloudflare", method: "GET", path: "/zones", type: "t", attempt: 0 },
  ...{ changed: false, outcome: { ok: true, status: 200 } },
};

describe("the journal", () => {
  for (const [kept, sequences] of [
    [undefined, [1, 2, 3]],
    [2, [2, 3]],
    [0, []],
  ] as const) {
    it(`keeps ${kept ?? "all"} of three calls, numbers them on, and tells its listeners of each`, () => {
      const journal = new Journal(kept);
      const heard: number[] = [];
      journal.onCall(({ sequence }) => heard.push(sequence));
      [1, 2, 3].forEach(() => journal.record(call));
      expect(journal.calls.map(({ sequence }) => sequence)).to.deep.equal(sequences);
      expect(heard).to.deep.equal([1, 2, 3]);
    });
  }
});
