import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelValue } from "../../../model/graph/resources";
import { hinderingSettings } from "../../../model/rules/servingSettings";
import { resource } from "../resource";

describe("settings of a zone that keep visitors from getting through", () => {
  const read = (settingId: string, value: ModelValue): unknown[] =>
    hinderingSettings(
      new Inventory([resource("zoneSetting", "s", { zoneId: "zone", settingId, value })]),
    ).map(({ hindrance, certainty }) => `${hindrance} ${certainty}`);

  it("do so, do not, or may", () => {
    const values = ["off", "on", unknownValue] as const;
    expect(values.flatMap((value) => read("websockets", value))).to.deep.equal([
      ...["no WebSockets yes", "no WebSockets no", "no WebSockets unknown"],
    ]);
    expect(values.flatMap((value) => read("http2", value))).to.deep.equal([
      ...["no HTTP/2 yes", "no HTTP/2 no", "no HTTP/2 unknown"],
    ]);
    const levels = ["under_attack", "high", unknownValue] as const;
    expect(levels.flatMap((value) => read("security_level", value))).to.deep.equal([
      ...["under attack yes", "under attack no", "under attack unknown"],
    ]);
    expect(read("websockets", null)).to.deep.equal(["no WebSockets unknown"]);
    expect(read("brotli", "off")).to.deep.equal([]);
  });

  const told = (...resources: Parameters<typeof resource>[]): unknown[] =>
    hinderingSettings(new Inventory(resources.map((each) => resource(...each)))).map(
      ({ resource: { name }, certainty }) => `${name} ${certainty}`,
    );

  it("validate no calls of an operation where the zone, and not another, validates none", () => {
    const validated = (action: ModelValue, zoneId = "zone"): unknown =>
      told(
        ["schemaValidation", "all", { zoneId, validationOverrideMitigationAction: action }],
        [
          "operationValidation",
          "one",
          { zoneId: "zone", operationId: "o", mitigationAction: "block" },
        ],
      );
    expect(validated("none")).to.deep.equal(["all no", "one no"]);
    expect(validated(unknownValue)).to.deep.equal(["all no", "one unknown"]);
    expect(validated(null)).to.deep.equal(["all no", "one yes"]);
    expect(validated("none", "other")).to.deep.equal(["all no", "one yes"]);
  });

  it("hide addresses, do not, or may", () => {
    const hides = (managedRequestHeaders: ModelValue): unknown =>
      told(["managedTransforms", "t", { zoneId: "zone", managedRequestHeaders }]);
    expect(hides([{ id: "remove_visitor_ip_headers", enabled: true }])).to.deep.equal(["t yes"]);
    expect(hides([{ id: "add_bot_protection_headers", enabled: true }])).to.deep.equal(["t no"]);
    expect(hides(unknownValue)).to.deep.equal(["t unknown"]);
  });
});
