import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelValue } from "../../../model/graph/resources";
import { endingAction } from "../../../model/origin/actions";
import { groupUses } from "../../../model/origin/forwards";
import { resource } from "../resource";

const blue = resource("targetGroup", "blue", { arn: "arn:blue" });
const green = resource("targetGroup", "green", { arn: "arn:green" });
const weighted = (blueWeight: number, greenWeight: number): ModelObject => ({
  type: "forward",
  forward: {
    targetGroups: [
      { arn: "arn:blue", weight: blueWeight },
      { arn: "arn:green", weight: greenWeight },
    ],
  },
});

describe("what a list of actions does in the end", () => {
  const cases: readonly (readonly [string, ModelValue, unknown])[] = [
    ["forwards to one group", [{ type: "forward", targetGroupArn: "arn:blue" }], ["blue"]],
    ["forwards to those with a weight", [weighted(0, 100)], ["green"]],
    ["forwards to several", [weighted(90, 10)], ["blue", "green"]],
    [
      "forwards after it has authenticated",
      [{ type: "authenticate-oidc" }, { type: "forward", targetGroupArn: "arn:green" }],
      ["green"],
    ],
    ["answers", [{ type: "fixed-response", fixedResponse: { statusCode: "503" } }], 503],
    ["answers with a code that is not known", [{ type: "fixed-response" }], unknownValue],
    [
      "redirects, and keeps what it does not say",
      [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
      ["#{host}", "443", "HTTPS", "/#{path}"],
    ],
    ["is not known before the actions are", unknownValue, "unknown"],
    ["is not known of no action", [], "unknown"],
    ["is not known of a type that is not", [{ type: unknownValue }], "unknown"],
  ];
  for (const [title, actions, expected] of cases) {
    it(title, () => {
      const action = endingAction(new Inventory([blue, green]), actions);
      const said = {
        forward: () =>
          action.kind === "forward" &&
          action.groups.flatMap(({ resources }) => resources.map(({ name }) => name)),
        answer: () => action.kind === "answer" && action.code,
        redirect: () =>
          action.kind === "redirect" && [action.host, action.port, action.protocol, action.path],
        unknown: () => "unknown",
      };
      expect(said[action.kind]()).to.deep.equal(expected);
    });
  }
});

describe("which target groups get requests", () => {
  it("are those of listeners, and those of rules of listeners that another program has", () => {
    const inventory = new Inventory([
      ...[blue, green],
      resource("awsLoadBalancer", "edge", { arn: "arn:edge" }),
      resource("listener", "https", {
        ...{ arn: "arn:https", loadBalancerArn: "arn:edge", defaultActions: [weighted(1, 0)] },
      }),
      resource("listenerRule", "own", {
        ...{ listenerArn: "arn:https", actions: [weighted(0, 1)] },
      }),
      resource("listenerRule", "foreign", {
        ...{ listenerArn: "arn:elsewhere", actions: [weighted(0, 1)] },
      }),
    ]);
    const uses = groupUses(inventory).map(({ forwarder, listener, machine, group }) => [
      forwarder.name,
      listener?.name,
      machine?.name,
      group.name,
    ]);
    expect(uses).to.deep.equal([
      ["https", "https", "edge", "blue"],
      ["foreign", undefined, undefined, "green"],
      ["own", "https", "edge", "green"],
    ]);
  });
});
