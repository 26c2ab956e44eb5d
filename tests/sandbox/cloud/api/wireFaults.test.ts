import { expect } from "chai";

import { types } from "../../../../sandbox/cloud/account/indexes";
import { defaultZoneId as zoneId } from "../../../../sandbox/cloud/accountSeed";
import { httpAtDoor } from "./httpClient";

const records = `/zones/${zoneId}/dns_records`;
const record = { name: "www", type: "A", content: "192.0.2.1", ttl: 300 };

describe("faults on the wire of the API", () => {
  const here = httpAtDoor();
  const held = () => here.cloud.account.ofType(types.record).length;
  const journaled = () =>
    here.cloud.journal.calls.map(({ changed, outcome }) => [changed, outcome.status]);
  const post = () => here.client.raw("POST", records, { body: JSON.stringify(record) });

  it("is 429 with Retry-After, in the envelope and with code 971", async () => {
    here.cloud.faults.add({ fault: { kind: "rateLimited", retryAfterSeconds: 7 } });
    const { status, headers, body } = await here.client.call("POST", records, record);
    expect([status, headers.get("retry-after"), body.errors[0]?.code]).to.deep.equal([
      ...[429, "7", 971],
    ]);
    expect([held(), journaled()]).to.deep.equal([0, [[false, 429]]]);
  });

  it("is a server error as JSON", async () => {
    here.cloud.faults.add({ fault: { kind: "serverError", status: 503 } });
    expect(await here.client.refused("POST", records, record)).to.deep.equal([503, 0]);
    expect(held()).to.equal(0);
  });

  it("is a server error as a page", async () => {
    here.cloud.faults.add({ fault: { kind: "serverError", status: 502, form: "html" } });
    const answer = await post();
    expect([answer.status, answer.headers.get("content-type")]).to.deep.equal([502, "text/html"]);
    expect(await answer.text()).to.contain("<title>502 Internal Server Error</title>");
  });

  it("says what failed where the fault is the stand-in's own", async () => {
    here.cloud.journal.onCall(() => {
      throw new Error("nobody listens");
    });
    const answer = await post();
    const body = (await answer.json()) as { errors: unknown; messages: unknown };
    expect([answer.status, body.errors, body.messages]).to.deep.equal([
      ...[500, [{ code: 0, message: "Internal Server Error" }]],
      [{ code: 0, message: "The stand-in itself failed: nobody listens" }],
    ]);
  });

  it("is a refusal with the code that is asked for", async () => {
    here.cloud.faults.add({
      fault: { kind: "refused", status: 403, code: "10000", message: "no" },
    });
    expect(await here.client.refused("POST", records, record)).to.deep.equal([403, 10000]);
  });

  for (const [when, reached, count] of [
    ["before", false, 0],
    ["after", true, 1],
  ] as const) {
    it(`is a connection that breaks ${when} the effect`, async () => {
      here.cloud.faults.add({ fault: { kind: "drop", reached } });
      await expect(post()).to.be.rejectedWith("fetch failed");
      expect([held(), journaled()]).to.deep.equal([count, [[reached, 0]]]);
      await here.client.call("GET", records);
    });
  }

  it("is a body that breaks off when the work is done", async () => {
    here.cloud.faults.add({ fault: { kind: "truncated" } });
    const answer = await post();
    expect(answer.status).to.equal(200);
    await expect(answer.text()).to.be.rejectedWith("terminated");
    expect([held(), journaled()]).to.deep.equal([1, [[true, 0]]]);
  });

  it("is a call that hangs until its client goes away, while others are answered", async () => {
    here.cloud.faults.add({ fault: { kind: "hang" } });
    const leaving = new AbortController();
    const hanging = here.client.raw("GET", records, { signal: leaving.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await here.client.call("GET", records)).status).to.equal(200);
    leaving.abort();
    await expect(hanging).to.be.rejectedWith("aborted");
    await here.cloud.stop();
    expect(journaled()).to.deep.equal([
      [false, 200],
      [false, 0],
    ]);
  });

  it("does not keep the cloud from ending while a call hangs", async () => {
    here.cloud.faults.add({ fault: { kind: "hang" } });
    const hanging = expect(here.client.raw("GET", records)).to.be.rejectedWith("fetch failed");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await here.cloud.stop();
    await hanging;
  });
});
