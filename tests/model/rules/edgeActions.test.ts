import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelValue } from "../../../model/graph/resources";
import { actionOf } from "../../../model/rules/readActions";

const read = (action: ModelValue, actionParameters?: ModelValue, more: ModelObject = {}) =>
  actionOf({ action, ...(actionParameters === undefined ? {} : { actionParameters }), ...more });
const unread = { kind: "unread" };

describe("what a rule of the edge does", () => {
  it("is not read where its action is not known, missing, or one that nobody here knows", () => {
    for (const action of [unknownValue, null, "ddos_dynamic", ""] as const) {
      expect(read(action), String(action)).to.deep.equal(unread);
    }
  });

  it("is to let a request go on, by its name", () => {
    for (const name of ["log", "compress_response", "score"]) {
      expect(read(name)).to.deep.equal({ kind: "passing", name });
    }
  });

  it("is to block, with a status of its own, the usual one, or one that is not known", () => {
    const status = (parameters?: ModelValue): unknown => read("block", parameters);
    expect(status()).to.deep.equal({ kind: "block", status: 403 });
    expect(status({ response: { statusCode: 429 } })).to.deep.equal({ kind: "block", status: 429 });
    const late = { kind: "block", status: unknownValue };
    expect(status({ response: { statusCode: unknownValue } })).to.deep.equal(late);
    const unheard = { ...late, page: unknownValue };
    expect(status({ response: unknownValue })).to.deep.equal(unheard);
    expect(status(unknownValue)).to.deep.equal(unheard);
  });

  it("is to block with a page of its own, which may not be known yet", () => {
    const pageOf = (response: ModelValue): unknown => read("block", { response });
    const page = { content: "{}", contentType: "application/json" };
    const block = { kind: "block", status: 403 };
    expect(pageOf({ ...page, statusCode: 403 })).to.deep.equal({ ...block, page });
    expect(pageOf({ content: "no" })).to.deep.equal({
      ...block,
      page: { content: "no", contentType: undefined },
    });
    expect(pageOf({ content: unknownValue })).to.deep.equal({ ...block, page: unknownValue });
    expect(pageOf({ ...page, contentType: unknownValue })).to.deep.equal({
      ...block,
      page: unknownValue,
    });
  });

  it("is to skip the rest of the ruleset, phases and products, as far as they are known", () => {
    const nothing = { kind: "skip", restOfRuleset: false, phases: [], products: [] };
    expect(read("skip", { ruleset: "current" })).to.deep.equal({ ...nothing, restOfRuleset: true });
    expect(read("skip", { phases: ["http_ratelimit"] })).to.deep.equal({
      ...nothing,
      phases: ["http_ratelimit"],
    });
    expect(read("skip", { products: unknownValue })).to.deep.equal({
      ...nothing,
      products: unknownValue,
    });
    expect(read("skip", { ruleset: unknownValue })).to.deep.equal(nothing);
  });

  it("is to send a request elsewhere", () => {
    expect(read("route", { origin: { host: "b.example.com", port: 8080 } })).to.deep.equal({
      ...{
        kind: "route",
        host: "b.example.com",
        port: 8080,
        hostHeader: undefined,
        serverName: undefined,
      },
    });
    expect(read("route", { hostHeader: "b.example.com" })).to.deep.equal({
      ...{
        kind: "route",
        host: undefined,
        port: undefined,
        hostHeader: "b.example.com",
        serverName: undefined,
      },
    });
    expect(read("route", { sni: { value: "b.example.com" } })).to.deep.equal({
      ...{ kind: "route", host: undefined, port: undefined, hostHeader: undefined },
      serverName: "b.example.com",
    });
    expect(read("route", { origin: unknownValue })).to.deep.equal({
      ...{
        kind: "route",
        host: unknownValue,
        port: unknownValue,
        hostHeader: undefined,
        serverName: undefined,
      },
    });
  });

  it("is not read of actions that are nothing without their parameters, where those are not known", () => {
    for (const action of ["skip", "redirect", "route", "set_cache_settings", "execute"]) {
      expect(read(action, unknownValue), action).to.deep.equal(unread);
    }
  });

  it("is to run another ruleset", () => {
    expect(read("execute", { id: "custom" })).to.deep.equal({
      ...{ kind: "execute", ruleset: "custom" },
    });
  });

  it("is to change the URL, what is not known of it, or headers alone", () => {
    const text = (value: unknown) => ({ kind: "text", text: value });
    expect(read("rewrite", { uri: { path: { value: "/x" } } })).to.deep.equal({
      ...{ kind: "rewrite", path: text("/x"), query: undefined },
    });
    const vague = { kind: "rewrite", path: text(unknownValue), query: text(unknownValue) };
    expect(read("rewrite", unknownValue)).to.deep.equal(vague);
    expect(read("rewrite", { uri: unknownValue })).to.deep.equal(vague);
    expect(read("rewrite", { headers: {} })).to.deep.equal({ kind: "passing", name: "rewrite" });
    expect(read("log", { uri: { path: { value: "/x" } } })).to.deep.equal({
      ...{ kind: "passing", name: "log" },
    });
  });
});

describe("where a redirect of a rule leads", () => {
  const to = (fromValue: ModelValue) => read("redirect", { fromValue });

  it("is a URL or an expression, with the query where the rule keeps it", () => {
    const url = "https://a.example/";
    const plain = { kind: "redirect", target: { kind: "url", url }, keepsQuery: false };
    expect(to({ targetUrl: { value: url } })).to.deep.equal(plain);
    expect(to({ targetUrl: { value: url }, preserveQueryString: false })).to.deep.equal(plain);
    expect(to({ targetUrl: { value: url }, preserveQueryString: true })).to.deep.equal({
      ...plain,
      keepsQuery: true,
    });
    expect(to({ targetUrl: { expression: "lower(http.host)" } })).to.deep.include({
      ...{ kind: "redirect", keepsQuery: false },
    });
    expect(to({ targetUrl: { value: unknownValue } })).to.deep.include({
      target: { kind: "url", url: unknownValue },
    });
  });

  it("is what a list says", () => {
    expect(read("redirect", { fromList: { name: "moved" } })).to.deep.equal({
      ...{ kind: "redirects", list: "moved" },
    });
    expect(read("redirect", { fromList: { key: "http.request.full_uri" } })).to.deep.equal({
      ...{ kind: "redirects", list: unknownValue },
    });
  });

  it("is not read where it is not known, or cannot be", () => {
    for (const fromValue of [
      ...[unknownValue, {}, { targetUrl: unknownValue }, { targetUrl: {} }],
      ...[{ targetUrl: { expression: unknownValue } }, { targetUrl: { expression: "no(" } }],
    ] as const) {
      expect(to(fromValue as ModelValue)).to.deep.equal(unread);
    }
    expect(read("redirect", {})).to.deep.equal(unread);
  });
});

describe("for how long a rule lets the cache keep an answer", () => {
  const kept = (parameters: ModelObject): unknown => {
    const action = read("set_cache_settings", parameters);
    return action.kind === "cache" ? action.keptSeconds : action;
  };
  const minute = { mode: "override_origin", default: 60 };

  it("is as it says, whatever the origin does", () => {
    expect(kept({ cache: true, edgeTtl: minute })).to.equal(60);
    expect(kept({ edgeTtl: minute })).to.equal(60);
    expect(kept({ cache: false, edgeTtl: minute })).to.equal(0);
    expect(kept({ cache: false })).to.equal(0);
  });

  it("is the origin's word where the rule leaves it to that", () => {
    expect(kept({ cache: true })).to.equal(undefined);
    expect(kept({ cache: true, edgeTtl: { mode: "respect_origin", default: 60 } })).to.equal(
      undefined,
    );
    expect(kept({})).to.equal(undefined);
  });

  it("is nothing for everybody where each visitor has an answer of their own, or may have", () => {
    const keyed = (customKey: ModelValue): unknown =>
      kept({ cache: true, edgeTtl: minute, cacheKey: { customKey } });
    expect(keyed({ cookie: { includes: ["session"] } })).to.equal(undefined);
    expect(keyed({ header: { includes: ["authorization"] } })).to.equal(undefined);
    const vagueParts: readonly ModelValue[] = [
      unknownValue,
      { cookie: unknownValue },
      { header: unknownValue },
    ];
    for (const vague of vagueParts) {
      expect(keyed(vague)).to.equal(unknownValue);
    }
    expect(kept({ cache: true, edgeTtl: minute, cacheKey: unknownValue })).to.equal(unknownValue);
    expect(kept({ cache: true, cacheKey: unknownValue })).to.equal(undefined);
    expect(keyed({ queryString: {} })).to.equal(60);
    expect(kept({ cache: true, edgeTtl: minute, cacheKey: { cacheByDeviceType: true } })).to.equal(
      60,
    );
  });

  it("is not known where the plan does not know it", () => {
    expect(kept({ cache: true, edgeTtl: unknownValue })).to.equal(unknownValue);
    expect(kept({ cache: unknownValue, edgeTtl: minute })).to.equal(unknownValue);
    expect(kept({ cache: true, edgeTtl: { ...minute, mode: unknownValue } })).to.equal(
      unknownValue,
    );
    expect(kept({ cache: true, edgeTtl: { ...minute, default: unknownValue } })).to.equal(
      unknownValue,
    );
    expect(kept({ cache: true, edgeTtl: { mode: "override_origin" } })).to.equal(unknownValue);
  });
});

describe("what a rate limit does", () => {
  const limit = (ratelimit: ModelObject, actionParameters?: ModelValue, action = "block") =>
    read(action, actionParameters, { ratelimit });

  it("is told with what it counts, and what it refuses by default", () => {
    expect(limit({ period: 10, requestsPerPeriod: 5, characteristics: ["ip.src"] })).to.deep.equal({
      ...{ kind: "limit", name: "block", status: 429, characteristics: ["ip.src"] },
      ...{ requests: 5, periodSeconds: 10, refusedSeconds: 0 },
      ...{ countsOriginOnly: false, countsOthers: false },
    });
  });

  it("is told with all that the rule says", () => {
    const own = {
      ...{ period: 60, scorePerPeriod: 5, mitigationTimeout: 600, requestsToOrigin: true },
      countingExpression: "http.response.code eq 404",
    };
    expect(limit(own, { response: { statusCode: 503 } }, "js_challenge")).to.deep.equal({
      ...{ kind: "limit", name: "js_challenge", status: 503, characteristics: [] },
      ...{ requests: undefined, periodSeconds: 60, refusedSeconds: 600 },
      ...{ countsOriginOnly: true, countsOthers: true },
    });
    expect(limit({ period: 60, countingExpression: "" })).to.deep.include({ countsOthers: false });
  });

  it("is told where its status is not known", () => {
    expect(limit({ period: 10 }, unknownValue)).to.deep.include({ status: unknownValue });
    expect(limit({})).to.deep.include({ periodSeconds: unknownValue });
  });
});

describe("for how long a rule lets browsers keep an answer", () => {
  const kept = (parameters: ModelValue): unknown => {
    const action = read("set_cache_settings", parameters);
    return action.kind === "cache" ? action.browserSeconds : action;
  };
  const minute = { mode: "override_origin", default: 60 };

  it("is as the rule says, or as the origin says where the edge keeps nothing", () => {
    expect(kept({ cache: true, browserTtl: minute })).to.equal(60);
    expect(kept({ cache: true })).to.equal(undefined);
    expect(kept({ cache: false })).to.equal(0);
    expect(kept({ cache: false, browserTtl: minute })).to.equal(0);
    expect(kept({ cache: true, browserTtl: unknownValue })).to.equal(unknownValue);
  });
});
