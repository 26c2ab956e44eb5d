import { expect } from "chai";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import { tableOf } from "../../../model/network/routeTables";
import {
  distinctSubnets,
  rangeOf,
  subnetsOf,
  subnetsOfBalancer,
} from "../../../model/network/subnets";
import { resource } from "../resource";

const vpc = resource("vpc", "vpc-1", { mainRouteTableId: "rtb-main" });
const subnet = resource("subnet", "subnet-1", { vpcId: "vpc-1", cidrBlock: "10.0.1.0/24" });
const table = (id: string, more: ModelObject = {}) =>
  resource("routeTable", id, { vpcId: "vpc-1", ...more });
const chosen = (id: string, routeTableId: ModelObject[string]) =>
  resource("routeTableAssociation", id, { subnetId: "subnet-1", routeTableId });
const route = (id: string, routeTableId: string) =>
  resource("route", id, { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" });
/** The default table of a VPC, which the program has adopted. */
const adopted = (vpcId: string): ModelResource => ({
  ...resource("routeTable", "rtb-main", { defaultRouteTableId: "rtb-main", vpcId }),
  type: "aws:ec2/defaultRouteTable:DefaultRouteTable",
});

/** The table of `subnet-1`: its title, the names of its parts, its routes and whether there may be more. */
function tableIn(...resources: readonly ModelResource[]) {
  const inventory = new Inventory(resources);
  const [own] = subnetsOf(inventory, ["subnet-1"]);
  const { title, parts, routes, maybeMore } = tableOf(inventory, own!);
  const names = [parts, routes.map((each) => each.resource)].map((list) =>
    list.map(({ name }) => name),
  );
  return [title, ...names, maybeMore];
}

const notKnown = (...parts: string[]) => [undefined, parts, [], true];

describe("the route table of a subnet", () => {
  it("is the one that an association names, with its routes as parts", () => {
    expect(
      tableIn(
        vpc,
        subnet,
        table("rtb-1"),
        chosen("a", "rtb-1"),
        route("r", "rtb-1"),
        route("s", "rtb-2"),
      ),
    ).to.deep.equal(["rtb-1", ["a", "rtb-1", "r"], ["r"], false]);
  });

  it("is not known where two associations name one, or one names several or none", () => {
    const all = [vpc, subnet, table("rtb-1"), table("rtb-2")];
    expect(tableIn(...all, chosen("a", "rtb-1"), chosen("b", "rtb-2"))).to.deep.equal(notKnown());
    const several = new ModelReference([table("rtb-1").key, table("rtb-2").key]);
    expect(tableIn(...all, chosen("a", several))).to.deep.equal(notKnown("a"));
    expect(tableIn(...all, chosen("a", new ModelReference([])))).to.deep.equal(notKnown("a"));
  });

  it("of another program has the routes that this one gives it, and perhaps more", () => {
    expect(tableIn(vpc, subnet, chosen("a", "rtb-9"), route("r", "rtb-9"))).to.deep.equal([
      ...["the main route table", ["a", "r"], ["r"], true],
    ]);
  });

  it("is the VPC's main one, which comes with it, where none is named", () => {
    expect(tableIn(vpc, subnet, route("r", "rtb-main"))).to.deep.equal([
      ...["the main route table", ["r"], ["r"], false],
    ]);
    expect(tableIn(subnet, route("r", "rtb-main"))).to.deep.equal(notKnown());
  });

  it("is the main one that the program has adopted, also of a VPC of another program", () => {
    expect(tableIn(vpc, subnet, adopted("vpc-1"), route("r", "rtb-main"))).to.deep.equal([
      ...["rtb-main", ["rtb-main", "r"], ["r"], false],
    ]);
    const inline = {
      ...adopted("vpc-1"),
      properties: { ...adopted("vpc-1").properties, routes: [] },
    };
    expect(tableIn(vpc, subnet, inline)).to.deep.equal(["rtb-main", ["rtb-main"], [], false]);
  });

  it("is the one that was made the main one, unless it is of another VPC", () => {
    const main = (vpcId: string) =>
      resource("mainRouteTableAssociation", "m", { vpcId, routeTableId: "rtb-1" });
    const all = [vpc, subnet, table("rtb-1"), route("r", "rtb-1"), route("s", "rtb-main")];
    expect(tableIn(...all, main("vpc-1"))).to.deep.equal([
      "rtb-1",
      ["m", "rtb-1", "r"],
      ["r"],
      false,
    ]);
    expect(tableIn(...all, main("vpc-2"))).to.deep.equal([
      ...["the main route table", ["s"], ["s"], false],
    ]);
  });

  it("is not known of a subnet of which no VPC is known", () => {
    const inventory = new Inventory([resource("subnet", "subnet-1", {})]);
    const [own] = subnetsOf(inventory, ["subnet-1"]);
    expect(tableOf(inventory, own!)).to.deep.equal({
      ...{ title: undefined, parts: [], routes: [], maybeMore: true },
    });
  });
});

describe("the subnets that a property names", () => {
  const inventory = new Inventory([vpc, subnet]);
  const titles = (value: ModelObject[string] | undefined) =>
    subnetsOf(inventory, value).map(({ title, tokens, vpcTokens }) => [title, tokens, vpcTokens]);
  const known = ["subnet-1", [subnet.key, "subnet-1"], [vpc.key, "vpc-1", "rtb-main"]];

  it("are those of this program and of others, each once, and nothing else", () => {
    expect(titles(["subnet-1", "subnet-9", subnet.key, "sg-1", "subnet-9"])).to.deep.equal([
      known,
      ["subnet-9", ["subnet-9"], []],
    ]);
    expect(titles(new ModelReference([subnet.key]))).to.deep.equal([known]);
    expect(titles(undefined)).to.deep.equal([]);
  });

  it("have the id of a VPC of another program as it is", () => {
    const alone = new Inventory([subnet]);
    expect(subnetsOf(alone, ["subnet-1"]).map(({ vpcTokens }) => vpcTokens)).to.deep.equal([
      ["vpc-1"],
    ]);
  });

  it("of a load balancer are its list and its mappings", () => {
    const balancer = (properties: ModelObject) =>
      subnetsOfBalancer(inventory, resource("awsLoadBalancer", "lb", properties)).map(
        ({ title }) => title,
      );
    const mapping = (subnetId: string): ModelObject => ({ subnetId, allocationId: "eipalloc-1" });
    expect(balancer({ subnets: ["subnet-1"] })).to.deep.equal(["subnet-1"]);
    expect(
      balancer({
        subnetMappings: [mapping("subnet-1"), "subnet-8", mapping("subnet-9"), mapping("subnet-1")],
      }),
    ).to.deep.equal(["subnet-1", "subnet-9"]);
    expect(balancer({})).to.deep.equal([]);
  });

  it("are told once, and with their range where the plan says it", () => {
    const [own, other] = subnetsOf(inventory, ["subnet-1", "subnet-9"]);
    expect(distinctSubnets([own!, other!, own!])).to.deep.equal([own, other]);
    expect(rangeOf(own!)).to.have.property("text", "10.0.1.0/24");
    expect(rangeOf(other!)).to.equal(undefined);
    const [open] = subnetsOf(new Inventory([resource("subnet", "subnet-2", { cidrBlock: 5 })]), [
      "subnet-2",
    ]);
    expect(rangeOf(open!)).to.equal(undefined);
  });
});
