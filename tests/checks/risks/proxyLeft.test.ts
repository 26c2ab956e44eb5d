import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { acmCertificate, awsLoadBalancer, dnsRecord, listener, originCertificate } = modelTypes;
const host = "www.example.com";
const dnsName = "front-1.eu-west-1.elb.amazonaws.com";
const leaves = (content: string, type = "CNAME"): Step => {
  const record = { zoneId, name: host, type, content, ttl: 1 };
  return becomes(dnsRecord, "www", { ...record, proxied: true }, { ...record, proxied: false });
};
const guarded = (cidrBlocks: readonly string[]): Step[] => [
  same("group", "web", {
    vpcId: "vpc-1",
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }],
  }),
  { ...same(awsLoadBalancer, "front", { securityGroups: ["web"] }), outputs: { dnsName } },
];
const shown = (certificate: object): Step[] => [
  same(acmCertificate, "own", certificate),
  same(listener, "https", {
    ...{ loadBalancerArn: "front", port: 443, protocol: "HTTPS", certificateArn: "own" },
    defaultActions: [{ type: "forward", targetGroupArn: "targets" }],
  }),
];
const requested = { domainName: "*.example.com", validationMethod: "DNS" };
const world = ["0.0.0.0/0", "::/0"];
const ofCloudflare = same(originCertificate, "origin", { hostnames: ["*.example.com"] });

describe("the risks of a hostname that leaves Cloudflare", () => {
  judgesAsExpected([
    [
      "its origin lets in Cloudflare alone",
      [...guarded(cloudflareRanges.ipv4), ...shown(requested), leaves(dnsName)],
      [`high proxy-left ${host}`],
    ],
    [
      "its origin lets everybody in, with a public certificate",
      [...guarded(world), ...shown(requested), ofCloudflare, leaves(dnsName)],
      [`low proxy-left ${host}`],
    ],
    [
      "its origin lets everybody in, with a certificate of which nobody knows",
      [...guarded(world), ...shown({ certificateBody: "a certificate" }), leaves(dnsName)],
      [`medium proxy-left ${host}`],
    ],
    [
      "its origin shows a certificate of the Origin CA",
      [ofCloudflare, leaves("203.0.113.10", "A")],
      [`high proxy-left ${host}`],
    ],
    [
      "others run what it leads to",
      [ofCloudflare, leaves("example.status.example.net")],
      [`medium proxy-left ${host}`],
    ],
    [
      "it leads to a tunnel",
      [leaves("6ff42ae2-765d-4adf-8112-31c55c1551ef.cfargotunnel.com")],
      [`high proxy-left ${host}`],
    ],
    [
      "a Worker answered for it",
      [
        same(modelTypes.workersRoute, "route", {
          ...{ zoneId, pattern: `${host}/*`, script: "shop" },
        }),
        leaves("203.0.113.10", "A"),
      ],
      [`high proxy-left ${host}`],
    ],
  ]);
});
