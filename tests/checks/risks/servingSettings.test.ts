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
