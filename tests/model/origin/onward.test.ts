import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { OriginPaths } from "../../../model/origin/originPaths";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const dnsName = "edge-1.us-east-1.elb.amazonaws.com";
const edge = resource("awsLoadBalancer", "edge", { arn: "arn:edge", dnsName });
const www = (content: string): ModelResource =>
  record("www.example.com", { type: "CNAME", content });

const accelerated = (more: ModelObject = {}): ModelResource[] => [
  www("a1.awsglobalaccelerator.com"),
  resource("accelerator", "front", { arn: "arn:acc", dnsName: "a1.awsglobalaccelerator.com" }),
  resource("acceleratorListener", "takes", { acceleratorArn: "arn:acc", arn: "arn:takes" }),
  resource("acceleratorGroup", "group", {
    ...{ listenerArn: "arn:takes", endpointConfigurations: [{ endpointId: "arn:edge" }] },
    ...more,
  }),
];
const distributed = (customOriginConfig: ModelObject): ModelResource[] => [
  www("d1.cloudfront.net"),
  resource("distribution", "cdn", {
    ...{ domainName: "d1.cloudfront.net", origins: [{ domainName: dnsName, customOriginConfig }] },
  }),
];
const tunnelled = (service: string, more: ModelObject = {}): ModelResource[] => [
  www("t-1.cfargotunnel.com"),
  resource("tunnelConfig", "ways", {
    tunnelId: "t-1",
    config: {
      ingresses: [
        { hostname: "www.example.com", service, ...more },
        { service: "http_status:404" },
      ],
    },
  }),
];
const chained = (target: ModelObject): ModelResource[] => [
  www("front-1.elb.us-east-1.amazonaws.com"),
  resource("awsLoadBalancer", "front", {
    ...{ arn: "arn:front", loadBalancerType: "network" },
    dnsName: "front-1.elb.us-east-1.amazonaws.com",
  }),
  resource("listener", "tcp", {
    ...{ loadBalancerArn: "arn:front", port: 443, protocol: "TCP", arn: "arn:tcp" },
    defaultActions: [{ type: "forward", targetGroupArn: "arn:inner" }],
  }),
  resource("targetGroup", "inner", { arn: "arn:inner", targetType: "alb", port: 443 }),
  resource("targetGroupAttachment", "one", { targetGroupArn: "arn:inner", ...target }),
];

describe("the way of requests to a load balancer behind something else", () => {
  const cases: readonly (readonly [string, readonly ModelResource[], readonly unknown[]])[] = [
    ["goes by Global Accelerator", accelerated(), [[0, [], false]]],
    [
      "goes by Global Accelerator whatever the weight, which counts for less than health",
      accelerated({ endpointConfigurations: [{ endpointId: "arn:edge", weight: 0 }] }),
      [[0, [], false]],
    ],
    [
      "does not go by endpoints of another load balancer",
      accelerated({ endpointConfigurations: [{ endpointId: "arn:other" }] }),
      [],
    ],
    [
      "goes by CloudFront, which asks by a name that no plan says",
      distributed({ originProtocolPolicy: "https-only", httpsPort: 8443, httpPort: 80 }),
      [[8443, unknownValue, false]],
    ],
    [
      "goes by CloudFront in the clear",
      distributed({ originProtocolPolicy: "http-only", httpsPort: 443, httpPort: 80 }),
      [[80, unknownValue, false]],
    ],
    ["goes by a tunnel", tunnelled(`https://${dnsName}`), [[443, ["www.example.com"], true]]],
    [
      "goes by a tunnel with a port and a Host header",
      tunnelled(`http://${dnsName}:8080`, { originRequest: { httpHostHeader: "in.example.com" } }),
      [[8080, ["in.example.com"], true]],
    ],
    ["does not go by a tunnel that leads elsewhere", tunnelled("https://10.0.0.9"), []],
    [
      "goes by a network load balancer that has it as its target",
      chained({ targetId: "arn:edge" }),
      [[443, [], false]],
    ],
    [
      "goes by a network load balancer to a port of its own",
      chained({ targetId: "arn:edge", port: 8443 }),
      [[8443, [], false]],
    ],
    ["does not go by one with another target", chained({ targetId: "arn:other" }), []],
  ];
  for (const [title, resources, expected] of cases) {
    it(title, () => {
      const { leads } = OriginPaths.of(readTrafficPaths([edge, ...resources]));
      expect(
        leads.to(edge).map(({ port, hosts, isTunnelled }) => [port, hosts, isTunnelled]),
      ).to.deep.equal(expected);
    });
  }
});
