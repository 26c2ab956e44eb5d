import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { adds, named, phase } from "./edgeRulesets";
import { judgesAsExpected, www, zoneId } from "./strangersPlans";

const { pageRule, ruleset, zoneSetting } = modelTypes;
const config = "http_config_settings";
const rule = (actionParameters: object, expression = "true"): object => ({
  ...{ action: "set_config", expression, actionParameters },
});
const setting = (settingId: string, value: string): object => ({ zoneId, settingId, value });
const turns = (settingId: string, old: string, now: string): Step =>
  becomes(zoneSetting, settingId, setting(settingId, old), setting(settingId, now));
const ofApi = 'http.host eq "api.example.com"';
const spares = phase(config, rule({ bic: false, rocketLoader: false }, ofApi));
const paged = (rocketLoader: string): object => ({
  ...{ zoneId, target: "www.example.com/*", status: "active", priority: 1 },
  actions: { rocketLoader },
});
const scripts = ["medium scripts-deferred www.example.com"];
const bots = ["medium bots-refused api.example.com"];

describe("what rules and zones switch for pages and programs", () => {
  judgesAsExpected([
    [
      "Rocket Loader for a zone",
      [www, comes(zoneSetting, "rocket", setting("rocket_loader", "on"))],
      scripts,
    ],
    [
      "Rocket Loader for a zone of programs",
      [named("api"), turns("rocket_loader", "off", "on")],
      [],
    ],
    [
      "Rocket Loader where rules switch it off",
      [
        www,
        same(ruleset, "rules", phase(config, rule({ rocketLoader: false }))),
        turns("rocket_loader", "off", "on"),
      ],
      [],
    ],
    ["Rocket Loader that goes", [www, turns("rocket_loader", "on", "off")], []],
    ["Rocket Loader by a rule", [www, adds(config, rule({ rocketLoader: true }))], scripts],
    [
      "Rocket Loader by a page rule",
      [www, becomes(pageRule, "page", paged("off"), paged("on"))],
      scripts,
    ],
    ["a rule that switches it off", [www, adds(config, rule({ rocketLoader: false }))], []],
    [
      "a rule that no longer switches off what a zone has on",
      [
        www,
        same(zoneSetting, "rocket", setting("rocket_loader", "on")),
        goes(ruleset, "rules", phase(config, rule({ rocketLoader: false }))),
      ],
      scripts,
    ],
    [
      "the check of browsers that a zone has by itself",
      [named("api"), comes(zoneSetting, "bic", setting("browser_check", "on"))],
      [],
    ],
    [
      "the check of browsers that was off",
      [named("api"), turns("browser_check", "off", "on")],
      bots,
    ],
    [
      "the check of browsers that was off, where a rule spares programs",
      [named("api"), same(ruleset, "rules", spares), turns("browser_check", "off", "on")],
      [],
    ],
    ["a rule that spares programs and goes", [named("api"), goes(ruleset, "rules", spares)], bots],
    ["a rule that spares programs", [named("api"), adds(config, rule({ bic: false }, ofApi))], []],
    [
      "images for own pages by a rule",
      [www, adds(config, rule({ hotlinkProtection: true }))],
      ["low hotlinks-refused www.example.com"],
    ],
    ["images for all pages by a rule", [www, adds(config, rule({ hotlinkProtection: false }))], []],
    [
      "what pages look like",
      [
        www,
        adds(
          config,
          rule({
            emailObfuscation: true,
            mirage: true,
            polish: "lossy",
            serverSideExcludes: true,
            fonts: true,
            automaticHttpsRewrites: true,
            opportunisticEncryption: true,
            disableRum: true,
          }),
        ),
      ],
      [],
    ],
    [
      "what pages look like in a zone",
      [
        www,
        ...[
          "email_obfuscation",
          "server_side_exclude",
          "sort_query_string_for_cache",
          "origin_error_page_pass_thru",
          "privacy_pass",
        ].map((id) => turns(id, "off", "on")),
      ],
      [],
    ],
    [
      "apps that are switched off",
      [www, adds(config, rule({ disableZaraz: true }))],
      [],
      ["rules: rules.actionParameters.disableZaraz"],
    ],
  ]);
});
