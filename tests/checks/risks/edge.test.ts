import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { reviewSteps, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const tokens = {
  universal: "cloudflare:index/universalSslSetting:UniversalSslSetting",
  pack: "cloudflare:index/certificatePack:CertificatePack",
  page: "cloudflare:index/pageRule:PageRule",
  hostname: "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting",
  ruleset: "cloudflare:index/ruleset:Ruleset",
};
const zone = { name: "example.com", account: { id: "a".repeat(32) } };
const record = (name: string, proxied = true): object => ({
  ...{ zoneId, name, type: "CNAME", content: "origin.example.net", ttl: 1, proxied },
});
const strict = { zoneId, settingId: "ssl", value: "strict" };

const standing: readonly Step[] = [
  { op: "same", type: "zone", name: "zone", id: zoneId, old: zone },
  { op: "same", type: "setting", name: "ssl", id: "ssl", old: strict },
  { op: "same", type: "record", name: "www", id: "w", old: record("www.example.com") },
];

/** What is said of steps beside a site in which nothing changes. */
function said(...steps: readonly Step[]): string[] {
  const named = new Set(steps.map(({ name }) => name));
  const all = [...standing.filter(({ name }) => !named.has(name)), ...steps];
  return reviewSteps(all).risks.map(
    ({ severity, id, consequence }) => `${severity} ${id}: ${bareText(consequence)}`,
  );
}

/** Rules of the findings that a reader sees beside the risks. */
function rest(...steps: readonly Step[]): string[] {
  const named = new Set(steps.map(({ name }) => name));
  const all = [...standing.filter(({ name }) => !named.has(name)), ...steps];
  return reviewSteps(all).findings.map(({ id }) => id);
}

const rule = (ssl: string, target = "https://legacy.example.com/*"): object => ({
  ...{ zoneId, target, status: "active", actions: { ssl } },
});
const config = (ssl: string): object => ({
  ...{ zoneId, name: "config", kind: "zone", phase: "http_config_settings" },
  rules: [
    {
      expression: 'http.host eq "legacy.example.com"',
      action: "set_config",
      actionParameters: { ssl },
    },
  ],
});
const flexible =
  "from this change on, Cloudflare speaks to the origin in clear on port 80: an origin that redirects to HTTPS answers in an endless circle, one that listens on 443 only answers with Error 521.";

const encryptedFor = (whose: string): string =>
  `medium origin-tls-on: ${whose}: from this change on, Cloudflare asks the origin by HTTPS, at port 443: one that does not listen there is answered with Error 521, one that shows no certificate at all with Error 525. What remains: any certificate is believed, an expired or foreign one too, until the mode is strict.`;

describe("the review of a zone as a whole", () => {
  const zoneMode = (old: string, value: string): Step => ({
    ...{ op: "update", type: "setting", name: "ssl", id: "ssl", old: { ...strict, value: old } },
    new: { ...strict, value },
  });
  for (const [old, now, risks] of [
    ["off", "full", [encryptedFor("Every hostname of example.com (www.example.com)")]],
    ["flexible", "full", [encryptedFor("Every hostname of example.com (www.example.com)")]],
    ["off", "flexible", []],
    [
      "full",
      "flexible",
      [`high tls-weaker: Every hostname of example.com (www.example.com): ${flexible}`],
    ],
  ] as const) {
    it(`tells a zone's mode from ${old} to ${now} as what it is, and what remains as standing`, () => {
      expect(said(zoneMode(old, now))).to.deep.equal(risks);
      const steps = [...standing.filter(({ name }) => name !== "ssl"), zoneMode(old, now)];
      const { worst, findings } = reviewSteps(steps);
      const remains = findings.filter(({ id }) => id === "tls-not-strict");
      expect(remains.map(({ introduced }) => introduced)).to.deep.equal(
        now === "flexible" && old === "full" ? [] : ["before"],
      );
      expect(worst).to.equal(old === "full" ? "high" : risks.length > 0 ? "medium" : undefined);
    });
  }

  it("tells the hostnames of a rule apart by what becomes of each", () => {
    const was = rules(hostRule("flexible", "a"), hostRule("strict", "b"));
    expect(said(edited(was, rules(hostRule("full", "a", "b")))).length).to.deep.equal(2);
    expect(said(edited(was, rules(hostRule("full", "a", "b"))))[1]).to.equal(
      encryptedFor("a.example.com"),
    );
  });

  it("says the same of a mode, whichever resource lowers it", () => {
    const setting: Step = {
      ...{ op: "update", type: "setting", name: "ssl", id: "ssl", old: strict },
      new: { ...strict, value: "flexible" },
    };
    expect(said(setting)).to.deep.equal([
      `high tls-weaker: Every hostname of example.com (www.example.com): ${flexible}`,
    ]);
    const weaker = [`high tls-weaker: legacy.example.com: ${flexible}`];
    const page: Step = { op: "create", type: tokens.page, name: "legacy", new: rule("flexible") };
    expect(said(page)).to.deep.equal(weaker);
    expect(rest(page)).to.deep.equal(["tls-mode-automatic", "page-rule-in-use"]);
    const ruleset: Step = {
      op: "create",
      type: tokens.ruleset,
      name: "c",
      new: config("flexible"),
    };
    expect(said(ruleset)).to.deep.equal(weaker);
    expect(rest(ruleset)).to.deep.equal(["tls-mode-automatic"]);
    expect(said({ ...page, op: "update", id: "p", old: rule("strict") })).to.deep.equal(weaker);
  });

  it("says nothing of rules that stay, are strict, or say what the zone says", () => {
    const page: Step = { op: "same", type: tokens.page, name: "p", id: "p", old: rule("flexible") };
    expect(said(page)).to.deep.equal([]);
    expect(said({ op: "create", type: tokens.page, name: "p", new: rule("strict") })).to.deep.equal(
      [],
    );
    const full = { ...strict, value: "full" };
    expect(
      said(
        { op: "same", type: "setting", name: "ssl", id: "ssl", old: full },
        { op: "create", type: tokens.page, name: "p", new: rule("full") },
      ),
    ).to.deep.equal([]);
  });

  it("tells of origins that must show a certificate once a weak rule goes", () => {
    const gone: Step = { op: "delete", type: tokens.page, name: "p", id: "p", old: rule("full") };
    expect(said(gone)).to.deep.equal([
      "medium tls-stricter: legacy.example.com: from this change on, every origin must show a certificate that is valid and covers its hostname; one that does not is answered with Error 526 at once.",
    ]);
  });

  const hostRule = (ssl: string, ...hosts: readonly string[]): object => ({
    expression: `http.host in {${hosts.map((host) => `"${host}.example.com"`).join(" ")}}`,
    ...{ action: "set_config", actionParameters: { ssl } },
  });
  const rules = (...given: readonly object[]): object => ({ ...config("strict"), rules: given });
  const edited = (old: object, now: object): Step => ({
    ...{ op: "update", type: tokens.ruleset, name: "c", id: "c", old, new: now },
  });
  const stricterFor = (host: string): string =>
    `medium tls-stricter: ${host}.example.com: from this change on, every origin must show a certificate that is valid and covers its hostname; one that does not is answered with Error 526 at once.`;

  it("names only the hostnames whose mode an edited list changes", () => {
    const [both, one] = [rules(hostRule("flexible", "a", "b")), rules(hostRule("flexible", "a"))];
    expect(said(edited(both, one))).to.deep.equal([stricterFor("b")]);
    expect(said(edited(one, both))).to.deep.equal([`high tls-weaker: b.example.com: ${flexible}`]);
    const split = rules(hostRule("flexible", "b"), hostRule("flexible", "a"));
    expect(said(edited(both, split))).to.deep.equal([]);
    const other = { expression: "true", action: "set_config", actionParameters: { mirage: true } };
    expect(said(edited(one, rules(other, hostRule("flexible", "a"))))).to.deep.equal([]);
    const mixed = rules(hostRule("flexible", "a"), hostRule("strict", "b"));
    expect(said(edited(both, mixed))).to.deep.equal([stricterFor("b")]);
    const wider: Step = {
      ...{ op: "update", type: tokens.page, name: "p", id: "p" },
      old: rule("flexible", "http://a.example.com/*"),
      new: rule("flexible", "*a.example.com/*"),
    };
    expect(said(wider)).to.deep.equal([]);
  });

  it("tells of a resource that goes once, whatever number of rules and hostnames it has", () => {
    const old = rules(hostRule("flexible", "b", "a"), hostRule("flexible", "a"));
    const gone: Step = { op: "delete", type: tokens.ruleset, name: "c", id: "c", old };
    const [first, ...rest] = said(gone);
    expect(rest).to.deep.equal([]);
    expect(first).to.equal(stricterFor("a.example.com, b"));
  });

  it("says nothing of a mode that moves from a page rule to a configuration rule", () => {
    const page: Step = {
      op: "delete",
      type: tokens.page,
      name: "p",
      id: "p",
      old: rule("flexible"),
    };
    const moved: Step = { op: "create", type: tokens.ruleset, name: "c", new: config("flexible") };
    expect(said(page, moved)).to.deep.equal([]);
    expect(said(page, { ...moved, new: config("strict") })).to.deep.equal([stricterFor("legacy")]);
  });

  it("tells of the weaker mode of the zone that a rule leaves its requests to", () => {
    const setting = (value: string): Step => ({
      ...{ op: "same", type: "setting", name: "ssl", id: "ssl", old: { ...strict, value } },
    });
    const gone = (ssl: string): Step => ({
      ...{ op: "delete", type: tokens.ruleset, name: "c", id: "c", old: config(ssl) },
    });
    const weaker = [`high tls-weaker: legacy.example.com: ${flexible}`];
    expect(said(setting("flexible"), gone("strict"))).to.deep.equal(weaker);
    expect(said(setting("flexible"), gone("full"))).to.deep.equal(weaker);
    const was = { expression: 'http.host eq "legacy.example.com"', action: "set_config" };
    const on = { ...was, actionParameters: { ssl: "strict" } };
    const off = edited(rules(on), rules({ ...on, enabled: false }));
    expect(said(setting("flexible"), off)).to.deep.equal(weaker);
    expect(said(setting("full"), gone("flexible"))).to.deep.equal([
      encryptedFor("legacy.example.com"),
    ]);
    expect(said(setting("strict"), gone("strict"))).to.deep.equal([]);
    const { risks } = reviewSteps([...standing.slice(0, 1), setting("flexible"), off]);
    expect(risks.map(({ cause }) => cause.map(({ change }) => change.key))).to.deep.equal([
      [urnOf(tokens.ruleset, "c")],
    ]);
  });

  it("says nothing new of origins where one strict mode follows the other", () => {
    const setting: Step = {
      ...{ op: "update", type: "setting", name: "ssl", id: "ssl", old: strict },
      new: { ...strict, value: "origin_pull" },
    };
    expect(said(setting)).to.deep.equal([]);
  });

  it("names no hostname of an expression that is about other requests too", () => {
    const either = (expression: string): Step => ({
      ...{ op: "create", type: tokens.ruleset, name: "c" },
      new: rules({ ...hostRule("flexible", "a"), expression }),
    });
    const some = [`high tls-weaker: Some requests of example.com: ${flexible}`];
    const a = 'http.host eq "a.example.com"';
    const path = 'starts_with(http.request.uri.path, "/x")';
    for (const or of ["or", "||", "xor", "^^"]) {
      expect(said(either(`${a} ${or} ${path}`))).to.deep.equal(some);
    }
    expect(said(either(`${a} and ${path}`))).to.deep.equal([
      `high tls-weaker: a.example.com: ${flexible}`,
    ]);
    expect(said(either(`${a} or http.host eq "or.example.com"`))).to.deep.equal([
      `high tls-weaker: a.example.com, or.example.com: ${flexible}`,
    ]);
  });

  it("tells which hostnames a paused zone sends past Cloudflare", () => {
    const pause: Step = {
      ...{ op: "update", type: "zone", name: "zone", id: zoneId, old: zone },
      new: { ...zone, paused: true },
    };
    expect(said(pause)).to.deep.equal([
      "high zone-paused: www.example.com: from this change on Cloudflare only answers DNS for example.com, and visitors go straight to the origins, whose addresses are public then. An origin that lets in Cloudflare alone answers nobody, and one with a certificate of the Origin CA is trusted by no browser.",
    ]);
    expect(rest(pause)).to.deep.equal(["tls-mode-automatic"]);
    const direct: Step = { ...(standing[2] as Step), old: record("www.example.com", false) };
    expect(said(pause, direct)).to.deep.equal([]);
    const elsewhere = { ...record("www.example.com"), zoneId: "e".repeat(32) };
    expect(said(pause, { ...direct, old: elsewhere })).to.deep.equal([
      "high zone-paused: Every hostname of example.com: from this change on Cloudflare only answers DNS for example.com, and visitors go straight to the origins, whose addresses are public then. An origin that lets in Cloudflare alone answers nobody, and one with a certificate of the Origin CA is trusted by no browser.",
    ]);
  });

  it("tells which hostnames go through Cloudflare once a zone is no longer paused", () => {
    const paused = { ...zone, paused: true };
    const back: Step = {
      ...{ op: "update", type: "zone", name: "zone", id: zoneId, old: paused, new: zone },
    };
    const unpaused =
      "medium zone-unpaused: Visitors of www.example.com go through Cloudflare from now on: the origin must let Cloudflare in, show a certificate that the encryption mode accepts, and use no other ports than Cloudflare proxies.";
    expect(said(back)).to.deep.equal([unpaused]);
    const direct: Step = { ...(standing[2] as Step), old: record("www.example.com", false) };
    expect(said(back, direct)).to.deep.equal([]);
    const fresh: Step = {
      op: "create",
      type: "record",
      name: "new",
      new: record("new.example.com"),
    };
    expect(said(back, fresh)).to.deep.equal([unpaused]);
    const off: Step = {
      ...{ op: "same", type: tokens.universal, name: "u", id: zoneId },
      old: { zoneId, enabled: false },
    };
    expect(said(back, off)).to.deep.equal([
      "high edge-certificate-missing: www.example.com: Universal SSL is off in example.com and no certificate of this plan covers it: every browser shows a TLS error, unless a certificate does that this plan does not hold.",
      unpaused,
    ]);
    const still: Step = { ...(standing[0] as Step), old: paused };
    expect(said(still, { ...off, op: "create", new: { zoneId, enabled: false } })).to.deep.equal(
      [],
    );
  });

  it("tells of hostnames that lose their certificate, in one risk", () => {
    const api: Step = {
      op: "same",
      type: "record",
      name: "api",
      id: "a",
      old: record("api.example.com"),
    };
    const lost =
      "high edge-certificate-lost: api.example.com and www.example.com: from this change on no certificate at the edge covers them, unless one does that this plan does not hold: every browser shows a TLS error before it asks for anything.";
    const offStep: Step = {
      ...{ op: "create", type: tokens.universal, name: "u", new: { zoneId, enabled: false } },
    };
    expect(said(api, offStep)).to.deep.equal([lost]);
    expect(rest(api, offStep)).to.deep.equal(["tls-mode-automatic"]);
    const pack = { zoneId, hosts: ["example.com", "*.example.com"] };
    const covering: Step = { op: "same", type: tokens.pack, name: "k", id: "k", old: pack };
    expect(said(api, offStep, covering)).to.deep.equal([]);
    const already: Step = {
      op: "same",
      type: tokens.universal,
      name: "u",
      id: zoneId,
      old: { zoneId, enabled: false },
    };
    expect(said(api, already, { ...covering, op: "delete" })).to.deep.equal([lost]);
    expect(said(api, { ...covering, op: "delete" })).to.deep.equal([]);
  });

  it("tells of a pack that goes unless what stays covers all its names", () => {
    const gone = (names: string): string =>
      `edge-certificate-gone: Visitors of ${names} get a TLS error until another certificate at the edge covers them.`;
    const pack = (...hosts: readonly string[]): object => ({ zoneId, hosts });
    const deep = ["shop.example.com", "*.shop.example.com"];
    const going: Step = {
      ...{ op: "delete", type: tokens.pack, name: "k", id: "k", old: pack(...deep) },
    };
    expect(said(going)).to.deep.equal([`high ${gone("*.shop.example.com")}`]);
    const second: Step = { ...going, op: "same", name: "second", id: "second" };
    expect(said(going, second)).to.deep.equal([]);
    const near = pack("example.com", "*.example.com");
    expect(said({ ...going, old: near })).to.deep.equal([]);
    expect(
      said({ ...(standing[0] as Step), old: { ...zone, type: "partial" } }, going),
    ).to.deep.equal([`high ${gone("shop.example.com and *.shop.example.com")}`]);
    const remade = { op: "replace", pendingReplacement: true, replaceReasons: ["hosts"] };
    expect(said({ ...going, ...remade, new: pack(...deep) })).to.deep.equal([
      `high ${gone("*.shop.example.com")}`,
    ]);
    const late = { ...going, old: { zoneId, hosts: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"] } };
    expect(said(late)).to.deep.equal([`high ${gone("the hostnames of k")}`]);
    expect(said({ ...going, ...remade, old: near, new: near })).to.deep.equal([]);
  });

  it("tells of names that only a pack covers that is ordered with them", () => {
    const deep = "a.shop.example.com";
    const hosts = ["example.com", "*.shop.example.com"];
    const ordered: Step = { op: "create", type: tokens.pack, name: "k", new: { zoneId, hosts } };
    const there: Step = {
      ...{ op: "same", type: tokens.pack, name: "k", id: "k", old: { zoneId, hosts } },
    };
    const comes: Step = { op: "create", type: "record", name: "deep", new: record(deep) };
    const lets: Step = {
      ...{ op: "update", type: "record", name: "deep", id: "d" },
      ...{ old: record(deep, false), new: record(deep) },
    };
    const stays: Step = { op: "same", type: "record", name: "deep", id: "d", old: record(deep) };
    const pending = (severity: string): string =>
      `${severity} edge-certificate-pending: a.shop.example.com: no certificate at the edge covers it but one that this change orders, and Cloudflare issues that only after the order, in minutes or more: until it is active every browser shows a TLS error. The provider does not wait for it.`;
    expect(said(comes, ordered)).to.deep.equal([pending("low")]);
    expect(said(lets, ordered).filter((line) => line.includes("pending"))).to.deep.equal([
      pending("high"),
    ]);
    const remade: Step = {
      ...{ ...there, op: "replace", replaceReasons: ["hosts"], new: { zoneId, hosts } },
    };
    expect(said(stays, remade)).to.deep.equal([pending("high")]);
    // One that is active, the one that stays beside the new one, and Universal SSL: nobody waits.
    expect(said(comes, there)).to.deep.equal([]);
    expect(said(stays, there, { ...ordered, name: "new" })).to.deep.equal([]);
    const near: Step = { ...comes, new: record("new.example.com") };
    expect(said(near, { ...ordered, new: { zoneId, hosts: ["new.example.com"] } })).to.deep.equal(
      [],
    );
  });

  it("tells of a pack that is made anew, whose certificate comes later than the old one goes", () => {
    const hosts = ["example.com", "*.deep.example.com"];
    const remade: Step = {
      ...{ op: "replace", type: tokens.pack, name: "k", id: "k", replaceReasons: ["hosts"] },
      ...{ old: { zoneId, hosts }, new: { zoneId, hosts } },
    };
    expect(said(remade)).to.deep.equal([
      "medium edge-certificate-gone: Visitors of *.deep.example.com get a TLS error until another certificate at the edge covers them.",
    ]);
  });

  it("names no change of another zone as the cause of a lost certificate", () => {
    const other = "e".repeat(32);
    const { risks } = reviewSteps([
      ...standing,
      { op: "same", type: "zone", name: "net", id: other, old: { ...zone, name: "example.net" } },
      { op: "create", type: tokens.universal, name: "u", new: { zoneId, enabled: false } },
      {
        ...{ op: "delete", type: tokens.pack, name: "k", id: "k" },
        old: { zoneId: other, hosts: ["a.shop.example.net"] },
      },
    ]);
    expect(
      risks.map(({ id, cause }) => [id, ...cause.map(({ change }) => change.key)]),
    ).to.deep.equal([
      ["edge-certificate-gone", urnOf(tokens.pack, "k")],
      ["edge-certificate-lost", urnOf(tokens.universal, "u")],
    ]);
  });

  it("takes a certificate of which it knew nothing for none that is lost", () => {
    const deep: Step = {
      ...{ op: "same", type: "record", name: "deep", id: "d", old: record("a.b.example.com") },
    };
    const imported: Step = { op: "import", type: "zone", name: "zone", id: zoneId, new: zone };
    const pinned: Step = {
      ...{ op: "same", type: "setting", name: "mode", id: "mode" },
      old: { zoneId, settingId: "ssl_automatic_mode", value: "custom" },
    };
    const { risks, findings } = reviewSteps([...standing.slice(1), imported, deep, pinned]);
    expect(risks).to.deep.equal([]);
    expect(
      findings
        .filter(({ id }) => id === "edge-certificate-missing")
        .map(({ severity, introduced }) => [severity, introduced]),
    ).to.deep.equal([["medium", "before"]]);
  });

  it("tells of new names that are too deep, and of those of which it does not know", () => {
    const deep: Step = {
      op: "create",
      type: "record",
      name: "deep",
      new: record("a.b.example.com"),
    };
    const missing =
      "edge-certificate-missing: a.b.example.com: Universal SSL does not reach so far in example.com and no certificate of this plan covers it: every browser shows a TLS error, unless a certificate does that this plan does not hold.";
    expect(said(deep)).to.deep.equal([`medium ${missing}`]);
    const old = record("a.b.example.com", false);
    const proxied: Step = { ...deep, op: "update", id: "d", old };
    const entered =
      "medium proxy-entered: Visitors of a.b.example.com go through Cloudflare from now on: the origin must let Cloudflare in, show a certificate that the encryption mode accepts, and use no other ports than Cloudflare proxies.";
    expect(said(proxied)).to.deep.equal([`high ${missing}`, entered]);
    expect(said({ ...deep, new: old })).to.deep.equal([]);
    expect(
      said({ op: "create", type: "record", name: "near", new: record("b.example.com") }),
    ).to.deep.equal([]);
    const partial: Step = { ...(standing[0] as Step), old: { ...zone, type: "partial" } };
    expect(said(partial, deep)).to.deep.equal([]);
    const elsewhere: Step = {
      op: "same",
      type: "record",
      name: "zone",
      id: "z",
      old: record("z.example.com"),
    };
    expect(said(elsewhere, deep)).to.deep.equal([
      "low edge-certificate-unknown: a.b.example.com: whether a certificate at the edge covers it is not known, since the zone's name, its set-up and its certificates are not in this plan; in a full set-up Universal SSL reaches one label below the zone, and where nothing else covers it, every browser shows a TLS error.",
    ]);
  });

  it("tells whom a minimum of TLS 1.3 turns away, of a zone and of a hostname", () => {
    const minimum = { zoneId, settingId: "min_tls_version", value: "1.3" };
    const all: Step = { op: "create", type: "setting", name: "min", new: minimum };
    expect(said(all)).to.deep.equal([
      "medium tls-version-raised: Visitors of example.com who speak no TLS 1.3 meet an error from this change on; what was enough until now, the plan does not say.",
    ]);
    const one: Step = {
      ...{ op: "update", type: tokens.hostname, name: "shop", id: "s" },
      old: { ...minimum, hostname: "Shop.example.com", value: "1.2" },
      new: { ...minimum, hostname: "Shop.example.com" },
    };
    expect(said(one)).to.deep.equal([
      "medium tls-version-raised: Visitors of shop.example.com who speak no TLS 1.3 meet an error from this change on; until now TLS 1.2 was enough.",
    ]);
    expect(rest(one)).to.deep.equal(["tls-mode-automatic"]);
    expect(said({ ...all, new: { ...minimum, value: "1.2" } })).to.deep.equal([]);
    const zoneWide = (value: string): Step => ({
      ...{ op: "same", type: "setting", name: "min", id: "min", old: { ...minimum, value } },
    });
    const own: Step = { ...one, op: "create", old: undefined };
    expect(said(zoneWide("1.3"), own)).to.deep.equal([]);
    expect(said(zoneWide("1.2"), own)).to.deep.equal(said(one));
  });

  it("points to the change that causes it", () => {
    const { risks } = reviewSteps([
      ...standing,
      { op: "create", type: tokens.universal, name: "u", new: { zoneId, enabled: false } },
    ]);
    expect(risks.map(({ cause }) => cause.map(({ change }) => change.key))).to.deep.equal([
      [urnOf(tokens.universal, "u")],
    ]);
  });
});
