import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { OriginPaths } from "../../../model/origin/originPaths";
import {
  asksForHeader,
  headerDemands,
  isLetThrough,
  requiredHeader,
} from "../../../model/origin/requiredHeaders";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const dnsName = "edge-1.us-east-1.elb.amazonaws.com";
const edge = resource("awsLoadBalancer", "edge", { arn: "arn:edge", dnsName });
const forward = { type: "forward", targetGroupArn: "arn:tg" };
const answer = { type: "fixed-response", fixedResponse: { statusCode: "403" } };
const listener = (action: ModelObject = answer): ModelResource =>
  resource("listener", "https", {
    ...{ arn: "arn:https", loadBalancerArn: "arn:edge", port: 443, defaultActions: [action] },
  });
const header = (name: ModelValue, ...values: ModelValue[]): ModelObject => ({
  httpHeader: { httpHeaderName: name, values },
});
const host = (value: string): ModelObject => ({ hostHeader: { values: [value] } });
const rule = (name: string, conditions: ModelValue, action: ModelObject = forward) =>
  resource("listenerRule", name, {
    ...{ listenerArn: "arn:https", priority: Number(name), conditions, actions: [action] },
  });

/** The header that is required for a hostname; undefined for none. */
function required(
  rules: readonly ModelResource[],
  hosts: readonly string[] | typeof unknownValue = [],
  own = listener(),
): unknown {
  const inventory = new Inventory([edge, own, ...rules]);
  const found = requiredHeader(inventory, own, { hostname: "www.example.com", hosts });
  return found && [found.name, found.values, found.saidBy.map(({ name }) => name)];
}

describe("the header without which a listener answers by itself", () => {
  const key = header("X-Origin-Key", "one");

  it("is that of the rules that forward, with all their values", () => {
    expect(required([rule("1", [key])])).to.deep.equal(["x-origin-key", ["one"], ["1", "https"]]);
    expect(required([rule("1", [key]), rule("2", [header("x-origin-key", "two")])])).to.deep.equal([
      ...["x-origin-key", ["one", "two"]],
      ["1", "2", "https"],
    ]);
  });

  it("is not known by its values where the plan does not say them", () => {
    const unsaid: ModelObject[] = [
      { httpHeader: { httpHeaderName: "x-key", values: unknownValue } },
    ];
    expect(required([rule("1", unsaid)])).to.deep.equal([
      ...["x-key", [unknownValue], ["1", "https"]],
    ]);
  });

  it("is none where what asks for nothing is forwarded", () => {
    expect(required([rule("1", [key])], [], listener(forward))).to.equal(undefined);
    expect(required([])).to.equal(undefined);
  });

  it("is none where requests get through by another header or by something else as well", () => {
    const others = [[header("x-other", "one")], [{ pathPattern: { values: ["/open/*"] } }]];
    for (const other of others) {
      expect(required([rule("1", [key]), rule("2", other)])).to.equal(undefined);
      expect(required([rule("1", other), rule("2", [key])])).to.equal(undefined);
    }
  });

  it("is none where a second condition decides, and one of a rule that answers does not count", () => {
    expect(required([rule("1", [key, { pathPattern: { values: ["/a"] } }])])).to.equal(undefined);
    const refused = rule("1", [{ pathPattern: { values: ["/admin"] } }], answer);
    expect(required([refused, rule("2", [key])])).to.deep.equal([
      ...["x-origin-key", ["one"], ["2", "https"]],
    ]);
  });

  it("is that of the host that the origin is asked by, else of the visitor's", () => {
    const ofHost = [rule("1", [host("in.example.com"), key])];
    expect(required(ofHost)).to.equal(undefined);
    expect(required(ofHost, ["in.example.com"])).to.deep.equal([
      ...["x-origin-key", ["one"], ["1", "https"]],
    ]);
    expect(required([rule("1", [host("www.example.com"), key])], unknownValue)).to.deep.equal([
      ...["x-origin-key", ["one"], ["1", "https"]],
    ]);
  });

  it("is asked for by rules with one header and nothing else but a host", () => {
    expect(asksForHeader(rule("1", [key]))).to.equal(true);
    expect(asksForHeader(rule("1", [host("a.example"), key]))).to.equal(true);
    expect(asksForHeader(rule("1", [host("a.example")]))).to.equal(false);
    expect(asksForHeader(rule("1", [key, header("x-b", "c")]))).to.equal(false);
    expect(asksForHeader(rule("1", [header(unknownValue, "c")]))).to.equal(false);
    expect(asksForHeader(rule("1", unknownValue))).to.equal(false);
    expect(asksForHeader(rule("1", [unknownValue]))).to.equal(false);
  });

  it("lets values through whatever their case, and may do so by a wildcard", () => {
    const through = (value: string | typeof unknownValue, ...values: (string | symbol)[]) =>
      isLetThrough(value, { name: "x", values: values as string[], saidBy: [] });
    expect(through("ONE", "two", "one")).to.equal("yes");
    expect(through("three", "two", "one")).to.equal("no");
    expect(through("three", "th*", "one")).to.equal("unknown");
    expect(through(unknownValue, "one")).to.equal("unknown");
    expect(through("one", unknownValue)).to.equal("unknown");
  });
});

describe("listeners that demand a header of Cloudflare", () => {
  const www = record("www.example.com", { type: "CNAME", content: dnsName });
  const sent = (value: string): ModelResource =>
    resource("ruleset", "sent", {
      ...{ zoneId: "zone", phase: "http_request_late_transform" },
      rules: [
        {
          ...{ expression: 'http.host eq "www.example.com"', action: "rewrite", enabled: true },
          actionParameters: { headers: { "X-Origin-Key": { operation: "set", value } } },
        },
      ],
    });
  const demands = (...resources: readonly ModelResource[]) => {
    const paths = OriginPaths.of(readTrafficPaths([edge, listener(), ...resources]));
    return headerDemands(paths, edge);
  };
  const admit = rule("1", [header("x-origin-key", "one")]);

  it("say for which hostnames they get it, and what says so", () => {
    const [met, ...none] = demands(www, admit, sent("one"));
    expect(none).to.deep.equal([]);
    expect([met?.met, met?.unmet]).to.deep.equal([["www.example.com"], []]);
    expect(met?.madeBy.map(({ name }) => name)).to.deep.equal(["1", "https"]);
    expect(met?.saidBy.map(({ name }) => name)).to.deep.equal(["sent"]);
    const [unmet] = demands(www, admit, sent("two"));
    expect([unmet?.met, unmet?.unmet]).to.deep.equal([[], ["www.example.com"]]);
  });

  it("say so of other resources as well, and nothing of a hostname that they do not hear", () => {
    const [demand] = demands(www, admit);
    const other = readTrafficPaths([edge, listener(), www, sent("one")]);
    expect(demand?.isMetBy(other, "www.example.com")).to.equal("yes");
    expect(demand?.isMetBy(other, "shop.example.com")).to.equal("unknown");
  });

  it("are none where no hostname leads there, and where no rule asks for one", () => {
    expect(demands(admit)).to.deep.equal([]);
    expect(demands(www)).to.deep.equal([]);
    expect(demands(www, rule("1", [host("www.example.com")]))).to.deep.equal([]);
  });
});
