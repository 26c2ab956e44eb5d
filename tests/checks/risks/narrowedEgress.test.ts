import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { atPort, everything, groupOfTasks, lets, privateSite, tasks } from "./privateNetwork";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { ecsService, egressRule, instance, launchTemplate, route, securityGroup } = modelTypes;

const web = atPort(443, { cidrBlocks: ["0.0.0.0/0"] });
const narrowed = (...egress: readonly object[]): Step =>
  becomes(securityGroup, "tasks", groupOfTasks(everything), groupOfTasks(...egress));
const alone = (more: object): object => ({ securityGroupId: "tasks", ...more });
const all = alone({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
const data = (old: object, now?: object): Step =>
  becomes(securityGroup, "data", lets(old), now === undefined ? lets() : lets(now));
const fromAll = atPort(5432, { cidrBlocks: ["10.0.0.0/16"] });
const api: readonly Step[] = [
  same(ecsService, "api", { desiredCount: 2, networkConfiguration: { securityGroups: ["api"] } }),
];
const apiLets = lets(atPort(9000, { securityGroups: ["tasks"] }));

describe("the risks of security groups that let out less of what serves", () => {
  judgesAsExpected([
    [
      "all but the port of HTTPS, beside a database at another",
      privateSite(narrowed(web)),
      ["medium egress-shut shop"],
    ],
    [
      "all but HTTPS and the group of the database",
      privateSite(narrowed(web, atPort(5432, { securityGroups: ["data"] }))),
      [],
    ],
    [
      "all but HTTPS and the addresses of the network",
      privateSite(narrowed(web, { ...everything, cidrBlocks: ["10.0.0.0/16"] })),
      [],
    ],
    [
      "all but HTTPS and a group that the database may carry too",
      privateSite(
        same(securityGroup, "stores", lets()),
        narrowed(web, atPort(5432, { securityGroups: ["stores"] })),
      ),
      [],
    ],
    [
      "all but HTTPS and the port of the database for the group of what stands elsewhere",
      privateSite(
        same(securityGroup, "batch", lets()),
        same(launchTemplate, "batch", { vpcSecurityGroupIds: ["batch"] }),
        narrowed(web, atPort(5432, { securityGroups: ["batch"] })),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "all but the database",
      privateSite(narrowed(atPort(5432, { securityGroups: ["data"] }))),
      ["medium egress-shut shop"],
    ],
    [
      "all but the database, where no route leads outside anyway",
      privateSite(
        same(route, "to-nat", { routeTableId: "other-table" }),
        narrowed(atPort(5432, { securityGroups: ["data"] })),
      ),
      [],
    ],
    [
      "all but a prefix list of the program's, whose entries may be those of anything",
      privateSite(
        narrowed({ ...everything, cidrBlocks: [], prefixListIds: ["pl-0123456789abcdef0"] }),
      ),
      [],
    ],
    [
      "a rule of its own narrows to HTTPS",
      privateSite(
        same(securityGroup, "tasks", groupOfTasks()),
        becomes(
          ...([egressRule, "out", all] as const),
          alone({ ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" }),
        ),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "the service comes to carry a group that another program makes",
      privateSite(
        becomes(
          ...([ecsService, "shop", tasks().old ?? {}] as const),
          tasks({ securityGroups: ["sg-0123456789abcdef0"] }).old ?? {},
        ),
      ),
      ["medium egress-shut shop"],
      ["shop: networkConfiguration"],
    ],
  ]);
});

describe("the risks of groups that let in by addresses what serves", () => {
  judgesAsExpected([
    ["the rule goes", privateSite(data(fromAll)), ["medium egress-shut shop"]],
    [
      "it narrows to other subnets",
      privateSite(data(fromAll, atPort(5432, { cidrBlocks: ["10.0.30.0/24"] }))),
      ["medium egress-shut shop"],
    ],
    [
      "it narrows to the subnet of what serves",
      privateSite(data(fromAll, atPort(5432, { cidrBlocks: ["10.0.10.0/24"] }))),
      [],
    ],
    [
      "it names the group in its place",
      privateSite(data(fromAll, atPort(5432, { securityGroups: ["tasks"] }))),
      [],
    ],
    [
      "it let in everybody, which says nothing of who asks",
      privateSite(data(atPort(5432, { cidrBlocks: ["0.0.0.0/0"] }))),
      [],
    ],
    [
      "it let in people who log in",
      privateSite(data(atPort(22, { cidrBlocks: ["10.0.0.0/16"] }))),
      [],
    ],
    [
      "it is the rule of a machine of the plan",
      privateSite(same(instance, "bastion", { vpcSecurityGroupIds: ["data"] }), data(fromAll)),
      [],
    ],
  ]);
});

describe("the risks of services that let another one in", () => {
  judgesAsExpected([
    [
      "the rule goes",
      privateSite(...api, becomes(securityGroup, "api", apiLets, lets())),
      ["medium egress-shut shop"],
    ],
    [
      "the service goes with it",
      privateSite(
        goes(ecsService, "api", api[0]?.old ?? {}),
        becomes(securityGroup, "api", apiLets, lets()),
      ),
      [],
    ],
  ]);
});

describe("the risks of groups of machines to which hostnames lead themselves", () => {
  const named = same("record", "machine", {
    ...{ zoneId, name: "machine.example.com", type: "A", content: "203.0.113.10" },
    ...{ proxied: true, ttl: 1 },
  });
  const runs = same(instance, "i-1", {
    ...{ publicIp: "203.0.113.10", vpcSecurityGroupIds: ["own"] },
  });
  const own = (...egress: readonly object[]): object => ({ vpcId: "net", egress });
  const asks = lets(atPort(5432, { securityGroups: ["own"] }));
  const site = (...steps: readonly Step[]): Step[] => [
    ...[named, runs, same(securityGroup, "own", own(everything)), ...steps],
  ];
  judgesAsExpected([
    [
      "the database no longer lets it in",
      site(becomes(securityGroup, "data", asks, lets())),
      ["medium egress-shut i-1"],
    ],
    [
      "all but the port of HTTPS is let out no more, beside a database at another",
      [
        ...[named, runs, same(securityGroup, "data", asks)],
        becomes(securityGroup, "own", own(everything), own(web)),
      ],
      ["medium egress-shut i-1"],
    ],
    [
      "of a machine to which none leads",
      [
        ...[{ ...named, old: { ...named.old, content: "203.0.113.99" } }, runs],
        ...[same(securityGroup, "own", own(everything))],
        becomes(securityGroup, "data", asks, lets()),
      ],
      [],
    ],
  ]);
});
