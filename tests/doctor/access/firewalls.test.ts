import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import {
  fail2banEvidence,
  firewalldEvidence,
  iptablesEvidence,
  nftablesEvidence,
  routesEvidence,
  ufwEvidence,
} from "../../../doctor/access";
import type { Evidence } from "../../../doctor/evidence";
import { codePoint } from "../../support/codePoints";

const recorded = (name: string): string =>
  readFileSync(path.join(__dirname, "..", "..", "fixtures", "servers", "firewalls", name), "utf8");

const seen = (evidence: readonly Evidence[]): string[] =>
  evidence.map((one) => [one.outcome, ...one.speaksFor, one.seen].join(" | "));

const nft = (name: string, port = 443) => seen(nftablesEvidence(recorded(name), port, "a"));

describe("the doctor's reading of nftables", () => {
  it("follows sets, in what nft wrote of a filter that lets in Cloudflare alone", () => {
    expect(nft("nft-cloudflare-let-in.json")).to.deep.equal([
      "pass | every IPv4 range of Cloudflare is let in at port 443",
      "pass | every IPv6 range of Cloudflare is let in at port 443",
    ]);
    const [ipv4, ipv6] = nft("nft-cloudflare-let-in.json", 8443);
    expect(ipv4).to.match(
      /^fail \| cloudflare-blocked \| Cloudflare is dropped from 103\.21\.244\.0\/22, .* at port 8443: policy of inet filter input: drop$/,
    );
    expect(ipv6).to.match(
      /^fail \| cloudflare-blocked \| Cloudflare is dropped from 2400:cb00::\/32, /,
    );
  });

  it("follows several chains, verdict maps, jumps and ranges, and says which rule refuses", () => {
    expect(nft("nft-cloudflare-refused.json")).to.deep.equal([
      "fail | cloudflare-blocked | Cloudflare is dropped from 104.16.0.0/13 at port 443: inet filter input: ip saddr @bad drop",
      "fail | cloudflare-blocked | Cloudflare is refused from part of 162.158.0.0/15 at port 443: inet filter web: meta l4proto tcp ip saddr 162.158.0.0-162.158.255.255 reject",
      "fail | cloudflare-banned | Cloudflare is refused from part of 172.64.0.0/13 at port 443: ip f2b-table f2b-chain: tcp dport { 80, 443 } ip saddr @addr-set-nginx reject",
      "pass | every IPv6 range of Cloudflare is let in at port 443",
    ]);
  });

  it("judges only the families that a table filters", () => {
    expect(nft("nft-ipv6-only.json")).to.have.lengthOf(1);
    expect(nft("nft-ipv6-only.json")[0]).to.match(
      /dropped from 2400:cb00::\/32, 2405:8100::\/32,.*policy of ip6 filter in: drop$/,
    );
  });

  it("reads what iptables and fail2ban left there", () => {
    expect(nft("nft-of-iptables.json")[0]).to.match(
      /dropped from (?!.*172\.64).* at port 443: policy of ip filter INPUT: drop$/,
    );
    // Which ports the jump is about is an extension of iptables.
    expect(nft("nft-of-fail2ban.json")).to.deep.equal([
      "unknown | it is not known whether Cloudflare is let in from part of 162.158.0.0/15 at port 443: ip filter f2b-sshd: ip saddr 162.158.3.4 xt",
      "unknown | it is not known whether Cloudflare is let in from part of 172.64.0.0/13 at port 443: ip filter f2b-nginx-limit-req: ip saddr 172.68.1.1 xt",
    ]);
  });

  const ruleset = (...rules: readonly object[]): string =>
    JSON.stringify({
      nftables: [
        {
          chain: {
            ...{ family: "ip", table: "t", name: "c", type: "filter", hook: "input", prio: 0 },
            policy: "accept",
          },
        },
        ...rules.map((expr) => ({ rule: { family: "ip", table: "t", chain: "c", expr } })),
      ],
    });
  const match = (left: object, right: unknown, op = "==") => ({ match: { op, left, right } });

  for (const [what, expr, outcome] of [
    [
      "another port",
      [match({ payload: { protocol: "tcp", field: "dport" } }, 22), { drop: null }],
      "pass",
    ],
    [
      "a range of ports",
      [
        match({ payload: { protocol: "tcp", field: "dport" } }, { range: [400, 500] }),
        { drop: null },
      ],
      "fail",
    ],
    ["UDP", [match({ payload: { protocol: "udp", field: "dport" } }, 443), { drop: null }], "pass"],
    ["what is not new", [match({ ct: { key: "state" } }, "invalid", "in"), { drop: null }], "pass"],
    ["the loopback", [match({ meta: { key: "iifname" } }, "lo"), { drop: null }], "pass"],
    [
      "everything but the loopback",
      [match({ meta: { key: "iifname" } }, "lo", "!="), { drop: null }],
      "fail",
    ],
    ["an interface", [match({ meta: { key: "iifname" } }, "eth1"), { drop: null }], "unknown"],
    [
      "too many at once",
      [{ limit: { rate: 5, per: "second", inv: true } }, { drop: null }],
      "unknown",
    ],
    [
      "a set that is not there",
      [match({ payload: { protocol: "ip", field: "saddr" } }, "@a"), { drop: null }],
      "unknown",
    ],
    [
      "an extension of iptables",
      [{ xt: { type: "match", name: "recent" } }, { drop: null }],
      "unknown",
    ],
  ] as const) {
    it(`says ${outcome} of a rule that drops ${what}`, () => {
      expect(nftablesEvidence(ruleset(expr), 443, "a").map((one) => one.outcome)).to.deep.equal([
        outcome,
      ]);
    });
  }

  it("says nothing where nothing is filtered, and that other text is none", () => {
    expect(nftablesEvidence('{"nftables":[]}', 443, "a")).to.deep.equal([]);
    for (const text of ["", "{", "[]", "null", '{"nftables":7}', "table inet filter {"]) {
      expect(seen(nftablesEvidence(text, 443, "a"))).to.deep.equal([
        "unknown | the text is not what nft -j writes",
      ]);
    }
  });
});

describe("the doctor's reading of ufw", () => {
  it("lets the first rule decide, and knows a limit, in what ufw wrote", () => {
    const of = (port: number) => seen(ufwEvidence(recorded("ufw-status-verbose.txt"), port, "a"));
    expect(of(443)).to.deep.equal([
      "fail | cloudflare-blocked | Cloudflare is dropped from 162.158.0.0/15 at port 443: Anywhere DENY IN 162.158.0.0/15",
      "fail | cloudflare-rate-limited | it counts each address of Cloudflare's as one visitor: 443/tcp LIMIT IN Anywhere",
      "fail | cloudflare-rate-limited | it counts each address of Cloudflare's as one visitor: 443/tcp (v6) LIMIT IN Anywhere (v6)",
    ]);
    expect(of(80)[0]).to.match(
      /^fail \| cloudflare-blocked \| Cloudflare is dropped from 103\.21\.244\.0\/22, .* at port 80: Default: deny$/,
    );
    expect(of(80)[0]).to.not.include("104.16.0.0/13");
  });

  it("reads an application's profile, and what is not active", () => {
    expect(seen(ufwEvidence(recorded("ufw-status-app.txt"), 443, "a"))).to.deep.equal([
      "pass | every IPv4 and IPv6 range of Cloudflare is let in at port 443",
    ]);
    expect(seen(ufwEvidence("Status: inactive\n", 443, "a"))).to.deep.equal([
      "pass | ufw is not active",
    ]);
    expect(seen(ufwEvidence("hello", 443, "a"))).to.deep.equal([
      "unknown | the text is not what ufw status writes",
    ]);
  });

  it("finds the same in the rules of iptables that ufw made", () => {
    const found = iptablesEvidence(recorded("iptables-of-ufw.txt"), 443, "a");
    expect(found.filter(({ outcome }) => outcome === "fail").map((one) => one.seen)).to.deep.equal([
      "Cloudflare is dropped from 162.158.0.0/15 at port 443: -A ufw-user-input -s 162.158.0.0/15 -j DROP",
    ]);
  });
});

describe("the doctor's reading of firewalld", () => {
  it("chooses the zone by source and then by interface, in what firewalld wrote", () => {
    const of = (port: number) =>
      seen(firewalldEvidence(recorded("firewalld-zones.txt"), port, "a"));
    expect(of(443)).to.deep.equal([
      'fail | cloudflare-blocked | Cloudflare is dropped from 104.16.0.0/13 at port 443: zone public: rule family="ipv4" source address="104.16.0.0/13" drop',
      "fail | cloudflare-blocked | Cloudflare is dropped from 162.158.0.0/15 at port 443: zone drop: target DROP",
    ]);
    expect(of(80)).to.include(
      "fail | cloudflare-blocked | Cloudflare is refused from 173.245.48.0/20 at port 80: zone cloudflare: target default",
    );
  });

  it("does not know whose zone the Internet's is where none has an interface", () => {
    const text = recorded("firewalld-zones.txt").replace("interfaces: eth0", "interfaces: ");
    expect(seen(firewalldEvidence(text, 443, "a"))[0]).to.match(
      /^unknown \| it is not known whether Cloudflare is let in from 103\.21\.244\.0\/22.*no zone, or more than one/,
    );
    expect(seen(firewalldEvidence("FirewallD is not running", 443, "a"))).to.deep.equal([
      "unknown | the text is not what firewall-cmd --list-all-zones writes",
    ]);
  });

  it("finds nothing in a zone that lets the web in", () => {
    const text =
      "public (active)\n  target: default\n  interfaces: eth0\n  sources: \n  services: ssh http https\n  ports: \n  rich rules: \n";
    expect(seen(firewalldEvidence(text, 443, "a"))).to.deep.equal([
      "pass | every IPv4 and IPv6 range of Cloudflare is let in at port 443",
    ]);
  });
});

describe("the doctor's reading of fail2ban", () => {
  it("names the jails that banned Cloudflare's addresses, of both forms that it writes", () => {
    const expected = [
      "fail | cloudflare-banned | the jail nginx-limit-req has banned 172.68.1.1 of Cloudflare's",
      "fail | cloudflare-banned | the jail sshd has banned 162.158.3.4 of Cloudflare's",
    ];
    expect(seen(fail2banEvidence(recorded("fail2ban-status.txt"), "a"))).to.deep.equal(expected);
    expect(seen(fail2banEvidence(recorded("fail2ban-banned.txt"), "a"))).to.have.members(expected);
  });

  it("does not mind visitors who are banned", () => {
    const text = recorded("fail2ban-status.txt").replace(
      /172\.68\.1\.1|162\.158\.3\.4/g,
      "192.0.2.1",
    );
    expect(seen(fail2banEvidence(text, "a"))).to.deep.equal([
      "pass | no address of Cloudflare's is banned",
    ]);
    expect(seen(fail2banEvidence("[]\n", "a"))).to.deep.equal([
      "pass | no address of Cloudflare's is banned",
    ]);
    expect(seen(fail2banEvidence("hello", "a"))).to.deep.equal([
      "unknown | the text is not what fail2ban-client writes of its jails",
    ]);
  });
});

describe("the doctor's reading of routes", () => {
  it("names routes that lead Cloudflare's addresses elsewhere, in what ip wrote", () => {
    const cause = "fail | route-swallows-cloudflare | answers to";
    const other = "go another way than to the Internet:";
    expect(seen(routesEvidence(recorded("ip-route-swallows.txt"), "a"))).to.deep.equal([
      `${cause} 104.16.0.0/13 ${other} 104.16.0.0/13 via 10.0.0.9 dev d0`,
      `${cause} 162.158.0.0/15 ${other} blackhole 162.158.0.0/15`,
      `${cause} part of 172.64.0.0/13 ${other} 172.64.0.0/16 dev docker0 proto kernel scope link src 172.64.0.1`,
      `${cause} 198.41.128.0/17 ${other} unreachable 198.41.128.0/17`,
    ]);
  });

  for (const [what, text] of [
    [
      "private networks",
      "default via 10.0.0.1 dev eth0\n10.0.0.0/24 dev eth0\n172.17.0.0/16 dev docker0\n172.16.0.0/12 dev br0\n",
    ],
    [
      "a route on the same way as the default",
      "default via 10.0.0.1 dev eth0\n172.64.0.0/13 via 10.0.0.1 dev eth0\n",
    ],
    ["IPv6", "fd00::/64 dev eth0\ndefault via fd00::1 dev eth0\n"],
  ] as const) {
    it(`finds nothing in ${what}`, () => {
      expect(seen(routesEvidence(text, "a"))).to.deep.equal([
        "pass | no route leads answers to Cloudflare elsewhere",
      ]);
    });
  }

  it("says that it saw none", () => {
    expect(seen(routesEvidence("hello\n", "a"))).to.deep.equal(["unknown | the text has no route"]);
  });
});

describe("the doctor's reading of who is let in", () => {
  it("takes any text without failing, and in time", () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint, maxLength: 300 }), fc.nat(3), (text, kind) => {
        const head = [
          "Status: active\n",
          "public (active)\n  target: default\n",
          "default via a\n",
          "",
        ][kind];
        const whole = `${head}${text}`;
        ufwEvidence(whole, 443, "a");
        firewalldEvidence(whole, 443, "a");
        routesEvidence(whole, "a");
        fail2banEvidence(whole, "a");
        nftablesEvidence(whole, 443, "a");
      }),
    );
    const long = "x ".repeat(500_000);
    const began = performance.now();
    ufwEvidence(`Status: active\n${long}`, 443, "a");
    firewalldEvidence(`public (active)\n  target: default\n${long}`, 443, "a");
    routesEvidence(long, "a");
    fail2banEvidence(`Status for the jail: ${long}`, "a");
    expect(performance.now() - began).to.be.below(10_000);
  });
});
