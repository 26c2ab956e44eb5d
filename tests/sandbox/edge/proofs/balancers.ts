import { expect } from "chai";
import type { RuledLimit } from "../../../../model/serving/ruled";
import { ModelledClock } from "../../../../sandbox/modelledClock";
import { OriginHealth } from "../../../../sandbox/edge/originHealth";
import { RateLimits } from "../../../../sandbox/edge/rateLimits";
import { RoundTrips } from "../../../../sandbox/edge/roundTrips";
import { Steering } from "../../../../sandbox/edge/steering";
import { WaitingRooms } from "../../../../sandbox/edge/waitingRooms";
import type { FakeNetwork } from "../fakeNetwork";
import { RingingClock } from "../ringingClock";
import { alone, balancer, hostname, monitor, noRules, pool, site } from "../sites";
import { ringing, type Proof } from "./proof";

/** Makes the first origin fail in some way that leads to a code. */
const failing: Readonly<Record<number, (network: FakeNetwork) => Promise<unknown>>> = {
  ...Object.fromEntries(
    (["500", "502", "503", "504"] as const).map((status) => [
      status,
      async (network: FakeNetwork) =>
        Object.assign(await network.https("192.0.2.1"), {
          answer: (_: unknown, response: { writeHead(code: number): { end(): void } }) =>
            response.writeHead(Number(status)).end(),
        }),
    ]),
  ),
  520: async (network) =>
    Object.assign(await network.https("192.0.2.1"), {
      answer: ({ socket }: { socket: { destroy(): void } }) => socket.destroy(),
    }),
  521: async (network) => Object.assign(await network.https("192.0.2.1"), { way: "ECONNREFUSED" }),
  522: async (network) => Object.assign(await network.https("192.0.2.1"), { way: "silent" }),
  523: async (network) => Object.assign(await network.https("192.0.2.1"), { way: "EHOSTUNREACH" }),
  524: async (network) =>
    Object.assign(await network.https("192.0.2.1"), { answer: () => undefined }),
  525: (network) => network.tcp("192.0.2.1", (socket) => void socket.end("no TLS\r\n")),
  526: (network) =>
    network.https("192.0.2.1", { certificate: network.authority.server(["other.example.com"]) }),
  530: async (network) => Object.assign(await network.https("192.0.2.1"), { way: "ENOTFOUND" }),
};

const limit: RuledLimit = {
  ...{ title: "the rate limit", key: "one", requests: 2, periodSeconds: 10, refusedSeconds: 0 },
  ...{ status: 429, countsOriginOnly: false },
};

const room = {
  ...{ title: "the waiting room", cookie: "__cfwaitingroom", status: 200, sessionSeconds: 300 },
  ...{ totalActiveUsers: 0, newUsersPerMinute: 0 },
};

/** What load balancers, sessions, rate limits and waiting rooms do. */
export const balancerProofs = {
  retriedCodes: async (here) => {
    const retried: string[] = [];
    for (const [code, fail] of Object.entries(failing)) {
      await here.network.https("192.0.2.2");
      await fail(here.network);
      const rings = { 522: [19], 524: [120] }[code] ?? [];
      const { edge } = await ringing(here, site(balancer()), ...rings);
      const { status } = await edge.get();
      if (edge.answered[0]?.wasRetried === true) {
        expect(status).to.equal(200);
        retried.push(code);
      } else {
        expect(status).to.equal(Number(code));
      }
    }
    expect(retried).to.deep.equal(["521", "522", "523", "525", "526"]);
  },
  retries: async (here) => {
    const names = ["192.0.2.1", "192.0.2.2", "192.0.2.3"];
    for (const name of names) {
      Object.assign(await here.network.https(name), { way: "ECONNREFUSED" });
    }
    const pools = names.map((name) => pool(name, [name]));
    const { edge } = await ringing(here, site(balancer({ pools })));
    expect((await edge.get()).status).to.equal(521);
    expect(edge.answered[0]?.origin).to.equal("192.0.2.2/192.0.2.2");
  },
  resolvedPoolCache: () => {
    const clock = new RingingClock();
    const health = new OriginHealth(clock);
    const roundTrips = new RoundTrips(clock);
    const steering = new Steering({ health, roundTrips, clock, random: () => 0 });
    const visitor = { address: "", country: "", region: "", latitude: 0, longitude: 0 };
    const balanced = balancer({
      pools: [pool("one", ["a"], { monitor }), pool("two", ["b"])],
    });
    const chosen = (): string | undefined => steering.choose(hostname, balanced, visitor)?.key;
    const center = { number: 0, region: "WEU" };
    health.report("one/a", center, alone(monitor, ["WEU"]), undefined);
    expect(chosen()).to.equal("one/a");
    for (let probe = 0; probe < 2; probe += 1) {
      health.report("one/a", center, alone(monitor, ["WEU"]), "TCP Timeout");
    }
    clock.now = 4.99;
    expect(chosen()).to.equal("one/a");
    clock.now = 5;
    expect(chosen()).to.equal("two/b");
  },
  affinityTtl: async (here) => {
    await here.network.https("192.0.2.1");
    const { edge } = await ringing(here, site(balancer({ sessionAffinity: "cookie" })));
    const [cookie] = (await edge.get()).headers["set-cookie"] ?? [];
    expect(cookie).to.match(/^__cflb=0; Path=\/; Max-Age=82800; HttpOnly$/);
  },
  rateLimitPeriod: () => {
    const clock = new RingingClock();
    const limits = new RateLimits(clock);
    const refusedAt = [7, 8, 16.9, 17, 17.1, 17.2].filter((now) => {
      clock.now = now;
      return limits.count([limit]) !== undefined;
    });
    expect(refusedAt).to.deep.equal([16.9, 17.2]);
  },
  waitingRoomCookie: () => {
    const { waits, cookie } = new WaitingRooms(new RingingClock()).enter(room, "");
    expect(waits).to.equal(true);
    expect(cookie).to.match(/^__cfwaitingroom=[0-9a-f-]{36}; Path=\/; Max-Age=300; HttpOnly$/);
  },
  waitingRoomRefresh: async (here) => {
    const rules = { ...noRules, waitingRoom: () => room };
    const { edge } = await ringing(here, site(balancer(), { rules }));
    const { status, headers } = await edge.get();
    expect([status, headers.refresh]).to.deep.equal([200, "20"]);
    expect(edge.answered[0]?.cause).to.equal("the waiting room let it wait");
  },
  latencyWeight: () => {
    // Steps of a twentieth of a second at this speed.
    const roundTrips = new RoundTrips(new ModelledClock(2.5));
    roundTrips.took("one/a", "WEU", 10);
    roundTrips.took("one/a", "WEU", 0);
    expect(roundTrips.ofAll(["one/a"], "WEU")).to.equal(7 / 0.05);
    expect(roundTrips.ofAll(["one/a"], "ENAM")).to.equal(undefined);
  },
} satisfies Record<string, Proof>;
