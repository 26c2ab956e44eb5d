import { expect } from "chai";
import type { DeclaredMonitor, DeclaredSite } from "../../../model/serving/declaredSite";
import { Dialler } from "../../../sandbox/edge/dial";
import type { ProbeResult } from "../../../sandbox/edge/originHealth";
import { Prober } from "../../../sandbox/edge/probe";
import { edgePerTest } from "./client";
import { until } from "./proofs/proof";
import { RingingClock } from "./ringingClock";
import { balancer, monitor, origin, pool, site } from "./sites";

const own = site(balancer(), { clientCertificate: "shared" });

describe("probes of a monitor", () => {
  const here = edgePerTest();

  function probed(
    more: Partial<DeclaredMonitor> = {},
    of = origin("192.0.2.1"),
    as: DeclaredSite = own,
  ): Promise<ProbeResult> {
    const { network } = here;
    const clock = new RingingClock();
    const prober = new Prober(new Dialler(network, clock, network.authority), clock);
    const terms = { monitor: { ...monitor, ...more }, origin: of, site: as, from: "104.16.0.1" };
    return prober.probe(terms, new AbortController().signal);
  }

  const answering = async (status: number, body = ""): Promise<void> => {
    const placed = await here.network.https("192.0.2.1");
    placed.answer = (_, response) => void response.writeHead(status).end(body);
  };

  for (const [expectedCodes, status, found] of [
    ["2xx", 204, undefined],
    ["2xx", 302, "Response code mismatch"],
    ["200,302", 302, undefined],
    ["200", 204, "Response code mismatch"],
    ["", 502, undefined],
    ["2xx", 502, "Response code mismatch"],
  ] as const) {
    it(`that expect "${expectedCodes}" find ${found ?? "nothing amiss"} in ${status}`, async () => {
      await answering(status);
      expect(await probed({ expectedCodes })).to.equal(found);
    });
  }

  for (const [body, found] of [
    ["<p>All Well</p>", undefined],
    ["<p>no</p>", "Response body mismatch"],
  ] as const) {
    it(`that expect text find ${found ?? "it whatever the case"}`, async () => {
      await answering(200, body);
      expect(await probed({ expectedBody: "all well" })).to.equal(found);
    });
  }

  it("ask by the method, at the path, with the headers and as the program that they are", async () => {
    const placed = await here.network.https("192.0.2.1");
    await probed({
      method: "HEAD",
      path: "/up?deep=1",
      headers: { Host: ["www.example.com"], "X-A": ["1"] },
    });
    const [{ method, url, headers }] = placed.requests as [(typeof placed.requests)[number]];
    expect([method, url, headers["x-a"]]).to.deep.equal(["HEAD", "/up?deep=1", "1"]);
    expect(headers["user-agent"]).to.match(/Cloudflare-Traffic-Manager\/1\.0/);
  });

  it("ask with the origin's own Host header where the pool gives it one", async () => {
    const certificate = here.network.authority.server(["origin.example.com"]);
    const placed = await here.network.https("192.0.2.1", { certificate });
    expect(await probed({}, origin("192.0.2.1", { host: "origin.example.com" }))).to.equal(
      undefined,
    );
    expect(placed.requests[0]?.headers.host).to.equal("origin.example.com");
  });

  it("ask at the port that they say", async () => {
    const placed = await here.network.https("192.0.2.1");
    await probed({ port: 8443 });
    expect(placed.callers).to.deep.equal(["104.16.0.1 8443"]);
  });

  it("of TCP open a connection, and ask nothing", async () => {
    const placed = await here.network.https("192.0.2.1");
    placed.answer = (_, response) => void response.writeHead(502).end();
    expect(await probed({ type: "tcp" })).to.equal(undefined);
    expect([placed.callers.length, placed.requests.length]).to.deep.equal([1, 0]);
  });

  it("of UDP, ICMP and mail open a connection too, and ask nothing", async () => {
    const placed = await here.network.https("192.0.2.1");
    for (const type of ["udp_icmp", "icmp_ping", "smtp"]) {
      expect(await probed({ type }), type).to.equal(undefined);
    }
    expect([placed.callers.length, placed.requests.length]).to.deep.equal([3, 0]);
  });

  it("of an echo are answered by the machine, whatever listens there", async () => {
    const placed = await here.network.https("192.0.2.1");
    placed.way = "ECONNREFUSED";
    const found = await Promise.all(
      ["icmp_ping", "udp_icmp", "smtp", "tcp"].map((type) => probed({ type })),
    );
    const refused = "TCP connection failed";
    expect(found).to.deep.equal([undefined, refused, refused, refused]);
    placed.way = "EHOSTUNREACH";
    expect(await probed({ type: "icmp_ping" })).to.equal("No route to host");
  });

  it("of HTTP ask in clear", async () => {
    await here.network.http("192.0.2.1");
    expect(await probed({ type: "http" })).to.equal(undefined);
  });

  for (const [allowInsecure, wrong, found] of [
    [false, "self-signed", "TLS untrusted certificate"],
    [false, "expired", "TLS untrusted certificate"],
    [true, "self-signed", undefined],
  ] as const) {
    it(`find ${found ?? "nothing amiss"} in a certificate that is ${wrong}${allowInsecure ? ", where any will do" : ""}`, async () => {
      const certificate = here.network.authority.server(["www.example.com"], wrong);
      await here.network.https("192.0.2.1", { certificate });
      expect(await probed({ allowInsecure })).to.equal(found);
    });
  }

  it("find another name in a certificate", async () => {
    const certificate = here.network.authority.server(["other.example.com"]);
    await here.network.https("192.0.2.1", { certificate });
    expect(await probed()).to.equal("TLS name mismatch");
  });

  for (const [probesAsZone, found] of [
    [true, undefined],
    [false, "TLS Handshake Failure"],
  ] as const) {
    it(`find ${found ?? "nothing amiss"} at an origin that demands the zone's certificate, ${probesAsZone ? "as" : "not as"} the zone`, async () => {
      const ca = here.network.authority.certificate;
      const tls = { ca, requestCert: true, rejectUnauthorized: true };
      await here.network.https("192.0.2.1", { tls });
      expect(await probed({ probesAsZone })).to.equal(found);
    });
  }

  for (const [way, found] of [
    ["ECONNREFUSED", "TCP connection failed"],
    ["EHOSTUNREACH", "No route to host"],
    ["ENOTFOUND", "DNS Unknown Host"],
  ] as const) {
    it(`find "${found}" where connections meet ${way}`, async () => {
      Object.assign(await here.network.https("192.0.2.1"), { way });
      expect(await probed()).to.equal(found);
    });
  }

  it("come of no pool that is off, of no origin that is off, and of all 13 regions where none is named", async () => {
    await here.network.https("192.0.2.1");
    const every = pool("primary", ["192.0.2.1"], { monitor, checkRegions: [] });
    const off = pool("off", ["192.0.2.2"], { monitor, enabled: false });
    const half = pool("half", [], { monitor, origins: [origin("192.0.2.3", { enabled: false })] });
    const placed = [await here.network.https("192.0.2.2"), await here.network.https("192.0.2.3")];
    const first = await here.network.https("192.0.2.1");
    const pools = [every, off, half];
    await here.start([site(balancer({ pools, fallbackPool: every }))], {
      clock: new RingingClock(),
    });
    await until(() => first.callers.length >= 39);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([first, ...placed].map(({ callers }) => callers.length)).to.deep.equal([39, 0, 0]);
  });
});
