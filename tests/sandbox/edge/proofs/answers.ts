import { once } from "node:events";
import { expect } from "chai";
import { Dialler } from "../../../../sandbox/edge/dial";
import { hasLargeHeaders, type OriginAnswer } from "../../../../sandbox/edge/originAnswer";
import { OriginConnections } from "../../../../sandbox/edge/originConnections";
import { routeTo } from "../../../../sandbox/edge/originRoute";
import { RingingClock } from "../ringingClock";
import { origin } from "../sites";
import { address, lone, ringing, until, type Proof } from "./proof";

/** A header of so many bytes, with what stands between its parts and after it. */
function header(bytes: number): string[] {
  return ["x", "y".repeat(bytes - "x: \r\n".length)];
}

/** What the edge makes of answers. */
export const answerProofs = {
  headerBytes: async () => {
    const half = header(16_384);
    expect(hasLargeHeaders([...half, ...half])).to.equal(false);
    expect(hasLargeHeaders([...half, ...header(16_376), ...header(9)])).to.equal(true);
  },
  headerLineBytes: async () => {
    expect(hasLargeHeaders(header(16_384))).to.equal(false);
    expect(hasLargeHeaders(header(16_385))).to.equal(true);
  },
  originErrorBodies: async (here) => {
    const placed = await here.network.https(address);
    const { edge } = await ringing(here, lone());
    const replaced: number[] = [];
    for (const status of [500, 501, 502, 503, 504, 520]) {
      placed.answer = (_, response) => void response.writeHead(status).end("own");
      const got = await edge.get();
      expect(got.status).to.equal(status);
      if (got.body !== "own") {
        replaced.push(status);
      }
    }
    expect(replaced).to.deep.equal([502, 504]);
  },
  http2Streams: async ({ network }) => {
    const settings = { maxConcurrentStreams: 1000 };
    const placed = await network.https(address, { http2: true, tls: { settings } });
    const clock = new RingingClock();
    const dialler = new Dialler(network, clock, network.authority);
    const connections = new OriginConnections(dialler, clock);
    const route = routeTo(lone(), origin(address));
    const request = { method: "GET", path: "/", headers: { host: "www.example.com" } };
    const ask = (): Promise<OriginAnswer> =>
      connections.ask(route, { ...request, body: undefined }, 120);
    // With the first answer the origin's own settings have come.
    const { body } = await ask();
    await once(body.resume(), "close");
    placed.answer = () => undefined;
    for (let stream = 0; stream < 200; stream += 1) {
      ask().catch(() => undefined);
    }
    await until(() => placed.requests.length === 201);
    expect(placed.callers).to.have.length(1);
    ask().catch(() => undefined);
    await until(() => placed.requests.length === 202);
    expect(placed.callers).to.have.length(2);
    connections.stop();
  },
} satisfies Record<string, Proof>;
