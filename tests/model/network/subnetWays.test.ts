import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { subnetsOf } from "../../../model/network/subnets";
import { wayOf } from "../../../model/network/subnetWays";
import { resource } from "../resource";

const vpc = resource("vpc", "vpc-1", { mainRouteTableId: "rtb-main" });
const subnet = resource("subnet", "subnet-1", { vpcId: "vpc-1" });
const route = (id: string, destinationCidrBlock: string, more: ModelObject) =>
  resource("route", id, { routeTableId: "rtb-main", destinationCidrBlock, ...more });
const internet = (destination: string, gatewayId = "igw-1") =>
  route(`internet ${destination}`, destination, { gatewayId });
const nat = (destination: string) =>
  route(`nat ${destination}`, destination, { natGatewayId: "nat-1" });
const unclear = (destination: string) => route(`unclear ${destination}`, destination, {});

function way(...resources: readonly ModelResource[]) {
  const inventory = new Inventory([vpc, subnet, ...resources]);
  const [own] = subnetsOf(inventory, ["subnet-1"]);
  const { lost, unknown, leadsTo, parts } = wayOf(inventory, own!, "ipv4");
  return { lost, unknown, leadsTo, parts: parts.map(({ name }) => name) };
}

const all = cloudflareRanges.ipv4;
const block = "172.64.0.0/13";
const without = (range: string) => all.filter((each) => each !== range);
const everywhere = internet("0.0.0.0/0");

describe("the way that routes give a subnet to Cloudflare", () => {
  it("is that of the narrowest route around each range", () => {
    expect(way(everywhere, nat("172.0.0.0/8"))).to.deep.include({
      ...{ lost: [block], unknown: [], leadsTo: ["a NAT gateway"] },
    });
    expect(way(nat("172.0.0.0/8"), everywhere)).to.deep.include({ lost: [block] });
    expect(way(everywhere, nat("172.0.0.0/8"), internet("172.64.0.0/12"))).to.deep.include({
      ...{ lost: [], unknown: [], leadsTo: [] },
    });
    expect(way(nat("0.0.0.0/0"), internet(block))).to.deep.include({ lost: without(block) });
  });

  it("is lost too where a route for a part of a range leads elsewhere, and not by one beside it", () => {
    expect(way(everywhere, nat("172.64.4.0/24"))).to.deep.include({ lost: [block], unknown: [] });
    expect(way(everywhere, nat("10.0.0.0/8"), nat("172.16.0.0/12"))).to.deep.include({ lost: [] });
    expect(way(internet("172.64.0.0/14"))).to.deep.include({
      lost: [...all],
      leadsTo: [undefined],
    });
  });

  it("is not known by a route of which it is not known where it leads", () => {
    expect(way(everywhere, unclear(block))).to.deep.include({ lost: [], unknown: [block] });
    expect(way(everywhere, unclear("172.64.4.0/24"))).to.deep.include({
      lost: [],
      unknown: [block],
    });
    expect(way(everywhere, unclear("172.64.4.0/24"), nat("172.64.8.0/24"))).to.deep.include({
      ...{ lost: [block], unknown: [], leadsTo: ["a NAT gateway"] },
    });
  });

  it("asks the gateway whether it is attached to the subnet's VPC", () => {
    const gateway = (properties: ModelObject) => resource("internetGateway", "igw-1", properties);
    const attachment = (vpcId: ModelObject[string]) =>
      resource("internetGatewayAttachment", "at", { internetGatewayId: "igw-1", vpcId });
    const parts = [everywhere.name, "igw-1"];
    expect(way(everywhere, gateway({ vpcId: "vpc-1" }))).to.deep.equal({
      ...{ lost: [], unknown: [], leadsTo: [], parts },
    });
    expect(way(everywhere, gateway({}), attachment("vpc-1"))).to.deep.equal({
      ...{ lost: [], unknown: [], leadsTo: [], parts: [...parts, "at"] },
    });
    expect(way(everywhere, gateway({ vpcId: "vpc-2" }), attachment("vpc-1"))).to.deep.include({
      ...{ lost: [], unknown: [] },
    });
    expect(way(everywhere, gateway({ vpcId: unknownValue }))).to.deep.include({
      ...{ lost: [], unknown: [...all] },
    });
    const detached = ["an internet gateway that is not attached to its VPC"];
    for (const others of [
      [gateway({})],
      [gateway({ vpcId: "vpc-2" })],
      [gateway({}), attachment("vpc-2")],
    ]) {
      expect(way(everywhere, ...others)).to.deep.include({
        ...{ lost: [...all], unknown: [], leadsTo: detached },
      });
    }
  });

  it("is not judged by gateways where the VPC of the subnet is not known", () => {
    const inventory = new Inventory([
      resource("subnet", "subnet-1", {}),
      resource("routeTable", "rtb-1", {}),
      resource("routeTableAssociation", "as", { subnetId: "subnet-1", routeTableId: "rtb-1" }),
      route("r", "0.0.0.0/0", { routeTableId: "rtb-1", gatewayId: "igw-1" }),
      resource("internetGateway", "igw-1", { vpcId: "vpc-2" }),
    ]);
    const [own] = subnetsOf(inventory, ["subnet-1"]);
    expect(wayOf(inventory, own!, "ipv4")).to.deep.include({ lost: [], unknown: [] });
  });
});
