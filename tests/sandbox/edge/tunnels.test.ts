import { expect } from "chai";
import { edgePerTest } from "./client";
import { lone } from "./proofs/proof";
import { RingingClock } from "./ringingClock";
import { balancer, monitor, origin, pool, site } from "./sites";

const tunneled = { isEncrypted: false, port: 80, tunnel: { status: undefined } };

describe("origins behind tunnels", () => {
  const here = edgePerTest();

  it("answer what their service answers", async () => {
    await here.network.http("192.0.2.1");
    const { get } = await here.start([lone(tunneled)]);
    expect((await get()).body).to.equal("192.0.2.1");
  });

  for (const [way, code, type] of [
    ["ECONNREFUSED", 502, undefined],
    ["EHOSTUNREACH", 530, "1033"],
    ["ENOTFOUND", 530, "1033"],
  ] as const) {
    it(`are met as ${code} where connections would meet ${way}`, async () => {
      Object.assign(await here.network.http("192.0.2.1"), { way });
      const { get } = await here.start([lone(tunneled)]);
      const { status, headers } = await get();
      expect([status, headers["cf-error-type"]]).to.deep.equal([code, type]);
    });
  }

  it("are not asked a second time at another pool", async () => {
    Object.assign(await here.network.http("192.0.2.1"), { way: "EHOSTUNREACH" });
    const pools = [
      pool("primary", [], { origins: [origin("192.0.2.1", tunneled)] }),
      pool("backup", ["192.0.2.2"]),
    ];
    const { get, answered } = await here.start([site(balancer({ pools }))]);
    expect((await get()).status).to.equal(530);
    expect(answered[0]?.wasRetried).to.equal(false);
  });

  it("answer by themselves where no service is asked", async () => {
    const { get, answered } = await here.start([lone({ ...tunneled, tunnel: { status: 404 } })]);
    expect((await get()).status).to.equal(404);
    expect(answered[0]).to.include({ by: "origin", cause: undefined });
  });

  it("are probed by the tunnel, whatever port and protocol a monitor has", async () => {
    const placed = await here.network.http("192.0.2.1");
    const own = { ...monitor, port: 8443 };
    const only = pool("primary", [], { monitor: own, origins: [origin("192.0.2.1", tunneled)] });
    const started = await here.start([site(balancer({ pools: [only], fallbackPool: only }))], {
      clock: new RingingClock(),
    });
    await new Promise<void>((resolve) => {
      started.edge.onHealth(({ healthy }) => void (healthy && resolve()));
    });
    expect([...new Set(placed.callers.map((caller) => caller.split(" ")[1]))]).to.deep.equal([
      "80",
    ]);
  });
});
