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
    await direct.create(own, { ...rule, ruleNumber: 32_766 });
    for (const ruleNumber of [0, 32_767]) {
      expect(await direct.check(own, { ...rule, ruleNumber })).to.deep.equal([]);
      const refused = await codeOf(own, { ...rule, ruleNumber });
      expect(refused).to.deep.equal([400, "InvalidParameterValue"]);
    }
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

  it("refuse a route to what there is not in the region, and to local", async () => {
    const networks = [{ region: "us-east-1", vpcId: "vpc-0a1b2c3d" }];
    const named = await DirectCloud.start({ networks });
    const codes = async (route: Properties) =>
      (await refusal(named.create(pathTypes.route, route))).code;
    try {
      const table = await named.create(pathTypes.routeTable, { vpcId: "vpc-0a1b2c3d" });
      const route = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" };
      const hex = "0123456789abcdef0";
      expect(await codes({ ...route, gatewayId: `igw-${hex}` })).to.equal(
        "InvalidGatewayID.NotFound",
      );
      expect(await codes({ ...route, gatewayId: "local" })).to.equal("InvalidGatewayID.NotFound");
      for (const [property, prefix, code] of [
        ["natGatewayId", "nat", "InvalidNatGatewayID.NotFound"],
        ["networkInterfaceId", "eni", "InvalidNetworkInterfaceID.NotFound"],
        ["transitGatewayId", "tgw", "InvalidTransitGatewayID.NotFound"],
        ["vpcEndpointId", "vpce", "InvalidVpcEndpointId.NotFound"],
        ["vpcPeeringConnectionId", "pcx", "InvalidVpcPeeringConnectionID.NotFound"],
        ["carrierGatewayId", "cagw", "InvalidCarrierGatewayID.NotFound"],
      ] as const) {
        expect(await codes({ ...route, [property]: `${prefix}-${hex}` })).to.equal(code);
      }
      expect(
        await codes({ ...route, routeTableId: `rtb-${hex}`, gatewayId: `igw-${hex}` }),
      ).to.equal("InvalidRouteTableID.NotFound");
      const gateway = await named.create(networkTypes.internetGateway, { vpcId: "vpc-0a1b2c3d" });
      await named.create(pathTypes.route, { ...route, gatewayId: gateway.id });
      const vpn = await named.create(networkTypes.vpnGateway, { vpcId: "vpc-0a1b2c3d" });
      expect(vpn.id).to.match(/^vgw-[0-9a-f]{17}$/);
      const way = { ...route, destinationCidrBlock: "10.0.0.0/8", gatewayId: vpn.id };
      await named.create(pathTypes.route, way);
    } finally {
      await named.stop();
    }
  });

  it("take a well-formed id for one that the user has, where nobody named the networks", async () => {
    const hex = "0123456789abcdef0";
    await direct.create(pathTypes.route, {
      ...{ routeTableId: `rtb-${hex}`, destinationCidrBlock: "0.0.0.0/0" },
      gatewayId: `igw-${hex}`,
    });
    const association = { allocationId: `eipalloc-${hex}`, instanceId: `i-${hex}` };
    const made = await direct.create(networkTypes.elasticIpAssociation, association);
    expect(made.id).to.match(/^eipassoc-[0-9a-f]{17}$/);
  });

  it("attach a gateway once, to a VPC without one, and keep it while it is attached", async () => {
    const { internetGateway, internetGatewayAttachment } = networkTypes;
    const gateway = await direct.create(internetGateway, {});
    const attach = { internetGatewayId: gateway.id, vpcId };
    const made = await direct.create(internetGatewayAttachment, attach);
    expect(made.id).to.equal(`${gateway.id}:${vpcId}`);
    const other = await direct.create(networkTypes.vpc, { cidrBlock: "10.1.0.0/16" });
    expect(await codeOf(internetGatewayAttachment, { ...attach, vpcId: other.id })).to.deep.equal([
      400,
      "Resource.AlreadyAssociated",
    ]);
    const second = await direct.create(internetGateway, {});
    expect(
      await codeOf(internetGatewayAttachment, { ...attach, internetGatewayId: second.id }),
    ).to.deep.equal([400, "InvalidParameterValue"]);
    expect(await codeOf(internetGateway, { vpcId })).to.deep.equal([400, "InvalidParameterValue"]);
    expect(
      await codeOf(internetGatewayAttachment, {
        ...{ internetGatewayId: second.id, vpcId: "vpc-1" },
      }),
    ).to.deep.equal([400, "InvalidVpcID.Malformed"]);
    expect((await refusal(direct.delete(internetGateway, gateway))).code).to.equal(
      "DependencyViolation",
    );
    await direct.delete(internetGatewayAttachment, made);
    await direct.delete(internetGateway, gateway);
    await direct.create(internetGatewayAttachment, { ...attach, internetGatewayId: second.id });
    const standing = direct.cloud.account.get(networkTypes.vpc, vpcId);
    expect(
      (
        await refusal(
          direct.delete(networkTypes.vpc, { id: vpcId, outputs: standing?.properties ?? {} }),
        )
      ).code,
    ).to.equal("DependencyViolation");
  });

  it("let an elastic address go over to another machine, and untie it before it goes", async () => {
    const { elasticIp, elasticIpAssociation } = networkTypes;
    const address = await direct.create(elasticIp, { domain: "vpc" });
    const at = (digit: string) => ({
      ...{ allocationId: address.id, instanceId: `i-0123456789abcdef${digit}` },
    });
    const made = await direct.create(elasticIpAssociation, at("0"));
    expect(made.outputs.publicIp).to.equal(address.outputs.publicIp);
    const next = await direct.create(elasticIpAssociation, at("1"));
    const { account } = direct.cloud;
    const standing = () => account.ofType(elasticIpAssociation).map(({ id }) => id);
    expect(standing()).to.deep.equal([next.id]);
    const byAddress = { publicIp: text(address.outputs.publicIp), instanceId: at("2").instanceId };
    const third = await direct.create(elasticIpAssociation, byAddress);
    expect([third.outputs.allocationId, ...standing()]).to.deep.equal([address.id, third.id]);
    await direct.delete(elasticIp, address);
    expect(standing()).to.deep.equal([]);
  });
});
