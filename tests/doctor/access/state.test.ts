import { expect } from "chai";
import { stateEvidence } from "../../../doctor/access";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { resource } from "../../model/resource";

const { ipv4 } = cloudflareRanges;

const vpc = resource("vpc", "vpc-1", { mainRouteTableId: "rtb-1" });
const subnet = resource("subnet", "subnet-1", { vpcId: "vpc-1" });
const table = resource("routeTable", "rtb-1", { vpcId: "vpc-1" });
const gateway = resource("internetGateway", "igw-1", { vpcId: "vpc-1" });
const route = (destinationCidrBlock: string, more: ModelObject): ModelResource =>
  resource("route", `route ${destinationCidrBlock}`, {
    ...{ routeTableId: "rtb-1", destinationCidrBlock, ...more },
  });
const network = [vpc, subnet, table, gateway, route("0.0.0.0/0", { gatewayId: "igw-1" })];
const balancer = (id: string, groups: readonly string[], more: ModelObject = {}): ModelResource =>
  resource("awsLoadBalancer", id, { securityGroups: groups, subnets: ["subnet-1"], ...more });
const group = (id: string, cidrBlocks: readonly string[], port = 443): ModelResource =>
  resource("securityGroup", id, {
    vpcId: "vpc-1",
    ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks }],
  });

const seen = (...resources: readonly ModelResource[]): string[] =>
  stateEvidence(resources, 443).map((one) =>
    [one.outcome, one.check, ...one.speaksFor, one.seen].join(" | "),
  );
const passes = [
  "pass | security-groups | security groups let in every IPv4 range at port 443",
  "pass | network-acl | its network ACL turns away nothing of Cloudflare",
  "pass | routes | its routes lead answers to Cloudflare to an internet gateway",
];

describe("the doctor's reading of a state", () => {
  it("finds nothing where Cloudflare is let in", () => {
    expect(seen(...network, balancer("lb", ["sg"]), group("sg", ipv4))).to.deep.equal(passes);
    expect(seen(...network, balancer("lb", ["sg"]), group("sg", ["0.0.0.0/0"]))).to.deep.equal(
      passes,
    );
  });

  it("names ranges that security groups leave out", () => {
    const some = ipv4.filter((range) => range !== "172.64.0.0/13");
    expect(seen(...network, balancer("lb", ["sg"]), group("sg", some))[0]).to.equal(
      "fail | security-groups | cloudflare-blocked | security groups do not let in 172.64.0.0/13 at port 443",
    );
    expect(seen(...network, balancer("lb", ["sg"]), group("sg", ipv4, 80))[0]).to.equal(
      `fail | security-groups | cloudflare-blocked | security groups do not let in ${ipv4.join(", ")} at port 443`,
    );
  });

  it("follows prefix lists, and says which are not known", () => {
    const listed = (id: string) =>
      resource("securityGroup", "sg", {
        vpcId: "vpc-1",
        ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: [id] }],
      });
    const list = resource("prefixList", "pl-1", {
      ...{ addressFamily: "IPv4", entries: ipv4.slice(1).map((cidr) => ({ cidr })) },
    });
    expect(seen(...network, balancer("lb", ["sg"]), listed("pl-1"), list)[0]).to.equal(
      `fail | security-groups | cloudflare-blocked | security groups do not let in ${ipv4[0]} at port 443`,
    );
    expect(seen(...network, balancer("lb", ["sg"]), listed("pl-2"))[0]).to.match(
      /^unknown \| security-groups \| it is not known whether security groups let in /,
    );
  });

  it("passes over what is not meant for Cloudflare", () => {
    const machine = resource("instance", "i-1", {
      ...{ vpcSecurityGroupIds: ["inner"], subnetId: "subnet-1", publicIp: "198.51.100.9" },
    });
    expect(
      seen(
        ...network,
        ...[balancer("lb", ["sg"]), group("sg", ipv4)],
        ...[balancer("office", ["admin"]), group("admin", ["203.0.113.0/24"])],
        ...[balancer("inside", ["none"], { internal: true }), group("none", [])],
        ...[machine, group("inner", ["10.0.0.0/8"])],
      ),
    ).to.deep.equal(passes);
  });

  it("names routes that lead answers elsewhere, and network ACLs that turn connections away", () => {
    const vpn = route("172.0.0.0/8", { vpcPeeringConnectionId: "pcx-1" });
    expect(seen(...network, vpn, balancer("lb", ["sg"]), group("sg", ipv4))[2]).to.match(
      /^fail \| routes \| route-swallows-cloudflare \| answers to 172\.64\.0\.0\/13 go to /,
    );
    const allowAll = {
      ...{ ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0 },
      cidrBlock: "0.0.0.0/0",
    };
    const acl = resource("networkAcl", "acl-1", {
      ...{ vpcId: "vpc-1", subnetIds: ["subnet-1"] },
      ingress: [
        {
          ...{ ruleNo: 90, action: "deny", protocol: "tcp", fromPort: 443, toPort: 443 },
          cidrBlock: "104.16.0.0/13",
        },
        allowAll,
      ],
      egress: [allowAll],
    });
    const [, found] = seen(...network, acl, balancer("lb", ["sg"]), group("sg", ipv4));
    expect(found).to.match(
      /^fail \| network-acl \| cloudflare-blocked \| .* turns away connections from 104\.16\.0\.0\/13 at port 443$/,
    );
  });

  it("says where it holds nothing to judge", () => {
    expect(seen(...network)).to.deep.equal([
      "unknown | state | the state holds no load balancer or machine with security groups that lets in Cloudflare",
    ]);
  });
});
