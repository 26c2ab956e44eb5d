import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import {
  elasticAddressesOf,
  elasticAddressesOfBalancer,
  elasticTiesOf,
} from "../../../model/traffic/elasticAddresses";
import { addressesOf } from "../../../model/traffic/machineAddresses";
import { OriginMachines, recordPlace } from "../../../model/traffic/originMachines";
import { publicEndpoints } from "../../../model/traffic/publicEndpoints";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const balancer = (name: string, more: ModelObject = {}): ModelResource =>
  resource("awsLoadBalancer", name, { dnsName: `${name}.elb.example`, ...more });
const instance = (name: string, more: ModelObject = {}): ModelResource =>
  resource("instance", name, more);
const card = (name: string, more: ModelObject = {}): ModelResource =>
  resource("networkInterface", name, more);
const elastic = (name: string, more: ModelObject = {}): ModelResource =>
  resource("elasticIp", name, { publicIp: `198.51.100.${name.length}`, ...more });
const association = (name: string, more: ModelObject): ModelResource =>
  resource("elasticIpAssociation", name, more);

/** What takes connections from the Internet: its name, its addresses and their families, and its subnets. */
const told = (...resources: readonly ModelResource[]): unknown[] =>
  publicEndpoints(new Inventory(resources)).map(({ title, addresses, families, subnets }) => [
    ...[title, addresses.join(" "), families.join(" ")],
    subnets.map((subnet) => subnet.title).join(" "),
  ]);

describe("what takes connections from the Internet at AWS", () => {
  it("are load balancers that are not internal, as far as is known", () => {
    expect(
      told(balancer("a"), balancer("b", { internal: true }), balancer("c", { internal: false })),
    ).to.deep.equal([
      ["a", "a.elb.example", "ipv4", ""],
      ["c", "c.elb.example", "ipv4", ""],
    ]);
    expect(told(balancer("late", { internal: unknownValue }))).to.have.length(1);
  });

  it("are reached by the families of addresses that they have", () => {
    const families = (ipAddressType: ModelObject[string]): unknown =>
      (told(balancer("a", { ipAddressType }))[0] as unknown[])[2];
    expect(families("ipv4")).to.equal("ipv4");
    expect(families("dualstack")).to.equal("ipv4 ipv6");
    expect(families("dualstack-without-public-ipv4")).to.equal("ipv6");
  });

  it("are machines with an address of their own, one that they are given, or an elastic one", () => {
    const own = instance("own", { publicIp: "203.0.113.7", subnetId: "subnet-1" });
    expect(told(own)).to.deep.equal([["own", "203.0.113.7", "ipv4", "subnet-1"]]);
    const given = instance("given", { associatePublicIpAddress: true });
    expect(told(given)).to.deep.equal([["given", "", "ipv4", ""]]);
    expect(told(instance("tied"), elastic("eip", { instance: "tied" }))).to.deep.equal([
      ["tied", "198.51.100.3", "ipv4", ""],
    ]);
    expect(
      told(
        ...[instance("by"), elastic("eip")],
        association("tie", { instanceId: "by", allocationId: "eip" }),
      ),
    ).to.deep.equal([["by", "198.51.100.3", "ipv4", ""]]);
    const both = instance("both", { publicIp: "203.0.113.7" });
    expect(told(both, elastic("eip", { instance: "both" }))).to.deep.equal([
      ["both", "203.0.113.7 198.51.100.3", "ipv4", ""],
    ]);
  });

  it("are none of machines without one", () => {
    expect(told(instance("inner", { subnetId: "subnet-1" }), card("card"))).to.deep.equal([]);
    expect(told(instance("inner", { associatePublicIpAddress: false }))).to.deep.equal([]);
    expect(told(instance("inner"), elastic("eip", { instance: "elsewhere" }))).to.deep.equal([]);
  });

  it("have IPv6 where an address of that family is there", () => {
    const families = (ipv6Addresses: ModelObject[string]): unknown =>
      (
        told(
          card("card", { ipv6Addresses }),
          elastic("eip", { networkInterface: "card" }),
        )[0] as unknown[]
      )[2];
    expect(families(["2001:db8::7"])).to.equal("ipv4 ipv6");
    expect(families([])).to.equal("ipv4");
    expect(families(unknownValue)).to.equal("ipv4");
  });

  it("are told as the machine where an interface is its own, with the subnets of both", () => {
    const machine = instance("machine", {
      ...{ subnetId: "subnet-1", primaryNetworkInterfaceId: "first" },
      networkInterfaces: [{ networkInterfaceId: "second" }, unknownValue],
    });
    const cards = [
      card("first", { subnetId: "subnet-2" }),
      card("second", { subnetId: "subnet-3" }),
    ];
    const address = elastic("eip", { networkInterface: "second" });
    expect(told(machine, ...cards, address)).to.deep.equal([
      ["machine", "198.51.100.3", "ipv4", "subnet-1 subnet-2 subnet-3"],
    ]);
    expect(told(card("second", { subnetId: "subnet-3" }), address)).to.deep.equal([
      ["second", "198.51.100.3", "ipv4", "subnet-3"],
    ]);
  });

  it("are sorted by their keys, whatever they are", () => {
    const public_ = { publicIp: "203.0.113.7" };
    const keyed = (key: string, own: ModelResource): ModelResource => ({ ...own, key });
    const names = told(
      keyed("urn:c", balancer("balancer")),
      keyed("urn:b", instance("second", public_)),
      keyed("urn:a", instance("first", public_)),
    );
    expect(names.map((each) => (each as unknown[])[0])).to.deep.equal([
      ...["first", "second", "balancer"],
    ]);
  });
});

describe("elastic addresses", () => {
  it("are those that name a machine, and those that an association of the same machine names, once", () => {
    const of = (machine: string, ...resources: readonly ModelResource[]): string[] =>
      elasticAddressesOf(new Inventory(resources), [machine]).map(({ name }) => name);
    const eip = elastic("eip", { instance: "machine" });
    const tie = association("tie", { instanceId: "machine", allocationId: "eip" });
    expect(of("machine", eip, tie)).to.deep.equal(["eip"]);
    expect(of("other", eip, tie)).to.deep.equal([]);
    const late = association("late", { networkInterfaceId: "card", allocationId: "elsewhere" });
    expect(of("card", eip, late)).to.deep.equal([]);
    expect(of("eip", elastic("eip"), association("tie", { allocationId: "eip" }))).to.deep.equal(
      [],
    );
  });

  it("are those in the subnets of a network load balancer", () => {
    const network = balancer("nlb", {
      subnetMappings: [{ allocationId: "eip" }, { allocationId: "elsewhere" }, { subnetId: "s" }],
    });
    const found = elasticAddressesOfBalancer(new Inventory([network, elastic("eip")]), network);
    expect(found.map(({ name }) => name)).to.deep.equal(["eip"]);
  });

  it("are tied to machines and load balancers, by associations where those say so", () => {
    const ties = (address: ModelResource, ...resources: readonly ModelResource[]): unknown => {
      const read = elasticTiesOf(new Inventory([address, ...resources]), address);
      return [read.machines, read.parts.map(({ name }) => name)];
    };
    const machine = instance("machine");
    const network = balancer("nlb", { subnetMappings: [{ allocationId: "eip" }] });
    expect(ties(elastic("eip", { instance: "machine" }), machine)).to.deep.equal([
      ...[[machine.key], []],
    ]);
    expect(ties(elastic("eip", { instance: "", networkInterface: "eni-1" }))).to.deep.equal([
      ...[["eni-1"], []],
    ]);
    const tie = association("tie", {
      ...{ allocationId: "eip", instanceId: "machine", networkInterfaceId: "card" },
    });
    expect(ties(elastic("eip"), machine, card("card"), tie, network)).to.deep.equal([
      [machine.key, card("card").key, network.key],
      ["tie", "nlb"],
    ]);
    expect(ties(elastic("eip"))).to.deep.equal([[], []]);
  });
});

describe("the addresses of a machine", () => {
  it("are all that its outputs say, and none that are not known or empty", () => {
    const own = { publicIp: "203.0.113.7", publicDns: "", ipv6Addresses: ["2001:db8::7"] };
    expect(addressesOf(instance("a", own))).to.deep.equal(["203.0.113.7", "2001:db8::7"]);
    expect(addressesOf(instance("a", { ...own, ipv6Addresses: unknownValue }))).to.deep.equal([
      "203.0.113.7",
    ]);
    expect(addressesOf(instance("a", { publicIp: unknownValue }))).to.deep.equal([]);
    expect(addressesOf(record("www.example.com"))).to.deep.equal([]);
  });

  it("are made of the id of a tunnel, once it has one", () => {
    const tunnel = resource("tunnel", "t", {});
    expect(addressesOf(tunnel)).to.deep.equal(["t.cfargotunnel.com"]);
    const { id: _id, ...planned } = tunnel;
    expect(addressesOf(planned)).to.deep.equal([]);
  });

  it("lead to what has them, however they are written", () => {
    const edge = balancer("edge");
    const machine = instance("m", { publicIp: "203.0.113.7", ipv6Addresses: ["2001:db8::7"] });
    const eip = elastic("eip");
    const network = balancer("nlb", { subnetMappings: [{ allocationId: "eip" }] });
    const machines = OriginMachines.of(new Inventory([edge, machine, eip, network]));
    const at = (address: string): string[] =>
      machines.at({ address, addressFrom: [] }).map(({ name }) => name);
    expect(at("EDGE.elb.example.")).to.deep.equal(["edge"]);
    expect(at("2001:0db8:0::0007")).to.deep.equal(["m"]);
    expect(at("198.51.100.3")).to.deep.equal(["nlb"]);
    expect(at("203.0.113.8")).to.deep.equal([]);
    const from = (...addressFrom: string[]): string[] =>
      machines.at({ address: unknownValue, addressFrom }).map(({ name }) => name);
    expect(from(machine.key, edge.key, edge.key, "urn:elsewhere")).to.deep.equal(["edge", "m"]);
    expect(from(eip.key)).to.include("nlb");
    expect(from()).to.deep.equal([]);
  });

  it("are the content of a record, or what that comes from", () => {
    const place = (content: ModelObject[string]) => {
      const [read] = readTrafficPaths([record("www.example.com", { content })]).records;
      return read && recordPlace(read);
    };
    const written = { address: "203.0.113.9", addressFrom: [] };
    expect(place("203.0.113.9")).to.deep.equal(written);
    expect(place(new ModelReference(["urn:edge"]))).to.deep.equal({
      ...{ address: unknownValue, addressFrom: ["urn:edge"] },
    });
  });
});
