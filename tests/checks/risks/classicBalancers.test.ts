import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { classicBalancer, ingressRule, instance, launchTemplate, scalingGroup, securityGroup } =
  modelTypes;

const dnsName = "old-1.eu-west-1.elb.amazonaws.com";
const admits = (from: string, port = 8080): object => ({
  ingress: [{ protocol: "tcp", fromPort: port, toPort: port, securityGroups: [from] }],
});
const everywhere = {
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
};
/** A hostname before a Classic Load Balancer with two machines. */
const site = (steps: readonly Step[], machines = ["one", "two"]): Step[] => [
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
  }),
  {
    ...same(classicBalancer, "old", {
      ...{ name: "old", instances: machines, securityGroups: ["front"] },
      listeners: [
        { lbPort: 443, lbProtocol: "https", instancePort: 8080, instanceProtocol: "http" },
      ],
    }),
    outputs: { dnsName },
  },
  same(securityGroup, "front", everywhere),
  same(instance, "one", { vpcSecurityGroupIds: ["inner"] }),
  same(instance, "two", { vpcSecurityGroupIds: ["other"] }),
  same(securityGroup, "other", admits("front")),
  ...steps,
];

describe("the risks of Classic Load Balancers that what serves behind them shuts out", () => {
  const all = ["one"];
  judgesAsExpected([
    [
      "the only machine's group lets another group in",
      site([becomes(securityGroup, "inner", admits("front"), admits("bastion"))], all),
      ["high targets-shut www.example.com"],
    ],
    [
      "one of two machines does",
      site([becomes(securityGroup, "inner", admits("front"), admits("bastion"))]),
      ["medium targets-shut www.example.com"],
    ],
    [
      "its rule goes, which is a resource of its own",
      site(
        [
          same(securityGroup, "inner", { vpcId: "vpc-1" }),
          goes(ingressRule, "from-front", {
            ...{ securityGroupId: "inner", ipProtocol: "tcp", fromPort: 8080, toPort: 8080 },
            referencedSecurityGroupId: "front",
          }),
        ],
        all,
      ),
      ["high targets-shut www.example.com"],
    ],
    [
      "its group lets it in at another port",
      site([becomes(securityGroup, "inner", admits("front"), admits("front", 9090))], all),
      ["high targets-shut www.example.com"],
    ],
    [
      "its group lets in another one beside it",
      site(
        [
          becomes(securityGroup, "inner", admits("front"), {
            ingress: [
              { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: ["front", "vpn"] },
            ],
          }),
        ],
        all,
      ),
      [],
    ],
    [
      "its group did not let it in before",
      site([becomes(securityGroup, "inner", admits("bastion"), admits("vpn"))], all),
      [],
    ],
    [
      "the group of an Auto Scaling group's template lets another group in",
      site(
        [
          same(scalingGroup, "web", {
            ...{ name: "web", minSize: 1, desiredCapacity: 1, maxSize: 2, loadBalancers: ["old"] },
            launchTemplate: { id: "lt", version: "$Latest" },
          }),
          same(launchTemplate, "lt", { vpcSecurityGroupIds: ["inner"] }),
          becomes(securityGroup, "inner", admits("front"), admits("bastion")),
        ],
        [],
      ),
      ["high targets-shut www.example.com"],
    ],
  ]);
});

describe("the risks of Classic Load Balancers of which less is left", () => {
  const own = (instances: readonly string[], subnets = ["subnet-a", "subnet-b"]): object => ({
    ...{ name: "old", instances, subnets, securityGroups: ["front"] },
  });
  const turns = (was: object, is: object): Step[] =>
    site([]).map((step) =>
      step.type === classicBalancer
        ? { ...becomes(classicBalancer, "old", was, is), outputs: { dnsName } }
        : step,
    );
  judgesAsExpected([
    [
      "one instance of two goes",
      turns(own(["one", "two"]), own(["two"])),
      ["medium capacity-lowered old"],
    ],
    ["another instance comes beside them", turns(own(["one"]), own(["one", "two"])), []],
    [
      "it leaves a subnet",
      turns(own(["one", "two"]), own(["one", "two"], ["subnet-a"])),
      ["medium balancer-leaves-subnet old"],
    ],
  ]);
});
