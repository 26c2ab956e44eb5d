import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { deadRules, impossibleHeaders, onlyHosts } from "../../../model/rules/deadRules";
import {
  isCustomRuleset,
  phaseRules,
  rulesetRules,
  type EdgeRule,
} from "../../../model/rules/edgeRules";
import { snippetRules } from "../../../model/rules/snippetRules";
import { resource } from "../resource";

const phase = "http_request_firewall_custom";
const ruleset = (rules: ModelValue, more: ModelObject = {}): ModelResource =>
  resource("ruleset", "own", { zoneId: "zone", kind: "zone", phase, rules, ...more });
const block = (expression: ModelValue, more: ModelObject = {}): ModelObject => ({
  ...{ action: "block", expression },
  ...more,
});

/** The rules of a ruleset, of which there are some. */
const rulesOf = (...list: readonly ModelObject[]): readonly EdgeRule[] =>
  rulesetRules(ruleset(list))?.rules ?? [];
const ruleOf = (rule: ModelObject): EdgeRule => {
  const [read] = rulesOf(rule);
  if (read === undefined) {
    throw new Error("no rule");
  }
  return read;
};

describe("a ruleset", () => {
  const owner = (more: ModelObject): unknown => {
    const read = rulesetRules(ruleset([], more));
    return read && [read.owner, read.isOfAccount, read.phase];
  };

  it("is a zone's or an account's, in its phase", () => {
    expect(owner({})).to.deep.equal(["zone", false, phase]);
    expect(owner({ kind: "root", accountId: "account" })).to.deep.equal(["account", true, phase]);
    expect(owner({ zoneId: new ModelReference(["urn:b", "urn:a"]) })).to.deep.equal([
      ...["urn:a or urn:b", false, phase],
    ]);
    expect(owner({ zoneId: null })).to.deep.equal(["?", false, phase]);
  });

  it("is no entry point where its kind is another, or it is not known where it stands", () => {
    for (const more of [{ kind: "custom" }, { kind: "managed" }, { kind: unknownValue }] as const) {
      expect(owner(more)).to.equal(undefined);
    }
    expect(owner({ phase: unknownValue })).to.equal(undefined);
    expect(owner({ phase: null })).to.equal(undefined);
  });

  it("has no known rules where the plan does not know them yet", () => {
    const late = ruleset(unknownValue);
    expect(rulesetRules(late)?.rules).to.equal(undefined);
    const [read] = phaseRules(new Inventory([late]));
    expect(read).to.deep.include({ owner: "zone", rules: undefined });
  });

  it("is one that others execute by its kind, and a ruleset at all", () => {
    expect(isCustomRuleset(ruleset([], { kind: "custom" }))).to.equal(true);
    expect(isCustomRuleset(ruleset([]))).to.equal(false);
    expect(isCustomRuleset(resource("rulesList", "list", { kind: "custom" }))).to.equal(false);
  });

  it("is named as what decides the rules that it executes", () => {
    const executing = ruleset([
      { action: "execute", expression: "true", actionParameters: { id: "custom" } },
      block("true"),
    ]);
    const custom = resource("ruleset", "custom", {
      ...{ accountId: "account", kind: "custom", phase, rules: [block("ssl")] },
    });
    const [read] = phaseRules(new Inventory([executing, custom]));
    const told = read?.rules?.map(({ resource: { name }, place, expression, decidedBy }) => [
      ...[name, place, expression],
      ...decidedBy.map((each) => each.name),
    ]);
    expect(told).to.deep.equal([
      ["custom", "rules[0]", "(true) and (ssl)", "own"],
      ["own", "rules[1]", "true"],
    ]);
  });
});

describe("a rule at the edge", () => {
  it("is called by its description, else its ref, else its place", () => {
    const title = (more: ModelObject): string => ruleOf(block("true", more)).title;
    expect(title({ description: "no bots", ref: "bots" })).to.equal("no bots");
    expect(title({ description: "", ref: "bots" })).to.equal("bots");
    expect(title({ description: unknownValue, ref: "bots" })).to.equal("bots");
    expect(title({ ref: "" })).to.equal("rules[0]");
    expect(title({})).to.equal("rules[0]");
  });

  it("names the hostnames that it compares the asked one with, and no other texts", () => {
    const asked = (expression: string): unknown[] => {
      const { hosts, asksWholeHosts } = ruleOf(block(expression));
      return [...hosts, asksWholeHosts];
    };
    expect(asked('http.host eq "a.example"')).to.deep.equal(["a.example", true]);
    expect(asked('http.host in {"a.example" "b.example"}')).to.deep.equal([
      ...["a.example", "b.example", true],
    ]);
    expect(asked('http.host ne "a.example" and ssl')).to.deep.equal(["a.example", true]);
    expect(asked('http.request.method eq "POST"')).to.deep.equal([true]);
    expect(asked('http.request.uri.path eq "/a" or http.host eq "a.example"')).to.deep.equal([
      ...["a.example", true],
    ]);
    expect(asked('http.host contains "example"')).to.deep.equal([false]);
    expect(asked('lower(http.host) eq "a.example"')).to.deep.equal([false]);
    expect(asked('http.request.full_uri eq "https://a.example/"')).to.deep.equal([false]);
    expect(asked('http.host eq "a.example" or http.host contains "b"')).to.deep.equal([
      ...["a.example", false],
    ]);
    expect(asked("http.host eq")).to.deep.equal([true]);
  });

  it("names the fields and the lists that it asks", () => {
    const parts = (expression: ModelValue): unknown[] => {
      const { fields, lists } = ruleOf(block(expression));
      return [[...fields], lists];
    };
    expect(
      parts('ip.src in $office and not ip.src in {198.51.100.7} and http.host eq "a"'),
    ).to.deep.equal([["ip.src", "http.host"], ["office"]]);
    expect(parts('http.host eq "$office"')).to.deep.equal([["http.host"], []]);
    expect(parts("http.host eq")).to.deep.equal([[], []]);
    expect(parts(unknownValue)).to.deep.equal([[], []]);
  });

  it("looks redirects up in a list, and asks for nothing else then", () => {
    const always = { kind: "constant", value: true };
    const moved = (expression: string): ModelObject => ({
      ...{ action: "redirect", expression },
      actionParameters: { fromList: { name: "moved", key: "http.request.full_uri" } },
    });
    expect(ruleOf(moved("http.request.full_uri in $moved")).condition).to.deep.equal(always);
    const [guarded, set, blocking] = rulesOf(
      moved('http.request.full_uri in $moved and http.host eq "a"'),
      moved('http.host eq "a"'),
      block("ip.src in $office"),
    );
    for (const rule of [guarded, set, blocking]) {
      expect(rule?.condition).not.to.deep.equal(always);
    }
    expect(ruleOf(moved("no(")).condition).to.equal(undefined);
  });

  it("is on unless it says otherwise", () => {
    const enabled = (more: ModelObject): string => ruleOf(block("true", more)).enabled;
    expect(enabled({})).to.equal("yes");
    expect(enabled({ enabled: false })).to.equal("no");
    expect(enabled({ enabled: unknownValue })).to.equal("unknown");
  });
});

describe("rules that no request can meet", () => {
  const dead = (...list: readonly ModelObject[]): string[] =>
    deadRules(rulesOf(...list)).map(({ rule: { place }, because }) => `${place}: ${because}`);

  it("are those behind a rule that answers every request, or all of theirs", () => {
    expect(dead(block("ssl"), block(" ssl "), block("true"), block("not ssl"))).to.deep.equal([
      "rules[1]: rules[0] has the same expression and answers before it",
      "rules[3]: rules[2] answers every request before it",
    ]);
    expect(dead(block("false"))).to.deep.equal(["rules[0]: its expression is never true"]);
    expect(
      dead(
        block('starts_with(http.request.uri.path, "/api/")'),
        block('http.request.uri.path in {"/api/a" "/api/b"} and ssl', { action: "log" }),
        block('http.request.uri.path in {"/api/a" "/b"}'),
      ),
    ).to.deep.equal(["rules[1]: rules[0] answers all of its requests before it"]);
  });

  it("are those that an earlier rule lets all of their requests skip", () => {
    const skip = (actionParameters: ModelObject): ModelObject =>
      block("ssl", { action: "skip", actionParameters });
    const behind = block('ssl and http.host eq "a"');
    expect(dead(skip({ ruleset: "current" }), behind)).to.deep.equal([
      "rules[1]: rules[0] lets all of its requests skip what comes after",
    ]);
    expect(dead(skip({ phases: ["http_ratelimit"] }), behind)).to.deep.equal([]);
  });

  it("are none behind rules that are off, let requests go on, or are not known", () => {
    expect(dead(block("ssl", { enabled: false }), block("ssl"))).to.deep.equal([]);
    expect(dead({ action: "log", expression: "true" }, block("ssl"))).to.deep.equal([]);
    expect(dead(block("ssl", { action: "managed_challenge" }), block("ssl"))).to.deep.equal([]);
    expect(dead(block("ssl"), block(unknownValue), block("not ssl"))).to.deep.equal([]);
    expect(dead(block('ssl and http.host eq "a"'), block("ssl"))).to.deep.equal([]);
  });

  const cache = (expression: string, actionParameters: ModelObject): ModelObject => ({
    ...{ action: "set_cache_settings", expression, actionParameters },
  });
  const kept = { cache: true, edgeTtl: { mode: "override_origin", default: 60 } };
  const admin = 'starts_with(http.request.uri.path, "/admin")';

  it("are those whose settings a later one sets for all of their requests", () => {
    const said = "rules[0]: rules[1] comes after it and sets the same for all of its requests";
    expect(dead(cache(admin, { cache: false }), cache("true", kept))).to.deep.equal([said]);
    expect(dead(cache(admin, kept), cache("true", { cache: false }))).to.deep.equal([said]);
    const route = (expression: string, actionParameters: ModelObject): ModelObject => ({
      ...{ action: "route", expression, actionParameters },
    });
    const port = { origin: { port: 8080 } };
    const both = { origin: { host: "a.example.com", port: 80 } };
    expect(dead(route(admin, port), route("ssl or true", both))).to.deep.equal([said]);
    expect(dead(route(admin, both), route("true", port))).to.deep.equal([]);
    const mode = (expression: string): ModelObject => ({
      ...{ action: "set_config", expression, actionParameters: { ssl: "strict" } },
    });
    expect(dead(mode(admin), mode("true"))).to.deep.equal([said]);
  });

  it("are none whose settings come last, or are set for some requests only, or beside others", () => {
    expect(dead(cache("true", kept), cache(admin, { cache: false }))).to.deep.equal([]);
    expect(dead(cache("true", { cache: false }), cache(admin, kept))).to.deep.equal([]);
    const browsers = { browserTtl: { mode: "respect_origin" } };
    expect(dead(cache(admin, browsers), cache("true", kept))).to.deep.equal([]);
    const off = { ...cache("true", kept), enabled: false };
    expect(dead(cache(admin, { cache: false }), off)).to.deep.equal([]);
    const late: ModelObject = { ...cache(admin, {}), actionParameters: unknownValue };
    expect(dead(late, cache("true", kept))).to.deep.equal([]);
    expect(dead(cache("no(", { cache: false }), cache("true", kept))).to.deep.equal([]);
  });

  it("are only for some hostnames where they say so", () => {
    const hosts = (expression: ModelValue) => onlyHosts(ruleOf(block(expression)));
    expect(hosts('http.host eq "a"')).to.deep.equal(["a"]);
    expect(hosts('ssl and http.host in {"a" "b"}')).to.deep.equal(["a", "b"]);
    expect(hosts('http.host eq "a" or (http.host eq "b" and ssl)')).to.deep.equal(["a", "b"]);
    for (const other of [
      ...['http.host eq "a" or ssl', 'http.host eq "a" xor ssl', 'not http.host eq "a"'],
      ...['http.host ne "a"', 'http.host contains "a"', 'http.referer eq "a"', "http.host in $own"],
    ]) {
      expect(hosts(other), other).to.equal(undefined);
    }
    expect(hosts(unknownValue)).to.equal(undefined);
  });

  it("ask for headers whose names no header has", () => {
    const names = (expression: ModelValue): string[] =>
      impossibleHeaders(ruleOf(block(expression)));
    expect(names('http.request.headers["X-Key"][0] eq "a"')).to.deep.equal(["X-Key"]);
    expect(names('http.request.headers["x-key"][0] eq "a"')).to.deep.equal([]);
    expect(
      names(
        'lower(http.request.headers["X-Key"][0]) eq "a" or any(http.request.headers["X-Key"][*] eq "b")',
      ),
    ).to.deep.equal(["X-Key"]);
    expect(names('concat("A", lower(http.request.headers["X-A"][0])) eq "a"')).to.deep.equal([
      "X-A",
    ]);
    expect(names('http.request.cookies["Session"][0] eq "a"')).to.deep.equal([]);
    expect(names('http.host eq "A"')).to.deep.equal([]);
    expect(names(unknownValue)).to.deep.equal([]);
  });
});

describe("rules of snippets", () => {
  const read = (rules: ModelValue) =>
    snippetRules(new Inventory([resource("snippetRules", "own", { zoneId: "zone", rules })]));

  it("are those of their zone, each by the name of its script", () => {
    const [group] = read([
      { expression: "ssl", snippetName: "ab_test" },
      { expression: "ssl", snippetName: unknownValue, enabled: unknownValue },
      unknownValue,
    ]);
    expect([group?.owner, group?.isOfAccount]).to.deep.equal(["zone", false]);
    const told = group?.rules?.map(({ title, place, enabled, expression, action }) => [
      ...[title, place, enabled, expression, action],
    ]);
    const late = { kind: "unread", script: unknownValue };
    expect(told).to.deep.equal([
      ["ab_test", "rules[0]", "yes", "ssl", { kind: "unread", script: "ab_test" }],
      ["rules[1]", "rules[1]", "unknown", "ssl", late],
      ["rules[2]", "rules[2]", "yes", unknownValue, late],
    ]);
  });

  it("are not known where the plan does not know them yet", () => {
    expect(read(unknownValue).map(({ rules }) => rules)).to.deep.equal([undefined]);
  });
});
