import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject } from "../../../model/graph/resources";
import { managedRules } from "../../../model/rules/managedRules";
import { resource } from "../resource";

const owasp = "4814384a9e5d4991b9815dcfc25d2f1f";
const score = "6179ae15870a4bb7b2d480d4843b323c";
const read = (overrides: ModelObject, more: ModelObject = { zoneId: "zone" }): unknown[] =>
  managedRules(
    new Inventory([
      resource("ruleset", "managed", {
        phase: "http_request_firewall_managed",
        rules: [{ action: "execute", actionParameters: { id: owasp, overrides } }],
        ...more,
      }),
    ]),
  ).map(({ onlyLogs, action, threshold }) => [onlyLogs, action, threshold]);

describe("managed rulesets that a zone runs", () => {
  it("are read with what they do, and from which score on", () => {
    expect(read({})).to.deep.equal([["no", undefined, 40]]);
    expect(read({ action: "log" })).to.deep.equal([["yes", "log", 40]]);
    expect(
      read({ action: "log", rules: [{ id: score, action: "block", scoreThreshold: 25 }] }),
    ).to.deep.equal([["no", "log", 25]]);
  });

  it("are left out where it is not known what they do, or from which score on", () => {
    expect(read({ action: unknownValue })).to.deep.equal([]);
    expect(read({ rules: [{ id: score, action: unknownValue }] })).to.deep.equal([]);
    expect(read({ rules: [{ id: score, scoreThreshold: unknownValue }] })).to.deep.equal([]);
  });

  it("are not those of an account", () => {
    expect(read({}, { accountId: "account" })).to.deep.equal([]);
  });
});
