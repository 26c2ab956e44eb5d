import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { accessRules } from "../../../model/rules/accessApplications";
import { resource } from "../resource";

describe("what Access stands before", () => {
  const application = (more: ModelObject): ModelResource =>
    resource("accessApplication", "app", { accountId: "a", type: "self_hosted", ...more });
  const policy = { decision: "allow", includes: [{ everyone: {} }] };
  const told = (more: ModelObject, ...resources: readonly ModelResource[]): unknown[] =>
    accessRules(
      new Inventory([application({ policies: [policy], ...more }), ...resources]),
    ).flatMap(({ rules: own = [] }) =>
      own.map(({ title, expression, action }) => `${title} ${action.kind} ${String(expression)}`),
    );
  const host = 'http.host eq "a.example.com"';

  it("is told by where the application says so", () => {
    const destinations: ModelValue = [
      { type: "private", uri: "10.0.0.1" },
      { type: "public", uri: "a.example.com" },
      { uri: "a.example.com/x" },
    ];
    expect(told({ destinations })).to.deep.equal([
      `destinations[2] login ${host} and (http.request.uri.path wildcard "/x" or http.request.uri.path wildcard "/x/*")`,
      `destinations[1] login ${host}`,
    ]);
    expect(told({ selfHostedDomains: ["a.example.com"] })).to.deep.equal([
      `selfHostedDomains[0] login ${host}`,
    ]);
    expect(told({ destinations: unknownValue, name: unknownValue })).to.deep.equal([
      "destinations login Symbol(unknown value)",
    ]);
    for (const domain of [
      "http://a.example.com",
      "https://A.example.com/",
      "*://a.example.com/*",
    ]) {
      expect(told({ domain })).to.deep.equal([`domain login ${host}`]);
    }
    expect(told({ domain: "a.example.com/b*" })).to.deep.equal([
      `domain login ${host} and (http.request.uri.path wildcard "/b" or http.request.uri.path wildcard "/b/*")`,
    ]);
  });

  it("is open by its own policies alone, and by none with conditions", () => {
    const open = { decision: "bypass", includes: [{ everyone: {} }] };
    const own = { domain: "a.example.com", policies: [] };
    const kept = (applicationId: ModelValue): ModelResource =>
      resource("accessPolicy", "kept", { applicationId, ...open });
    expect(told(own, kept("app"))).to.deep.equal([`domain skip ${host}`]);
    expect(told(own, kept(new ModelReference(["accessApplication::app"])))).to.deep.equal([
      `domain skip ${host}`,
    ]);
    expect(told(own, kept("another"))).to.deep.equal([`domain login ${host}`]);
    expect(told(own, kept(null))).to.deep.equal([`domain login ${host}`]);
    const both = { excludes: [{ geo: {} }], requires: [{ geo: {} }] };
    expect(told({ ...own, policies: [{ ...open, ...both }] })).to.deep.equal([
      `domain login ${host}`,
    ]);
  });
});
