import { expect } from "chai";
import { networkTypes, pathTypes } from "../../../facts/resourceTypes";
import { text, type Properties } from "../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "./direct";

describe("the networks of the stand-in AWS", () => {
  let direct: DirectCloud;
  let vpcId: string;

  beforeEach(async () => {
    direct = await DirectCloud.start();
    vpcId = (await direct.create(networkTypes.vpc, { cidrBlock: "10.0.0.0/16" })).id;
  });
  afterEach(() => direct.stop());

  async function codeOf(type: string, inputs: Properties) {
    const { status, code } = await refusal(direct.create(type, inputs));
    return [status, code];
  }

  it("refuse a subnet outside its VPC, and one that overlaps with another", async () => {
    const { subnet } = networkTypes;
    await direct.create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" });
    await direct.create(subnet, { vpcId, cidrBlock: "10.0.1.0/24" });
    expect(await codeOf(subnet, { vpcId, cidrBlock: "10.1.0.0/24" })).to.deep.equal([
      400,
      "InvalidSubnet.Range",
    ]);
    expect(await codeOf(subnet, { vpcId, cidrBlock: "10.0.0.128/25" })).to.deep.equal([
      400,
      "InvalidSubnet.Conflict",
    ]);
  });

  it("refuse a second internet gateway, and take one for another VPC", async () => {
    const { internetGateway } = networkTypes;
    await direct.create(internetGateway, { vpcId });
    expect(await codeOf(internetGateway, { vpcId })).to.deep.equal([400, "InvalidParameterValue"]);
    const other = await direct.create(networkTypes.vpc, { cidrBlock: "10.1.0.0/16" });
    const gateway = await direct.create(internetGateway, { vpcId: other.id });
    expect(text(gateway.outputs.arn)).to.match(/:internet-gateway\/igw-[0-9a-f]{17}$/);
    await direct.create(internetGateway, {});
    await direct.create(internetGateway, {});
  });

  it("refuse a second route for a destination, however it is written", async () => {
    const { id: routeTableId } = await direct.create(pathTypes.routeTable, { vpcId });
    const gatewayId = (await direct.create(networkTypes.internetGateway, { vpcId })).id;
    const route = { routeTableId, gatewayId };
    await direct.create(pathTypes.route, { ...route, destinationCidrBlock: "10.9.0.0/16" });
    expect(
      await codeOf(pathTypes.route, { ...route, destinationCidrBlock: "10.9.3.0/16" }),
    ).to.deep.equal([400, "RouteAlreadyExists"]);
    await direct.create(pathTypes.route, { ...route, destinationCidrBlock: "10.9.0.0/17" });
  });

  it("refuse a second rule of a number in a direction, and numbers that there are not", async () => {
    const { id: networkAclId } = await direct.create(networkTypes.networkAcl, { vpcId });
    const rule = { networkAclId, protocol: "-1", ruleAction: "allow", cidrBlock: "0.0.0.0/0" };
    const own = networkTypes.networkAclRule;
    await direct.create(own, { ...rule, ruleNumber: 100 });
    await direct.create(own, { ...rule, ruleNumber: 100, egress: true });
    expect(await codeOf(own, { ...rule, ruleNumber: 100 })).to.deep.equal([
      400,
      "NetworkAclEntryAlreadyExists",
    ]);
    expect(await direct.check(own, { ...rule, ruleNumber: 32_766 })).to.deep.equal([]);
    expect(await direct.check(own, { ...rule, ruleNumber: 32_767 })).to.have.lengthOf(1);
    expect(await direct.check(own, { ...rule, ruleNumber: 0 })).to.have.lengthOf(1);
  });

  it("give each elastic address another address, and records of Route 53 their whole name", async () => {
    const addresses = [
      await direct.create(networkTypes.elasticIp, { domain: "vpc" }),
      await direct.create(networkTypes.elasticIp, { domain: "vpc" }),
    ];
    expect(addresses.map(({ outputs }) => outputs.publicIp)).to.deep.equal([
      "203.0.113.1",
      "203.0.113.2",
    ]);
    const { id: zoneId } = await direct.create(networkTypes.route53Zone, { name: "example.net" });
    const record = { zoneId, type: "A", ttl: 60, records: ["203.0.113.1"] };
    const names = [
      await direct.create(networkTypes.route53Record, { ...record, name: "origin" }),
      await direct.create(networkTypes.route53Record, { ...record, name: "www.example.net" }),
    ];
    expect(names.map(({ outputs }) => outputs.fqdn)).to.deep.equal([
      "origin.example.net",
      "www.example.net",
    ]);
  });
});
