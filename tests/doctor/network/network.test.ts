import { expect } from "chai";
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createServer } from "node:net";
import type { Evidence } from "../../../doctor/evidence";
import {
  examineNetwork,
  judgePacketSize,
  judgePath,
  judgePing,
  judgeTrace,
  readMtr,
  readPing,
  readTraceroute,
} from "../../../doctor/network";
import { judgeConnects } from "../../../doctor/network/connects";
import type { ProbeKind } from "../../../doctor/network/path";
import { skipBecause } from "../../support/skipped";
import { failsOf } from "../seen";
import { Servers } from "../origin/servers";
import { codePoint } from "../../support/codePoints";

const recorded = (name: string): string =>
  readFileSync(path.join(__dirname, "..", "..", "fixtures", "servers", name), "utf8");

/** An evidence in one line. */
const line = ({ outcome, weight, speaksFor, seen }: Evidence): string =>
  `${outcome}${outcome === "fail" ? ` ${speaksFor.join(" ")} (${weight})` : ""}: ${seen}`;

const ofMtr = (name: string, kind: ProbeKind = "syn"): string => {
  const report = readMtr(recorded(name));
  return report === undefined ? "unreadable" : line(judgePath(report, kind));
};

const ofTrace = (text: string): string => {
  const trace = readTraceroute(text);
  return trace === undefined ? "unreadable" : line(judgeTrace(trace));
};

const ping = (summary: string, before = ""): string =>
  `PING 203.0.113.10 (203.0.113.10) 56(84) bytes of data.\n${before}\n--- 203.0.113.10 ping statistics ---\n${summary}\n`;

const ofPing = (text: string): string => {
  const report = readPing(text);
  return report === undefined ? "unreadable" : line(judgePing(report));
};

describe("the way to an origin", () => {
  const mtrs: readonly (readonly [string, string])[] = [
    [
      "mtr-icmp-ratelimited-hop2.json",
      "pass: 25 packets, none lost at the address; hop 2 answers seldom or never, which is no loss",
    ],
    [
      "mtr-silent-hop2.json",
      "pass: 25 packets, none lost at the address; hop 2 answers seldom or never, which is no loss",
    ],
    [
      "mtr-loss-from-hop2.json",
      "fail network-loss (experiment): 9 of 25 packets lost at the address; the loss begins at hop 2 of 4 (10.67.2.2)",
    ],
    [
      "mtr-loss-last-hop.json",
      "fail network-loss (experiment): 7 of 25 packets lost at the address; the loss begins at hop 4 of 4 (10.67.4.2), at the origin's side",
    ],
    [
      "mtr-loss-10pct-from-hop3.json",
      "unknown: 1 of 10 packets lost at the address: too few to tell",
    ],
    [
      "mtr-unreachable-at-hop3.json",
      "fail origin-unreachable (setting): the way ends at hop 3 (10.67.3.2), before the address",
    ],
  ];
  for (const [name, expected] of mtrs) {
    it(`reads ${name}`, () => {
      expect(ofMtr(name)).to.equal(expected);
    });
  }

  it("takes loss of pings at the address alone for what may be a host that answers some", () => {
    expect(ofMtr("mtr-loss-last-hop.json", "ping")).to.match(/^fail network-loss \(setting\)/);
    expect(ofMtr("mtr-loss-from-hop2.json", "ping")).to.match(/^fail network-loss \(experiment\)/);
  });

  it("says nothing of a way that ends in silence", () => {
    const hop = { number: 1, host: "10.0.0.1", sent: 10, lost: 0, averageMilliseconds: 1 };
    const silent = { ...hop, number: 2, host: undefined, lost: 10 };
    expect(line(judgePath({ destination: "203.0.113.10", hops: [hop, silent] }, "ping"))).to.equal(
      "unknown: nobody answers at the end of the way: the address may drop such packets, which is right",
    );
    expect(line(judgePath({ destination: "203.0.113.10", hops: [] }, "syn"))).to.equal(
      "unknown: the way has no hop",
    );
  });

  it("tells a slow way, a refusal and a SYN sent again from loss", () => {
    const last = { number: 3, host: "203.0.113.10", sent: 20, lost: 0, averageMilliseconds: 20 };
    const said = (end: Partial<typeof last & { worstMilliseconds: number }>): string =>
      line(judgePath({ destination: "203.0.113.10", hops: [{ ...last, ...end }] }, "syn"));
    expect(said({ averageMilliseconds: 2004, lost: 4 })).to.equal(
      "fail network-latency (experiment): an answer takes 2004 ms; 4 of 20 came later still or never",
    );
    expect(said({ lost: 19 })).to.match(/^fail network-loss \(setting\): 19 of 20 packets lost/);
    expect(said({ lost: 9 })).to.match(/^fail network-loss \(experiment\): 9 of 20 packets lost/);
    expect(said({ worstMilliseconds: 1020 })).to.equal(
      "unknown: an answer came after 1020 ms: the system may have sent a lost SYN again",
    );
  });

  it("reads traceroute", () => {
    expect(ofTrace(recorded("traceroute-silent-hop2.txt"))).to.equal("pass: reached after 4 hops");
    expect(ofTrace(recorded("traceroute-host-unreachable.txt"))).to.equal(
      "fail origin-unreachable (experiment): hop 3 (10.67.3.2) answers that there is no way (!H)",
    );
    expect(
      ofTrace(
        "traceroute to 203.0.113.10 (203.0.113.10), 3 hops max, 60 byte packets\n 1  10.0.0.1  0.1 ms\n 2  * * *\n 3  * * *\n",
      ),
    ).to.equal("unknown: silent behind hop 1: the address may drop such packets, which is right");
    expect(
      ofTrace(
        "traceroute to 2001:db8::10 (2001:db8::10), 3 hops max, 80 byte packets\n 1  2001:db8::1  0.1 ms\n 2  2001:db8::10  0.2 ms\n",
      ),
    ).to.equal("pass: reached after 2 hops");
    expect(
      ofTrace("traceroute to 203.0.113.10 (203.0.113.10), 3 hops max\n 1  10.0.0.1  0.1 ms !X\n"),
    ).to.match(/^unknown: silent behind hop 1/);
  });

  it("reads ping", () => {
    expect(ofPing(recorded("ping-host-unreachable.txt"))).to.equal(
      "fail origin-unreachable (experiment): the way answers that there is none",
    );
    expect(
      ofPing(ping("10 packets transmitted, 0 received, 100% packet loss, time 9000ms")),
    ).to.equal("unknown: ping is not answered: the address may drop it, which is right");
    expect(
      ofPing(
        ping(
          "10 packets transmitted, 10 received, 0% packet loss, time 1800ms\nrtt min/avg/max/mdev = 9.1/10.2/12.0/0.5 ms",
        ),
      ),
    ).to.equal("pass: 10 of 10 pings answered, in 10.2 ms");
    expect(
      ofPing(
        ping(
          "10 packets transmitted, 6 received, 40% packet loss, time 1800ms\nrtt min/avg/max/mdev = 9.1/10.2/12.0/0.5 ms",
        ),
      ),
    ).to.equal("fail network-loss (setting): 4 of 10 pings not answered");
    expect(
      ofPing(
        ping(
          "10 packets transmitted, 10 received, 0% packet loss, time 1800ms\nrtt min/avg/max/mdev = 900.1/1500.2/1912.0/0.5 ms",
        ),
      ),
    ).to.equal("fail network-latency (experiment): an answer takes 1500 ms");
  });

  it("tells a way that swallows large packets from one that refuses them", () => {
    const small = readPing(
      ping("10 packets transmitted, 10 received, 0% packet loss, time 1800ms"),
    );
    const none = readPing(
      ping("10 packets transmitted, 0 received, 100% packet loss, time 1800ms"),
    );
    const refused = readPing(
      ping(
        "3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2ms",
        "ping: local error: message too long, mtu=1400",
      ),
    );
    const lost = readPing(ping("3 packets transmitted, 0 received, 100% packet loss, time 2040ms"));
    if (!small || !none || !refused || !lost) {
      throw new Error("unreadable");
    }
    expect(line(judgePacketSize(small, lost))).to.equal(
      "fail network-mtu (setting): large packets are lost without a word, small ones are not",
    );
    expect(line(judgePacketSize(small, refused))).to.equal(
      "pass: large packets are refused with a word, so that senders make smaller ones",
    );
    expect(line(judgePacketSize(small, small))).to.equal("pass: large packets get through");
    expect(judgePacketSize(none, lost).outcome).to.equal("unknown");
  });

  it("tells lost SYNs from slow ways by the time that connections take", () => {
    const said = (...taken: (number | string)[]): string =>
      line(judgeConnects("203.0.113.10:443", taken));
    expect(said(10, 12, 9, 11, 10)).to.equal("pass: 5 connections, the slowest in 12 ms");
    expect(said(10, 1012, 9, 3020, 10)).to.equal(
      "fail network-loss web-server-slots (experiment): 2 of 5 connections lost packets (10, 1012, 9, 3020, 10 ms)",
    );
    expect(said(10, 1012, 9, 11, 10)).to.equal("pass: 5 connections, the slowest in 1012 ms");
    // A refusal is an answer: no packet was lost.
    expect(said(10, "ECONNREFUSED", 9, "ECONNREFUSED", 10)).to.equal(
      "unknown: 2 of 5 connections failed (ECONNREFUSED)",
    );
    expect(said(10, 9, "ETIMEDOUT", 1030)).to.equal(
      "fail network-loss web-server-slots (experiment): 2 of 4 connections lost packets (10, 9, ETIMEDOUT, 1030 ms)",
    );
    expect(said("ECONNREFUSED")).to.equal("unknown: no connection (ECONNREFUSED)");
    expect(said(1400, 1500, 1600)).to.equal(
      "fail network-latency network-loss (experiment): a connection takes 1400 ms",
    );
  });

  it("reads nothing out of other texts, and never throws", () => {
    for (const text of [
      "",
      "{}",
      '{"report":{}}',
      "ping: unknown host",
      recorded("mtr-silent-hop2.json").slice(0, 300),
    ]) {
      expect([readMtr(text), readPing(text), readTraceroute(text)]).to.deep.equal([
        undefined,
        undefined,
        undefined,
      ]);
    }
    fc.assert(
      fc.property(fc.string({ unit: codePoint, maxLength: 300 }), (text) => {
        readMtr(text);
        readPing(`PING a\n${text}`);
        readTraceroute(`traceroute to a (1.2.3.4)\n${text}`);
      }),
    );
  });

  it("runs the installed programs", async function () {
    const missing = ["ping", "mtr"].filter(
      (program) => spawnSync(program, ["-V"]).error !== undefined,
    );
    if (missing.length > 0) {
      skipBecause(this, `${missing.join(" and ")} not installed`);
    }
    const servers = new Servers();
    const port = await servers.start(createServer((socket) => socket.end()));
    const evidence = await examineNetwork(
      { address: "127.0.0.1", port },
      AbortSignal.timeout(60_000),
    );
    await servers.stop();
    expect(failsOf(evidence)).to.deep.equal([]);
    expect(evidence.map(({ check, outcome }) => `${check}: ${outcome}`)).to.deep.equal([
      ...["connects: pass", "ping: pass", "packet-size: pass", "path: pass"],
    ]);
  });

  it("says which program is not installed, and that a name is no address", async () => {
    const searched = process.env.PATH;
    process.env.PATH = "/nonexistent";
    try {
      const evidence = await examineNetwork(
        { address: "127.0.0.1", port: 1 },
        AbortSignal.timeout(20_000),
      );
      expect(evidence.map(({ outcome, seen }) => `${outcome}: ${seen}`)).to.deep.equal([
        "unknown: no connection (ECONNREFUSED)",
        "unknown: ping is not installed",
        "unknown: neither mtr nor traceroute: traceroute is not installed",
      ]);
    } finally {
      process.env.PATH = searched;
    }
    const named = await examineNetwork({ address: "-h", port: 443 }, AbortSignal.timeout(1000));
    expect(named.map(({ seen }) => seen)).to.deep.equal(["is no IP address"]);
  });
});
