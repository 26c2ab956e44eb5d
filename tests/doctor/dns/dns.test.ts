import { expect } from "chai";
import type { Answer, DnskeyData } from "dns-packet";
import { createHash } from "node:crypto";
import { examineDns, parseServer, serverText, type DnsServer } from "../../../doctor/dns";
import { isOfKey, keyTagOf } from "../../../doctor/dns/signatures";
import { failsOf, unknownsOf } from "../seen";
import { DnsServers, rcodes, type Said, type Saying } from "./servers";

const servers = new DnsServers();

const a = (name: string, ...addresses: string[]): Answer[] =>
  addresses.map((data) => ({ type: "A", name, ttl: 300, data }));

const soa: Answer = {
  ...{ type: "SOA", name: "example.com", ttl: 300 },
  data: { mname: "ns1.example.com", rname: "dns.example.com", serial: 1 },
};

const key: DnskeyData = { flags: 257, algorithm: 13, key: Buffer.alloc(64, 7) };
const wire = Buffer.concat([
  Buffer.from("\x07example\x03com\x00", "latin1"),
  Buffer.from([1, 1, 3, 13]),
  key.key,
]);
const ds: Answer = {
  ...{ type: "DS", name: "example.com", ttl: 300 },
  data: {
    keyTag: keyTagOf(key),
    algorithm: 13,
    digestType: 2,
    digest: createHash("sha256").update(wire).digest(),
  },
};
const dnskey: Answer = { type: "DNSKEY", name: "example.com", ttl: 300, data: key };

/** What is said of names and types; a name without the type has no such record, and one that is not there does not exist. */
function table(
  rows: Readonly<Record<string, readonly Answer[] | Said>>,
  isAuthoritative: boolean,
): Saying {
  return (name, type) => {
    const row = rows[`${name} ${type}`];
    if (row === "nothing" || (row !== undefined && !Array.isArray(row))) {
      return row as Said;
    }
    const exists = Object.keys(rows).some((each) => each.startsWith(`${name} `));
    return {
      isAuthoritative,
      ...(row ? { answers: row as Answer[] } : exists ? {} : { rcode: rcodes.nxdomain }),
    };
  };
}

const proxied = a("www.example.com", "104.16.1.1", "172.67.1.1");

interface Set {
  readonly resolver?: Readonly<Record<string, readonly Answer[] | Said>>;
  readonly other?: Readonly<Record<string, readonly Answer[] | Said>>;
  readonly own?: Readonly<Record<string, readonly Answer[] | Said>>;
  readonly retired?: readonly string[];
  readonly origins?: readonly string[];
  /** Checks that cannot tell. Defaults to none. */
  readonly unknown?: readonly string[];
}

const usual = {
  "www.example.com A": proxied,
  "www.example.com AAAA": [
    { type: "AAAA", name: "www.example.com", ttl: 300, data: "2606:4700::1" },
  ] as Answer[],
  "example.com SOA": [soa],
};

async function examined({ resolver = {}, other = {}, own = {}, retired = [], origins = [] }: Set) {
  const [first, second, authority] = await Promise.all([
    servers.start(table({ ...usual, ...resolver }, false)),
    servers.start(table({ ...usual, ...resolver, ...other }, false)),
    servers.start(table({ ...usual, "example.com DNSKEY": [dnskey], ...own }, true)),
  ]);
  const zone = { name: "example.com", servers: [{ name: "ns1.example.com", ...authority }] };
  const target = {
    hostname: "www.example.com",
    resolvers: [first, second],
    retired,
    origins,
    zone,
  };
  return examineDns(target, AbortSignal.timeout(20_000));
}

const only = (name: string, ...addresses: string[]) => ({
  [`${name} A`]: a(name, ...addresses),
  [`${name} AAAA`]: [] as Answer[],
});

const cases: readonly (readonly [string, Set, readonly string[]])[] = [
  ["a name that goes through Cloudflare", {}, []],
  [
    "a name without IPv6",
    { resolver: { "www.example.com AAAA": [] }, own: { "www.example.com AAAA": [] } },
    [],
  ],
  ["a signed zone", { resolver: { "example.com DS": [ds] } }, []],
  [
    "issuers that are named",
    {
      resolver: {
        "example.com CAA": [
          {
            type: "CAA",
            name: "example.com",
            ttl: 300,
            data: { flags: 0, tag: "issue", value: "letsencrypt.org" },
          },
        ] as Answer[],
      },
    },
    [],
  ],
  [
    "an answer that comes over TCP alone",
    { resolver: { "www.example.com A": { answers: proxied, isCut: true } } },
    [],
  ],
  [
    "addresses given up, which are not seen behind Cloudflare",
    { retired: ["198.51.100.0/24"], unknown: ["retired"] },
    [],
  ],
  [
    "a resolver that finds no IPv6",
    { other: { "www.example.com AAAA": [] } },
    ["records: dns-missing-record (experiment)"],
  ],
  [
    "a name server that sends on without an answer",
    { own: { "www.example.com A": { isLame: true }, "www.example.com AAAA": { isLame: true } } },
    [],
  ],
  [
    "usual names that lead elsewhere",
    { origins: ["203.0.113.10"], resolver: only("mail.example.com", "198.51.100.9") },
    [],
  ],
  [
    "a name that goes straight to its origin",
    {
      resolver: only("www.example.com", "203.0.113.10"),
      own: only("www.example.com", "203.0.113.10"),
    },
    ["proxied: dns-not-proxied (setting)"],
  ],
  [
    "an address that was given up",
    {
      own: only("www.example.com", "198.51.100.7"),
      resolver: only("www.example.com", "198.51.100.7"),
      retired: ["198.51.100.7"],
    },
    ["proxied: dns-not-proxied (setting)", "retired: dns-retired-address (experiment)"],
  ],
  [
    "an address of a block that was given up, at one resolver",
    { other: only("www.example.com", "198.51.100.7"), retired: ["198.51.100.0/24"] },
    [
      "records: dns-missing-record (experiment)",
      "proxied: dns-not-proxied (setting)",
      "retired: dns-retired-address (experiment)",
    ],
  ],
  [
    "a name without any record",
    {
      resolver: { "www.example.com A": [], "www.example.com AAAA": [] },
      own: { "www.example.com A": [], "www.example.com AAAA": [] },
    },
    ["records: dns-missing-record (experiment)"],
  ],
  [
    "a name that leads to one without an address",
    {
      own: {
        "www.example.com A": [
          { type: "CNAME", name: "www.example.com", ttl: 300, data: "gone.example.net" },
        ] as Answer[],
        "www.example.com AAAA": [],
      },
      resolver: {
        "www.example.com A": [
          { type: "CNAME", name: "www.example.com", ttl: 300, data: "gone.example.net" },
        ] as Answer[],
        "www.example.com AAAA": [],
      },
    },
    ["records: dns-missing-record (experiment)"],
  ],
  [
    "a name that one resolver does not know",
    { other: { "www.example.com A": [], "www.example.com AAAA": [] } },
    ["records: dns-missing-record (experiment)"],
  ],
  [
    "DS of a key that the zone has no more",
    {
      resolver: {
        "example.com DS": [
          { ...ds, data: { ...(ds as { data: object }).data, keyTag: 1 } } as Answer,
        ],
      },
    },
    ["signatures: dnssec-broken (experiment)"],
  ],
  [
    "DS of a zone without keys",
    { resolver: { "example.com DS": [ds] }, own: { "example.com DNSKEY": [] } },
    ["signatures: dnssec-broken (experiment)"],
  ],
  [
    "a name server that refuses the zone",
    { own: { "example.com SOA": { rcode: rcodes.refused } } },
    ["delegation: dns-delegation (experiment)"],
  ],
  [
    "a name server without authority",
    { own: { "example.com SOA": { answers: [soa] } } },
    ["delegation: dns-delegation (experiment)"],
  ],
  [
    "a name server that says nothing",
    { own: { "example.com SOA": "nothing" } },
    ["delegation: dns-delegation (experiment)"],
  ],
  [
    "an origin that is found by another name",
    { origins: ["203.0.113.10"], resolver: only("direct.example.com", "203.0.113.10") },
    ["leaks:  (setting)"],
  ],
];

describe("the DNS of a name", () => {
  afterEach(() => servers.stop());

  for (const [name, set, fails] of cases) {
    it(`tells ${name}`, async () => {
      const evidence = await examined(set);
      expect(failsOf(evidence)).to.deep.equal(fails);
      expect(unknownsOf(evidence)).to.deep.equal(set.unknown ?? []);
    });
  }

  async function withResolver(saying: Saying) {
    const resolver = await servers.start(saying);
    const target = { hostname: "www.example.com", resolvers: [resolver], retired: [], origins: [] };
    return examineDns(target, AbortSignal.timeout(20_000));
  }

  it("tells wrong signatures by a resolver that answers only unchecked", async () => {
    const evidence = await withResolver((name, type, isUnchecked) =>
      isUnchecked ? table(usual, false)(name, type, true) : { rcode: rcodes.servfail },
    );
    expect(failsOf(evidence)).to.deep.equal(["resolver: dnssec-broken (experiment)"]);
  });

  it("does not tell a broken delegation from wrong signatures where a resolver answers neither", async () => {
    const evidence = await withResolver(() => ({ rcode: rcodes.servfail }));
    expect(failsOf(evidence)).to.deep.equal([
      "resolver: dns-delegation dnssec-broken (experiment)",
    ]);
    expect(unknownsOf(evidence)).to.deep.equal(["records", "delegation"]);
  });

  it("says of what a resolver refuses that it was not seen", async () => {
    const refused = { rcode: rcodes.refused };
    const evidence = await examined({
      resolver: {
        "example.com CAA": refused,
        "example.com DS": refused,
        "mail.example.com A": refused,
      },
      origins: ["203.0.113.10"],
    });
    expect(failsOf(evidence)).to.deep.equal([]);
    expect(unknownsOf(evidence)).to.deep.equal(["signatures", "issuers", "leaks"]);
    const shut = await withResolver(() => refused);
    expect(failsOf(shut)).to.deep.equal([]);
    expect(unknownsOf(shut)).to.deep.equal(["records", "resolver", "delegation"]);
  });

  it("finds names that give an origin of IPv6 away", async () => {
    const data = "2001:db8::10";
    const evidence = await examined({
      resolver: {
        "mail.example.com AAAA": [
          { type: "AAAA", name: "mail.example.com", ttl: 300, data },
        ] as Answer[],
      },
      origins: [data],
    });
    expect(evidence.find(({ check }) => check === "leaks")?.seen).to.equal(
      "the origin is found by mail.example.com (2001:db8::10)",
    );
  });

  it("does not clear addresses given up of a name without any, or with some behind Cloudflare", async () => {
    const none = { "www.example.com A": [], "www.example.com AAAA": [] };
    const without = await examined({ resolver: none, own: none, retired: ["198.51.100.0/24"] });
    expect(unknownsOf(without)).to.deep.equal(["retired"]);
    const mixed = only("www.example.com", "104.16.0.1", "203.0.113.10");
    const some = await examined({ resolver: mixed, own: mixed, retired: ["198.51.100.0/24"] });
    expect(unknownsOf(some)).to.deep.equal(["retired"]);
  });

  it("says of a resolver that is silent that it is", async () => {
    const evidence = await withResolver(() => "nothing");
    expect(failsOf(evidence)).to.deep.equal([]);
    expect(unknownsOf(evidence)).to.deep.equal(["records", "resolver", "delegation"]);
  });

  it("says of a resolver that this machine has no way to that it has none", async () => {
    // To the address of a broadcast no socket may be connected, and without a network to none: both fail before anything is sent.
    const resolvers = [{ address: "255.255.255.255", port: 53 }];
    const target = { hostname: "www.example.com", resolvers, retired: [], origins: [] };
    const evidence = await examineDns(target, AbortSignal.timeout(20_000));
    expect(
      evidence.map(({ outcome, check, seen }) => `${outcome} ${check}: ${seen}`),
    ).to.deep.equal([
      "unknown records: no server said anything of the name (255.255.255.255: EACCES)",
      "unknown resolver: the resolver does not answer (EACCES)",
      "unknown delegation: no zone was found for the name",
    ]);
  });

  it("finds the zone and its name servers by itself", async () => {
    const resolver = await servers.start(
      table(
        {
          ...usual,
          "example.com NS": [
            { type: "NS", name: "example.com", ttl: 300, data: "ns1.example.com" },
          ] as Answer[],
          "ns1.example.com A": a("ns1.example.com", "127.0.0.9"),
        },
        false,
      ),
    );
    const target = { hostname: "www.example.com", resolvers: [resolver], retired: [], origins: [] };
    const evidence = await examineDns(target, AbortSignal.timeout(20_000));
    const delegation = evidence.find(({ check }) => check === "delegation");
    expect(delegation?.seen).to.match(
      /^1 of 1 name servers do not speak for the zone: ns1\.example\.com \(127\.0\.0\.9\): /,
    );
  });

  it("ends with its deadline", async () => {
    const resolver = await servers.start(() => "nothing");
    const target = { hostname: "www.example.com", resolvers: [resolver], retired: [], origins: [] };
    const evidence = await examineDns(target, AbortSignal.abort());
    expect(failsOf(evidence)).to.deep.equal([]);
    expect(evidence.map(({ outcome }) => outcome)).to.deep.equal(["unknown", "unknown", "unknown"]);
  });

  it("has the key tag and the digest of the RFC's example", () => {
    // RFC 4034, section 5.4.
    const example: DnskeyData = {
      ...{ flags: 256, algorithm: 5 },
      key: Buffer.from(
        "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==",
        "base64",
      ),
    };
    const said = {
      keyTag: 60485,
      algorithm: 5,
      digestType: 1,
      digest: Buffer.from("2BB183AF5F22588179A53B0A98631FAD1A292118", "hex"),
    };
    expect(keyTagOf(example)).to.equal(60485);
    expect(isOfKey(said, example, "dskey.example.com")).to.equal(true);
    expect(isOfKey(said, example, "other.example.com")).to.equal(false);
    expect(isOfKey({ ...said, digestType: 9 }, example, "dskey.example.com")).to.equal(undefined);
  });

  it("reads servers as people write them", () => {
    const read = (text: string): string | undefined => {
      const server: DnsServer | undefined = parseServer(text);
      return server && `${serverText(server)} ${server.port}`;
    };
    expect(
      ["127.0.0.1", "127.0.0.1:5353", "::1", "[::1]:5353", "2606:4700::1111"].map(read),
    ).to.deep.equal([
      ...["127.0.0.1 53", "127.0.0.1:5353 5353", "::1 53", "[::1]:5353 5353", "2606:4700::1111 53"],
    ]);
    expect(
      [
        "",
        "dns.example.com",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "[::1]",
        "1.2.3:53",
      ].map(read),
    ).to.deep.equal(Array.from({ length: 7 }, () => undefined));
  });
});
