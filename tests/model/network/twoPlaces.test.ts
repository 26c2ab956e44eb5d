import { expect } from "chai";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelResource } from "../../../model/graph/resources";
import { inTwoPlaces } from "../../../model/network/twoPlaces";
import { resource } from "../resource";

const found = (...resources: readonly ModelResource[]) =>
  inTwoPlaces(new Inventory(resources)).map(({ holder, property, alone }) => [
    ...[holder.name, property],
    alone.map(({ name }) => name),
  ]);

const rule = { securityGroupId: "sg-1" };
const aclRule = { networkAclId: "acl-1" };

describe("what is written in two places", () => {
  it("is a rule beside the list of its group, in the same direction", () => {
    const group = resource("securityGroup", "sg-1", { ingress: [] });
    const inward = resource("ingressRule", "in", rule);
    const outward = resource("egressRule", "out", rule);
    const older = resource("securityGroupRule", "older", { ...rule, type: "ingress" });
    const back = resource("securityGroupRule", "back", { ...rule, type: "egress" });
    expect(found(group, inward, outward, older, back)).to.deep.equal([
      ["sg-1", "ingress", ["in", "older"]],
    ]);
  });

  it("is a rule beside the list of a network ACL, and a route beside that of a table", () => {
    const acl = resource("networkAcl", "acl-1", { egress: [] });
    const inward = resource("networkAclRule", "in", { ...aclRule, egress: false });
    const outward = resource("networkAclRule", "out", { ...aclRule, egress: true });
    const table = resource("routeTable", "rtb-1", { routes: [] });
    const route = resource("route", "r", { routeTableId: "rtb-1" });
    expect(found(acl, inward, outward, table, route)).to.deep.equal([
      ["acl-1", "egress", ["out"]],
      ["rtb-1", "routes", ["r"]],
    ]);
  });

  it("is what registers machines beside the list of their group, an empty one too", () => {
    const machines = resource("scalingGroup", "web", { targetGroupArns: [] });
    const at = { autoscalingGroupName: "web" };
    const lattice = { trafficSource: { identifier: "lattice" } };
    const attachment = resource("scalingAttachment", "at", { ...at, lbTargetGroupArn: "app" });
    const classic = resource("scalingAttachment", "classic", { ...at, elb: "old" });
    const source = resource("trafficSource", "lattice", { ...at, ...lattice });
    const other = resource("scalingGroup", "jobs", { trafficSources: [] });
    const otherSource = resource("trafficSource", "jobs", {
      ...{ autoscalingGroupName: "jobs" },
      ...lattice,
    });
    const listed = resource("scalingGroup", "api", { targetGroupArns: ["app"] });
    const twice = { autoscalingGroupName: "api", lbTargetGroupArn: "app" };
    const again = resource("scalingAttachment", "again", twice);
    expect(
      found(machines, attachment, classic, source, other, otherSource, listed, again),
    ).to.deep.equal([
      ["web", "targetGroupArns", ["at", "lattice"]],
      ["jobs", "trafficSources", ["jobs"]],
    ]);
  });

  it("is nothing where one of the two is missing, or belongs to another", () => {
    const group = resource("securityGroup", "sg-1", {});
    const table = resource("routeTable", "rtb-1", { routes: [] });
    const route = resource("route", "r", { routeTableId: "rtb-2" });
    expect(found(group, resource("ingressRule", "in", rule), table, route)).to.deep.equal([]);
  });
});
