import { expect } from "chai";
import type { DeclaredRules, RuledLimit, RuledRoom } from "../../../model/serving/ruled";
import { RateLimits } from "../../../sandbox/edge/rateLimits";
import { visitorHeaders } from "../../../sandbox/edge/visitor";
import { WaitingRooms } from "../../../sandbox/edge/waitingRooms";
import { edgePerTest, type TestEdge } from "./client";
import { RingingClock } from "./ringingClock";
import { lone } from "./proofs/proof";
import { noRules } from "./sites";

const limit: RuledLimit = {
  ...{ title: "the rate limit logins", key: "", requests: 2, periodSeconds: 60 },
  ...{ refusedSeconds: 600, status: 429, countsOriginOnly: false },
};

const room: RuledRoom = {
  ...{ title: "the waiting room shop", cookie: "__cfwaitingroom_shop", sessionSeconds: 300 },
  ...{ newUsersPerMinute: 2, totalActiveUsers: 3, status: 202 },
};

describe("rate limits of the edge", () => {
  const here = edgePerTest("192.0.2.1");

  const limited = (more: Partial<RuledLimit>, rules: Partial<DeclaredRules> = {}) =>
    here.start([
      {
        ...lone(),
        rules: {
          ...{ ...noRules, ...rules },
          limits: ({ clientAddress = "" }) => [{ ...limit, ...more, key: clientAddress }],
        },
      },
    ]);

  const statuses = async ({ get }: TestEdge, ...asked: readonly string[]): Promise<number[]> => {
    const found: number[] = [];
    for (const from of asked) {
      found.push((await get("/", { [visitorHeaders.address]: from })).status);
    }
    return found;
  };

  it("refuse who asks too often, and nobody else", async () => {
    const edge = await limited({});
    expect(await statuses(edge, "a", "a", "a", "b", "a")).to.deep.equal([200, 200, 429, 200, 429]);
    expect(here.primary.requests).to.have.length(3);
    expect(edge.answered[2]).to.include({
      ...{ by: "edge", cause: "the rate limit logins refused it", origin: undefined },
    });
  });

  it("count what a rule or a Worker answers behind them, and refuse it", async () => {
    const answer = () => ({
      ...{ status: 503, by: "the Worker closed", location: undefined, retryAfter: undefined },
    });
    const edge = await limited({}, { answer });
    expect(await statuses(edge, "a", "a", "a", "b")).to.deep.equal([503, 503, 429, 503]);
    expect(here.primary.requests).to.deep.equal([]);
  });

  it("answer with their page, whatever form of errors is asked for", async () => {
    const page = { content: "slower", contentType: undefined };
    const edge = await limited({ requests: 0, page });
    const { status, headers, body } = await edge.get("/", { accept: "application/json" });
    expect([status, body, headers["content-type"], headers["retry-after"]]).to.deep.equal([
      ...[429, "slower", "text/html", "600"],
    ]);
  });

  it("answer with error 1015, and say for how long", async () => {
    const { get } = await limited({ requests: 0 });
    const { headers, body } = await get("/", { accept: "application/json" });
    expect(headers["cf-error-type"]).to.equal("1015");
    expect(headers["retry-after"]).to.equal("600");
    expect(JSON.parse(body)).to.include({
      ...{ status: 429, error_code: 1015, error_name: "rate_limited", retry_after: 600 },
      ...{ error_category: "rate_limit", owner_action_required: false },
    });
  });

  it("have the status that they say", async () => {
    expect(await statuses(await limited({ requests: 0, status: 418 }), "a")).to.deep.equal([418]);
  });

  it("leave what the cache answers uncounted where they say so", async () => {
    const settings = () => ({
      ...{ port: undefined, address: undefined },
      ...{ keptSeconds: 600, staleIfErrorSeconds: undefined },
    });
    const own = await limited({ requests: 1, countsOriginOnly: true }, { settings });
    expect(await statuses(own, "a", "a", "a")).to.deep.equal([200, 200, 200]);
    const all = await limited({ requests: 1, countsOriginOnly: false }, { settings });
    expect(await statuses(all, "a", "a", "a")).to.deep.equal([200, 429, 429]);
  });

  it("refuse for the time that they say, and then count anew", () => {
    const clock = new RingingClock();
    const limits = new RateLimits(clock);
    const refusedAt = [0, 1, 2, 601.9, 602, 603, 604].filter((now) => {
      clock.now = now;
      return limits.count([limit]) !== undefined;
    });
    expect(refusedAt).to.deep.equal([2, 601.9, 604]);
  });
});

describe("waiting rooms of the edge", () => {
  const here = edgePerTest("192.0.2.1");

  it("let visitors wait that are too many in a minute, and those go on that were let in", async () => {
    const declared = { ...lone(), rules: { ...noRules, waitingRoom: () => room } };
    const edge = await here.start([declared], { clock: new RingingClock() });
    const [first, second, third] = [await edge.get(), await edge.get(), await edge.get()];
    expect([first.status, second.status, third.status]).to.deep.equal([200, 200, 202]);
    const [cookie = ""] = first.headers["set-cookie"] ?? [];
    expect(cookie).to.match(/^__cfwaitingroom_shop=[^;]+; Path=\/; Max-Age=300; HttpOnly$/);
    const again = await edge.get("/", { cookie: cookie.split(";")[0] ?? "" });
    expect([again.status, again.body]).to.deep.equal([200, "192.0.2.1"]);
    expect(edge.answered.map(({ cause }) => cause)).to.deep.equal([
      ...[undefined, undefined, "the waiting room shop let it wait", undefined],
    ]);
  });

  it("let visitors wait before a rule or a Worker answers them", async () => {
    const answer = () => ({
      ...{ status: 503, by: "the Worker closed", location: undefined, retryAfter: undefined },
    });
    const declared = { ...lone(), rules: { ...noRules, answer, waitingRoom: () => room } };
    const { get } = await here.start([declared], { clock: new RingingClock() });
    const found = [await get(), await get(), await get()].map(({ status }) => status);
    expect(found).to.deep.equal([503, 503, 202]);
  });

  it("have as many in as they say, each for the time of a session without a request", () => {
    const clock = new RingingClock();
    const rooms = new WaitingRooms(clock);
    const many = { ...room, newUsersPerMinute: 100 };
    const cookies = [1, 2, 3].map(() => rooms.enter(many, "").cookie.split(";")[0] ?? "");
    expect(rooms.enter(many, "").waits).to.equal(true);
    clock.now = 299;
    expect(rooms.enter(many, cookies[0] ?? "").waits).to.equal(false);
    clock.now = 300;
    expect([0, 0, 0].map(() => rooms.enter(many, "").waits)).to.deep.equal([false, false, true]);
  });

  it("let as many in within each minute as they say", () => {
    const clock = new RingingClock();
    const rooms = new WaitingRooms(clock);
    const few = { ...room, totalActiveUsers: 100 };
    const waits = (now: number): boolean => {
      clock.now = now;
      return rooms.enter(few, "").waits;
    };
    expect([0, 1, 2, 59.9, 60, 61, 62].map(waits)).to.deep.equal([
      ...[false, false, true, true, false, false, true],
    ]);
  });
});
