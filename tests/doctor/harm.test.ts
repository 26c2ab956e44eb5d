import { expect } from "chai";
import { createServer as createHttps } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { examineSite } from "../../doctor/examine";
import { judge } from "../../doctor/judge";
import { doctorUserAgent } from "../../facts/userAgents";
import { root } from "./certificates";
import { DnsServers } from "./dns/servers";
import { rightTls, Servers, testPatience } from "./origin/servers";

const servers = new Servers();
const dns = new DnsServers();
const never = new AbortController().signal;

/** What servers of a site see of the doctor. */
interface Seen {
  readonly atEdge: string[];
  readonly atOrigin: string[];
  readonly agents: Set<string>;
}

/** Examines a site whose servers note what is asked, and answer once `until` is over. */
async function examined(seen: Seen, until: (asked: "edge" | "origin" | "dns") => Promise<unknown>) {
  const noting =
    (asked: string[], who: "edge" | "origin") =>
    ({ method, url = "", headers }: IncomingMessage, response: ServerResponse): void => {
      asked.push(`${method} ${url}`);
      seen.agents.add(String(headers["user-agent"]));
      void until(who).then(() => {
        response.setHeader("cf-ray", "8a1b-FRA");
        response.end(url === "/cdn-cgi/trace" ? "colo=FRA\n" : "hi");
      });
    };
  const resolver = await dns.start((name, type) => {
    void until("dns");
    return { answers: type === "A" ? [{ type, name, data: "203.0.113.10" }] : [] };
  });
  const edge = await servers.start(createHttps(rightTls, noting(seen.atEdge, "edge")));
  const https = await servers.start(createHttps(rightTls, noting(seen.atOrigin, "origin")));
  const url = new URL("https://www.example.com/a?b=c");
  return examineSite(
    {
      ...{ url, origins: ["127.0.0.1"], resolvers: [resolver], retired: [] },
      ...{ patience: testPatience, connectTo: "127.0.0.1", trusted: [root.pem] },
      ports: { edge, https, http: 1 },
    },
    never,
  );
}

function nothing(): Seen {
  return { atEdge: [], atOrigin: [], agents: new Set() };
}

function counted(asked: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of [...asked].sort()) {
    counts[one] = (counts[one] ?? 0) + 1;
  }
  return counts;
}

describe("the harm that the doctor does", function () {
  this.timeout(60_000);
  afterEach(async () => {
    await servers.stop();
    await dns.stop();
  });

  it("is a handful of requests to each server, of GET alone, by one that says who it is", async () => {
    const seen = nothing();
    await examined(seen, () => Promise.resolve());
    expect(counted(seen.atEdge)).to.deep.equal({ "GET /a?b=c": 3, "GET /cdn-cgi/trace": 1 });
    // A series, a connection that is used again, the page of the application and what it says of its health.
    expect(counted(seen.atOrigin)).to.deep.equal({
      ...{ "GET /a?b=c": 8, "GET /health": 1, "GET /healthz": 1 },
    });
    expect([...seen.agents]).to.deep.equal([doctorUserAgent]);
  });

  it("is over as soon as may be: no step waits for another, or the servers would wait for ever", async () => {
    const asked = new Set<string>();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const evidence = await examined(nothing(), (who) => {
      asked.add(who);
      if (asked.size === 3) {
        release();
      }
      return released;
    });
    expect([...asked].sort()).to.deep.equal(["dns", "edge", "origin"]);
    const answers = evidence.filter(({ check }) => check === "answer");
    expect(answers.map(({ step, outcome }) => `${step} ${outcome}`).sort()).to.deep.equal([
      ...["edge pass", "origin pass"],
    ]);
    expect(judge(evidence).undecided).to.deep.equal([]);
  });
});
