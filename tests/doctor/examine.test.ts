import { expect } from "chai";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { deadlineSeconds, usualPatience } from "../../doctor/deadline";
import type { Evidence } from "../../doctor/evidence";
import { examineSite } from "../../doctor/examine";
import { findOrigins } from "../../doctor/origins";
import { judge } from "../../doctor/judge";
import { fullPatience } from "../../doctor/origin";
import type { SiteToExamine } from "../../doctor/site";
import { bundleOf, nginx } from "./bundle/samples";
import { collectGarbage } from "../support/collectGarbage";
import { root } from "./certificates";
import { DnsServers } from "./dns/servers";
import { rightTls, Servers, testPatience } from "./origin/servers";

const servers = new Servers();
const dns = new DnsServers();

const page = (_request: IncomingMessage, response: ServerResponse): void => {
  response.end("hi");
};

/** An edge that serves what the origin does. */
function edge(status = 200): ReturnType<typeof createHttps> {
  return createHttps(rightTls, ({ url }, response) => {
    response.writeHead(url === "/cdn-cgi/trace" ? 200 : status, { "cf-ray": "8a1b-FRA" });
    response.end(url === "/cdn-cgi/trace" ? "colo=FRA\n" : "hi");
  });
}

/** A site whose edge and origin are on loopback. */
async function site(
  more: Partial<SiteToExamine> = {},
  answering = page,
  edgeStatus = 200,
): Promise<SiteToExamine> {
  const https = await servers.start(createHttps(rightTls, answering));
  return {
    ...{ url: new URL("https://www.example.com/"), origins: ["127.0.0.1"], resolvers: [] },
    ...{ retired: [], patience: testPatience, connectTo: "127.0.0.1", trusted: [root.pem] },
    ports: { edge: await servers.start(edge(edgeStatus)), https, http: 1 },
    ...more,
  };
}

const never = new AbortController().signal;

/** What an account names that was not read. */
const none = Promise.resolve([]);

const of = (evidence: readonly Evidence[], check: string): string[] =>
  evidence
    .filter((each) => each.check === check)
    .map(({ outcome, at, seen }) => `${outcome} ${at}: ${seen}`);

describe("an examination of a site", function () {
  this.timeout(60_000);
  afterEach(async () => {
    await servers.stop();
    await dns.stop();
  });

  it("takes the steps side by side, tells of each, and calls a right site healthy", async () => {
    const told: string[] = [];
    const evidence = await examineSite(await site(), never, (progress) => {
      const { step, evidence: seen, ended, steps } = progress;
      told.push(`${step} ${seen === undefined ? "begins" : "ends"} ${ended}/${steps}`);
    });
    expect(judge(evidence).kind).to.equal("healthy");
    expect([...new Set(evidence.map(({ step }) => step))]).to.deep.equal([
      ...["origin", "dns", "network", "application", "edge"],
    ]);
    const begins = told.filter((text) => text.includes("begins"));
    // All have begun before any has ended.
    expect(told.slice(0, begins.length)).to.deep.equal(begins);
    expect(told.filter((text) => / ends \d/.test(text))).to.have.length(begins.length);
    expect(told.at(-1)).to.contain(`${begins.length}/${begins.length}`);
  });

  it("says that an address of Cloudflare's is no origin, asks for --origin, and goes on", async () => {
    const given = await examineSite(await site({ origins: ["104.16.0.1"] }), never);
    expect(of(given, "address")).to.deep.equal([
      "unknown 104.16.0.1: lies in 104.16.0.0/13, a range of Cloudflare's: it is no origin, and was not asked. Give the origin's own address with --origin",
    ]);
    expect(of(given, "answer")).to.deep.equal([
      "pass https://www.example.com/: 200 (ray 8a1b-FRA)",
    ]);
    expect(given.filter(({ step }) => step === "network")).to.deep.equal([]);
  });

  it("follows the site's own name where no origin is given", async () => {
    const addresses = { "www.example.com": "104.16.0.1", "lb.example.net": "203.0.113.10" };
    const resolver = await dns.start((name, type) => ({
      answers:
        type === "A" ? [{ type, name, data: addresses[name as keyof typeof addresses] }] : [],
    }));
    const bare = { url: new URL("https://www.example.com/"), resolvers: [resolver], retired: [] };
    const behind = await findOrigins({ ...bare, origins: [] }, none, never);
    expect(behind.addresses).to.deep.equal([]);
    expect(of(behind.evidence, "address")).to.deep.equal([
      "unknown www.example.com: the name leads to Cloudflare (104.16.0.1), so the origin was not asked. Give its own address with --origin",
    ]);
    const named = await findOrigins({ ...bare, origins: ["lb.example.net"] }, none, never);
    expect(named).to.deep.equal({ addresses: ["203.0.113.10"], evidence: [] });
    const direct = { ...bare, url: new URL("https://lb.example.net/"), origins: [] };
    expect(await findOrigins(direct, none, never)).to.deep.equal(named);
    const declared = Promise.resolve(["198.51.100.1"]);
    const { addresses: ofAccount } = await findOrigins({ ...bare, origins: [] }, declared, never);
    expect(ofAccount).to.deep.equal(["198.51.100.1"]);
  });

  it("says which origin's name has no address, and that a site's name has none", async () => {
    const resolver = await dns.start(() => ({ rcode: 3 }));
    const nameless = await site({ origins: ["lb.example.net"], resolvers: [resolver] });
    expect(of(await examineSite(nameless, never), "address")).to.deep.equal([
      "unknown lb.example.net: the origin's name has no address",
    ]);
    const evidence = await examineSite({ ...nameless, origins: [] }, never);
    expect(of(evidence, "address")).to.deep.equal([
      "unknown www.example.com: the name has no address: no origin to ask",
    ]);
    expect(of(evidence, "records")).to.deep.equal(["fail www.example.com: has no address"]);
  });

  it("judges a bundle and a state beside the rest, and compares the certificate that is shown with the one on the disk", async () => {
    const live = await site();
    const port = live.ports?.https ?? 0;
    const bundle = bundleOf({
      configurations: [
        nginx(`events {} http { server {
          listen ${port} ssl; server_name www.example.com; ssl_certificate /c.pem; } }`),
      ],
      certificates: [
        {
          ...{ path: "/c.pem", fingerprint256: "AA:BB", names: ["www.example.com"] },
          ...{ issuer: "a test", from: "2020-01-01T00:00:00Z", until: "2099-01-01T00:00:00Z" },
        },
      ],
    });
    const evidence = await examineSite({ ...live, bundle, state: [] }, never);
    expect(of(evidence, "state")).to.deep.equal([
      "unknown the state: the state holds no load balancer or machine with security groups that lets in Cloudflare",
    ]);
    expect(of(evidence, "certificate-reload")[0]).to.match(/^fail .* shows another certificate /);
    expect(judge(evidence).causes.map(({ cause }) => cause)).to.include("certificate-not-reloaded");
  });

  it("asks eight addresses, and says how many it left", async () => {
    const all = Array.from({ length: 10 }, (_none, index) => `127.0.0.${index + 1}`);
    const many = { ...(await site()), origins: [...all, "127.0.0.1"] };
    const { addresses, evidence } = await findOrigins(many, none, never);
    expect(addresses).to.deep.equal(all.slice(0, 8));
    expect(of(evidence, "address")).to.deep.equal([
      "unknown www.example.com: 2 of 10 addresses not asked",
    ]);
  });

  it("ends at once when it is stopped, with the reason, and leaves nothing open", async () => {
    const silent = createServer(() => undefined);
    const hanging = await site({}, () => undefined);
    const stop = new AbortController();
    const stopped = { ...hanging, ports: { ...hanging.ports, edge: await servers.start(silent) } };
    let told = 0;
    const examination = examineSite(stopped, stop.signal, () => {
      told += 1;
    });
    await sleep(500);
    const before = told;
    const began = performance.now();
    stop.abort(new Error("enough"));
    await expect(examination).to.eventually.be.rejectedWith("enough");
    // Each answer would be waited for 10 s.
    expect(performance.now() - began).to.be.lessThan(8000);
    expect(told).to.equal(before);
    await expect(examineSite(stopped, stop.signal)).to.eventually.be.rejectedWith("enough");
  });

  it("is ended by its deadline where all are silent, though garbage is collected meanwhile", async () => {
    const silent = createServer(() => undefined);
    const hanging = await site(
      { patience: { ...testPatience, answerSeconds: 60 } },
      () => undefined,
    );
    const port = await servers.start(silent);
    const all = { ...hanging, ports: { ...hanging.ports, edge: port, http: port } };
    const began = performance.now();
    const examination = examineSite({ ...all, deadlineSeconds: 5 }, never);
    for (let collected = 0; collected < 5; collected += 1) {
      await sleep(100);
      collectGarbage();
    }
    const evidence = await examination;
    expect((performance.now() - began) / 1000).to.be.within(4.9, 30);
    const [answer, ...others] = of(evidence, "answer");
    // A busy machine has no connection by then.
    expect(answer).to.match(
      new RegExp(
        `^unknown 127\\.0\\.0\\.1:${hanging.ports?.https}: the deadline came (before an answer|first)$`,
      ),
    );
    expect(others).to.deep.equal([
      "unknown https://www.example.com/: no answer (no answer in time)",
    ]);
    expect(of(evidence, "page")).to.deep.equal([
      "unknown www.example.com: no answer (no answer in time, no answer in time)",
    ]);
  });

  it("has one deadline, longer than Cloudflare waits for an answer", () => {
    expect(deadlineSeconds(usualPatience)).to.equal(150);
    expect(deadlineSeconds(fullPatience)).to.equal(1050);
  });
});
