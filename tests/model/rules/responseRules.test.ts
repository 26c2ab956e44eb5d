import { expect } from "chai";
import type { ExpressionRequest } from "../../../core/expressions/requests";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import {
  customErrorPage,
  errorPageRulesets,
  hasErrorPage,
  servesStale,
  staleIfErrorSeconds,
} from "../../../model/rules/responseRules";
import { resource } from "../resource";

const pages = "http_custom_errors";
const caches = "http_response_cache_settings";
const rules = (
  phase: string,
  list: ModelValue,
  more: ModelObject = { zoneId: "zone", kind: "zone" },
): ModelResource =>
  resource("ruleset", `${phase} ${JSON.stringify(more)}`, { ...more, phase, rules: list });
const rule = (
  action: string,
  expression: ModelValue,
  actionParameters: ModelValue,
  more: ModelObject = {},
): ModelObject => ({ action, expression, actionParameters, ...more });
const page = (expression: ModelValue, parameters: ModelValue, more?: ModelObject): ModelObject =>
  rule("serve_error", expression, parameters, more);
const request: ExpressionRequest = {
  ...{ scheme: "https", host: "www.example.com", path: "/" },
  fields: { "http.response.code": 502 },
};
const is502 = "http.response.code eq 502";

describe("pages of a zone for errors", () => {
  const found = (...resources: readonly ModelResource[]) =>
    customErrorPage(new Inventory(resources), "zone", request);
  const has = (...resources: readonly ModelResource[]) =>
    hasErrorPage(new Inventory(resources), "zone", request);
  const sorry = { content: "sorry", contentType: "text/plain", statusCode: 503 };

  it("are told with their type and their status", () => {
    expect(found(rules(pages, [page(is502, sorry)]))).to.deep.equal({
      ...{ content: "sorry", contentType: "text/plain", status: 503 },
    });
    expect(found(rules(pages, [page(is502, { assetName: "page" })]))).to.deep.equal({
      ...{ content: undefined, contentType: undefined, status: undefined },
    });
    const late: ModelObject = {
      content: unknownValue,
      contentType: unknownValue,
      statusCode: unknownValue,
    };
    expect(found(rules(pages, [page(is502, late)]))).to.deep.equal({
      ...{ content: undefined, contentType: undefined, status: undefined },
    });
    expect(found(rules(pages, [page(is502, unknownValue)]))).to.deep.equal({
      ...{ content: undefined, contentType: undefined, status: undefined },
    });
  });

  it("are those of the first rule that certainly applies", () => {
    const list = [
      page("http.response.code eq 504", { content: "other" }),
      page(is502, { content: "off" }, { enabled: false }),
      page(unknownValue, { content: "late" }),
      page("http.response.code eq", { content: "broken" }),
      page(is502, { content: "perhaps" }, { enabled: unknownValue }),
      page(is502, { content: "first" }),
      page("true", { content: "second" }),
    ];
    expect(found(rules(pages, list))?.content).to.equal("first");
    expect(found(rules(pages, list.slice(0, 5)))).to.equal(undefined);
  });

  it("are none of another zone, another phase, or rules that are not known", () => {
    const own = [page("true", sorry)];
    expect(found(rules(pages, own, { zoneId: "other", kind: "zone" }))).to.equal(undefined);
    expect(found(rules(caches, own))).to.equal(undefined);
    expect(found(rules(pages, unknownValue))).to.equal(undefined);
    expect(found(rules(pages, [unknownValue]))).to.equal(undefined);
    expect(found()).to.equal(undefined);
  });

  it("are there, are not, or may be", () => {
    expect(has(rules(pages, [page(is502, sorry)]))).to.equal("yes");
    expect(has(rules(pages, [page("http.response.code eq 504", sorry)]))).to.equal("no");
    expect(has(rules(pages, [page(is502, sorry, { enabled: false })]))).to.equal("no");
    expect(has(rules(pages, [page(is502, sorry, { enabled: unknownValue })]))).to.equal("unknown");
    expect(has(rules(pages, [page(unknownValue, sorry)]))).to.equal("unknown");
    expect(has(rules(pages, unknownValue))).to.equal("unknown");
    expect(has(rules(pages, [unknownValue]))).to.equal("unknown");
    expect(has()).to.equal("no");
  });

  it("may be there where the account has rules for errors, and not where it has others", () => {
    const ofAccount = { accountId: "account", kind: "root" };
    const other = rules(pages, [], { zoneId: "zone", kind: "zone" });
    expect(has(rules(pages, [page("true", sorry)], ofAccount))).to.equal("unknown");
    expect(has(other, rules(pages, [], ofAccount))).to.equal("unknown");
    expect(has(rules(caches, [], ofAccount))).to.equal("no");
    expect(has(rules(pages, [], { zoneId: "other", kind: "zone" }))).to.equal("no");
    expect(has(rules(pages, [page(is502, sorry)]), rules(pages, [], ofAccount))).to.equal("yes");
  });

  it("stand in the rulesets of that phase of the zone", () => {
    const own = rules(pages, []);
    const inventory = new Inventory([
      ...[own, rules(caches, []), rules(pages, [], { zoneId: "other", kind: "zone" })],
    ]);
    expect(errorPageRulesets(inventory, "zone")).to.deep.equal([own]);
  });
});

describe("answers that have expired", () => {
  const stale = (value: ModelValue, expression: ModelValue = "true", more?: ModelObject) =>
    rule("set_cache_control", expression, { staleIfError: { operation: "set", value } }, more);
  const read = (list: ModelValue): [string, number | undefined] => {
    const inventory = new Inventory([rules(caches, list)]);
    return [
      servesStale(inventory, "zone", request),
      staleIfErrorSeconds(inventory, "zone", request),
    ];
  };

  it("are served for as long as a rule says", () => {
    expect(read([stale(60)])).to.deep.equal(["yes", 60]);
    expect(read([stale(0)])).to.deep.equal(["no", 0]);
    expect(read([stale(60, "true", { enabled: false })])).to.deep.equal(["no", undefined]);
    expect(read([stale(60, 'http.host eq "a"')])).to.deep.equal(["no", undefined]);
    expect(read([])).to.deep.equal(["no", undefined]);
  });

  it("are not known to be where the rule, or its time, is not", () => {
    expect(read([stale(unknownValue)])).to.deep.equal(["unknown", undefined]);
    expect(read(unknownValue)).to.deep.equal(["unknown", undefined]);
    expect(read([unknownValue])).to.deep.equal(["unknown", undefined]);
    for (const parameters of [unknownValue, { staleIfError: unknownValue }] as const) {
      const late = rule("set_cache_control", "true", parameters);
      expect(read([late])).to.deep.equal(["unknown", undefined]);
    }
    expect(read([stale(60, unknownValue)])).to.deep.equal(["unknown", undefined]);
    expect(read([stale(60, "true", { enabled: unknownValue })])).to.deep.equal([
      "unknown",
      undefined,
    ]);
  });

  it("are served for as long as the last rule says that names a time", () => {
    const others = rule("set_cache_control", "true", { maxAge: { operation: "set", value: 5 } });
    const list = [stale(60), stale(30), stale(20, 'http.host eq "a"'), others];
    expect(read(list)).to.deep.equal(["yes", 30]);
    expect(read([others])).to.deep.equal(["no", undefined]);
  });
});
