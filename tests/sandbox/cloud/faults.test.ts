import { assert, expect } from "chai";

import { types } from "../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../sandbox/cloud/accountSeed";
import { DirectCloud, refusal } from "./direct";

const record = { zoneId, name: "www.example.com", type: "A", content: "192.0.2.1", ttl: 1 };
const monitor = { accountId, type: "https", interval: 60 };

describe("faults on demand", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());
  const statuses = () => direct.cloud.journal.calls.map(({ outcome }) => outcome.status);

  it("tries again ten times after 429 and gives up with code 971", async () => {
    direct.cloud.faults.add({ fault: { kind: "rateLimited", retryAfterSeconds: 1 }, times: 11 });
    const { status, code } = await refusal(direct.create(types.record, record));
    expect([status, code]).to.deep.equal([429, "971"]);
    expect(statuses()).to.deep.equal(Array<number>(11).fill(429));
    await direct.create(types.record, record);
    expect(direct.cloud.account.size).to.equal(1);
  });

  it("gets through after fewer failures than the provider bears", async () => {
    direct.cloud.faults.add({ fault: { kind: "serverError", status: 503 }, times: 3 });
    await direct.create(types.record, record);
    expect(statuses()).to.deep.equal([503, 503, 503, 200]);
    expect(direct.cloud.journal.calls.map(({ attempt }) => attempt)).to.deep.equal([0, 1, 2, 3]);
  });

  it("leaves a duplicate when a POST was dropped after it had reached the API", async () => {
    direct.cloud.faults.add({
      match: { method: "POST" },
      fault: { kind: "drop", reached: true },
    });
    await direct.create(types.monitor, monitor);
    expect(direct.cloud.account.ofType(types.monitor)).to.have.lengthOf(2);
    expect(
      direct.cloud.journal.calls.map(({ changed, outcome }) => [changed, outcome.status]),
    ).to.deep.equal([
      [true, 0],
      [true, 200],
    ]);
  });

  it("meets its own object when names are unique, and leaves no duplicate", async () => {
    direct.cloud.faults.add({ fault: { kind: "drop", reached: true } });
    const { code } = await refusal(direct.create(types.record, record));
    expect(code).to.equal("81058");
    expect(direct.cloud.account.size).to.equal(1);
  });

  it("does its work, and is not asked again, when the answer broke off", async () => {
    direct.cloud.faults.add({ fault: { kind: "truncated" } });
    await expect(direct.create(types.monitor, monitor)).to.be.rejectedWith("unexpected EOF");
    expect(direct.cloud.account.size).to.equal(1);
    expect(statuses()).to.deep.equal([0]);
  });

  it("changes nothing when the connection broke before", async () => {
    direct.cloud.faults.add({ fault: { kind: "drop" } });
    await direct.create(types.monitor, monitor);
    expect(direct.cloud.account.size).to.equal(1);
  });

  it("hits the n-th call of a kind only, as often as it is told to", async () => {
    const fault = { kind: "refused", status: 403, message: "no" } as const;
    direct.cloud.faults.add({ match: { type: types.monitor, nth: 2 }, fault });
    await direct.create(types.monitor, monitor);
    await direct.create(types.record, record);
    expect((await refusal(direct.create(types.monitor, monitor))).status).to.equal(403);
    await direct.create(types.monitor, monitor);
    expect(direct.cloud.account.size).to.equal(3);
  });

  it("ends a hang when the provider is told to cancel", async () => {
    await direct.stop();
    direct = await DirectCloud.start({ timeScale: 1 });
    direct.cloud.faults.add({ fault: { kind: "hang" }, times: Infinity });
    const hanging = direct.create(types.record, record);
    await new Promise((resolve) => setImmediate(resolve));
    setTimeout(() => direct.cancel(), 10);
    await expect(hanging).to.be.rejected.and.eventually.include({
      name: "NoAnswer",
      reason: "cancelled",
      message: "cancelled",
    });
    expect(statuses()).to.deep.equal([0]);
    expect(direct.cloud.account.size).to.equal(0);
  });

  it("gives a hang up after a minute of its own time and tries again", async () => {
    direct.cloud.faults.add({ fault: { kind: "hang" } });
    await direct.create(types.record, record);
    expect(
      direct.cloud.journal.calls.map(({ outcome }) => outcome.message ?? "answered"),
    ).to.deep.equal(["request timed out", "answered"]);
  });

  it("reads an object that somebody removed as gone, and one that somebody changed as changed", async () => {
    const made = await direct.create(types.record, record);
    direct.cloud.account.edit(types.record, made.id, { content: "192.0.2.9" });
    const drifted = await direct.read(types.record, made.id, made.outputs, record);
    assert.isDefined(drifted);
    expect(drifted.inputs.content).to.equal("192.0.2.9");
    const { changed } = await direct.diff(types.record, drifted.outputs, drifted.inputs, record);
    expect(changed).to.deep.equal(["content"]);
    direct.cloud.account.remove(types.record, made.id);
    expect(await direct.read(types.record, made.id, made.outputs, record)).to.equal(undefined);
    const { status } = await refusal(direct.update(types.record, made, record, record));
    expect(status).to.equal(404);
  });

  it("notices drift of a default that the program does not name", async () => {
    const made = await direct.create(types.monitor, monitor);
    direct.cloud.account.edit(types.monitor, made.id, { allowInsecure: true });
    const read = await direct.read(types.monitor, made.id, made.outputs, monitor);
    assert.isDefined(read);
    const { changed } = await direct.diff(types.monitor, read.outputs, read.inputs, monitor);
    expect(changed).to.deep.equal(["allowInsecure"]);
  });

  it("throttles AWS by its own code", async () => {
    direct.cloud.faults.add({ fault: { kind: "rateLimited" }, times: 26 });
    const { status, code } = await refusal(direct.create(types.vpc, { cidrBlock: "10.0.0.0/16" }));
    expect([status, code]).to.deep.equal([503, "RequestLimitExceeded"]);
  });
});
