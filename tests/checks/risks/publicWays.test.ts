import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, type Step } from "../report/plans";
import { balancer, dnsName, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const { awsLoadBalancer, listener, securityGroup, targetGroup, zoneSetting } = modelTypes;
const { ingressRule } = modelTypes;
const { publicAccessExclusion, publicAccessOptions, subnet } = networkTypes;

const app = known(same(targetGroup, "app", targets()));
const inSubnet = balancer({ subnets: ["public"] });
const inPublic = { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" };
const site: readonly Step[] = [
  ...front.filter(({ name }) => name !== "edge"),
  ...[app, inSubnet, same(subnet, "public", inPublic)],
];
const blocks = (internetGatewayBlockMode: string): object => ({ internetGatewayBlockMode });
const excludes = (more: object, internetGatewayExclusionMode = "allow-bidirectional"): object => ({
  ...{ internetGatewayExclusionMode, ...more },
});

const strict = same(zoneSetting, "ssl", { zoneId, settingId: "ssl", value: "strict" });
const always = (value: string): Step =>
  same(zoneSetting, "always", { zoneId, settingId: "always_use_https", value });
const letsIn = (...ports: readonly number[]): Step[] =>
  ports.map((port) =>
    same(ingressRule, `in-${port}`, {
      ...{ securityGroupId: "front", ipProtocol: "tcp", fromPort: port, toPort: port },
      cidrIpv4: "0.0.0.0/0",
    }),
  );

describe("the risks of blocked public access", () => {
  judgesAsExpected([
    [
      "all networks are shut",
      [...site, comes(publicAccessOptions, "account", blocks("block-ingress"))],
      ["high subnet-cut-off edge"],
    ],
    [
      "those of another region are shut",
      [
        ...site.filter(({ name }) => name !== "public"),
        same(subnet, "public", { ...inPublic, availabilityZone: "eu-west-1a" }),
        comes(publicAccessOptions, "account", { ...blocks("block-ingress"), region: "us-east-1" }),
      ],
      [],
    ],
    [
      "those of a region are shut, which may be that of the load balancer",
      [
        ...site,
        comes(publicAccessOptions, "account", { ...blocks("block-ingress"), region: "us-east-1" }),
      ],
      ["medium subnet-cut-off edge"],
    ],
    [
      "the network of the load balancer is excluded",
      [
        ...[...site, same(publicAccessExclusion, "shop", excludes({ vpcId: "vpc-1" }))],
        comes(publicAccessOptions, "account", blocks("block-bidirectional")),
      ],
      [],
    ],
    [
      "its subnet is excluded for what goes out alone",
      [
        ...[
          ...site,
          same(publicAccessExclusion, "shop", excludes({ subnetId: "public" }, "allow-egress")),
        ],
        comes(publicAccessOptions, "account", blocks("block-ingress")),
      ],
      ["high subnet-cut-off edge"],
    ],
    [
      "the exclusion goes",
      [
        ...[...site, goes(publicAccessExclusion, "shop", excludes({ vpcId: "vpc-1" }))],
        same(publicAccessOptions, "account", blocks("block-ingress")),
      ],
      ["high subnet-cut-off edge"],
    ],
    [
      "nothing is blocked any more",
      [...site, becomes(publicAccessOptions, "account", blocks("block-ingress"), blocks("off"))],
      [],
    ],
  ]);
});

const lists = (...cidrs: readonly string[]): object => ({
  ...{ name: "corporate", addressFamily: "IPv4", maxEntries: 5 },
  entries: cidrs.map((cidr) => ({ cidr })),
});
const routes = [
  ...site,
  same(networkTypes.routeTableAssociation, "public", { subnetId: "public", routeTableId: "table" }),
  same(modelTypes.routeTable, "table", { vpcId: "vpc-1" }),
  same(modelTypes.route, "internet", {
    ...{ routeTableId: "table", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
  }),
  same(modelTypes.route, "corporate", {
    ...{ routeTableId: "table", destinationPrefixListId: "list", transitGatewayId: "tgw-1" },
  }),
];

describe("the risks of prefix lists that routes are for", () => {
  judgesAsExpected([
    [
      "one comes to hold addresses of Cloudflare",
      [
        ...routes,
        becomes(
          modelTypes.prefixList,
          "list",
          lists("10.0.0.0/8"),
          lists("10.0.0.0/8", "172.0.0.0/8"),
        ),
      ],
      ["high subnet-cut-off edge"],
    ],
    [
      "one comes to hold other addresses",
      [
        ...routes,
        becomes(
          modelTypes.prefixList,
          "list",
          lists("10.0.0.0/8"),
          lists("10.0.0.0/8", "172.16.0.0/12"),
        ),
      ],
      [],
    ],
  ]);
});

const admits = (...ranges: readonly (readonly string[])[]): Step =>
  same(securityGroup, "front", {
    vpcId: "vpc-1",
    ingress: ranges.map((list) => ({
      ...{ protocol: "tcp", fromPort: 443, toPort: 443 },
      [list[0]?.includes(":") === true ? "ipv6CidrBlocks" : "cidrBlocks"]: list,
    })),
  });
const family = (was: string, is: string): Step =>
  known(
    becomes(
      ...([awsLoadBalancer, "edge"] as const),
      { name: "edge", securityGroups: ["front"], ipAddressType: was },
      { name: "edge", securityGroups: ["front"], ipAddressType: is },
    ),
    { dnsName },
  );
const before = front.filter(({ name }) => name !== "edge" && name !== "front");

describe("the risks of the addresses of a load balancer", () => {
  judgesAsExpected([
    [
      "IPv6 is left, which no rule lets in",
      [
        ...[...before, app, admits(cloudflareRanges.ipv4)],
        family("dualstack", "dualstack-without-public-ipv4"),
      ],
      ["high origin-shut edge"],
    ],
    [
      "IPv6 is left, which rules let in",
      [
        ...[...before, app, admits(cloudflareRanges.ipv4, cloudflareRanges.ipv6)],
        family("dualstack", "dualstack-without-public-ipv4"),
      ],
      [],
    ],
    [
      "IPv6 comes beside IPv4, and no rule lets it in",
      [...before, app, admits(cloudflareRanges.ipv4), family("ipv4", "dualstack")],
      ["medium origin-shut edge"],
    ],
    ["IPv6 goes", [...before, app, admits(cloudflareRanges.ipv4), family("dualstack", "ipv4")], []],
  ]);
});

const tls = (alpnPolicy: string): object => listens({ protocol: "TLS", alpnPolicy });
const network = (was: string, is: string): Step[] => [
  ...[record, balancer({ loadBalancerType: "network" })],
  ...[app, same(securityGroup, "front", { vpcId: "vpc-1" })],
  known(becomes(listener, "https", tls(was), tls(is))),
];

describe("the risks of HTTP/2 at a network load balancer", () => {
  judgesAsExpected([
    ["it is preferred", network("None", "HTTP2Preferred"), ["medium listener-http2 edge"]],
    ["HTTP/1.1 is preferred", network("None", "HTTP2Optional"), []],
    ["it ends", network("HTTP2Preferred", "HTTP1Only"), []],
    [
      "it is preferred, and Cloudflare speaks HTTP/1.1 alone",
      [
        ...network("None", "HTTP2Preferred"),
        same(zoneSetting, "version", { zoneId, settingId: "origin_max_http_version", value: "1" }),
      ],
      [],
    ],
  ]);
});

const proof = { zoneId, name: "_1a.www.example.com", type: "CNAME", proxied: false, ttl: 60 };

const goneProofs = [
  ["_dmarc.www.example.com", "www.example.com.dmarc.example.net"],
  ["_acme-challenge.www.example.com", "1a.acme.example.net"],
] as const;

describe("what a record of a service that goes is missed for", () => {
  const said = (name: string, content: string): string[] =>
    reviewSteps([...front, app, goes("record", "proof", { ...proof, name, content })]).risks.map(
      ({ consequence }) => bareText(consequence),
    );

  it("is a certificate where ACM looks for its own proof", () => {
    expect(said("_1a.www.example.com", "_2b.acm-validations.aws.")).to.deep.equal([
      "_1a.www.example.com has no CNAME record after this change: what it proves is proved no more, and a certificate for www.example.com that is renewed by it is not renewed: once that has ended, visitors get Error 526 in Full (strict).",
    ]);
  });

  for (const [name, content] of goneProofs) {
    it(`is what looks for ${name}`, () => {
      expect(said(name, content)).to.deep.equal([
        `${name} has no CNAME record after this change: what looks for it finds nothing, and what it proves is proved no more.`,
      ]);
    });
  }
});

describe("the risks of what no visitor asks for", () => {
  judgesAsExpected([
    [
      "a proof of ownership leads elsewhere",
      [
        ...[...front, app],
        becomes(
          ...(["record", "proof"] as const),
          { ...proof, content: "_2b.acm-validations.aws" },
          { ...proof, content: "_3c.acm-validations.aws" },
        ),
      ],
      [],
    ],
    [
      "a proof of ownership goes",
      [...front, app, goes("record", "proof", { ...proof, content: "_2b.acm-validations.aws" })],
      ["medium other-record-lost _1a.www.example.com"],
    ],
    ...goneProofs.map(([name, content]): StrangersPlans[number] => [
      `what ${name} leads to goes`,
      [...front, app, goes("record", "proof", { ...proof, name, content })],
      [`medium other-record-lost ${name}`],
    ]),
    [
      "port 80 is shut, where nothing listens any more",
      [
        ...[...front, app],
        goes(listener, "http", listens({ port: 80, protocol: "HTTP" })),
        goes(ingressRule, "http", {
          ...{ securityGroupId: "front", ipProtocol: "tcp", fromPort: 80, toPort: 80 },
          cidrIpv4: "0.0.0.0/0",
        }),
      ],
      ["low listener-lost edge"],
    ],
    ...(["off", "on"] as const).map((value): StrangersPlans[number] => [
      `nothing listens at port 80 any more, and Always Use HTTPS is ${value}`,
      [
        ...[...front, app, strict, always(value)],
        goes(listener, "http", listens({ port: 80, protocol: "HTTP" })),
      ],
      value === "on" ? [] : ["medium listener-lost edge"],
    ]),
    ...(["off", "on"] as const).map((value): StrangersPlans[number] => [
      `port 80 is shut, where a listener stays, and Always Use HTTPS is ${value}`,
      [
        ...[...front, app, strict, always(value), ...letsIn(443)],
        known(same(listener, "http", listens({ port: 80, protocol: "HTTP" }))),
        goes(ingressRule, "http", {
          ...{ securityGroupId: "front", ipProtocol: "tcp", fromPort: 80, toPort: 80 },
          cidrIpv4: "0.0.0.0/0",
        }),
      ],
      value === "on" ? [] : ["medium origin-shut edge"],
    ]),
    [
      "the listener at port 80 comes to answer an error, where the zone does not redirect",
      [
        ...[...front, app, strict, always("off")],
        known(
          becomes(
            listener,
            "http",
            listens({ port: 80, protocol: "HTTP" }),
            listens({
              ...{ port: 80, protocol: "HTTP" },
              defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }],
            }),
          ),
        ),
      ],
      ["medium listener-answers edge"],
    ],
    [
      "port 80 is left alone, where Cloudflare asks nothing else",
      [
        ...[...front, app],
        same(zoneSetting, "ssl", { zoneId, settingId: "ssl", value: "flexible" }),
        goes(listener, "http", listens({ port: 80, protocol: "HTTP" })),
      ],
      ["high listener-lost edge"],
    ],
  ]);
});
