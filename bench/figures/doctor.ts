import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { examineSite } from "../../doctor/examine";
import { judge } from "../../doctor/judge";
import { RehearsalAuthority } from "../../sandbox/origins/authority";
import { ratioOf, type Figure } from "../figure";

const hostname = "www.example.com";

/** How long an origin takes to answer, in seconds, by what it is called in the table. */
const origins = { "a quick origin": 0, "an origin that answers after 3 s": 3 } as const;

/** How long an examination took, and the connection that was held longest for it, in seconds. */
interface Times {
  readonly whole: number;
  readonly probe: number;
}

/** What an examination takes beyond its slowest probe. */
export const doctor: Figure = {
  name: "doctor",
  title: "an examination of a site against the slowest probe of it",
  defaultRuns: 3,
  measure: async ({ runs, say }) => {
    const rows = [];
    for (const [what, answerSeconds] of Object.entries(origins)) {
      say(`examining ${what}, ${runs} times`);
      const times: Times[] = [];
      for (let run = 0; run < runs; run += 1) {
        times.push(await examine(answerSeconds));
      }
      rows.push(
        ratioOf(
          { what: `${what}: wall time`, unit: "s", goal: 1.3 },
          times.map(({ whole }) => whole),
          times.map(({ probe }) => probe),
        ),
      );
    }
    return {
      sides: ["the examination", "its slowest probe"],
      rows,
      notes: [
        "The slowest probe is the connection that was held longest, as the servers on loopback saw it. Each site was verified to be called healthy.",
      ],
    };
  },
};

/** Examines a site of which Cloudflare and the origin are servers on loopback. */
async function examine(answerSeconds: number): Promise<Times> {
  const authority = new RehearsalAuthority();
  const held: number[] = [];
  const listen = async (seconds: number, headers: Record<string, string>) => {
    const { certificate: cert, key } = authority.server([hostname]);
    const server = createServer({ cert, key }, (_request, response) => {
      void sleep(seconds * 1000).then(() => response.writeHead(200, headers).end("hi"));
    });
    // Longer than Cloudflare keeps a connection.
    server.keepAliveTimeout = 910_000;
    server.on("secureConnection", (socket) => {
      const began = performance.now();
      socket.once("close", () => held.push((performance.now() - began) / 1000));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return server;
  };
  const edge = await listen(answerSeconds, { "cf-ray": "8a1b-FRA" });
  const origin = await listen(answerSeconds, {});
  const portOf = (server: typeof edge): number => (server.address() as AddressInfo).port;
  const began = performance.now();
  const evidence = await examineSite(
    {
      ...{ url: new URL(`https://${hostname}/`), origins: ["127.0.0.1"] },
      ...{ resolvers: [], retired: [], connectTo: "127.0.0.1" },
      trusted: [authority.certificate],
      ports: { edge: portOf(edge), https: portOf(origin), http: 1 },
    },
    new AbortController().signal,
  );
  const whole = (performance.now() - began) / 1000;
  const verdict = judge(evidence);
  if (verdict.kind !== "healthy") {
    throw new Error(`the site was called ${verdict.kind}: ${JSON.stringify(verdict)}`);
  }
  await Promise.all([edge, origin].map((server) => stop(server)));
  return { whole, probe: Math.max(...held) };
}

/** Ends once every connection has. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection tells of its end after the server of its own.
    server.close(() => setTimeout(resolve, 100));
    server.closeAllConnections();
  });
}
