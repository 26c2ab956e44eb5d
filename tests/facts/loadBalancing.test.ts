import assert from "node:assert/strict";
import {
  affinityTtlSeconds,
  CheckRegion,
  codesNotRetried,
  retriedCodes,
} from "../../facts/cloudflare/loadBalancing";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";

describe("facts of load balancing", () => {
  it("knows 13 regions and every data centre", () => {
    assert.equal(new Set(Object.values(CheckRegion)).size, 14);
  });

  it("says of no code both that it is retried and that it is not", () => {
    assert.deepEqual(
      codesNotRetried.filter((code) => retriedCodes.includes(code)),
      [],
    );
    assert.equal(codesNotRetried.includes(502), true);
    assert.equal(retriedCodes.includes(502), false);
  });

  it("has each default ttl of affinity inside its range", () => {
    for (const range of Object.values(affinityTtlSeconds)) {
      assert.ok(range.minimum <= range.default && range.default <= range.maximum);
    }
  });
});

describe("facts of timeouts", () => {
  it("names an error of Cloudflare's for each limit", () => {
    assert.deepEqual(
      Object.entries(originConnectionLimits).map(([limit, { seconds, code }]) => [
        limit,
        seconds,
        code,
      ]),
      [
        ["connect", 19, 522],
        ["acknowledge", 90, 522],
        ["read", 120, 524],
        ["write", 30, 524],
        ["idle", 900, 520],
      ],
    );
  });
});
