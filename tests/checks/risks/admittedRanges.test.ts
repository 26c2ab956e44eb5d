import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { front, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { instance, securityGroup, targetGroup, targetGroupAttachment } = modelTypes;
/** A value that is known after the update alone, as an engine writes it. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const machine = (name: string, group: string): Step[] => [
  known(same(instance, name, { vpcSecurityGroupIds: [group] })),
  same(targetGroupAttachment, name, { targetGroupArn: "app", targetId: name }),
];
const app = known(same(targetGroup, "app", targets()));

describe("origins whose ranges come to stand in a prefix list", () => {
  const at443 = { protocol: "tcp", fromPort: 443, toPort: 443 };
  const group = (rule: object): object => ({ vpcId: "vpc-1", ingress: [{ ...at443, ...rule }] });
  const turns = (is: object): Step[] => [
    ...front.filter(({ name }) => name !== "front"),
    ...[app, ...machine("web", "inner")],
    becomes(securityGroup, "front", group({ cidrBlocks: cloudflareRanges.ipv4 }), group(is)),
  ];
  judgesAsExpected([
    [
      "which another stack keeps",
      turns({ prefixListIds: ["pl-0123456789abcdef0"] }),
      ["medium origin-shut edge"],
    ],
    [
      "which AWS keeps for services of its own",
      turns({ prefixListIds: ["pl-4fa04526"] }),
      ["high origin-shut edge"],
    ],
    [
      "which holds the rest, perhaps",
      turns({
        cidrBlocks: cloudflareRanges.ipv4.slice(1),
        prefixListIds: ["pl-0123456789abcdef0"],
      }),
      ["medium origin-shut edge"],
    ],
    ["of which one is known later", turns({ cidrBlocks: [unknown] }), ["medium origin-shut edge"]],
    [
      "at ports that are known later",
      turns({ fromPort: unknown, toPort: unknown, cidrBlocks: cloudflareRanges.ipv4 }),
      ["medium origin-shut edge"],
    ],
    [
      "in rules that are known later",
      [
        ...turns({}).slice(0, -1),
        becomes(securityGroup, "front", group({ cidrBlocks: cloudflareRanges.ipv4 }), {
          ...{ vpcId: "vpc-1", ingress: unknown },
        }),
      ],
      ["medium origin-shut edge"],
    ],
    [
      "beside them",
      turns({ cidrBlocks: cloudflareRanges.ipv4, prefixListIds: ["pl-0123456789abcdef0"] }),
      [],
    ],
  ]);
});

describe("ports that open to all", () => {
  const opens = (port: number): object => ({
    ...{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] },
  });
  const closed = {
    ...{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: cloudflareRanges.ipv4 },
  };
  const turns = (...more: readonly Step[]): Step[] => [
    ...front.filter(({ name }) => name !== "front"),
    ...[app, ...machine("web", "inner"), ...more],
    becomes(
      securityGroup,
      "front",
      { vpcId: "vpc-1", ingress: [closed] },
      { vpcId: "vpc-1", ingress: [closed, opens(80)] },
    ),
  ];
  const http = known(same(modelTypes.listener, "http", listens({ port: 80, protocol: "HTTP" })));
  judgesAsExpected([
    ["at which nothing listens", turns(), []],
    ["at which a listener stands", turns(http), ["high origin-opened edge"]],
  ]);
});

describe("origins that let in few others", () => {
  const at443 = { protocol: "tcp", fromPort: 443, toPort: 443 };
  const group = (...others: readonly string[]): object => ({
    vpcId: "vpc-1",
    ingress: [{ ...at443, cidrBlocks: [...cloudflareRanges.ipv4, ...others] }],
  });
  const lets443 = (...others: readonly string[]): Step[] => [
    ...front.filter(({ name }) => name !== "front"),
    ...[app, ...machine("web", "inner")],
    becomes(securityGroup, "front", group(), group(...others)),
  ];
  const check = same("aws:route53/healthCheck:HealthCheck", "edge", {
    ...{ type: "HTTPS", fqdn: "www.example.com", port: 443 },
  });
  const checkers = "15.177.0.0/18";
  judgesAsExpected([
    ["a single address", lets443("198.51.100.7/32"), ["medium origin-opened edge"]],
    ["a network of strangers", lets443("198.51.100.0/24"), ["high origin-opened edge"]],
    ["a range around two of Cloudflare's", lets443("104.16.0.0/12"), ["low origin-opened edge"]],
    ["a range far around them", lets443("104.0.0.0/8"), ["high origin-opened edge"]],
    [
      "a range around two of Cloudflare's beside a network of strangers",
      lets443("104.16.0.0/12", "198.51.100.0/24"),
      ["high origin-opened edge"],
    ],
    ["those who ask for Route 53", [...lets443(checkers), check], ["low origin-opened edge"]],
    [
      "those who ask for Route 53, where nothing has them ask",
      lets443(checkers),
      ["high origin-opened edge"],
    ],
  ]);
});
