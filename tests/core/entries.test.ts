import assert from "node:assert/strict";
import { entryOf } from "../../core/entries";

describe("entryOf", () => {
  it("gives the entry of a key", () => {
    assert.equal(entryOf("the pools", { primary: "a", backup: "b" }, "backup"), "b");
  });

  it("throws with the missing key and those there are, also for what every object has", () => {
    const pools = { primary: "a", backup: "b" };
    for (const key of ["main", "constructor"]) {
      assert.throws(() => entryOf("the pools", pools, key), {
        message: `the pools must have "${key}"; got backup, primary`,
      });
    }
    assert.throws(() => entryOf("the pools", {}, "main"), {
      message: 'the pools must have "main"; got nothing',
    });
  });
});
