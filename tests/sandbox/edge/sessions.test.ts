import { expect } from "chai";
import type { DeclaredLoadBalancer } from "../../../model/serving/declaredSite";
import { edgePerTest } from "./client";
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
});
