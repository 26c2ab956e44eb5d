import { expect } from "chai";
import type { TLSSocket } from "node:tls";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import { edgePerTest } from "./client";
import type { FakeOrigin } from "./fakeNetwork";
import { lone } from "./proofs/proof";
import { balancer, origin, site } from "./sites";

const clear = { isEncrypted: false, port: 80 };

describe("what the edge asks origins with", () => {
  const here = edgePerTest();

  const modes: readonly (readonly [
    mode: DeclaredSite["encryptionMode"],
    certificate: "expired" | "self-signed" | undefined,
    names: string,
    status: number,
  ])[] = [
    ["strict", undefined, "www.example.com", 200],
    ["strict", undefined, "other.example.com", 526],
    ["strict", "expired", "www.example.com", 526],
    ["strict", "self-signed", "www.example.com", 526],
    ["origin_pull", "self-signed", "www.example.com", 526],
    ["full", "self-signed", "www.example.com", 200],
    ["full", "expired", "other.example.com", 200],
  ];

  for (const [encryptionMode, wrong, name, status] of modes) {
    it(`is ${status} in mode ${encryptionMode} for a certificate of ${name} that is ${wrong ?? "right"}`, async () => {
      const certificate = here.network.authority.server([name], wrong);
      await here.network.https("192.0.2.1", { certificate });
      const { get } = await here.start([{ ...lone(), encryptionMode }]);
      expect((await get()).status).to.equal(status);
    });
  }

  for (const encryptionMode of ["off", "flexible"] as const) {
    it(`is HTTP in clear at port 80 in mode ${encryptionMode}`, async () => {
      const placed = await here.network.http("192.0.2.1");
      const { get } = await here.start([{ ...lone(clear), encryptionMode }]);
      expect((await get()).status).to.equal(200);
      expect(placed.callers.map((caller) => caller.split(" ")[1])).to.deep.equal(["80"]);
    });
  }

  function shownTo({ requests }: FakeOrigin): unknown {
    const certificate = (requests[0]?.socket as TLSSocket).getPeerCertificate();
    return (certificate as { readonly subject?: { readonly CN?: string } }).subject?.CN;
  }

  for (const clientCertificate of ["none", "shared", "own"] as const) {
    it(`has the client certificate "${clientCertificate}"`, async () => {
      const tls = { requestCert: true, rejectUnauthorized: false };
      const placed = await here.network.https("192.0.2.1", { tls });
      const { get } = await here.start([{ ...lone(), clientCertificate, speaksHttp2: false }]);
      await get();
      expect(shownTo(placed)).to.equal(clientCertificate === "none" ? undefined : "origin-pull");
    });
  }

  it("is a request of the visitor's, with what Cloudflare adds and rules send", async () => {
    const placed = await here.network.https("192.0.2.1");
    const { get } = await here.start([{ ...lone(), sentHeaders: { "x-origin-secret": "one" } }]);
    await get("/a?b=c", { "x-own": "yes", "x-rehearsed-address": "198.51.100.7" });
    const [{ url, headers }] = placed.requests as [(typeof placed.requests)[number]];
    expect(url).to.equal("/a?b=c");
    expect(headers).to.include({
      ...{ host: "www.example.com", "x-own": "yes", "x-origin-secret": "one" },
      ...{ "cf-connecting-ip": "198.51.100.7", "x-forwarded-for": "198.51.100.7" },
      ...{ "x-forwarded-proto": "https", "cf-ipcountry": "DE" },
    });
    expect(headers["cf-ray"]).to.match(/^[0-9a-f]{16}$/);
    expect(Object.keys(headers)).to.not.include("x-rehearsed-address");
  });

  it("is the Host header of the origin's own, which the certificate must have", async () => {
    const certificate = here.network.authority.server(["origin.example.com"]);
    const placed = await here.network.https("192.0.2.1", { certificate });
    const { get } = await here.start([lone({ host: "origin.example.com" })]);
    expect((await get()).status).to.equal(200);
    expect(placed.requests[0]?.headers.host).to.equal("origin.example.com");
  });

  for (const [speaksHttp2, version] of [
    [true, "2.0"],
    [false, "1.1"],
  ] as const) {
    it(`is HTTP/${version} where the zone ${speaksHttp2 ? "speaks" : "does not speak"} HTTP/2`, async () => {
      const tls = { allowHTTP1: true };
      const placed = await here.network.https("192.0.2.1", { http2: true, tls });
      const { get } = await here.start([{ ...lone(), speaksHttp2 }]);
      expect((await get()).status).to.equal(200);
      expect(placed.requests[0]?.httpVersion).to.equal(version);
    });
  }

  it("goes to the records' addresses where the load balancer is switched off", async () => {
    await here.network.https("192.0.2.1");
    await here.network.https("192.0.2.9");
    const addresses = [origin("192.0.2.9")];
    const { get, edge, answered } = await here.start([site(balancer(), { addresses })]);
    expect((await get()).body).to.equal("192.0.2.1");
    edge.declare([site(undefined, { addresses })]);
    expect((await get()).body).to.equal("192.0.2.9");
    expect(answered.map((each) => each.origin)).to.deep.equal(["primary/192.0.2.1", undefined]);
  });

  it("is nothing for a name that no site has", async () => {
    const { get, answered } = await here.start([lone()]);
    expect((await get("/", { host: "nobody.example.com" })).status).to.equal(409);
    expect(answered).to.deep.equal([]);
  });
});
