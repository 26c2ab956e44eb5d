import { expect } from "chai";
import { edgeFailures, type EdgeFailureName } from "../../../facts/cloudflare/edgeFailures";
import { edgePerTest } from "./client";
import type { FakeNetwork, FakeOrigin } from "./fakeNetwork";
import { balancer, pool, site } from "./sites";

/** What an origin does, and the failure that it makes. */
const cases: readonly {
  readonly failure: EdgeFailureName;
  readonly when: string;
  readonly origin: (network: FakeNetwork) => Promise<FakeOrigin>;
  readonly speed?: number;
}[] = [
  ...(
    [
      ["refused", "ECONNREFUSED"],
      ["unreachable", "EHOSTUNREACH"],
      ["unresolved", "ENOTFOUND"],
      ["connectTimeout", "silent"],
    ] as const
  ).map(([failure, way]) => ({
    failure,
    when: `connections meet ${way}`,
    origin: async (network: FakeNetwork) =>
      Object.assign(await network.https("192.0.2.1"), { way }),
    speed: 50,
  })),
  {
    failure: "handshake",
    when: "the origin speaks no TLS",
    origin: (network) =>
      network.tcp("192.0.2.1", (socket) => void socket.end("HTTP/1.1 400 \r\n\r\n")),
  },
  {
    failure: "handshakeTimeout",
    when: "the origin says nothing in the handshake",
    origin: (network) => network.tcp("192.0.2.1", (socket) => void socket.resume()),
    speed: 50,
  },
  ...(["expired", "self-signed"] as const).map((wrong) => ({
    failure: "certificate" as const,
    when: `the certificate is ${wrong}`,
    origin: (network: FakeNetwork) =>
      network.https("192.0.2.1", {
        certificate: network.authority.server(["www.example.com"], wrong),
      }),
  })),
  {
    failure: "certificate",
    when: "the certificate is of another name",
    origin: (network) =>
      network.https("192.0.2.1", { certificate: network.authority.server(["other.example.com"]) }),
  },
  {
    failure: "emptyAnswer",
    when: "the origin closes a new connection without an answer",
    origin: async (network) =>
      Object.assign(await network.https("192.0.2.1"), {
        answer: ({ socket }: { socket: { destroy(): void } }) => socket.destroy(),
      }),
  },
  {
    failure: "malformedAnswer",
    when: "the answer is no HTTP",
    origin: async (network) =>
      Object.assign(await network.https("192.0.2.1"), {
        answer: ({ socket }: { socket: { end(text: string): void } }) =>
          socket.end("what?\r\n\r\n"),
      }),
  },
  ...[
    { "x-many": Array.from({ length: 40 }, () => "x".repeat(1000)) },
    { "x-one": "x".repeat(17_000) },
  ].map((headers) => ({
    failure: "largeHeaders" as const,
    when: `the answer has ${Object.keys(headers).join()} large headers`,
    origin: async (network: FakeNetwork) =>
      Object.assign(await network.https("192.0.2.1"), {
        answer: (_: unknown, response: { writeHead(...a: unknown[]): { end(): void } }) =>
          response.writeHead(200, headers).end(),
      }),
  })),
  {
    failure: "readTimeout",
    when: "the answer does not begin",
    origin: async (network) =>
      Object.assign(await network.https("192.0.2.1"), { answer: () => undefined }),
    speed: 50,
  },
];

/** The failures that other tests show, by their names. */
const elsewhere: readonly EdgeFailureName[] = [
  // proofs/limits.ts
  ...(["unacknowledged", "keepAlive", "writeTimeout", "reusedConnection", "tunnelDown"] as const),
  // tunnels.test.ts
  "tunnelService",
];

describe("failures of an origin, as the edge answers them", () => {
  const here = edgePerTest();

  it("are all shown", () => {
    const shown = new Set([...cases.map(({ failure }) => failure), "noPool", ...elsewhere]);
    expect([...shown].sort()).to.deep.equal(Object.keys(edgeFailures).sort());
  });

  it("530 with error 1016 where no pool is left, and the fallback pool is off", async () => {
    const off = pool("off", ["192.0.2.1"], { enabled: false });
    const started = await here.start([site(balancer({ pools: [off], fallbackPool: off }))]);
    const { status, headers } = await started.get();
    expect([status, headers["cf-error-type"]]).to.deep.equal([530, "1016"]);
    expect(started.answered[0]).to.include({
      ...{ by: "edge", cause: edgeFailures.noPool.cause, origin: undefined, wasRetried: false },
    });
  });

  for (const { failure, when, origin, speed = 20 } of cases) {
    const { code, cause } = edgeFailures[failure];
    it(`${code} where ${when}`, async () => {
      await origin(here.network);
      const only = pool("primary", ["192.0.2.1"]);
      const declared = site(balancer({ pools: [only], fallbackPool: only }), {
        readTimeoutSeconds: 10,
      });
      const started = await here.start([declared], { speed });
      const { status, headers } = await started.get();
      expect({ status, type: headers["cf-error-type"] }).to.deep.equal({
        status: code,
        type: failure === "unresolved" ? "1016" : "52x",
      });
      expect(started.answered).to.have.length(1);
      expect(started.answered[0]).to.include({
        ...{ status: code, by: "edge", cause, origin: "primary/192.0.2.1", wasRetried: false },
      });
    });
  }
});
