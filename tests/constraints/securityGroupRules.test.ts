import { expect } from "chai";
import { permissionIdentity, type Permission } from "../../constraints/securityGroupRules";
import { validateOriginFirewall } from "../../components/originFirewall/validate";
import type { FirewallPeerArgs } from "../../components/originFirewall";
import { ModelReference, type ModelObject } from "../../model/graph/resources";
import { modelTypes, type ModelTypeName } from "../../model/graph/resourceTypes";
import type { Properties } from "../../sandbox/cloud/values";
import { policySays, standInSays, type Declared } from "./callers";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const networks = [{ region: "us-east-1", vpcId }];
const group: Declared = {
  type: "securityGroup",
  properties: { name: "origin", description: "origin", vpcId },
};

/** An inbound rule on a port. */
function ingress(group: string | undefined, port: number, match: object): Properties {
  const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
  return { securityGroupId: group ?? "", ...ports, ...match };
}

/** A resource of those that the policy is asked about, by its place among them. */
function resource(type: ModelTypeName, at: number): ModelReference {
  return new ModelReference([`urn:pulumi:t::t::${modelTypes[type]}::r${at}`]);
}

describe("permissions that EC2 takes for one", () => {
  const on443 = { protocol: "tcp", fromPort: 443, toPort: 443, peer: "10.20.0.0/16" };
  const pairs: readonly [Permission, Permission, boolean][] = [
    [on443, { ...on443, protocol: "TCP" }, true],
    [on443, { ...on443, protocol: "6" }, true],
    [on443, { ...on443, protocol: "udp" }, false],
    [on443, { ...on443, toPort: 444 }, false],
    [on443, { ...on443, peer: "10.20.1.2/16" }, true],
    [on443, { ...on443, peer: "10.20.0.0/17" }, false],
    [on443, { ...on443, protocol: "-1" }, false],
    [
      { ...on443, protocol: "all" },
      { protocol: "-1", fromPort: 0, toPort: -1, peer: on443.peer },
      true,
    ],
    [{ ...on443, peer: "FD00:0::/32" }, { ...on443, peer: "fd00::/32" }, true],
    [{ ...on443, peer: "pl-0a1b2c3d" }, { ...on443, peer: "sg-0a1b2c3d" }, false],
  ];
  for (const [one, other, isSame] of pairs) {
    it(`are ${isSame ? "" : "not "}${JSON.stringify(one)} and ${JSON.stringify(other)}`, () => {
      expect(permissionIdentity(one) === permissionIdentity(other)).to.equal(isSame);
    });
  }

  const sources: readonly [string, number, string, number, boolean][] = [
    ["10.20.0.0/16", 443, "10.20.0.0/16", 443, true],
    ["10.20.0.0/16", 443, "10.20.0.0/16", 80, false],
    ["10.20.0.0/16", 443, "10.21.0.0/16", 443, false],
    ["fd00::/32", 443, "FD00:0::/32", 443, true],
  ];
  for (const [one, port, other, otherPort, isSame] of sources) {
    it(`are ${isSame ? "" : "not "}${one} on ${port} and ${other} on ${otherPort}, to component and stand-in`, async () => {
      const additionalSources: Record<string, FirewallPeerArgs> = {
        a: { cidr: one, ports: [port] },
        b: { cidr: other, ports: [otherPort] },
      };
      const { problems } = validateOriginFirewall({ vpcId, additionalSources }, "");
      const rules = [
        { cidr: one, at: port },
        { cidr: other, at: otherPort },
      ].map(({ cidr, at }): Declared => {
        const match = cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr };
        return { type: "ingressRule", properties: ([id]) => ingress(id, at, match) };
      });
      const standIn = await standInSays({ networks }, [group, ...rules]);
      expect({ component: problems.map(({ path }) => path), standIn }).to.deep.equal(
        isSame
          ? { component: ["additionalSources.b"], standIn: "400 InvalidPermission.Duplicate" }
          : { component: [], standIn: undefined },
      );
    });
  }
});

describe("rules that a security group holds", () => {
  const list = { addressFamily: "IPv4", entries: [], name: "probes" };
  const loads: readonly [string, number, number, boolean][] = [
    ["60 entries", 60, 0, true],
    ["61 entries", 61, 0, false],
    ["59 entries and a group", 59, 1, true],
    ["60 entries and a group", 60, 1, false],
  ];
  for (const [title, maxEntries, groups, fits] of loads) {
    it(`are ${fits ? "taken" : "refused"} by all three callers: ${title}`, async () => {
      const egress: Record<string, FirewallPeerArgs> = {
        list: { prefixListId: "pl-0a1b2c3d", prefixListEntries: maxEntries },
        ...(groups > 0 ? { group: { securityGroupId: "sg-0a1b2c3d" } } : {}),
      };
      // The component fills half of a group, so that it is asked with twice the quota.
      const quota = { rulesPerGroup: 120 };
      const { problems } = validateOriginFirewall({ vpcId, egress, quota }, "");
      const own = groups === 0 ? [] : [{ referencedSecurityGroupId: "sg-0a1b2c3d" }];
      const standIn = await standInSays({ networks }, [
        group,
        { type: "prefixList", properties: { ...list, maxEntries } },
        ...own.map((): Declared => ({
          type: "ingressRule",
          properties: ([id = ""]) => ingress(id, 443, { referencedSecurityGroupId: id }),
        })),
        {
          type: "ingressRule",
          properties: ([id, prefixListId]) => ingress(id, 443, { prefixListId }),
        },
      ]);
      const policy = policySays({ "security-group-quota": {} }, [
        { type: "securityGroup", properties: {} },
        { type: "prefixList", properties: { addressFamily: "IPv4", maxEntries } },
        ...[{ prefixListId: resource("prefixList", 1) }, ...own].map((match: ModelObject) => {
          const of = { securityGroupId: resource("securityGroup", 0), ipProtocol: "tcp" };
          const properties: ModelObject = { ...of, fromPort: 443, toPort: 443, ...match };
          return { type: "ingressRule" as const, properties };
        }),
      ]);
      expect({ component: problems.map(({ path }) => path), standIn, policy }).to.deep.equal(
        fits
          ? { component: [], standIn: undefined, policy: [] }
          : {
              component: ["egress"],
              standIn: "400 RulesPerSecurityGroupLimitExceeded",
              policy: ["security-group-quota"],
            },
      );
    });
  }
});
