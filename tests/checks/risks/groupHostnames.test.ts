import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { goes, reviewSteps, same, type Step } from "../report/plans";
import { zoneId } from "./strangersPlans";

const { awsLoadBalancer, listener, listenerRule, targetGroup, targetGroupAttachment } = modelTypes;

const at = (step: Step, id: string, outputs: object = {}): Step => ({ ...step, id, outputs });
const led = (name: string): Step =>
  same("record", name, {
    ...{ zoneId, name: `${name}.example.com`, type: "CNAME", proxied: true, ttl: 1 },
    content: "edge.elb.amazonaws.com",
  });
const forward = (group: string): object[] => [{ type: "forward", targetGroupArn: group }];
const site: Step[] = [
  ...["app", "docs", "reports"].map(led),
  at(same(awsLoadBalancer, "edge", { loadBalancerType: "application" }), "arn:edge", {
    dnsName: "edge.elb.amazonaws.com",
  }),
  at(
    same(listener, "https", {
      ...{ loadBalancerArn: "arn:edge", port: 443, protocol: "HTTPS" },
      defaultActions: forward("arn:app"),
    }),
    "arn:https",
  ),
  at(same(targetGroup, "app", { port: 80, protocol: "HTTP" }), "arn:app"),
  at(same(targetGroup, "reports", { port: 80, protocol: "HTTP" }), "arn:reports"),
];
const ruled = (name: string, priority: number, host: string): Step =>
  same(listenerRule, name, {
    ...{ listenerArn: "arn:https", priority, actions: forward("arn:reports") },
    conditions: [{ hostHeader: { values: [host] } }],
  });
const target = (op: typeof same, group: string): Step =>
  op(targetGroupAttachment, group, { targetGroupArn: `arn:${group}`, targetId: `i-${group}` });

function visitors(...steps: Step[]): string {
  const [risk] = reviewSteps([...site, ...steps]).risks;
  return /visitors of .* get/.exec(bareText(risk?.consequence ?? []))?.[0] ?? "";
}

describe("the hostnames of a target group", () => {
  it("are those that a rule leads there by their host", () => {
    expect(
      visitors(
        ruled("reports", 10, "reports.example.com"),
        ...[target(same, "app"), target(goes, "reports")],
      ),
    ).to.equal("visitors of reports.example.com get");
  });

  it("are those of every rule that leads there", () => {
    expect(
      visitors(
        ...[ruled("reports", 10, "reports.example.com"), ruled("docs", 20, "docs.example.com")],
        ...[target(same, "app"), target(goes, "reports")],
      ),
    ).to.equal("visitors of docs.example.com and reports.example.com get");
  });

  it("are those that no rule takes where the listener leads there itself", () => {
    expect(
      visitors(
        ruled("reports", 10, "reports.example.com"),
        ...[target(same, "reports"), target(goes, "app")],
      ),
    ).to.equal("visitors of app.example.com and docs.example.com get");
  });
});
