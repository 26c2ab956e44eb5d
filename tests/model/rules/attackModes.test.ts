import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { EdgeZones } from "../../../model/rules/edgeZones";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const host = "www.example.com";
const ruleset = (phase: string, ...rules: readonly ModelObject[]): ModelResource =>
  resource("ruleset", phase, { zoneId: "zone", kind: "zone", phase, rules });
const sets = (expression: string, actionParameters: ModelObject): ModelObject => ({
  ...{ action: "set_config", expression, actionParameters },
});
const level = (expression: string, securityLevel: ModelObject[string]): ModelObject =>
  sets(expression, { securityLevel });
const configuration = (...rules: readonly ModelObject[]): ModelResource =>
  ruleset("http_config_settings", ...rules);
const pageRule = (name: string, target: string, actions: ModelObject, priority = 1) =>
  resource("pageRule", name, { zoneId: "zone", target, status: "active", priority, actions });
const api = 'starts_with(http.request.uri.path, "/api/")';

/** What becomes of a request for the home page and of a call of an API, with the rules that may decide otherwise. */
function outcomes(...resources: readonly ModelResource[]): string {
  const zones = EdgeZones.of(readTrafficPaths([record(host), ...resources]));
  const answers = zones.answersFor("zone", { title: host, host, monitored: "/" });
  return ["for the home page", "of API clients"]
    .map((name) => answers.find(({ sample }) => sample.name === name))
    .map((answer) => [answer?.outcome, ...(answer?.perhaps ?? []).map(({ place }) => place)])
    .map((told) => told.join(" "))
    .join(", ");
}

describe("attack mode by rules", () => {
  it("asks browsers where a configuration rule says so, and nobody else", () => {
    expect(outcomes(configuration(level("true", "under_attack")))).to.equal(
      "challenged, challenged",
    );
    expect(outcomes(configuration(level(api, "under_attack")))).to.equal("passes, challenged");
    expect(outcomes(configuration(level("true", "high")))).to.equal("passes, passes");
    expect(outcomes(configuration(sets("true", { ssl: "strict" })))).to.equal("passes, passes");
    const off = { ...level("true", "under_attack"), enabled: false };
    expect(outcomes(configuration(off))).to.equal("passes, passes");
  });

  it("is what the last rule says that applies and says anything of it", () => {
    const all = level("true", "under_attack");
    expect(outcomes(configuration(all, level(api, "medium")))).to.equal("challenged, passes");
    expect(outcomes(configuration(level(api, "medium"), all))).to.equal("challenged, challenged");
    expect(outcomes(configuration(all, sets(api, { ssl: "full" })))).to.equal(
      "challenged, challenged",
    );
  });

  it("is that of the first page rule where no configuration rule says it", () => {
    const attacked = pageRule("all", `${host}/*`, { securityLevel: "under_attack" });
    expect(outcomes(attacked)).to.equal("challenged, challenged");
    const cached = pageRule("api", `${host}/api/*`, { cacheLevel: "bypass" }, 2);
    expect(outcomes(attacked, cached)).to.equal("challenged, passes");
    expect(outcomes(attacked, configuration(level("true", "low")))).to.equal("passes, passes");
  });

  it("leaves out whom a custom rule lets skip it, and whom an access rule allows", () => {
    const attacked = configuration(level("true", "under_attack"));
    const skips = ruleset("http_request_firewall_custom", {
      ...{ action: "skip", expression: api, actionParameters: { products: ["securityLevel"] } },
    });
    expect(outcomes(attacked, skips)).to.equal("challenged, passes");
    const allowed = ["US", "DE"].map((value) =>
      resource("accessRule", value, {
        ...{ zoneId: "zone", mode: "whitelist", configuration: { target: "country", value } },
      }),
    );
    expect(outcomes(attacked, ...allowed)).to.equal("passes, passes");
  });

  it("is not known where the level or the expression is not", () => {
    expect(outcomes(configuration(level(api, unknownValue)))).to.equal("passes, passes rules[0]");
    expect(outcomes(configuration(level('ip.src.country eq "US"', "under_attack")))).to.equal(
      "unknown rules[0], unknown rules[0]",
    );
    const late = configuration({
      ...{ action: "set_config", expression: "true", actionParameters: unknownValue },
    });
    expect(outcomes(late)).to.equal("passes rules[0], passes rules[0]");
  });
});
