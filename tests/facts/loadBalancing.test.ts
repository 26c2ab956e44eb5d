import { expect } from "chai";
import {
  affinityTtlSeconds,
  CheckRegion,
  codesNotRetried,
  retriedCodes,
} from "../../facts/cloudflare/loadBalancing";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";

describe("facts of load balancing", () => {
  it("knows 13 regions and every data centre", () => {
    expect(new Set(Object.values(CheckRegion)).size).to.equal(14);
  });

  it("says of no code both that it is retried and that it is not", () => {
    expect(codesNotRetried.filter((code) => retriedCodes.includes(code))).to.deep.equal([]);
    expect(codesNotRetried).to.include(502);
    expect(retriedCodes).to.not.include(502);
  });

  it("has each default ttl of affinity inside its range", () => {
    for (const range of Object.values(affinityTtlSeconds)) {
      expect(
        range.minimum <= range.default && range.default <= range.maximum,
        "range.minimum <= range.default && range.default <= range.maximum",
      ).to.equal(true);
    }
  });
});

describe("facts of timeouts", () => {
  it("names an error of Cloudflare's for each limit", () => {
    expect(
      Object.entries(originConnectionLimits).map(([limit, { seconds, code }]) => [
        limit,
        seconds,
        code,
      ]),
    ).to.deep.equal([
      ["connect", 19, 522],
      ["acknowledge", 90, 522],
      ["read", 120, 524],
      ["write", 30, 524],
      ["idle", 900, 520],
    ]);
  });
});
