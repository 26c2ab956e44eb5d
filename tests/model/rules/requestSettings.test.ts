import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { EdgeZones } from "../../../model/rules/edgeZones";
import type { RequestSettings } from "../../../model/rules/requestSettings";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const rules = (phase: string, list: ModelValue, zoneId = "zone"): ModelResource =>
  resource("ruleset", `${phase} of ${zoneId}`, { zoneId, kind: "zone", phase, rules: list });
const zonesOf = (...resources: readonly ModelResource[]): EdgeZones =>
  EdgeZones.of(readTrafficPaths(resources));

describe("what rules set for a request that goes on", () => {
  const settings = (...resources: readonly ModelResource[]): RequestSettings | undefined => {
    const zones = zonesOf(record("www.example.com"), ...resources);
    const [asked] = zones.hostnamesOf("zone");
    return asked && zones.answersFor("zone", asked)[0]?.settings;
  };
  const route = (expression: ModelValue, port: number, more: ModelObject = {}): ModelObject => ({
    ...{ action: "route", expression, actionParameters: { origin: { port } } },
    ...more,
  });
  const port = (...list: readonly ModelValue[]): unknown =>
    settings(rules("http_request_origin", list))?.port?.value;

  it("is what the last of those says that apply", () => {
    expect(port(route("true", 8080), route("true", 8081))).to.equal(8081);
    expect(port(route("true", 8080), route('http.host eq "b.example.com"', 8081))).to.equal(8080);
    expect(port(route("true", 8080), route("true", 8081, { enabled: false }))).to.equal(8080);
    expect(port(route("false", 8080))).to.equal(undefined);
    expect(port()).to.equal(undefined);
    expect(settings()).to.deep.equal({
      ...{ port: undefined, originHost: undefined, hostHeader: undefined, keptSeconds: undefined },
      ...{ serverName: undefined, statusSeconds: undefined, browserSeconds: undefined },
      ...{
        isKept: undefined,
        keyParts: undefined,
        ignoresQuery: undefined,
        sharesHosts: undefined,
      },
    });
    expect(settings(rules("http_request_origin", unknownValue))?.port).to.equal(undefined);
  });

  it("is not known where it is not known whether a rule applies", () => {
    for (const expression of [unknownValue, "http.host eq", 'ip.src.country eq "US"']) {
      expect(port(route("true", 8080), route(expression as ModelValue, 8081))).to.equal(
        unknownValue,
      );
    }
    expect(port(route("true", 8080, { enabled: unknownValue }))).to.equal(unknownValue);
  });

  it("is not known where it depends on who is signed in", () => {
    expect(port(route('http.cookie contains "session"', 8080))).to.equal(unknownValue);
    const signed = 'any(http.request.headers["authorization"][*] contains "a")';
    expect(port(route(signed, 8080))).to.equal(unknownValue);
  });

  it("goes by the URL that rules have made, as far as that is known", () => {
    const rewrite = (value: ModelValue): ModelResource =>
      rules("http_request_transform", [
        { action: "rewrite", expression: "true", actionParameters: { uri: { path: { value } } } },
      ]);
    const origin = rules("http_request_origin", [
      route('http.request.uri.path eq "/x"', 8080),
      route('http.request.uri.path eq "/"', 8081),
    ]);
    expect(settings(rewrite("/x"), origin)?.port?.value).to.equal(8080);
    expect(settings(rewrite(unknownValue), origin)?.port?.value).to.equal(unknownValue);
    const byHost = rules("http_request_origin", [route('http.host eq "www.example.com"', 8080)]);
    expect(settings(rewrite(unknownValue), byHost)?.port?.value).to.equal(8080);
  });
});
