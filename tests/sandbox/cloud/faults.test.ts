import assert from "node:assert/strict";

import { NoAnswer } from "../../../sandbox/cloud/api/apiError";
import { types } from "../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../sandbox/cloud/premises";
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
    assert.deepEqual([status, code], [429, "971"]);
    assert.deepEqual(statuses(), Array<number>(11).fill(429));
    await direct.create(types.record, record);
    assert.equal(direct.cloud.account.size, 1);
  });

  it("gets through after fewer failures than the provider bears", async () => {
    direct.cloud.faults.add({ fault: { kind: "serverError", status: 503 }, times: 3 });
    await direct.create(types.record, record);
    assert.deepEqual(statuses(), [503, 503, 503, 200]);
    assert.deepEqual(
      direct.cloud.journal.calls.map(({ attempt }) => attempt),
      [0, 1, 2, 3],
    );
  });

  it("leaves a duplicate when a POST was dropped after it had reached the API", async () => {
    direct.cloud.faults.add({
      match: { method: "POST" },
      fault: { kind: "drop", reached: true },
    });
    await direct.create(types.monitor, monitor);
    assert.equal(direct.cloud.account.ofType(types.monitor).length, 2);
    assert.deepEqual(
      direct.cloud.journal.calls.map(({ changed, outcome }) => [changed, outcome.status]),
      [
        [true, 0],
        [true, 200],
      ],
    );
  });

  it("meets its own object when names are unique, and leaves no duplicate", async () => {
    direct.cloud.faults.add({ fault: { kind: "drop", reached: true } });
    const { code } = await refusal(direct.create(types.record, record));
    assert.equal(code, "81058");
    assert.equal(direct.cloud.account.size, 1);
  });

  it("changes nothing when the connection broke before", async () => {
    direct.cloud.faults.add({ fault: { kind: "drop" } });
    await direct.create(types.monitor, monitor);
    assert.equal(direct.cloud.account.size, 1);
  });

  it("hits the n-th call of a kind only, as often as it is told to", async () => {
    const fault = { kind: "refused", status: 403, message: "no" } as const;
    direct.cloud.faults.add({ match: { type: types.monitor, nth: 2 }, fault });
    await direct.create(types.monitor, monitor);
    await direct.create(types.record, record);
    assert.equal((await refusal(direct.create(types.monitor, monitor))).status, 403);
    await direct.create(types.monitor, monitor);
    assert.equal(direct.cloud.account.size, 3);
  });

  it("ends a hang when the provider is told to cancel", async () => {
    await direct.stop();
    direct = await DirectCloud.start({ timeScale: 1 });
    direct.cloud.faults.add({ fault: { kind: "hang" }, times: Infinity });
    const hanging = direct.create(types.record, record);
    await new Promise((resolve) => setImmediate(resolve));
    setTimeout(() => direct.cancel(), 10);
    await assert.rejects(hanging, new NoAnswer("cancelled"));
    assert.deepEqual(statuses(), [0]);
    assert.equal(direct.cloud.account.size, 0);
  });

  it("gives a hang up after a minute of its own time and tries again", async () => {
    direct.cloud.faults.add({ fault: { kind: "hang" } });
    await direct.create(types.record, record);
    assert.deepEqual(
      direct.cloud.journal.calls.map(({ outcome }) => outcome.message ?? "answered"),
      ["request timed out", "answered"],
    );
  });

  it("reads an object that somebody removed as gone, and one that somebody changed as changed", async () => {
    const made = await direct.create(types.record, record);
    direct.cloud.account.edit(types.record, made.id, { content: "192.0.2.9" });
    const drifted = await direct.read(types.record, made.id, made.outputs, record);
    assert.equal(drifted?.inputs.content, "192.0.2.9");
    const { changed } = await direct.diff(types.record, drifted.outputs, drifted.inputs, record);
    assert.deepEqual(changed, ["content"]);
    direct.cloud.account.remove(types.record, made.id);
    assert.equal(await direct.read(types.record, made.id, made.outputs, record), undefined);
    const { status } = await refusal(direct.update(types.record, made, record, record));
    assert.equal(status, 404);
  });

  it("notices drift of a default that the program does not name", async () => {
    const made = await direct.create(types.monitor, monitor);
    direct.cloud.account.edit(types.monitor, made.id, { allowInsecure: true });
    const read = await direct.read(types.monitor, made.id, made.outputs, monitor);
    assert.ok(read !== undefined);
    const { changed } = await direct.diff(types.monitor, read.outputs, read.inputs, monitor);
    assert.deepEqual(changed, ["allowInsecure"]);
  });

  it("throttles AWS by its own code", async () => {
    direct.cloud.faults.add({ fault: { kind: "rateLimited" }, times: 26 });
    const { status, code } = await refusal(direct.create(types.vpc, { cidrBlock: "10.0.0.0/16" }));
    assert.deepEqual([status, code], [503, "RequestLimitExceeded"]);
  });
});
