import { expect } from "chai";
import Cloudflare from "cloudflare";
import {
  defaultAccountId as account_id,
  defaultZoneId,
} from "../../../../sandbox/cloud/accountSeed";
import type { Fault } from "../../../../sandbox/testing";
import { clientAtDoor } from "./officialClient";

const zone_id = defaultZoneId;
const record = { zone_id, type: "A", content: "203.0.113.40", ttl: 300 } as const;

describe("the official client's retries at the sandbox's API", () => {
  const here = clientAtDoor();
  let client: Cloudflare;
  let asked: Response[];

  beforeEach(() => {
    here.cloud.faults.clear();
    asked = [];
    client = new Cloudflare({
      ...{ apiToken: here.token, baseURL: here.url, maxRetries: 2, timeout: 5_000 },
      fetch: async (address, init) => {
        const answer = await fetch(address, init);
        asked.push(answer);
        return answer;
      },
    });
  });

  const arm = (fault: Fault, times = 1): void =>
    here.cloud.faults.add({ match: { service: "cloudflare" }, fault, times });
  const statuses = (): number[] => asked.map(({ status }) => status);
  const named = (name: string): Promise<unknown[]> =>
    here.client.dns.records
      .list({ zone_id, name: { exact: `${name}.example.com` } })
      .then(({ result }) => result);

  it("end where the third attempt at a call over the limit is let through", async () => {
    arm({ kind: "rateLimited", retryAfterSeconds: 1 }, 2);
    await client.zones.get({ zone_id });
    expect(statuses()).to.deep.equal([429, 429, 200]);
    expect(asked.map(({ headers }) => headers.get("retry-after"))).to.deep.equal(["1", "1", null]);
  });

  it("give up after two, with the API's words", async () => {
    arm({ kind: "rateLimited", retryAfterSeconds: 1 }, 3);
    await expect(client.zones.get({ zone_id })).to.be.rejectedWith(
      Cloudflare.RateLimitError,
      /^429 /,
    );
    expect(statuses()).to.deep.equal([429, 429, 429]);
  });

  for (const status of [500, 502, 503, 504]) {
    it(`survive one ${status}`, async () => {
      arm({ kind: "serverError", status });
      await client.dns.records.create({ ...record, name: `after-${status}` });
      expect(statuses()).to.deep.equal([status, 200]);
      expect(await named(`after-${status}`)).to.have.lengthOf(1);
    });
  }

  it("survive a connection that breaks before the API has done anything", async () => {
    arm({ kind: "drop" });
    await client.dns.records.create({ ...record, name: "dropped-before" });
    expect(statuses()).to.deep.equal([200]);
    expect(await named("dropped-before")).to.have.lengthOf(1);
  });

  it("meet their own first attempt where it breaks after: refused as identical, and there once", async () => {
    arm({ kind: "drop", reached: true });
    await expect(
      client.dns.records.create({ ...record, name: "dropped-after" }),
    ).to.be.rejectedWith(Cloudflare.BadRequestError, /81058/);
    expect(await named("dropped-after")).to.have.lengthOf(1);
  });

  it("make twice what may be there twice, where the connection breaks after", async () => {
    arm({ kind: "drop", reached: true });
    const monitor = { account_id, type: "https", expected_codes: "200" } as const;
    const { id } = await client.loadBalancers.monitors.create(monitor);
    const { result } = await here.client.loadBalancers.monitors.list({ account_id });
    expect(result).to.have.lengthOf(2);
    expect(result.map((one) => one.id)).to.include(id);
    expect(statuses()).to.deep.equal([200]);
  });

  it("are none for what the API refuses for good", async () => {
    await expect(
      client.dns.records.create({ ...record, name: "bad", content: "none" }),
    ).to.be.rejectedWith(Cloudflare.BadRequestError);
    expect(statuses()).to.deep.equal([400]);
  });

  it("leave one line each in the journal", async () => {
    arm({ kind: "serverError", status: 503 });
    const { length } = here.cloud.journal.calls;
    await client.zones.get({ zone_id });
    const calls = here.cloud.journal.calls.slice(length);
    expect(calls.map(({ outcome, attempt }) => [outcome.status, attempt])).to.deep.equal([
      [503, 0],
      [200, 0],
    ]);
    expect(JSON.stringify(here.cloud.journal.calls)).to.not.include(here.token);
  });
});
