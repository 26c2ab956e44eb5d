import { expect } from "chai";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { encryptionModeOf } from "../../../model/traffic/encryptionModes";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const pageRule = (id: string, ssl: string, more: ModelObject): ModelResource =>
  resource("pageRule", id, {
    ...{ zoneId: "zone", target: "www.example.com/*", status: "active", actions: { ssl } },
    ...more,
  });
const mode = (...resources: ModelResource[]): unknown =>
  encryptionModeOf(readTrafficPaths([record("www.example.com"), ...resources]), "www.example.com");

describe("how Cloudflare encrypts towards the origins of a hostname", () => {
  it("is as the page rule of the highest priority says, else as the zone", () => {
    const zone = resource("zoneSetting", "ssl", {
      ...{ zoneId: "zone", settingId: "ssl", value: "full" },
    });
    const [low, high] = [{ priority: 1 }, { priority: 2 }];
    expect(mode(zone)).to.equal("full");
    expect(mode(zone, pageRule("a", "flexible", low), pageRule("b", "strict", high))).to.equal(
      "strict",
    );
    expect(mode(zone, pageRule("a", "flexible", high), pageRule("b", "strict", low))).to.equal(
      "flexible",
    );
    expect(mode(zone, pageRule("a", "off", {}), pageRule("b", "strict", {}))).to.equal("off");
  });

  it("is as the last configuration rule says, before page rules", () => {
    const rules = ["off", "strict"].map((ssl) => ({
      ...{ action: "set_config", expression: 'http.host eq "www.example.com"' },
      actionParameters: { ssl },
    }));
    const ruleset = resource("ruleset", "r", {
      ...{ zoneId: "zone", phase: "http_config_settings", rules },
    });
    expect(mode(ruleset, pageRule("a", "flexible", {}))).to.equal("strict");
  });
});
