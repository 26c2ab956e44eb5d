import { expect } from "chai";
import { edgePerTest } from "./client";
import { until } from "./proofs/proof";
import { RingingClock } from "./ringingClock";
import { balancer, pool, site } from "./sites";

describe("the one retry of the edge", () => {
  const here = edgePerTest("192.0.2.1", "192.0.2.2", "192.0.2.3");

  it("goes to another pool where the load balancer says so", async () => {
    here.primary.way = "ECONNREFUSED";
    const started = await here.start([site(balancer())]);
    const { status, body } = await started.get();
    expect({ status, body }).to.deep.equal({ status: 200, body: "192.0.2.2" });
    expect(started.answered[0]).to.include({
      by: "origin",
      origin: "backup/192.0.2.2",
      wasRetried: true,
    });
  });

  it("stays in the pool where another origin of it is well", async () => {
    here.primary.way = "ECONNREFUSED";
    const pools = [pool("primary", ["192.0.2.1", "192.0.2.3"]), pool("backup", ["192.0.2.2"])];
    const started = await here.start([site(balancer({ pools }))]);
    expect((await started.get()).body).to.equal("192.0.2.3");
  });

  it("does not come where pools are not to be left", async () => {
    here.primary.way = "ECONNREFUSED";
    const started = await here.start([site(balancer({ failoverAcrossPools: false }))]);
    expect((await started.get()).status).to.equal(521);
    expect(started.answered[0]?.wasRetried).to.equal(false);
  });

  it("comes once only", async () => {
    here.primary.way = "ECONNREFUSED";
    const pools = [
      pool("primary", ["192.0.2.1"]),
      pool("second", ["192.0.2.9"]),
      pool("backup", ["192.0.2.2"]),
    ];
    const started = await here.start([site(balancer({ pools }))]);
    expect((await started.get()).status).to.equal(530);
    expect(started.answered[0]).to.include({ origin: "second/192.0.2.9", wasRetried: true });
  });

  for (const status of [500, 502, 503, 504]) {
    it(`does not come for a ${status} of the origin`, async () => {
      here.primary.answer = (_, response) =>
        void response.writeHead(status).end("the origin's own");
      const started = await here.start([site(balancer())]);
      const got = await started.get();
      expect(got.status).to.equal(status);
      const isOwn = got.body === "the origin's own";
      expect(isOwn).to.equal(status === 500 || status === 503);
      expect(started.answered[0]).to.include({
        ...{ by: "origin", cause: `the origin answered ${status}`, wasRetried: false },
      });
    });
  }

  for (const http2 of [false, true]) {
    it(`comes for a request that nobody acknowledges on a connection of ${http2 ? "HTTP/2" : "HTTP/1.1"} that stands`, async () => {
      const primary = await here.network.https("192.0.2.1", { http2 });
      const clock = new RingingClock();
      const started = await here.start([site(balancer())], { clock });
      expect((await started.get()).body).to.equal("192.0.2.1");
      Object.assign(primary, { silentSince: 0, answer: () => undefined });
      const asked = started.get();
      await until(() => primary.requests.length >= 2);
      clock.now = 90;
      expect((await asked).body).to.equal("192.0.2.2");
      expect(started.answered[1]).to.include({
        ...{ status: 200, wasRetried: true, cameAtSeconds: 0, answeredAtSeconds: 90 },
      });
    });
  }

  it("does not come for an empty answer (520)", async () => {
    here.primary.answer = ({ socket }) => void socket.destroy();
    const started = await here.start([site(balancer())]);
    expect((await started.get()).status).to.equal(520);
    expect(started.answered[0]?.wasRetried).to.equal(false);
  });
});

describe("connections of the edge to origins", () => {
  const here = edgePerTest();

  it("are used again", async () => {
    const primary = await here.network.https("192.0.2.1");
    const started = await here.start([site(balancer())]);
    const { get } = started;
    expect((await get()).body).to.equal("192.0.2.1");
    expect((await get("/two")).body).to.equal("192.0.2.1");
    expect(primary.callers).to.have.length(1);
    expect(primary.requests).to.have.length(2);
  });

  it("that the origin closed while they were idle are not", async () => {
    const primary = await here.network.https("192.0.2.1");
    primary.answer = ({ socket }, response) => {
      response.end("well", () => void socket.end());
    };
    const started = await here.start([site(balancer())]);
    await started.get();
    await started.clock.sleep(1);
    expect((await started.get()).status).to.equal(200);
    expect(primary.callers).to.have.length(2);
  });

  it("that the origin closes as they are used again make 520", async () => {
    const primary = await here.network.https("192.0.2.1");
    const started = await here.start([site(balancer())]);
    await started.get();
    primary.answer = ({ socket }) => void socket.destroy();
    expect((await started.get()).status).to.equal(520);
    expect(started.answered[1]?.cause).to.equal(
      "the origin closed an idle connection just as it was used again",
    );
  });

  it("carry many requests where the origin speaks HTTP/2", async () => {
    const primary = await here.network.https("192.0.2.1", { http2: true });
    const started = await here.start([site(balancer())]);
    const { get } = started;
    expect((await get()).body).to.equal("192.0.2.1");
    const all = await Promise.all(["/1", "/2", "/3"].map((path) => get(path)));
    expect(all.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(primary.callers).to.have.length(1);
  });

  it("break off with the visitor's where an answer breaks off", async () => {
    const primary = await here.network.https("192.0.2.1");
    primary.answer = (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
    };
    const started = await here.start([site(balancer())]);
    const { status, isWhole } = await started.get();
    expect({ status, isWhole }).to.deep.equal({ status: 200, isWhole: false });
    expect(started.answered[0]?.cause).to.equal("the origin's answer broke off");
  });
});
