import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, type Step } from "../report/plans";
import { bareText } from "../../../checks/words/words";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { apiDomain, apiIntegration, apiMapping, apiRoute, awsLoadBalancer, discoveryService } =
  modelTypes;
const { ecsService, httpApi, listener, restApi, restIntegration, restMapping, restVpcLink } =
  modelTypes;
const { instance, securityGroup, targetGroup, targetGroupAttachment, vpcLink } = modelTypes;

const at = (step: Step, id: string, outputs: object = {}): Step => ({ ...step, id, outputs });
const rule = (port: number, source: object): object => ({
  ...{ protocol: "tcp", fromPort: port, toPort: port, ...source },
});
const fromVpc = { cidrBlocks: ["10.20.0.0/16"] };
const fromCloudflare = { cidrBlocks: ["104.16.0.0/13"] };
const everywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
const group = (source: object, egress: object = everywhere): object => ({
  ...{ vpcId: "vpc-1", ingress: [rule(443, source)], egress: [egress] },
});

const linkId = "link01";
const front: Step[] = [
  same("record", "api", {
    ...{ zoneId, name: "api.example.com", type: "CNAME", proxied: true, ttl: 1 },
    content: "d-1.execute-api.us-east-1.amazonaws.com",
  }),
  at(same(apiDomain, "domain", { domainName: "api.example.com" }), "api.example.com", {
    domainNameConfiguration: { targetDomainName: "d-1.execute-api.us-east-1.amazonaws.com" },
  }),
  at(same(httpApi, "shop", { protocolType: "HTTP" }), "a1b2c3"),
  same(apiMapping, "mapping", { apiId: "a1b2c3", domainName: "api.example.com" }),
];
const route = same(apiRoute, "all", {
  ...{ apiId: "a1b2c3", routeKey: "$default" },
  target: "integrations/int01",
});
const asks = {
  ...{ apiId: "a1b2c3", connectionType: "VPC_LINK", connectionId: linkId },
  ...{ integrationUri: "arn:listener", tlsConfig: { serverNameToVerify: "api.example.com" } },
};
const integration = at(same(apiIntegration, "asks", asks), "int01");
const link = at(
  same(vpcLink, "link", { securityGroupIds: ["sg-link"], subnetIds: ["subnet-1"] }),
  linkId,
);
const linkGroup = at(same(securityGroup, "of-link", group(fromVpc)), "sg-link");
const innerGroup = at(same(securityGroup, "of-inner", group(fromVpc)), "sg-inner");
const openGroup = at(
  same(securityGroup, "of-inner", { ...group(fromVpc), ingress: [everywhere] }),
  "sg-inner",
);
const balancer = at(
  same(awsLoadBalancer, "inner", { internal: true, securityGroups: ["sg-inner"] }),
  "arn:inner",
  { dnsName: "internal-inner.elb.amazonaws.com" },
);
const https = { loadBalancerArn: "arn:inner", port: 443, protocol: "HTTPS" };
const forwards = { ...https, defaultActions: [{ type: "forward", targetGroupArn: "arn:group" }] };
const inner = at(same(listener, "https", forwards), "arn:listener");
const targets: Step[] = [
  at(
    same(targetGroup, "group", { port: 8080, protocol: "HTTP", targetType: "instance" }),
    "arn:group",
  ),
  same(targetGroupAttachment, "one", { targetGroupArn: "arn:group", targetId: "i-1" }),
  at(same(instance, "one", { instanceType: "t3.small" }), "i-1"),
];
const grouped = (name: string, id: string, old: object, now: object): Step =>
  at(becomes(securityGroup, name, old, now), id);
const stood = [...front, route, integration, link, balancer, inner];

describe("the risks of load balancers that API Gateway asks through a VPC link", () => {
  judgesAsExpected([
    [
      "their group comes to let in Cloudflare alone, which never asks them",
      [...stood, linkGroup, grouped("of-inner", "sg-inner", group(fromVpc), group(fromCloudflare))],
      ["high origin-shut shop"],
    ],
    [
      "their group comes to let in the group of the link in place of the network",
      [
        ...[...stood, linkGroup],
        grouped("of-inner", "sg-inner", group(fromVpc), group({ securityGroups: ["sg-link"] })),
      ],
      [],
    ],
    [
      "their group comes to let in the link in place of everybody",
      [
        ...[...stood, linkGroup],
        grouped(
          ...(["of-inner", "sg-inner"] as const),
          ...[group({ cidrBlocks: ["0.0.0.0/0"] }), group({ securityGroups: ["sg-link"] })],
        ),
      ],
      [],
    ],
    [
      "the group of the link comes to let nothing out at their port",
      [
        ...[...stood, innerGroup],
        grouped("of-link", "sg-link", group(fromVpc), group(fromVpc, rule(5432, fromVpc))),
      ],
      ["high origin-shut shop"],
    ],
    [
      "the group of the link comes to let nobody in, who never came",
      [
        ...[...stood, innerGroup],
        grouped("of-link", "sg-link", group({ cidrBlocks: ["0.0.0.0/0"] }), {
          ...group(fromVpc),
          ingress: [],
        }),
      ],
      [],
    ],
    [
      "no route leads to the integration",
      [
        ...[...front, integration, link, balancer, inner, linkGroup],
        same(apiRoute, "all", {
          apiId: "a1b2c3",
          routeKey: "$default",
          target: "integrations/int99",
        }),
        grouped("of-inner", "sg-inner", group(fromVpc), group(fromCloudflare)),
      ],
      [],
    ],
    [
      "their listener goes",
      [
        ...[...front, route, integration, link, balancer, linkGroup, innerGroup],
        at(goes(listener, "https", forwards), "arn:listener"),
      ],
      ["high origin-shut shop"],
    ],
    [
      "the integration is led to another listener of theirs, and the old one goes",
      [
        ...[...front, route, link, balancer, linkGroup, openGroup],
        at(becomes(apiIntegration, "asks", asks, { ...asks, integrationUri: "arn:next" }), "int01"),
        at(same(listener, "next", { ...forwards, port: 8443 }), "arn:next"),
        at(goes(listener, "https", forwards), "arn:listener"),
      ],
      [],
      ["asks: integrationUri"],
    ],
    [
      "the integration is led to another listener of theirs at a port that their group does not let in",
      [
        ...[...front, route, link, balancer, linkGroup, innerGroup, inner],
        at(becomes(apiIntegration, "asks", asks, { ...asks, integrationUri: "arn:next" }), "int01"),
        at(same(listener, "next", { ...forwards, port: 8443 }), "arn:next"),
      ],
      ["high origin-shut shop"],
      ["asks: integrationUri"],
    ],
    [
      "their listener comes to speak plain HTTP",
      [
        ...[...front, route, integration, link, balancer, linkGroup, innerGroup],
        at(becomes(listener, "https", forwards, { ...forwards, protocol: "HTTP" }), "arn:listener"),
      ],
      ["high origin-shut shop"],
    ],
    [
      "the integration asks by TLS no more",
      [
        ...[...front, route, link, balancer, linkGroup, innerGroup, inner],
        at(becomes(apiIntegration, "asks", asks, { ...asks, tlsConfig: undefined }), "int01"),
      ],
      ["high origin-shut shop"],
    ],
    [
      "their targets go",
      [
        ...[...stood, linkGroup, innerGroup, ...targets.slice(0, 1)],
        goes(targetGroupAttachment, "one", { targetGroupArn: "arn:group", targetId: "i-1" }),
      ],
      ["high targets-lost group"],
    ],
    [
      "nothing but a tag changes",
      [
        ...[...front, route, integration, link, balancer, linkGroup, innerGroup, ...targets],
        at(
          becomes(listener, "https", forwards, { ...forwards, tags: { team: "web" } }),
          "arn:listener",
        ),
      ],
      [],
    ],
  ]);

  it("names the load balancer's own answer where the listener ends TLS and is asked by plain HTTP", () => {
    const [risk] = reviewSteps([
      ...[...front, route, link, balancer, linkGroup, innerGroup, inner],
      at(becomes(apiIntegration, "asks", asks, { ...asks, tlsConfig: undefined }), "int01"),
    ]).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on inner speaks TLS at the listener that asks asks by plain HTTP: visitors of api.example.com get Error 400 until both speak the same.",
    );
  });

  it("names the hostname, the error of API Gateway and the way out", () => {
    const [risk] = reviewSteps([
      ...[...stood, linkGroup],
      grouped("of-inner", "sg-inner", group(fromVpc), group(fromCloudflare)),
    ]).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on the security groups of inner do not let in the VPC link link, whose interfaces alone connect to it, at port 443: visitors of api.example.com get Error 503 from API Gateway until they let it in again.",
    );
  });
});

describe("the risks of services and networks that API Gateway asks through a VPC link", () => {
  const service = (securityGroups: string[]): object => ({
    ...{ desiredCount: 2, serviceRegistries: { registryArn: "arn:found", containerPort: 8080 } },
    networkConfiguration: { subnets: ["subnet-1"], securityGroups },
  });
  const found = at(same(discoveryService, "found", { name: "shop" }), "arn:found");
  const asksService = { ...asks, integrationUri: "arn:found", tlsConfig: undefined };
  const open = { ...group(fromVpc), ingress: [rule(8080, { securityGroups: ["sg-link"] })] };
  const shut = { ...group(fromVpc), ingress: [rule(8080, { securityGroups: ["sg-inner"] })] };
  const mapped = [
    ...[...front, route, link, linkGroup, found],
    at(same(apiIntegration, "asks", asksService), "int01"),
    same(ecsService, "tasks", service(["sg-tasks"])),
  ];
  const network = { internal: true, loadBalancerType: "network" };
  const uri = { connectionType: "VPC_LINK", uri: "https://api.example.com/{proxy}" };
  const rest: Step[] = [
    ...front.slice(0, 2),
    at(same(restApi, "old", {}), "r1e2s3"),
    same(restMapping, "mapping", { restApi: "r1e2s3", domainName: "api.example.com" }),
    at(same(restVpcLink, "link", { targetArn: "arn:inner" }), "vlink1"),
    same(restIntegration, "asks", { restApi: "r1e2s3", connectionId: "vlink1", ...uri }),
    at(same(awsLoadBalancer, "inner", network), "arn:inner", { dnsName: "inner.elb" }),
  ];
  const tls = { ...forwards, protocol: "TLS" };

  judgesAsExpected([
    [
      "the group of the tasks that AWS Cloud Map finds comes to let in others alone",
      [...mapped, grouped("of-tasks", "sg-tasks", open, shut)],
      ["high origin-shut shop"],
    ],
    [
      "the group of the tasks comes to let in more",
      [
        ...mapped,
        grouped("of-tasks", "sg-tasks", shut, { ...open, ingress: [rule(8080, fromVpc)] }),
      ],
      [],
    ],
    [
      "the listener of the load balancer of a REST API goes",
      [...rest, at(goes(listener, "tls", tls), "arn:listener")],
      ["high origin-shut old"],
    ],
    [
      "the load balancer of a REST API gets a second listener",
      [
        ...[...rest, at(same(listener, "tls", tls), "arn:listener")],
        comes(listener, "other", { ...tls, port: 8443 }),
      ],
      [],
    ],
  ]);
});
