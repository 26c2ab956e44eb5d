import { expect } from "chai";
import { poolName } from "../../../components/loadBalancing/poolNames";

const a44 = "a".repeat(44);

describe("poolName", () => {
  for (const [hostname, pool, expected] of [
    ["www.example.com", "primary", "www_example_com_primary"],
    ["example.com", "eu-west-1", "example_com_eu-west-1"],
    ["a-b.example.com", "c", "a-b_example_com_c"],
    [`${a44}.example.com`, "backup1", `${a44}_example_com_backup1`],
    [`${a44}.example.com`, "backup12", `${a44}_exampl_0d098aa2ace6`],
    [`${"a".repeat(60)}.example.com`, "primary", `${"a".repeat(51)}_4028fc00f2b1`],
  ] as const) {
    it(`is ${expected} for pool ${pool} of ${hostname}`, () => {
      expect(poolName(hostname, pool)).to.equal(expected);
    });
  }
});
