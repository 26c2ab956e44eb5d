import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { leadsNowhere, namedHostnames, servedName } from "../../../model/traffic/edgeServices";
import { readTrafficPaths } from "../../../model/traffic/path";
import { sentHeader } from "../../../model/traffic/sentHeaders";
import { record, resource } from "../resource";

const www = "www.example.com";
const typed = (type: string, properties: ModelObject): ModelResource => ({
  ...{ key: "urn:own", name: "own", type, properties },
});
const cloudflare = (name: string, properties: ModelObject): ModelResource =>
  typed(`cloudflare:index/${name}`, properties);

describe("what of Cloudflare answers in place of an origin", () => {
  it("is told by the hostname that it serves", () => {
    const domain = "workersCustomDomain:WorkersCustomDomain";
    expect(servedName(cloudflare(domain, { hostname: "WWW.example.com" }))).to.equal(www);
    expect(servedName(cloudflare(domain, { hostname: unknownValue }))).to.equal(undefined);
    expect(servedName(cloudflare("pagesDomain:PagesDomain", { name: www }))).to.equal(www);
    expect(servedName(record(www))).to.equal(undefined);
  });

  it("is a route of a Worker, unless it runs none", () => {
    const route = (more: ModelObject): unknown =>
      servedName(cloudflare("workersRoute:WorkersRoute", { pattern: "a.example/*", ...more }));
    expect(route({ script: "w" })).to.equal("a.example/*");
    expect(route({})).to.equal(undefined);
  });
});

describe("the hostnames that a resource of Cloudflare names", () => {
  const named = (properties: ModelObject, type = "other:Other"): string[] =>
    namedHostnames(cloudflare(type, properties));

  it("are those of the properties that hold one, without scheme, port and path", () => {
    expect(named({ hostname: "A.example.com" })).to.deep.equal(["a.example.com"]);
    expect(named({ host: "a.example.com:8443" })).to.deep.equal(["a.example.com"]);
    expect(named({ domain: "https://a.example.com/b" })).to.deep.equal(["a.example.com"]);
    expect(named({ pattern: "http://*.example.com/*" })).to.deep.equal(["*.example.com"]);
    expect(named({ target: "*://a-b.example.com/" })).to.deep.equal(["a-b.example.com"]);
    expect(named({ dns: { name: "ssh.example.com", type: "CNAME" } })).to.deep.equal([
      "ssh.example.com",
    ]);
    expect(named({ hostname: "a.b.c.example.com", host: "d.example.com" })).to.deep.equal([
      ...["a.b.c.example.com", "d.example.com"],
    ]);
  });

  it("are a name too where that is the hostname", () => {
    expect(named({ name: www }, "pagesDomain:PagesDomain")).to.deep.equal([www]);
    expect(named({ name: www })).to.deep.equal([]);
  });

  it("are none of what is no hostname, not known, or not Cloudflare's", () => {
    for (const text of [
      "localhost",
      "",
      "a b.example.com",
      "a..example",
      ".example",
      "a.example.",
    ]) {
      expect(named({ hostname: text }), text).to.deep.equal([]);
    }
    expect(named({ hostname: unknownValue, dns: unknownValue })).to.deep.equal([]);
    expect(
      namedHostnames(typed("aws:lb/loadBalancer:LoadBalancer", { domain: www })),
    ).to.deep.equal([]);
    expect(namedHostnames(typed("my:cloudflare:Thing", { domain: www }))).to.deep.equal([]);
  });
});

describe("a hostname that leads nowhere", () => {
  const nowhere = (...contents: readonly ModelValue[]): boolean =>
    leadsNowhere(readTrafficPaths(contents.map((content) => record(www, { content }))), www);

  it("is one all of whose records hold an address that stands for no origin", () => {
    expect(nowhere("192.0.2.1")).to.equal(true);
    expect(nowhere("192.0.2.1", "100::")).to.equal(true);
    expect(nowhere("192.0.2.1", "203.0.113.9")).to.equal(false);
    expect(nowhere("203.0.113.9")).to.equal(false);
    expect(nowhere(unknownValue)).to.equal(false);
    expect(nowhere()).to.equal(false);
  });
});

describe("what Cloudflare sets a header to on its way to origins", () => {
  const phase = "http_request_late_transform";
  const ruleset = (rules: ModelValue, more: ModelObject = {}): ModelResource =>
    resource("ruleset", `ruleset ${Object.keys(more).join()}`, {
      ...{ zoneId: "zone", kind: "zone", phase, rules },
      ...more,
    });
  const rule = (headers: ModelValue, more: ModelObject = {}): ModelObject => ({
    ...{ action: "rewrite", expression: "true", actionParameters: { headers } },
    ...more,
  });
  const set = (value: ModelValue, more: ModelObject = {}): ModelObject =>
    rule({ "X-Origin-Auth": { operation: "set", value } }, more);
  const sent = (...resources: readonly ModelResource[]) =>
    sentHeader(new Inventory(resources), "zone", www, "x-origin-AUTH");
  const value = (...rules: readonly ModelValue[]): unknown => sent(ruleset(rules)).value;

  it("is what the last rule says that is for the hostname", () => {
    expect(value(set("a"))).to.equal("a");
    expect(value(set("a"), set("b"))).to.equal("b");
    expect(value(set("a", { expression: `http.host eq "${www}"` }))).to.equal("a");
    expect(value(set("a"), set("b", { expression: 'http.host eq "b.example.com"' }))).to.equal("a");
    expect(value(set("a"), set("b", { enabled: false }))).to.equal("a");
    expect(value(set("a"), rule({ "x-other": { operation: "set", value: "b" } }))).to.equal("a");
    expect(value(set("a"), rule({ "x-origin-auth": { operation: "remove" } }))).to.equal(undefined);
    expect(value()).to.equal(undefined);
  });

  it("is not known where a rule may set it, or sets what is not known", () => {
    const vagueRules: readonly ModelValue[] = [
      unknownValue,
      set(unknownValue),
      set("b", { expression: unknownValue }),
      set("b", { expression: "http.host eq" }),
      set("b", { expression: 'http.request.uri.path eq "/"' }),
      set("b", { enabled: unknownValue }),
      rule(unknownValue),
      rule({ "x-origin-auth": unknownValue }),
      rule({ "x-origin-auth": { operation: "set" } }),
      rule({ "x-origin-auth": { operation: "remove" } }, { enabled: unknownValue }),
      { action: "rewrite", expression: "true", actionParameters: unknownValue },
    ];
    for (const late of vagueRules) {
      expect(value(set("a"), late)).to.equal(unknownValue);
    }
    expect(value(rule(unknownValue, { enabled: false }))).to.equal(undefined);
    expect(value(set("b", { enabled: false, expression: unknownValue }))).to.equal(undefined);
    expect(sent(ruleset(unknownValue)).value).to.equal(unknownValue);
    expect(value(unknownValue, set("a"))).to.equal("a");
  });

  it("is said by the rulesets of that phase of the zone", () => {
    const own = ruleset([set("a")]);
    const others = [
      ruleset([set("b")], { zoneId: "other" }),
      ruleset([set("c")], { phase: "http_response_headers_transform" }),
    ];
    expect(sent(own, ...others)).to.deep.equal({ value: "a", saidBy: [own] });
    expect(sent(...others)).to.deep.equal({ value: undefined, saidBy: [] });
  });
});
