import { expect } from "chai";
import type { DeclaredRules } from "../../../model/serving/ruled";
import { edgePerTest, type TestEdge } from "./client";
import { balancer, noRules, pool, site } from "./sites";

describe("rules and the cache of the edge", () => {
  const here = edgePerTest("192.0.2.1", "192.0.2.2");

  async function ruledBy(rules: Partial<DeclaredRules>): Promise<TestEdge> {
    const only = pool("primary", ["192.0.2.1"]);
    const balanced = balancer({ pools: [only], fallbackPool: only });
    const started = await here.start([site(balanced, { rules: { ...noRules, ...rules } })]);
    return started;
  }

  it("answer in place of the origin", async () => {
    const refusal = { status: 403, by: "rule", location: undefined, retryAfter: undefined };
    const edge = await ruledBy({
      answer: ({ path }) =>
        path === "/old"
          ? {
              status: 302,
              by: "rule",
              location: "https://www.example.com/new",
              retryAfter: undefined,
            }
          : path === "/closed"
            ? { status: 503, by: "rule", location: undefined, retryAfter: "60" }
            : path === "/refused"
              ? { ...refusal, page: { content: "no", contentType: undefined } }
              : undefined,
    });
    const refused = await edge.get("/refused");
    expect([refused.status, refused.headers["content-type"], refused.body]).to.deep.equal([
      ...[403, "text/html", "no"],
    ]);
    const moved = await edge.get("/old");
    expect([moved.status, moved.headers.location]).to.deep.equal([
      302,
      "https://www.example.com/new",
    ]);
    const closed = await edge.get("/closed");
    expect([closed.status, closed.headers["retry-after"]]).to.deep.equal([503, "60"]);
    expect((await edge.get("/")).status).to.equal(200);
    expect(here.primary.requests).to.have.length(1);
    expect(edge.answered.map(({ by, origin }) => `${by} ${origin}`)).to.deep.equal([
      "edge undefined",
      "edge undefined",
      "edge undefined",
      "origin primary/192.0.2.1",
    ]);
  });

  it("change the port and the address that are connected to", async () => {
    const edge = await ruledBy({
      settings: (request) => ({ ...noRules.settings(request), port: 8443, address: "192.0.2.2" }),
    });
    expect((await edge.get()).body).to.equal("192.0.2.2");
    expect(here.primary.callers).to.deep.equal([]);
  });

  it("keep an answer for as long as they say", async () => {
    const edge = await ruledBy({
      settings: (request) => ({ ...noRules.settings(request), keptSeconds: 20 }),
    });
    await edge.get("/page");
    const second = await edge.get("/page");
    expect([second.body, second.headers["cf-cache-status"]]).to.deep.equal(["192.0.2.1", "HIT"]);
    expect(here.primary.requests).to.have.length(1);
    await edge.clock.sleep(21);
    await edge.get("/page");
    expect(here.primary.requests).to.have.length(2);
  });

  it("serve what has expired where the origin fails, for as long as they say", async () => {
    const edge = await ruledBy({
      settings: (request) => ({
        ...noRules.settings(request),
        ...{ keptSeconds: 1, staleIfErrorSeconds: 40 },
      }),
    });
    await edge.get("/page");
    here.primary.way = "ECONNREFUSED";
    here.primary.answer = ({ socket }) => void socket.destroy();
    await edge.clock.sleep(2);
    const stale = await edge.get("/page");
    expect([stale.status, stale.body, stale.headers["cf-cache-status"]]).to.deep.equal([
      200,
      "192.0.2.1",
      "STALE",
    ]);
    expect((await edge.get("/other")).status).to.equal(521);
    await edge.clock.sleep(45);
    expect((await edge.get("/page")).status).to.equal(521);
    expect(edge.answered.map(({ by }) => by)).to.deep.equal(["origin", "cache", "edge", "edge"]);
  });

  it("keep nothing where they say nothing", async () => {
    here.primary.answer = (_, response) =>
      void response.writeHead(200, { "cache-control": "max-age=600" }).end("well");
    const edge = await ruledBy({});
    await edge.get("/page");
    await edge.get("/page");
    expect(here.primary.requests).to.have.length(2);
  });

  it("show a page for errors, of the edge and of the origin", async () => {
    here.primary.answer = (_, response) => void response.writeHead(502).end();
    const edge = await ruledBy({
      errorPage: (_, { code, isOfEdge }) => ({
        ...{ content: `sorry ${code} ${isOfEdge}`, contentType: "text/plain", status: undefined },
      }),
    });
    const own = await edge.get();
    expect([own.status, own.body]).to.deep.equal([502, "sorry 502 false"]);
    here.primary.answer = ({ socket }) => void socket.destroy();
    const other = await edge.get();
    expect([other.status, other.body]).to.deep.equal([520, "sorry 520 true"]);
  });

  it("are without a say over the usual pages: JSON where it is asked for, HTML else", async () => {
    here.primary.answer = ({ socket }) => void socket.destroy();
    const edge = await ruledBy({});
    const html = await edge.get();
    expect(html.headers["content-type"]).to.equal("text/html; charset=UTF-8");
    expect(html.headers["cf-ray"]).to.match(/^[0-9a-f]{16}-RHS$/);
    const json = await edge.get("/", { accept: "application/json" });
    expect(json.headers["content-type"]).to.equal("application/json; charset=utf-8");
    expect(JSON.parse(json.body)).to.include({
      ...{ status: 520, error_code: 520, error_category: "origin", cloudflare_error: true },
      ...{ retryable: true, retry_after: 60, zone: "www.example.com" },
    });
  });
});
