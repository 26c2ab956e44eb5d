import { expect } from "chai";
import { reviewSteps, type Step } from "../report/plans";

const zone: Step = {
  ...{ op: "same", type: "zone", name: "zone", id: "f".repeat(32) },
  old: { name: "example.com", account: { id: "a" } },
};
const setting = (settingId: string, old: string | undefined, value: string): Step => ({
  ...{ op: old === undefined ? "create" : "update", type: "setting", name: settingId },
  ...(old === undefined ? {} : { id: "s", old: { zoneId: zone.id, settingId, value: old } }),
  new: { zoneId: zone.id, settingId, value },
});

const cases: readonly (readonly [string, Step, readonly string[]])[] = [
  ["WebSockets that go", setting("websockets", "on", "off"), ["medium websockets-off example.com"]],
  [
    "WebSockets that a first program switches off",
    setting("websockets", undefined, "off"),
    ["medium websockets-off example.com"],
  ],
  ["HTTP/2 that goes", setting("http2", "on", "off"), ["low visitors-http2-off example.com"]],
  [
    "a challenge for everybody",
    setting("security_level", "medium", "under_attack"),
    ["medium under-attack-mode example.com"],
  ],
  ["WebSockets that come", setting("websockets", "off", "on"), []],
  ["a security level that is raised", setting("security_level", "medium", "high"), []],
  ["an attack that is over", setting("security_level", "under_attack", "medium"), []],
];

const hostname = (label: string): Step => ({
  ...{ op: "same", type: "record", name: label, id: label },
  old: {
    ...{ zoneId: zone.id, name: `${label}.example.com`, type: "A", content: "203.0.113.10" },
    ...{ proxied: true, ttl: 1 },
  },
});
const sparing = (label: string, actionParameters: object, phase: string, action: string): Step => ({
  ...{ op: "same", type: "cloudflare:index/ruleset:Ruleset", name: label, id: label },
  old: {
    ...{ zoneId: zone.id, kind: "zone", name: "levels", phase },
    rules: [
      {
        action,
        enabled: true,
        expression: `http.host eq "${label}.example.com"`,
        actionParameters,
      },
    ],
  },
});
const lowered = { securityLevel: "essentially_off" };

/** Attack mode for the rest of a zone: what spares whom, and who is met. */
const attacked: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  [
    "a hostname of programs that no rule spares",
    [
      hostname("www"),
      hostname("hooks"),
      hostname("api"),
      sparing("api", lowered, "http_config_settings", "set_config"),
    ],
    ["high under-attack-mode hooks.example.com", "medium under-attack-mode www.example.com"],
  ],
  [
    "the one hostname, which a custom rule spares",
    [
      hostname("api"),
      sparing("api", { products: ["securityLevel"] }, "http_request_firewall_custom", "skip"),
    ],
    [],
  ],
  [
    "a hostname for which a rule sets the same",
    [
      hostname("www"),
      sparing("www", { securityLevel: "under_attack" }, "http_config_settings", "set_config"),
    ],
    ["medium under-attack-mode www.example.com"],
  ],
];

describe("attack mode for a zone", () => {
  for (const [name, steps, expected] of attacked) {
    it(`meets ${name}, or not`, () => {
      const { risks, notJudged } = reviewSteps([
        ...[zone, ...steps],
        setting("security_level", "medium", "under_attack"),
      ]);
      expect(risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`)).to.deep.equal(
        expected,
      );
      expect(notJudged).to.deep.equal([]);
    });
  }
});

describe("settings of a zone that keep visitors from getting through", () => {
  for (const [name, step, expected] of cases) {
    it(`says what is so of ${name}, and has judged all of it`, () => {
      const { risks, notJudged } = reviewSteps([zone, step]);
      expect(risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`)).to.deep.equal(
        expected,
      );
      expect(risks.map(({ cause }) => cause.length)).to.deep.equal(expected.map(() => 1));
      expect(notJudged).to.deep.equal([]);
    });
  }
});
