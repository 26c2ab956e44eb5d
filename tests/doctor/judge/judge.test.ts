import { expect } from "chai";
import type { Evidence, Step, Weight } from "../../../doctor/evidence";
import { judge, verdictExitCodes } from "../../../doctor/judge";
import { witness } from "../../../doctor/witness";
import { causes, type CauseId } from "../../../facts/causes";
import { probes } from "../../../doctor/judge/probes";
import { behind, symptoms } from "../../../doctor/judge/symptoms";

const at = "203.0.113.10:443";

function fail(
  check: `${Step}/${string}`,
  speaksFor: readonly CauseId[],
  weight: Weight = "experiment",
  place = at,
): Evidence {
  const [step, name] = check.split("/") as [Step, string];
  return witness(step, name, place, weight).fail("seen", speaksFor);
}

function pass(
  check: `${Step}/${string}`,
  rulesOut: readonly CauseId[] = [],
  weight: Weight = "experiment",
  place = at,
): Evidence {
  const [step, name] = check.split("/") as [Step, string];
  return witness(step, name, place, weight).pass("seen", rulesOut);
}

function unknown(check: `${Step}/${string}`): Evidence {
  const [step, name] = check.split("/") as [Step, string];
  return witness(step, name, at).unknown("could not look");
}

/** A verdict in one line: its kind, its causes, and what it could not decide. */
function said(evidence: readonly Evidence[]): string {
  const { kind, causes: found, undecided } = judge(evidence);
  const names = found.map(({ cause }) => cause).join(", ");
  const open = undecided.map(
    ({ between, probe }) => `${between.join(" or ") || "nothing"}${probe ? " (probe)" : ""}`,
  );
  return [kind, names, ...open].filter((part) => part !== "").join("; ");
}

const up = pass("origin/tcp-https", ["origin-down", "origin-unreachable"]);
const tls = pass("origin/tls-handshake", [
  "tls-version",
  "tls-handshake",
  "plain-http-on-tls-port",
]);
const certificate = pass("origin/certificate", [
  "certificate-expired",
  "certificate-wrong-name",
  "certificate-untrusted",
  "certificate-chain-incomplete",
]);
const answers = pass("origin/answer", ["origin-down", "origin-unreachable"]);
const served = pass("edge/answer");
const edge = (speaksFor: readonly CauseId[]): Evidence =>
  fail("edge/answer", speaksFor, "experiment", "https://www.example.com/");
const edge522 = edge(["origin-unreachable", "cloudflare-blocked", "network-loss"]);
const edge526 = edge([
  "certificate-expired",
  "certificate-wrong-name",
  "certificate-untrusted",
  "certificate-chain-incomplete",
]);
const edge525 = edge([
  "tls-handshake",
  "tls-version",
  "plain-http-on-tls-port",
  "client-certificate-missing",
]);

const faults: readonly (readonly [string, readonly Evidence[], string])[] = [
  [
    "an origin that is down",
    [fail("origin/tcp-https", ["origin-down"]), edge(["origin-down", "cloudflare-blocked"])],
    "cause; origin-down",
  ],
  [
    "a firewall that blocks Cloudflare alone",
    [up, tls, certificate, answers, edge(["origin-unreachable", "cloudflare-blocked"])],
    "cause; cloudflare-blocked",
  ],
  [
    "silence on both sides",
    [unknown("origin/tcp-https"), edge522],
    "undecided; origin-unreachable or cloudflare-blocked or network-loss (probe)",
  ],
  [
    "a firewall seen in its rules",
    [unknown("origin/tcp-https"), edge522, fail("access/nft", ["cloudflare-blocked"], "setting")],
    "cause; cloudflare-blocked",
  ],
  [
    "a certificate that has expired",
    [up, tls, fail("origin/certificate", ["certificate-expired"]), edge526],
    "cause; certificate-expired",
  ],
  [
    "526 without a look at the origin",
    [edge526],
    "undecided; certificate-expired or certificate-wrong-name or certificate-untrusted or certificate-chain-incomplete (probe)",
  ],
  [
    "526 from an origin whose certificate is right",
    [up, tls, certificate, edge526],
    "undecided; nothing",
  ],
  [
    "a client certificate that Cloudflare does not show",
    [
      up,
      tls,
      certificate,
      edge525,
      fail("origin/client-certificate", ["client-certificate-missing"], "setting"),
    ],
    "cause; client-certificate-missing",
  ],
  [
    "an origin that answers 502",
    [
      up,
      tls,
      certificate,
      fail("origin/answer", ["origin-answers-5xx"]),
      edge(["origin-answers-5xx", "edge-own-error"]),
    ],
    "cause; origin-answers-5xx",
  ],
  [
    "what is behind a 502",
    [
      up,
      fail("origin/answer", ["origin-answers-5xx"]),
      fail("logs/nginx", ["php-fpm-down"], "log"),
    ],
    "cause; php-fpm-down, origin-answers-5xx",
  ],
  [
    "what is behind that",
    [
      fail("origin/answer", ["origin-answers-5xx"]),
      fail("logs/nginx", ["upstream-resets"], "log"),
      fail("logs/fpm", ["php-fpm-worker-crash"], "log"),
      fail("logs/kernel", ["memory-exhausted"], "log"),
    ],
    "cause; memory-exhausted, php-fpm-worker-crash, upstream-resets, origin-answers-5xx",
  ],
  [
    "one line of two causes, and the witness that tells them apart",
    [
      fail("logs/nginx", ["php-fpm-worker-crash", "memory-exhausted"], "log"),
      fail("logs/kernel", ["memory-exhausted"], "log"),
    ],
    "cause; memory-exhausted",
  ],
  [
    "one line of two causes, of which one has the other behind it",
    [fail("logs/nginx", ["php-fpm-worker-crash", "memory-exhausted"], "log")],
    "cause; php-fpm-worker-crash",
  ],
  [
    "a log that an experiment contradicts",
    [served, pass("origin/answer", ["origin-slow"]), fail("logs/nginx", ["origin-slow"], "log")],
    "undecided; nothing",
  ],
  [
    "503 with Retry-After",
    [up, fail("origin/answer", ["maintenance", "origin-answers-5xx"])],
    "cause; origin-answers-5xx",
  ],
  [
    "two causes at once",
    [
      fail("origin/certificate", ["certificate-expired"]),
      fail("dns/records", ["dns-retired-address"]),
    ],
    "cause; certificate-expired, dns-retired-address",
  ],
  [
    "one address of two that is down, while visitors are served",
    [served, up, fail("origin/addresses", ["origin-down"], "experiment", "203.0.113.11:443")],
    "cause; origin-down",
  ],
  [
    "a stranger with another certificate",
    [
      served,
      fail("origin/certificate", ["certificate-wrong-name"]),
      fail("origin/addresses", ["stranger-among-addresses"]),
    ],
    "cause; stranger-among-addresses",
  ],
  ["nothing looked at", [], "undecided"],
  [
    "nothing but what could not be looked at",
    [unknown("origin/tcp-https"), unknown("edge/answer")],
    "undecided",
  ],
  [
    "two that nothing tells apart",
    [edge(["edge-rule-answers", "cloudflare-denied"])],
    "undecided; edge-rule-answers or cloudflare-denied (probe)",
  ],
  [
    "two witnesses that have one cause in common",
    [
      edge(["edge-rule-answers", "cloudflare-denied"]),
      fail("logs/nginx", ["cloudflare-denied", "wrong-root"], "log"),
    ],
    "cause; cloudflare-denied",
  ],
];

const healthy: readonly (readonly [string, readonly Evidence[]])[] = [
  ["all that is right", [served, up, tls, certificate, answers]],
  [
    "an origin that lets in nobody but Cloudflare",
    [served, unknown("origin/tcp-https"), unknown("origin/tcp-http")],
  ],
  [
    "an origin that refuses all but Cloudflare",
    [served, fail("origin/tcp-https", ["origin-down"])],
  ],
  [
    "an origin without TLS in a zone in Flexible",
    [served, fail("origin/tcp-https", ["encryption-mode"])],
  ],
  ["an origin that answers others 403", [served, up, tls, certificate, unknown("origin/answer")]],
  [
    "a certificate of its own in a zone in Full",
    [served, up, tls, fail("origin/certificate", ["certificate-untrusted"])],
  ],
  [
    "an old certificate in a zone in Full",
    [
      served,
      up,
      fail("origin/certificate", ["certificate-expired"]),
      fail("origin/certificate", ["certificate-wrong-name"]),
    ],
  ],
  [
    "a client certificate that Cloudflare shows",
    [
      served,
      up,
      tls,
      certificate,
      fail("origin/client-certificate", ["client-certificate-missing"], "setting"),
      fail("origin/answer", ["client-certificate-missing"], "setting"),
    ],
  ],
  [
    "an origin that closes what comes from elsewhere",
    [served, up, fail("origin/tls-handshake", ["tls-handshake"])],
  ],
  [
    "an origin that resets what comes from elsewhere",
    [served, up, fail("origin/answer", ["origin-resets"])],
  ],
  [
    "keep-alive of Apache's default",
    [served, answers, fail("origin/idle-timeout", ["keep-alive-too-short"], "setting")],
  ],
  ["port 80 closed", [served, answers, fail("origin/tcp-http", ["encryption-mode"], "setting")]],
  ["an origin seen around Cloudflare alone", [up, tls, certificate, answers]],
  ["ping unanswered", [served, answers, unknown("network/ping")]],
];

describe("the judge of evidence", () => {
  for (const [name, evidence, expected] of faults) {
    it(`says of ${name}: ${expected}`, () => {
      expect(said(evidence)).to.equal(expected);
      expect(said([...evidence].reverse())).to.equal(expected);
    });
  }

  for (const [name, evidence] of healthy) {
    it(`calls healthy ${name}`, () => {
      expect(said(evidence)).to.equal("healthy");
    });
  }

  it("says why it cleared what looks wrong", () => {
    const looksWrong = fail("origin/certificate", ["certificate-untrusted"]);
    expect(judge([served, looksWrong]).cleared).to.deep.equal([
      {
        evidence: looksWrong,
        because:
          "Cloudflare is served: the zone's encryption mode does not look at the certificate; Full (strict) would refuse it",
      },
    ]);
  });

  it("clears nothing where one of Cloudflare's answers fails", () => {
    const looksWrong = fail("origin/tcp-https", ["origin-down"]);
    expect(said([served, edge(["origin-down", "cloudflare-blocked"]), looksWrong])).to.equal(
      "cause; origin-down",
    );
  });

  it("names what settings allow beside the verdict", () => {
    const short = fail("origin/idle-timeout", ["keep-alive-too-short"], "setting");
    const { kind, allowed, causes: found } = judge([served, answers, short]);
    expect([kind, found]).to.deep.equal(["healthy", []]);
    expect(allowed).to.deep.equal([
      {
        ...{ cause: "keep-alive-too-short", what: causes["keep-alive-too-short"].what },
        ...{ weight: "setting", evidence: [short], against: [], behind: [] },
      },
    ]);
  });

  it("names what speaks against a cause that one address alone shows", () => {
    const down = fail("origin/addresses", ["origin-down"]);
    expect(judge([up, down]).causes[0]?.against).to.deep.equal([up]);
  });

  it("takes a log's old lines for what may happen, where visitors are served", () => {
    const old: Evidence = {
      ...fail("logs/nginx-upstream-refused", ["upstream-down"], "log"),
      occurrences: { count: 1, first: undefined, last: "2026-11-20T04:00:02" },
    };
    const kinds = (now: string, seen: readonly Evidence[]): string =>
      judge([old, ...seen], new Date(now)).kind;
    expect(kinds("2026-11-29T00:00:00Z", [served])).to.equal("healthy");
    expect(kinds("2026-11-20T05:00:00Z", [served])).to.equal("cause");
    expect(kinds("2026-11-29T00:00:00Z", [edge(["origin-answers-5xx"])])).to.equal("cause");
  });

  it("puts scripts that take long before the pool that they fill", () => {
    const pool = fail("application/php-fpm-workers", ["php-fpm-pool-exhausted"]);
    const either = fail("application/page", ["upstream-slow", "php-fpm-pool-exhausted"]);
    expect(said([pool, either])).to.equal("cause; php-fpm-pool-exhausted");
    expect(said([pool, either, fail("logs/php-fpm-slow", ["upstream-slow"], "log")])).to.equal(
      "cause; upstream-slow, php-fpm-pool-exhausted",
    );
  });

  it("names what was not looked at", () => {
    const blind = unknown("edge/answer");
    expect(judge([answers, blind]).unknown).to.deep.equal([blind]);
  });

  it("has an exit code for each verdict", () => {
    expect(verdictExitCodes).to.deep.equal({ healthy: 0, cause: 1, undecided: 3 });
  });

  it("has no cause behind itself, and knows what is behind what is behind", () => {
    const names = Object.keys(symptoms) as CauseId[];
    expect(names.filter((cause) => behind(cause).has(cause))).to.deep.equal([]);
    expect(behind("origin-answers-5xx").has("memory-exhausted")).to.equal(true);
    expect(behind("database-access").size).to.equal(0);
  });

  it("has one probe for a pair, of two causes", () => {
    const pairs = probes.map(({ between }) => [...between].sort().join(" "));
    expect(new Set(pairs).size).to.equal(probes.length);
    expect(probes.filter(({ between: [one, other] }) => one === other)).to.deep.equal([]);
  });
});
