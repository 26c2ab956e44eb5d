import { expect } from "chai";
import { entryOf } from "../../core/entries";

describe("entryOf", () => {
  it("gives the entry of a key", () => {
    expect(entryOf("the pools", { primary: "a", backup: "b" }, "backup")).to.equal("b");
  });

  it("throws with the missing key and those there are, also for what every object has", () => {
    const pools = { primary: "a", backup: "b" };
    for (const key of ["main", "constructor"]) {
      expect(() => entryOf("the pools", pools, key))
        .to.throw()
        .that.includes({
          message: `the pools must have "${key}"; got backup, primary`,
        });
    }
    expect(() => entryOf("the pools", {}, "main"))
      .to.throw()
      .that.includes({
        message: 'the pools must have "main"; got nothing',
      });
  });
});
