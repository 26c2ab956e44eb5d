import { expect } from "chai";
import type { DeclaredLoadBalancer } from "../../../model/serving/declaredSite";
import { Sessions } from "../../../sandbox/edge/sessions";
import { edgePerTest } from "./client";
import { RingingClock } from "./ringingClock";
import { balancer, origin, pool, site } from "./sites";

describe("sessions of the edge", () => {
  const here = edgePerTest("192.0.2.1", "192.0.2.2");

  /** Takes the origins in turn, so that what stays at one stays there for its session. */
  const inTurn = (): (() => number) => {
    let turn = 0;
    return () => (turn++ % 2) / 2;
  };
  const both = pool("primary", ["192.0.2.1", "192.0.2.2"]);
  const kept: Partial<DeclaredLoadBalancer> = {
    ...{ pools: [both], fallbackPool: both, sessionAffinity: "cookie" },
  };

  async function begun(more: Partial<DeclaredLoadBalancer> = {}): Promise<{ cookie: string }> {
    const started = await here.start([site(balancer({ ...kept, ...more }))], { random: inTurn() });
    const { headers, body } = await started.get();
    expect(body).to.equal("192.0.2.1");
    const [cookie = ""] = headers["set-cookie"] ?? [];
    expect(cookie).to.match(/^__cflb=\d+; Path=\/; Max-Age=82800; HttpOnly$/);
    return { cookie: cookie.split(";")[0] ?? "" };
  }

  async function bodies(headers: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const found: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      found.push((await here.started.get("/", headers)).body);
    }
    return found;
  }

  it("stay on their origin by a cookie; others do not", async () => {
    const { cookie } = await begun();
    const own = "192.0.2.1";
    expect(await bodies({ cookie })).to.deep.equal([own, own, own, own]);
    expect([...new Set(await bodies({}))].sort()).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
  });

  it("see the error of their origin where failover is none", async () => {
    const { cookie } = await begun();
    here.primary.answer = ({ socket }) => void socket.destroy();
    here.primary.way = "ECONNREFUSED";
    // The connection that is kept ends first.
    expect((await here.started.get("/", { cookie })).status).to.equal(520);
    expect((await here.started.get("/", { cookie })).status).to.equal(521);
  });

  for (const [zeroDowntimeFailover, after] of [
    ["temporary", "192.0.2.1"],
    ["sticky", "192.0.2.2"],
  ] as const) {
    it(`are answered by another origin where failover is ${zeroDowntimeFailover}, and then by ${after}`, async () => {
      const { cookie } = await begun({ zeroDowntimeFailover });
      const { answer } = here.primary;
      here.primary.answer = ({ socket }) => void socket.destroy();
      here.primary.way = "ECONNREFUSED";
      await here.started.get("/", { cookie });
      expect((await here.started.get("/", { cookie })).body).to.equal("192.0.2.2");
      Object.assign(here.primary, { way: "open", answer });
      expect((await here.started.get("/", { cookie })).body).to.equal(after);
    });
  }

  it("end on an origin that is switched off when its time of draining is over", async () => {
    const { cookie } = await begun({ drainDurationSeconds: 20 });
    const off = pool("primary", [], {
      origins: [origin("192.0.2.1", { enabled: false }), origin("192.0.2.2")],
    });
    const after = balancer({ ...kept, pools: [off], fallbackPool: off, drainDurationSeconds: 20 });
    here.started.edge.declare([site(after)]);
    expect((await here.started.get("/", { cookie })).body).to.equal("192.0.2.1");
    expect(await bodies({})).to.not.include("192.0.2.1");
    await here.started.clock.sleep(21);
    expect((await here.started.get("/", { cookie })).body).to.equal("192.0.2.2");
  });

  it("are told apart by a header where the load balancer says so", async () => {
    const byHeader = balancer({
      ...{ ...kept, sessionAffinity: "header", affinityHeaders: ["x-user"] },
    });
    await here.start([site(byHeader)], { random: inTurn() });
    const ann = await bodies({ "x-user": "ann" });
    const bob = await bodies({ "x-user": "bob" });
    expect([new Set(ann).size, new Set(bob).size]).to.deep.equal([1, 1]);
    expect(ann[0]).to.not.equal(bob[0]);
  });

  const byHeader = (more: Partial<DeclaredLoadBalancer>): DeclaredLoadBalancer =>
    balancer({ ...kept, sessionAffinity: "header", ...more });

  it("need one of the headers, or all where the load balancer says so", async () => {
    const affinityHeaders = ["x-user", "x-shop"];
    const asked = { "x-user": "ann" };
    await here.start([site(byHeader({ affinityHeaders }))], { random: inTurn() });
    expect(new Set(await bodies(asked)).size).to.equal(1);
    const declared = site(byHeader({ affinityHeaders, requiresAllHeaders: true }));
    await here.start([declared], { random: inTurn() });
    expect(new Set(await bodies(asked)).size).to.equal(2);
    expect(new Set(await bodies({ ...asked, "x-shop": "one" })).size).to.equal(1);
  });

  it("are told apart by single cookies where the load balancer names them", async () => {
    const declared = site(byHeader({ affinityHeaders: ["cookie:cart,user"] }));
    await here.start([declared], { random: inTurn() });
    expect(new Set(await bodies({ cookie: "cart=1; other=2" })).size).to.equal(1);
    expect(new Set(await bodies({ cookie: "other=2" })).size).to.equal(2);
  });

  it("by header end when nobody has used them for their time, those by cookie when the cookie does", () => {
    const clock = new RingingClock();
    const sessions = new Sessions(clock);
    const chosen = { pool: both, origin: origin("192.0.2.1"), key: "primary/192.0.2.1" };
    const asked = (name: string, value: string) => ({
      ...{ address: "", header: (each: string) => (each === name ? value : undefined) },
    });
    const header = byHeader({ affinityHeaders: ["x-user"], sessionSeconds: 100 });
    const ann = asked("x-user", "ann");
    sessions.pin("h", header, ann, chosen);
    const cookie = balancer({ ...kept, sessionSeconds: 100 });
    const [name = ""] = sessions.pin("h", cookie, asked("", ""), chosen)?.split(";") ?? [];
    const bob = asked("cookie", name);
    const keptAt = (now: number): boolean[] => {
      clock.now = now;
      return [sessions.pinnedTo("h", header, ann), sessions.pinnedTo("h", cookie, bob)].map(
        (key) => key !== undefined,
      );
    };
    expect([99, 100, 198, 298].map(keptAt)).to.deep.equal([
      ...[
        [true, true],
        [true, false],
        [true, false],
        [false, false],
      ],
    ]);
  });

  it("begin at the same origin for the same address where they are by cookie and address", async () => {
    await here.start([site(balancer({ ...kept, sessionAffinity: "ip_cookie" }))], {
      random: inTurn(),
    });
    const first = await bodies({ "x-rehearsed-address": "198.51.100.1" });
    expect(new Set(first).size).to.equal(1);
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        here.started.get("/", { "x-rehearsed-address": `198.51.100.${index}` }),
      ),
    );
    expect(new Set(all.map(({ body }) => body)).size).to.equal(2);
  });

  it("have a cookie with the attributes that are declared", async () => {
    const cookieAttributes = ["SameSite=None", "Secure"];
    await here.start([site(balancer({ ...kept, cookieAttributes }))]);
    const [cookie] = (await here.started.get()).headers["set-cookie"] ?? [];
    expect(cookie).to.match(/; HttpOnly; SameSite=None; Secure$/);
  });
});
