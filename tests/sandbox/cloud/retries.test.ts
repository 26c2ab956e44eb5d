import { expect } from "chai";
import { types } from "../../../sandbox/cloud/account/indexes";
import { defaultZoneId as zoneId } from "../../../sandbox/cloud/accountSeed";
import type { Fault } from "../../../sandbox/cloud/faults";
import { DirectCloud } from "./direct";

const record = { zoneId, name: "www.example.com", type: "A", content: "192.0.2.1", ttl: 1 };

describe("how often the provider calls, and how long it waits in between", () => {
  let direct: DirectCloud;
  let waits: number[];
  const { setTimeout: real } = globalThis;
  beforeEach(async () => {
    direct = await DirectCloud.start({ timeScale: 1 });
    waits = [];
    // Waits as long as it is told to, in no time.
    globalThis.setTimeout = ((wake: () => void, milliseconds: number) => {
      waits.push(milliseconds / 1000);
      return real(wake, 0);
    }) as typeof setTimeout;
  });
  afterEach(async () => {
    globalThis.setTimeout = real;
    await direct.stop();
  });
  const callsUnder = async (fault: Fault): Promise<number> => {
    direct.cloud.faults.add({ fault, times: Infinity });
    await expect(direct.create(types.record, record)).to.be.rejectedWith(Error);
    return direct.cloud.journal.calls.length;
  };

  it("eleven times in about ten seconds after 429 with Retry-After: 1", async () => {
    expect(await callsUnder({ kind: "rateLimited", retryAfterSeconds: 1 })).to.equal(11);
    expect(waits).to.deep.equal(Array<number>(10).fill(1));
  });

  it("eleven times in about three minutes after 500 without the header", async () => {
    expect(await callsUnder({ kind: "serverError" })).to.equal(11);
    expect(waits).to.deep.equal([1, 2, 4, 8, 16, 30, 30, 30, 30, 30]);
  });

  it("eleven times where the connection breaks, and nothing is made where none reached the API", async () => {
    expect(await callsUnder({ kind: "drop" })).to.equal(11);
    expect(direct.cloud.account.size).to.equal(0);
  });

  for (const status of [400, 401, 403, 404, 412]) {
    it(`once, without a wait, after ${status}`, async () => {
      expect(await callsUnder({ kind: "refused", status, message: "no" })).to.equal(1);
      expect(waits).to.deep.equal([]);
    });
  }
});
