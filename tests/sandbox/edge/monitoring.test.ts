import { expect } from "chai";
import type { HealthChange } from "../../../sandbox/edge/edge";
import { edgePerTest, type TestEdge } from "./client";
import { balancer, monitor, pool, site } from "./sites";

/** Waits for a change of health, however slow the machine is. */
function changeOf({ edge }: TestEdge, origin: string, healthy: boolean): Promise<HealthChange> {
  return new Promise((resolve) => {
    edge.onHealth((change) => {
      if (change.origin === origin && change.healthy === healthy) {
        resolve(change);
      }
    });
  });
}

describe("monitors of the edge", () => {
  const here = edgePerTest("192.0.2.1", "192.0.2.2");

  async function monitored(own: Partial<typeof monitor> = {}): Promise<TestEdge> {
    // A busy machine takes longer over a handshake than the tenth of a second that 2 s are here.
    const patient = { ...monitor, timeoutSeconds: 8, ...own };
    const pools = ["192.0.2.1", "192.0.2.2"].map((address, index) =>
      pool(index === 0 ? "primary" : "backup", [address], { monitor: patient }),
    );
    const started = await here.start([site(balancer({ pools }))]);
    return started;
  }

  it("sends traffic to the fallback pool until the first probes have come back", async () => {
    const edge = await monitored();
    const first = changeOf(edge, "primary/192.0.2.1", true);
    const { body } = await edge.get();
    expect(body).to.equal("192.0.2.2");
    await first;
  });

  it("takes out an origin that answers 502 after as many probes as it says, and brings it back", async () => {
    const edge = await monitored();
    await changeOf(edge, "primary/192.0.2.1", true);
    const out = changeOf(edge, "primary/192.0.2.1", false);
    here.primary.answer = (_, response) => void response.writeHead(502).end();
    const from = edge.clock.seconds;
    const { atSeconds, reason } = await out;
    expect(reason).to.equal("Response code mismatch");
    // Two failed probes stand an interval apart.
    expect(atSeconds - from).to.be.greaterThan(monitor.intervalSeconds - 1);
    await edge.clock.sleep(6);
    expect((await edge.get()).body).to.equal("192.0.2.2");
    const back = changeOf(edge, "primary/192.0.2.1", true);
    here.primary.answer = (_, response) => void response.end("192.0.2.1");
    await back;
    await edge.clock.sleep(6);
    expect((await edge.get()).body).to.equal("192.0.2.1");
  });

  it("does not see a 502 where any code will do", async () => {
    here.primary.answer = (_, response) => void response.writeHead(502).end();
    const edge = await monitored({ expectedCodes: "" });
    await changeOf(edge, "primary/192.0.2.1", true);
    await edge.clock.sleep(6);
    const { status, headers } = await edge.get();
    expect({ status, type: headers["cf-error-type"] }).to.deep.equal({
      status: 502,
      type: undefined,
    });
  });

  it("probes from three data centers of each region, of ranges of their own, with the Host header given", async () => {
    const edge = await monitored();
    await changeOf(edge, "primary/192.0.2.1", true);
    expect([...new Set(here.primary.callers)].sort()).to.deep.equal([
      "103.21.244.10 443",
      "103.22.200.10 443",
      "103.31.4.10 443",
    ]);
    expect(here.primary.requests[0]?.headers).to.include({ host: "www.example.com" });
    expect(here.primary.requests[0]?.url).to.equal("/healthz");
  });
});
