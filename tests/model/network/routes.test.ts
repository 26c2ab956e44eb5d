import { inspect as shown } from "node:util";
import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import { allRoutes } from "../../../model/network/routes";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";

function ec2(type: string, name: string, properties: ModelObject = {}): ModelResource {
  const token = `aws:ec2/${type}:${type.charAt(0).toUpperCase()}${type.slice(1)}`;
  return { key: `urn:${name}`, type: token, name, properties };
}

function routes(...resources: ModelResource[]) {
  return allRoutes(new Inventory(resources)).map(
    ({ resource, property, table, destination, leadsTo, isInternet }) => [
      ...[resource.name, property, table],
      ...[destination.text, leadsTo, isInternet],
    ],
  );
}

const route = (more: ModelObject) =>
  ec2("route", "r", { routeTableId: "rtb-1", destinationCidrBlock: "172.64.0.0/13", ...more });
const leads = (more: ModelObject, ...others: ModelResource[]) =>
  routes(route(more), ...others).map((each) => each.slice(4));

describe("the routes of AWS", () => {
  it("are those that stand alone, then those in tables, with their place", () => {
    const nat = { natGatewayId: "nat-1" };
    const table = ec2("routeTable", "t", { routes: [{ cidrBlock: "10.0.0.0/8", ...nat }] });
    const byDefault = ec2("defaultRouteTable", "d", {
      routes: ["none", { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }],
    });
    expect(routes(table, { ...byDefault, id: "rtb-2" }, route(nat))).to.deep.equal([
      ["r", "destination", ["rtb-1"], "172.64.0.0/13", "a NAT gateway", false],
      ["d", "routes[1]", ["urn:d", "rtb-2"], "0.0.0.0/0", undefined, true],
      ["t", "routes[0]", ["urn:t"], "10.0.0.0/8", "a NAT gateway", false],
    ]);
  });

  it("are for addresses of both families, in each spelling", () => {
    const both = { destinationIpv6CidrBlock: "2606:4700::/32", gatewayId: "igw-1" };
    const inline = [{ cidrBlock: "10.0.0.0/8", ipv6CidrBlock: "::/0", gatewayId: "igw-1" }];
    const found = routes(route(both), ec2("routeTable", "t", { routes: inline }));
    expect(found.map((each) => each[3])).to.deep.equal([
      ...["172.64.0.0/13", "2606:4700::/32", "10.0.0.0/8", "::/0"],
    ]);
  });

  const nothing: [string, ModelResource][] = [
    ["whose destination is not known", route({ destinationCidrBlock: unknownValue })],
    ["whose destination is no range", route({ destinationCidrBlock: "pl-1" })],
    ["without a destination", route({ destinationCidrBlock: null })],
    ["of a table whose routes are not known", ec2("routeTable", "t", { routes: unknownValue })],
    ["of a table without routes", ec2("routeTable", "t")],
    ["of another type", ec2("subnet", "s", { destinationCidrBlock: "10.0.0.0/8" })],
  ];
  for (const [title, resource] of nothing) {
    it(`are none ${title}`, () => {
      expect(routes(resource)).to.deep.equal([]);
    });
  }

  const targets: [ModelObject, string | undefined, boolean][] = [
    [{ gatewayId: "igw-1" }, undefined, true],
    [{ gatewayId: "vgw-1" }, "a virtual private gateway", false],
    [{ gatewayId: "local" }, undefined, false],
    [{ gatewayId: unknownValue }, undefined, false],
    [{ transitGatewayId: "tgw-1" }, "a transit gateway", false],
    [{ vpcEndpointId: secretValue }, "a VPC endpoint", false],
    [{ natGatewayId: "", networkInterfaceId: "eni-1" }, "a network interface", false],
    [{ natGatewayId: null, vpcPeeringConnectionId: "pcx-1" }, "a peering connection", false],
    [{}, undefined, false],
  ];
  for (const [more, leadsTo, isInternet] of targets) {
    const said = Object.entries(more).map(([name, value]) => `${name} ${shown(value)}`);
    it(`lead to ${leadsTo ?? (isInternet ? "the internet" : "nobody knows")} with ${said.join(", ") || "nothing"}`, () => {
      expect(leads(more)).to.deep.equal([[leadsTo, isInternet]]);
    });
  }

  const igw = ec2("internetGateway", "igw");
  const vgw = ec2("vpnGateway", "vgw");
  const references: [string[], ModelValue, boolean][] = [
    [["urn:igw"], null, true],
    [["urn:vgw"], "a virtual private gateway", false],
    [["urn:igw", "urn:vgw"], null, true],
    [["urn:vgw", "urn:other"], null, false],
    [["urn:other"], null, false],
  ];
  for (const [keys, leadsTo, isInternet] of references) {
    it(`lead where the reference to ${keys.join(" or ")} says`, () => {
      const found = leads({ gatewayId: new ModelReference(keys) }, igw, vgw);
      expect(found).to.deep.equal([[leadsTo ?? undefined, isInternet]]);
    });
  }
});
