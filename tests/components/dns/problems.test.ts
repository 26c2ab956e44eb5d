import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import type { DnsRecordsArgs, DnsRecordSpec } from "../../../components/dns";
import { validateDnsRecords } from "../../../components/dns/validate";
import { describeProblem } from "../../../core/problem";

const zone = { zoneId: "0".repeat(32), zoneName: "example.com" };

/** The problems of a set of records, each as `path: rule`. */
function told(
  records: Record<string, unknown>,
  more: Partial<DnsRecordsArgs> = {},
): readonly string[] {
  const args = { ...zone, ...more, records: records as Record<string, DnsRecordSpec> };
  return validateDnsRecords(args, "").problems.map(({ path, rule }) => `${path}: ${rule}`);
}

/** The problems of one record named `x`. */
function one(spec: unknown, more: Partial<DnsRecordsArgs> = {}): readonly string[] {
  return told({ x: spec }, more).map((line) => line.replace(/^records\.x\.?/, ""));
}

const a = { type: "A", name: "www", content: "203.0.113.1" };
const mx = { type: "MX", name: "@", content: "mail.example.net", priority: 10 };

describe("problems of DNS records", () => {
  it("finds none in a sound set", () => {
    expect(
      told({
        apex: { type: "CNAME", name: "@", content: "www.example.com", proxied: true },
        www: { ...a, proxied: true },
        www6: { type: "AAAA", name: "www", content: "2001:db8::1", proxied: true },
        mx,
        mx2: { ...mx, priority: 20, content: "mail2.example.net" },
        spf: { type: "TXT", name: "@", content: "v=spf1 -all" },
        wild: { type: "CNAME", name: "*", content: "www.example.com" },
        sub: { type: "NS", name: "sub", content: "ns1.sub.example.com" },
        sub2: { type: "NS", name: "sub", content: "ns.example.net" },
        glue: { type: "A", name: "ns1.sub", content: "203.0.113.2" },
        ds: {
          type: "DS",
          name: "sub",
          ds: { keyTag: 1, algorithm: 13, digestType: 2, digest: "ab".repeat(32) },
        },
        ptr: { type: "PTR", name: "4.3", content: "host.example.net" },
        none: { type: "MX", name: "quiet", content: ".", priority: 0 },
        key: { type: "OPENPGPKEY", name: "h._openpgpkey", content: "bWFpbA==" },
      }),
    ).to.deep.equal([]);
  });

  it("checks the zone, the plan and the retired addresses", () => {
    expect(
      told({}, { zoneId: "example.com", zoneName: "example", retiredAddresses: ["x"] }),
    ).to.deep.equal([
      "zoneName: be a full host name such as www.example.com",
      "retiredAddresses[0]: be an IP address or a CIDR such as 203.0.113.0/24",
      "zoneId: be an id of 32 lower-case hexadecimal characters",
    ]);
    expect(told({}, { plan: "gold" as "free" })).to.deep.equal([
      "plan: be one of free, pro, business, enterprise",
    ]);
  });

  it("writes a problem so that a user can act on it", () => {
    const records: DnsRecordsArgs["records"] = {
      "*.x": { type: "A", name: "*.x", content: "203.0.113.1", ttlSeconds: 1 },
    };
    const [problem] = validateDnsRecords({ ...zone, records }, "").problems;
    expect(describeProblem(problem!)).to.equal(
      'records["*.x"].ttlSeconds must be a whole number of 60 to 86400 on the plan free; got 1. ' +
        "Leave it out for Cloudflare's automatic 300 seconds",
    );
  });

  for (const [title, spec, expected, more] of [
    ["no record at all", null, [": be a map with type, name, content, proxied and so on"]],
    ["an unknown type", { ...a, type: "SPF" }, [/^type: be one of A, AAAA, CAA, .*, URI$/]],
    [
      "a name outside the zone",
      { ...a, name: "www.example.org." },
      ["name: be in the zone example.com"],
    ],
    ["no content", { type: "A", name: "www" }, ["content: be the text of a record of type A"]],
    ["a name for an A", { ...a, content: "www.example.net" }, ["content: be an IPv4 address"]],
    ["IPv6 for an A", { ...a, content: "2001:db8::1" }, ["content: be an IPv4 address"]],
    ["IPv4 for an AAAA", { ...a, type: "AAAA" }, ["content: be an IPv6 address"]],
    [
      "a private address",
      { ...a, content: "10.0.0.1", proxied: true },
      ["content: be a public address, not one for private networks (10.0.0.0/8, RFC 1918)"],
    ],
    [
      "an address of Cloudflare's",
      { ...a, content: "104.16.0.1" },
      ["content: be an address of your own, not one of Cloudflare's (104.16.0.0/13)"],
    ],
    [
      "a retired address",
      a,
      ["content: be an address in use, not a retired one (203.0.113.0/24)"],
      { retiredAddresses: ["203.0.113.0/24"] },
    ],
    [
      "a CNAME to an address",
      { type: "CNAME", name: "w", content: "203.0.113.1" },
      ["content: be a full host name such as www.example.com"],
    ],
    ...["lb.example.net/app", "lb.example.net/", "lb.example.net?x=1", "10.0.0.1/24"].map(
      (content) =>
        [
          `a CNAME to ${content}`,
          { type: "CNAME", name: "w", content },
          ["content: be a host name without a path behind it"],
        ] as const,
    ),
    [
      "a proxied CNAME to a name that no host has",
      { type: "CNAME", name: "w", content: "1.0/25.example.net", proxied: true },
      ["content: have only letters, digits, underscores and inner hyphens in its labels"],
    ],
    [
      "a CNAME to itself",
      { type: "CNAME", name: "w", content: "W.example.com." },
      ["content: be another name than the record's own"],
    ],
    [
      "a proxied validation target",
      { type: "CNAME", name: "w", content: "x.acm-validations.aws", proxied: true },
      ["content: be a name that can be proxied, not one for validation"],
    ],
    [
      "a proxied DKIM target",
      { type: "CNAME", name: "w", content: "dkim.amazonses.com", proxied: true },
      ["content: be a name that can be proxied, not one for validation"],
    ],
    [
      "a proxied validation name",
      { type: "CNAME", name: "_abc.w", content: "x.example.net", proxied: true },
      [
        "proxied: be left out for _abc.w.example.com: names with a leading underscore are there for validation and mail",
      ],
    ],
    [
      "a proxied MX",
      { ...mx, proxied: true },
      ["proxied: be left out for type MX: only A, AAAA, CNAME can be proxied"],
    ],
    ["proxied that is no boolean", { ...a, proxied: "yes" }, ["proxied: be true or false"]],
    [
      "an underscore in a name server",
      { type: "NS", name: "s", content: "_ns.example.net" },
      ["content: have only letters, digits and inner hyphens in its labels"],
    ],
    [
      "a mail server by address",
      { ...mx, content: "203.0.113.1" },
      ["content: be a full host name such as www.example.com"],
    ],
    [
      "no priority for an MX",
      { ...mx, priority: undefined },
      ["priority: be a whole number of 0 to 65535"],
    ],
    [
      "a priority out of range",
      { ...mx, priority: 65536 },
      ["priority: be a whole number of 0 to 65535"],
    ],
    ["a priority for an A", { ...a, priority: 1 }, ["priority: be left out for type A"]],
    [
      "empty text",
      { type: "TXT", name: "t", content: "" },
      ["content: have at least one character"],
    ],
    [
      "text with open quotes",
      { type: "TXT", name: "t", content: '"a' },
      ['content: be plain text, or nothing but strings in quotes with \\" and \\\\ inside them'],
    ],
    [
      "text over the wire's limit",
      { type: "TXT", name: "t", content: "a".repeat(4081) },
      ["content: fit into 4096 bytes, with one more for each 255; it has 4098"],
    ],
    [
      "a key that is not base64",
      { type: "OPENPGPKEY", name: "t", content: "a" },
      ["content: be base64"],
    ],
    [
      "a TTL beside the proxy",
      { ...a, proxied: true, ttlSeconds: 300 },
      ["ttlSeconds: be left out where proxied is true: Cloudflare decides then"],
    ],
    [
      "a TTL under a minute",
      { ...a, ttlSeconds: 59 },
      ["ttlSeconds: be a whole number of 60 to 86400 on the plan free"],
    ],
    [
      "a TTL over a day",
      { ...a, ttlSeconds: 86401 },
      ["ttlSeconds: be a whole number of 60 to 86400 on the plan free"],
    ],
    [
      "half seconds",
      { ...a, ttlSeconds: 60.5 },
      ["ttlSeconds: be a whole number of 60 to 86400 on the plan free"],
    ],
    ["30 seconds on Enterprise", { ...a, ttlSeconds: 30 }, [], { plan: "enterprise" }],
    [
      "29 seconds on Enterprise",
      { ...a, ttlSeconds: 29 },
      ["ttlSeconds: be a whole number of 30 to 86400 on the plan enterprise"],
      { plan: "enterprise" },
    ],
    ["the longest comment on Free", { ...a, comment: "ü".repeat(100) }, []],
    [
      "a longer comment on Free",
      { ...a, comment: "a".repeat(101) },
      ["comment: be one line of 1 to 100 characters on the plan free"],
    ],
    ["the longest comment on Pro", { ...a, comment: "a".repeat(500) }, [], { plan: "pro" }],
    [
      "a comment of two lines",
      { ...a, comment: "a\nb" },
      ["comment: be one line of 1 to 100 characters on the plan free"],
    ],
    [
      "an empty comment",
      { ...a, comment: "" },
      ["comment: be one line of 1 to 100 characters on the plan free"],
    ],
    [
      "tags on Free",
      { ...a, tags: ["team:web"] },
      ["tags: be left out: the plan free has no tags"],
    ],
    ["no tags on Free", { ...a, tags: [] }, []],
    ["tags on Pro", { ...a, tags: ["team:web", "a_b-1:x:y z"] }, [], { plan: "pro" }],
    [
      "21 tags",
      { ...a, tags: Array.from({ length: 21 }, (_, i) => `t:${i}`) },
      ["tags: have at most 20 entries on the plan pro"],
      { plan: "pro" },
    ],
    [
      "bad tags",
      {
        ...a,
        tags: ["team", "a b:c", `${"a".repeat(33)}:b`, `a:${"b".repeat(101)}`, "A:b", "a:b"],
      },
      [
        ...[0, 1, 2, 3].map(
          (i) =>
            `tags[${i}]: be name:value, the name 1 to 32 letters, digits, hyphens or underscores, the value 1 to 100 characters`,
        ),
        "tags[5]: be given once; names of tags are not case-sensitive",
      ],
      { plan: "pro" },
    ],
    [
      "fields of another type",
      { ...a, srv: { priority: 1 } },
      ["srv: be left out for type A, whose value is content"],
    ],
    [
      "content where fields belong",
      {
        type: "SRV",
        name: "_a._b",
        content: "x",
        srv: { priority: 1, weight: 1, port: 1, target: "." },
      },
      ["content: be left out for type SRV, whose value is srv"],
    ],
    [
      "a former key of its own",
      { ...a, formerKey: "x" },
      ["formerKey: be a key that no record has now, given to one record only"],
    ],
  ] as readonly (readonly [
    string,
    unknown,
    readonly (string | RegExp)[],
    Partial<DnsRecordsArgs>?,
  ])[]) {
    it(`${expected.length === 0 ? "takes" : "refuses"} ${title}`, () => {
      const found = one(spec, more);
      expect(found, found.join("\n")).to.have.lengthOf(expected.length);
      for (const [index, line] of expected.entries()) {
        if (typeof line === "string") {
          expect(found[index]).to.equal(line);
        } else {
          expect(found[index] ?? "").to.match(line);
        }
      }
    });
  }

  it("takes any address of one's own where only visitors connect", () => {
    const addresses = [
      "10.0.0.1",
      "100.64.0.1",
      "127.0.0.1",
      "0.0.0.0",
      "192.168.1.1",
      "192.0.2.0",
    ];
    for (const content of addresses) {
      expect(one({ ...a, content }), content).to.deep.equal([]);
    }
    for (const content of ["fd00::1", "fe80::1", "::1", "100::", "64:ff9b::1"]) {
      expect(one({ type: "AAAA", name: "vpn", content }), content).to.deep.equal([]);
    }
    expect(one({ ...a, content: "104.16.1.1" })).to.deep.equal([
      "content: be an address of your own, not one of Cloudflare's (104.16.0.0/13)",
    ]);
    expect(one({ ...a, content: "10.0.0.1" }, { retiredAddresses: ["10.0.0.0/8"] })).to.deep.equal([
      "content: be an address in use, not a retired one (10.0.0.0/8)",
    ]);
  });

  it("takes placeholders where a name is proxied, and nothing else that is reserved", () => {
    const worker = { type: "AAAA", name: "app", proxied: true };
    expect(one({ ...worker, content: "100::" })).to.deep.equal([]);
    expect(one({ ...a, content: "192.0.2.0", proxied: true })).to.deep.equal([]);
    expect(one({ ...a, content: "192.0.2.1", proxied: true })).to.deep.equal([]);
    expect(one({ ...worker, content: "100:0:0:1::" })).to.deep.equal([
      "content: be a public address, not one for no public host (outside 2000::/3) (::/3, RFC 4291)",
    ]);
  });

  it("takes private addresses of proxied names that are routed privately", () => {
    const routed = { ...a, proxied: true, privateRouting: true };
    for (const content of ["10.0.0.1", "100.64.0.1", "172.16.0.1", "192.168.0.1", "203.0.113.1"]) {
      expect(one({ ...routed, content }), content).to.deep.equal([]);
    }
    expect(one({ ...routed, content: "127.0.0.1" })).to.deep.equal([
      "content: be a public address, not one for the host itself (loopback) (127.0.0.0/8, RFC 1122)",
    ]);
    const rule = "privateRouting: be left out where the record is no proxied A or AAAA record";
    expect(one({ ...routed, proxied: false })).to.deep.equal([rule]);
    expect(one({ ...routed, type: "CNAME", content: "a.example.net" })).to.deep.equal([rule]);
    expect(one({ ...a, privateRouting: false })).to.deep.equal([]);
  });

  it("has private routing alike for all proxied records of a name", () => {
    const www = { type: "A", name: "www", proxied: true };
    expect(
      told({
        a: { ...www, content: "10.0.0.1", privateRouting: true },
        b: { ...www, content: "203.0.113.2" },
        c: { ...www, content: "10.0.0.3", privateRouting: true },
        d: { ...www, name: "other", content: "203.0.113.4" },
      }),
    ).to.deep.equal([
      "records.b.privateRouting: be the same as that of records.a, which has the same name",
    ]);
  });

  it("finds private addresses to which a proxied CNAME leads Cloudflare", () => {
    const rule =
      "content: be a public address, not one for private networks (10.0.0.0/8, RFC 1918)";
    const app = { type: "CNAME", name: "app", content: "hop.example.com", proxied: true };
    const hop = { type: "CNAME", name: "hop", content: "x.in.example.com" };
    const inner = { type: "A", name: "*.in", content: "10.0.0.1" };
    const lead = "since records.app, which is proxied, leads there";
    expect(told({ app, hop, inner })).to.deep.equal([`records.inner.${rule}, ${lead}`]);
    expect(told({ app: { ...app, proxied: false }, hop, inner })).to.deep.equal([]);
    expect(told({ app, hop, inner: { ...inner, name: "in" } })).to.deep.equal([]);
    expect(told({ app, hop: { ...hop, content: "app.example.com" }, inner })).to.deep.equal([]);
    const own = { type: "TXT", name: "x.in", content: "a text of its own silences the wildcard" };
    expect(told({ app, hop, inner, own })).to.deep.equal([]);
    const routed = { ...inner, proxied: true, privateRouting: true, acceptDeepHostname: true };
    expect(told({ app, hop, inner: { ...routed, name: "x.in" } })).to.deep.equal([]);
  });

  it("takes the delegated block of a reverse zone, in both zones (RFC 2317)", () => {
    const parent = { zoneName: "2.0.192.in-addr.arpa" };
    const records = {
      block: { type: "NS", name: "0/25", content: "ns.example.net" },
      one: { type: "CNAME", name: "1", content: "1.0/25.2.0.192.in-addr.arpa" },
      two: { type: "PTR", name: "200", content: "host.example.net" },
    };
    expect(told(records, parent)).to.deep.equal([]);
    const block = { zoneName: "0/25.2.0.192.in-addr.arpa" };
    expect(told({ x: { type: "PTR", name: "1", content: "a.example.net" } }, block)).to.deep.equal(
      [],
    );
  });

  it("takes no name behind the proxy that visitors cannot ask for", () => {
    const rule =
      "name: have only letters, digits, underscores and inner hyphens in its labels where it is proxied, since visitors ask for it in URLs";
    expect(one({ ...a, name: "0/25", proxied: true })).to.deep.equal([rule]);
    expect(one({ ...a, name: "a-", proxied: true })).to.deep.equal([rule]);
    expect(one({ ...a, name: "a-" })).to.deep.equal([]);
    expect(one({ ...a, name: "a_b", proxied: true })).to.deep.equal([]);
    expect(one({ ...a, name: "*", proxied: true })).to.deep.equal([]);
  });

  it("tells the length of a bad text and never the text", () => {
    const records: DnsRecordsArgs["records"] = {
      x: { type: "TXT", name: "t", content: '"token-of-mine' },
    };
    const [problem] = validateDnsRecords({ ...zone, records }, "").problems;
    expect(problem?.actual).to.equal("a text of 14 characters");
  });

  it("looks at every record and every rule before it gives up", () => {
    expect(
      told({
        b: { type: "A", name: "a..b", content: "10.0.0", ttlSeconds: 1, priority: 2 },
        a: { type: "MX", name: "@", content: "203.0.113.1" },
      }),
    ).to.deep.equal([
      "records.a.priority: be a whole number of 0 to 65535",
      "records.a.content: be a full host name such as www.example.com",
      "records.b.name: have no empty label: one dot between labels, none at the start",
      "records.b.ttlSeconds: be a whole number of 60 to 86400 on the plan free",
      "records.b.priority: be left out for type A",
      "records.b.content: be an IPv4 address",
    ]);
  });
});

describe("conflicts between DNS records", () => {
  const cname = { type: "CNAME", name: "www", content: "x.example.net" };
  const txt = { type: "TXT", name: "www", content: "t" };

  for (const type of ["A", "AAAA", "CNAME", "NS"] as const) {
    it(`refuses a proxied CNAME beside ${type}, under any spelling of the name`, () => {
      const content = {
        A: "203.0.113.1",
        AAAA: "2001:db8::1",
        CNAME: "y.example.net",
        NS: "n.example.net",
      }[type];
      const lines = told({
        a: { ...cname, proxied: true },
        b: { type, name: "WWW.example.com.", content },
      });
      expect(lines[0]).to.equal(
        `records.b.name: be another name than that of records.a: a CNAME allows no ${type} beside it`,
      );
    });
  }

  it("refuses text beside a CNAME that is not flattened, and takes it beside one that is", () => {
    expect(told({ a: cname, b: txt })).to.deep.equal([
      "records.b.name: be another name than that of records.a: a CNAME allows no TXT beside it",
    ]);
    expect(told({ a: { ...cname, proxied: true }, b: txt })).to.deep.equal([]);
    expect(told({ a: { ...cname, name: "@" }, b: { ...txt, name: "example.com" } })).to.deep.equal(
      [],
    );
  });

  it("takes several addresses on one name and refuses twins", () => {
    expect(told({ a, b: { ...a, content: "203.0.113.2" } })).to.deep.equal([]);
    expect(told({ a, b: { ...a, name: "www.example.com" } })).to.deep.equal([
      "records.b: differ from records.a",
    ]);
    expect(
      told({
        a: { type: "AAAA", name: "w", content: "2001:db8::1" },
        b: { type: "AAAA", name: "w", content: "2001:0DB8:0::1" },
      }),
    ).to.deep.equal(["records.b: differ from records.a"]);
    expect(told({ a: txt, b: { ...txt, content: '"t"' } })).to.deep.equal([
      "records.b: differ from records.a",
    ]);
    const srv = { priority: 1, weight: 1, port: 1, target: "x.example.net" };
    expect(
      told({
        a: { type: "SRV", name: "_a._b", srv },
        b: { type: "SRV", name: "_a._b", srv: { ...srv, target: "X.example.net." } },
        c: { type: "SRV", name: "_a._b", srv: { ...srv, port: 2 } },
      }),
    ).to.deep.equal(["records.b: differ from records.a"]);
  });

  it("leaves values that are not known yet out of the comparison", () => {
    expect(
      told({
        a: { ...a, content: pulumi.output("203.0.113.1") },
        b: { ...a, content: pulumi.output("203.0.113.1") },
      }),
    ).to.deep.equal([]);
  });

  it("refuses addresses of one name of which only some are proxied", () => {
    expect(
      told({
        a: { ...a, proxied: true },
        b: { ...a, content: "203.0.113.2" },
        c: { type: "AAAA", name: "www", content: "2001:db8::1", proxied: true },
      }),
    ).to.deep.equal([
      "records.b.proxied: be the same as that of records.a, which has the same name",
    ]);
  });

  it("refuses records that a delegation takes away, but not what belongs to it", () => {
    const ns = { type: "NS", name: "sub", content: "ns.sub.example.com" };
    expect(
      told({
        a: { ...a, name: "www.sub" },
        at: { ...txt, name: "sub" },
        beside: { ...a, name: "notsub" },
        deeper: { type: "NS", name: "x.sub", content: "ns.example.net" },
        glue: { ...a, name: "ns.sub" },
        ns,
        wild: { ...a, name: "*.sub", content: "203.0.113.9" },
      }),
    ).to.deep.equal(
      ["a", "at", "deeper", "wild"].map(
        (key) =>
          `records.${key}.name: be outside sub.example.com, which records.ns delegates to other name servers`,
      ),
    );
    expect(
      told({ a: { ...a, name: "@" }, ns: { ...ns, name: "@", content: "n.example.net" } }),
    ).to.deep.equal([]);
  });

  it("refuses the address of a name server at the delegated name itself, which Cloudflare refuses with 81056", () => {
    expect(
      told({
        a: { ...a, name: "sub" },
        ds: {
          type: "DS",
          name: "sub",
          ds: { keyTag: 1, algorithm: 13, digestType: 2, digest: "0".repeat(64) },
        },
        ns: { type: "NS", name: "sub", content: "sub.example.com" },
      }),
    ).to.deep.equal([
      "records.a.name: be outside sub.example.com, which records.ns delegates to other name servers",
    ]);
  });

  it("takes an address below a delegation whose name server is not known yet", () => {
    expect(
      told({
        a: { ...a, name: "ns.sub" },
        ns: { type: "NS", name: "sub", content: pulumi.output("ns.sub.example.com") },
      }),
    ).to.deep.equal([]);
  });

  it("holds the quota of the plan", () => {
    const many = (count: number): Record<string, unknown> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`k${i}`, { ...a, name: `n${i}` }]),
      );
    expect(told(many(200))).to.deep.equal([]);
    expect(told(many(201))).to.deep.equal(["records: have at most 200 entries on the plan free"]);
    expect(told(many(201), { plan: "pro" })).to.deep.equal([]);
  });

  it("holds the limit for all text of one name", () => {
    const text = (n: number): unknown => ({ ...txt, content: `${n}`.padEnd(3800, "x") });
    expect(told({ a: text(1), b: text(2) })).to.deep.equal([]);
    expect(told({ a: text(1), b: text(2), c: text(3) })).to.deep.equal([
      "records.c.content: leave the TXT records of www.example.com at 8192 characters together",
    ]);
  });

  it("refuses a former key that is in use or given twice", () => {
    expect(
      told({
        a: { ...a, formerKey: "b" },
        b: { ...a, name: "b" },
        c: { ...a, name: "c", formerKey: "old" },
        d: { ...a, name: "d", formerKey: "old" },
        e: { ...a, name: "e", formerKey: "older" },
      }),
    ).to.deep.equal(
      ["records.a", "records.d"].map(
        (path) => `${path}.formerKey: be a key that no record has now, given to one record only`,
      ),
    );
  });
});
