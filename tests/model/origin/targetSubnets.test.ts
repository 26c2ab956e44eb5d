import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { aclsBetween, subnetsOfTarget, zoneOfTargets } from "../../../model/origin/targetSubnets";
import { readTrafficPaths } from "../../../model/traffic/path";
import { resource } from "../resource";

const subnet = (id: string, cidrBlock: string, availabilityZone: string): ModelResource =>
  resource("subnet", id, { vpcId: "vpc-1", cidrBlock, availabilityZone });
const near = subnet("near", "10.0.1.0/24", "us-east-1a");
const far = subnet("far", "10.0.2.0/24", "us-east-1b");
const plain = new Inventory([near, far]);

describe("where something serves behind a load balancer", () => {
  const service = (subnets: unknown, more: ModelObject = {}): ModelResource =>
    resource("ecsService", "app", { networkConfiguration: { subnets } as ModelObject, ...more });
  const group = (more: ModelObject): ModelResource => resource("scalingGroup", "web", more);
  const names = (serves: ModelResource) => subnetsOfTarget(plain, serves).map(({ title }) => title);

  it("is in the subnets that a machine, a group or a service names", () => {
    expect(names(resource("instance", "i-1", { subnetId: "near" }))).to.deep.equal(["near"]);
    expect(names(group({ vpcZoneIdentifiers: ["near", "far"] }))).to.deep.equal(["near", "far"]);
    expect(names(service(["far"]))).to.deep.equal(["far"]);
    expect(names(group({}))).to.deep.equal([]);
  });

  it("is in one zone where the group says so, or its only subnet does", () => {
    const zone = (serves: ModelResource) => zoneOfTargets(plain, serves);
    expect(zone(group({ availabilityZones: ["us-east-1c"] }))).to.equal("us-east-1c");
    expect(zone(group({ availabilityZones: ["us-east-1a", "us-east-1b"] }))).to.equal(undefined);
    expect(zone(group({ availabilityZones: [unknownValue] }))).to.equal(undefined);
    expect(zone(group({ availabilityZones: unknownValue }))).to.equal(undefined);
    expect(zone(group({ vpcZoneIdentifiers: ["near"] }))).to.equal("us-east-1a");
    expect(zone(service(["near", "far"]))).to.equal(undefined);
    expect(zone(resource("instance", "i-1", { subnetId: "near" }))).to.equal(undefined);
  });
});

describe("network ACLs between a load balancer and what serves", () => {
  const open = { protocol: "-1", action: "allow", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 };
  const rules = (...lists: readonly ModelObject[]) =>
    lists.map((each, index) => ({ ruleNo: 100 + index, ...open, ...each }));
  const acl = (id: string, ingress: ModelObject[], egress: ModelObject[]): ModelResource =>
    resource("networkAcl", id, {
      ...{ vpcId: "vpc-1", subnetIds: [id === "acl-near" ? "near" : "far"], ingress, egress },
    });
  const tcp = (fromPort: number, toPort: number, more: ModelObject = {}) => ({
    ...{ protocol: "tcp", fromPort, toPort },
    ...more,
  });
  const shutting = (acls: readonly ModelResource[], to = far): unknown => {
    const { network, inventory } = readTrafficPaths([near, far, ...acls]);
    const [from, target] = [near, to].map(
      ({ id }) => subnetsOfTarget(inventory, resource("instance", "i", { subnetId: id ?? "" }))[0],
    );
    if (from === undefined || target === undefined) {
      throw new Error("no subnet");
    }
    const found = aclsBetween(network, from, target, 8080);
    return [found.shutting.map(({ title }) => title), found.acls.map(({ title }) => title)];
  };
  const wide = acl("acl-near", rules({}), rules({}));

  it("let everything through where they are open, and where there is none", () => {
    const both = ["acl-near", "acl-far"];
    expect(shutting([wide, acl("acl-far", rules({}), rules({}))])).to.deep.equal([[], both]);
    expect(shutting([])).to.deep.equal([[], []]);
  });

  it("shut where the request, or its answer, does not get through one of them", () => {
    const cases: readonly (readonly [ModelObject[], ModelObject[], readonly string[]])[] = [
      [rules(tcp(8080, 8080)), rules(tcp(1024, 65_535)), []],
      [rules(tcp(80, 80)), rules(tcp(1024, 65_535)), ["acl-far"]],
      [rules(tcp(8080, 8080)), rules(tcp(443, 443)), ["acl-far"]],
      [rules(tcp(8080, 8080, { cidrBlock: "10.0.9.0/24" })), rules({}), ["acl-far"]],
      [rules(tcp(8080, 8080)), rules(tcp(1025, 65_535)), []],
    ];
    for (const [ingress, egress, expected] of cases) {
      const [shut] = shutting([wide, acl("acl-far", ingress, egress)]) as [unknown];
      expect(shut, JSON.stringify([ingress, egress])).to.deep.equal(expected);
    }
  });

  it("do not stand between neighbours in one subnet", () => {
    const shut = acl("acl-near", rules(tcp(443, 443)), rules(tcp(443, 443)));
    expect(shutting([shut], near)).to.deep.equal([[], ["acl-near", "acl-near"]]);
    expect((shutting([shut]) as [unknown])[0]).to.deep.equal(["acl-near"]);
  });
});
