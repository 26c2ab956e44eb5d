import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { atPort, everything, groupOfTasks, lets, privateSite } from "./privateNetwork";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { egressRule, ingressRule, instance, securityGroup, securityGroupRule } = modelTypes;
const { elasticIp, elasticIpAssociation } = networkTypes;

const bare = { vpcId: "net" };
const ports = { fromPort: 8080, toPort: 8080 };
const entrance = { securityGroupId: "tasks", ipProtocol: "tcp", ...ports };
const fromFront = { ...entrance, referencedSecurityGroupId: "front" };
const exit = (group: string): object => ({
  ...{ securityGroupId: group, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
});
const olderExit = (group: string): object => ({
  ...{ type: "egress", securityGroupId: group, protocol: "-1", fromPort: 0, toPort: 0 },
  cidrBlocks: ["0.0.0.0/0"],
});

describe("the risks of rules that a group takes over from resources which go", () => {
  judgesAsExpected([
    [
      "of those that let the load balancer in",
      privateSite(
        becomes(
          securityGroup,
          "tasks",
          { ...bare, egress: [everything] },
          groupOfTasks(everything),
        ),
        goes(ingressRule, "in", fromFront),
      ),
      ["high targets-shut app"],
    ],
    [
      "of those that let what serves out",
      privateSite(
        becomes(...([securityGroup, "tasks", groupOfTasks()] as const), groupOfTasks(everything)),
        goes(egressRule, "out", exit("tasks")),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "of those that let the load balancer out",
      privateSite(
        becomes(securityGroup, "front", bare, { ...bare, egress: [everything] }),
        goes(egressRule, "out", exit("front")),
      ),
      ["high egress-shut edge"],
    ],
    [
      "of those that let what serves in to its database",
      privateSite(
        becomes(
          ...([securityGroup, "data", bare] as const),
          lets(atPort(5432, { securityGroups: ["tasks"] })),
        ),
        goes(ingressRule, "in", {
          ...{ securityGroupId: "data", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 },
          referencedSecurityGroupId: "tasks",
        }),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "another of which stays",
      privateSite(
        becomes(
          securityGroup,
          "tasks",
          { ...bare, egress: [everything] },
          groupOfTasks(everything),
        ),
        same(ingressRule, "network", { ...entrance, cidrIpv4: "10.0.0.0/16" }),
        goes(ingressRule, "in", fromFront),
      ),
      ["medium rules-in-two-places tasks"],
    ],
  ]);
});

describe("the risks of rules that let out and are asked for twice", () => {
  const renamed = (now: Step): Step[] =>
    privateSite(
      same(securityGroup, "front", bare),
      goes(securityGroupRule, "out", olderExit("front")),
      now,
    );
  judgesAsExpected([
    [
      "the newer type says the same",
      renamed(comes(egressRule, "out", exit("front"))),
      ["medium rule-refused front"],
    ],
    [
      "the newer type says less",
      renamed(comes(egressRule, "out", { ...exit("front"), cidrIpv4: "10.0.0.0/16" })),
      [],
    ],
  ]);
});

describe("the risks of elastic addresses that come to name their machine themselves", () => {
  const tie = { allocationId: "ip", instanceId: "i-1" };
  const site = (...steps: readonly Step[]): Step[] => [
    same("record", "machine", {
      ...{ zoneId, name: "machine.example.com", type: "A", content: "203.0.113.10" },
      ...{ proxied: true, ttl: 1 },
    }),
    ...[same(instance, "i-1", {}), ...steps],
  ];
  const named = {
    ...becomes(elasticIp, "ip", { domain: "vpc" }, { domain: "vpc", instance: "i-1" }),
    outputs: { publicIp: "203.0.113.10" },
  };
  judgesAsExpected([
    [
      "and the association goes",
      site(named, goes(elasticIpAssociation, "tie", tie)),
      ["high address-untied ip", "medium object-lost ip"],
    ],
    [
      "and the association is only forgotten",
      site(named, { ...goes(elasticIpAssociation, "tie", tie), retainOnDelete: true }),
      [],
    ],
    ["and the association stays", site(named, same(elasticIpAssociation, "tie", tie)), []],
  ]);
});
