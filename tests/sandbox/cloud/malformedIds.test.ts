import { expect } from "chai";
import { ec2IdPattern, idPrefixes, idProperties, malformedIdCodes } from "../../../facts/aws/ids";
import { types } from "../../../sandbox/cloud/account/indexes";
import { text, type Properties } from "../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "./direct";

const ec2 = (name: string): string =>
  `aws:ec2/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
const vpcId = "vpc-0a1b2c3d";
const subnetId = "subnet-0123456789abcdef0";
const securityGroupId = "sg-0a1b2c3d";

/** What somebody wrote into a program, and how EC2 refuses it. */
const refused: readonly (readonly [type: string, inputs: Properties, code: string, id: string])[] =
  [
    [types.subnet, { vpcId: "vpc-nope" }, "InvalidVpcID.Malformed", "vpc-nope"],
    [types.securityGroup, { vpcId: "main" }, "InvalidVpcID.Malformed", "main"],
    [
      ec2("RouteTableAssociation"),
      { subnetId: "subnet-1", routeTableId: "rtb-0a1b2c3d" },
      "InvalidSubnetID.Malformed",
      "subnet-1",
    ],
    [
      ec2("RouteTableAssociation"),
      { subnetId, routeTableId: vpcId },
      "InvalidRouteTableId.Malformed",
      vpcId,
    ],
    [
      ec2("VpcEndpoint"),
      { vpcId, serviceName: "com.amazonaws.us-east-1.s3", routeTableIds: ["rtb-0a1b2c3d", "rtb-"] },
      "InvalidRouteTableId.Malformed",
      "rtb-",
    ],
    [
      ec2("NatGateway"),
      { subnetId: "subnet-0123456789abcdef" },
      "InvalidSubnetID.Malformed",
      "subnet-0123456789abcdef",
    ],
    [
      ec2("Route"),
      { routeTableId: "rtb-0a1b2c3d", natGatewayId: "igw-0a1b2c3d" },
      "NatGatewayMalformed",
      "igw-0a1b2c3d",
    ],
    [
      types.routeTable,
      { vpcId, routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat" }] },
      "NatGatewayMalformed",
      "nat",
    ],
    [
      ec2("Instance"),
      { ami: "ami-0a1b2c3d", subnetId, vpcSecurityGroupIds: ["web"] },
      "InvalidGroupId.Malformed",
      "web",
    ],
    [
      types.ingressRule,
      { securityGroupId: "sg-nope", ipProtocol: "-1", cidrIpv4: "192.0.2.0/24" },
      "InvalidGroupId.Malformed",
      "sg-nope",
    ],
    [
      types.ingressRule,
      { securityGroupId, ipProtocol: "-1", referencedSecurityGroupId: "123456789012/sg-nope" },
      "InvalidGroupId.Malformed",
      "123456789012/sg-nope",
    ],
    [
      types.egressRule,
      { securityGroupId, ipProtocol: "-1", prefixListId: "pl-nope" },
      "InvalidPrefixListId.Malformed",
      "pl-nope",
    ],
    [
      ec2("EipAssociation"),
      { instanceId: "web-1", allocationId: "eipalloc-0a1b2c3d" },
      "InvalidInstanceID.Malformed",
      "web-1",
    ],
  ];

describe("ids that EC2 cannot have", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  for (const [type, inputs, code, id] of refused) {
    it(`refuses ${JSON.stringify(inputs)} with ${code}`, async () => {
      const { words, ...rest } = await refusal(direct.create(type, inputs));
      expect(rest).to.deep.equal({ status: 400, code });
      expect(words.startsWith(`Invalid id: ${JSON.stringify(id)} (expecting "`), words).to.equal(
        true,
      );
      expect(direct.cloud.account.ofType(type)).to.deep.equal([]);
    });
  }

  it("refuses them inside inline rules too, and in a change", async () => {
    const group = { name: "a", description: "a", vpcId };
    const inline = { protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: ["pl-1"] };
    await expect(
      direct.create(types.securityGroup, { ...group, ingress: [inline] }),
    ).to.be.rejected.and.eventually.include({
      message: 'Invalid id: "pl-1" (expecting "pl-...") (InvalidPrefixListId.Malformed)',
    });
    const association = { subnetId, routeTableId: "rtb-0a1b2c3d" };
    const type = ec2("RouteTableAssociation");
    const made = await direct.create(type, association);
    const changed = { ...association, routeTableId: "rtb-main" };
    const { code } = await refusal(direct.update(type, made, association, changed));
    expect(code).to.equal("InvalidRouteTableId.Malformed");
  });

  it("refuses a load balancer in subnets that cannot be, as its own API does", async () => {
    const balancer = { name: "web", subnets: [subnetId, "public-a"] };
    expect(await refusal(direct.create(types.alb, balancer))).to.deep.equal({
      ...{ status: 400, code: "SubnetNotFound" },
      words: "The subnet ID 'public-a' does not exist",
    });
    const mapped = { name: "web", subnetMappings: [{ subnetId }, { subnetId: vpcId }] };
    expect((await refusal(direct.create(types.alb, mapped))).code).to.equal("SubnetNotFound");
    const standing = { loadBalancerType: "network", subnetMappings: [{ subnetId }] };
    await direct.create(types.alb, { name: "web", ...standing });
  });

  it("refuses them where a function looks one of them up", async () => {
    for (const [name, args, code] of [
      ["getVpc", { id: "main" }, "InvalidVpcID.Malformed"],
      ["getSubnet", { id: "subnet-1" }, "InvalidSubnetID.Malformed"],
      ["getSubnet", { vpcId: "main" }, undefined],
      ["getSecurityGroup", { id: "web" }, "InvalidGroupId.Malformed"],
    ] as const) {
      const answer = refusal(direct.invoke(`aws:ec2/${name}:${name}`, args));
      expect((await answer).code, name).to.equal(code);
    }
  });

  it("takes ids that can be, of either length, and what others made", async () => {
    const make = async (name: string, inputs: Properties) => direct.create(ec2(name), inputs);
    const vpc = await direct.create(types.vpc, { cidrBlock: "10.0.0.0/16" });
    const subnet = await direct.create(types.subnet, { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
    const table = await direct.create(types.routeTable, { vpcId: vpc.id });
    const inside = { subnetId: subnet.id, routeTableId: table.id };
    await make("RouteTableAssociation", inside);
    await make("RouteTableAssociation", {
      ...inside,
      routeTableId: text(vpc.outputs.mainRouteTableId),
    });
    const nat = await make("NatGateway", { subnetId: "subnet-0a1b2c3d", allocationId: "none-yet" });
    await make("Route", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: nat.id,
    });
    const own = await make("DefaultVpc", {});
    await direct.create(types.subnet, { vpcId: own.id, cidrBlock: "172.31.0.0/20" });
    await make("DefaultRouteTable", { defaultRouteTableId: text(vpc.outputs.mainRouteTableId) });
    const acl = await make("NetworkAcl", { vpcId: vpc.id });
    await make("NetworkAclAssociation", { networkAclId: acl.id, subnetId: subnet.id });
    const machine = await make("Instance", { ami: "ami-0a1b2c3d", subnetId: subnet.id });
    await make("EipAssociation", { instanceId: machine.id });
    await make("EipAssociation", {
      networkInterfaceId: text(machine.outputs.primaryNetworkInterfaceId),
    });
    await make("Instance", { tags: { subnetId: "public", vpcId: "main" }, subnetId: "" });
    const peer = `123456789012/${securityGroupId}`;
    await direct.create(types.ingressRule, {
      ...{ securityGroupId, ipProtocol: "-1", referencedSecurityGroupId: peer },
    });
    expect(direct.cloud.account.ofType(types.ingressRule)).to.have.lengthOf(1);
  });

  it("has an own code for each kind of id that it looks for", () => {
    for (const kind of new Set(idProperties.values())) {
      expect(malformedIdCodes[kind]).to.match(/Malformed$/);
      expect(
        ec2IdPattern(idPrefixes[kind]).test(`${idPrefixes[kind]}-0a1b2c3d`),
        "ec2IdPattern(idPrefixes[kind]).test(`${idPrefixes[kind]}-0a1b2c3d`)",
      ).to.equal(true);
    }
  });
});
