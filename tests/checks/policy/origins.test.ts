import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { ModelReference, type ModelObject } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { from, itTells, urn, type Shop } from "./shop";

const internetGateway = new ModelReference([
  urn("aws:ec2/internetGateway:InternetGateway", "gateway"),
]);

function rule(shop: Shop, name: string, properties: Parameters<Shop["add"]>[2]): Shop {
  return shop.add("ingressRule", name, {
    securityGroupId: from("securityGroup", "group"),
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...properties,
  });
}

function route(shop: Shop, name: string, properties: Parameters<Shop["add"]>[2]): Shop {
  return shop.add("route", name, { routeTableId: from("routeTable", "routes"), ...properties });
}

/** Private ranges, each another. */
function many(count: number, first = 0): string[] {
  return Array.from({ length: count }, (_each, index) => `10.0.${first + index}.0/24`);
}

const lost = cloudflareRanges.ipv4.filter((range) => range !== "172.64.0.0/13");

describe("policy: origins", () => {
  itTells([
    {
      title: "finds a target group that cuts its targets off and counts errors as well",
      plan: (shop) =>
        shop.add("targetGroup", "web", {
          ...{ deregistrationDelay: 0, healthCheck: { matcher: "200,301-499" } },
        }),
      told: [
        "target-check-blind: web.healthCheck.matcher must hold codes of success; got 200,301-499",
        "deregistration-delay-short: web.deregistrationDelay must be at least 5 seconds; got 0",
      ],
    },
    {
      title: "finds nothing in a target group that says nothing, or asks for success",
      plan: (shop) =>
        shop
          .add("targetGroup", "web", {})
          .add("targetGroup", "api", {
            deregistrationDelay: 5,
            healthCheck: { matcher: "200-399" },
          })
          .add("targetGroup", "fn", { deregistrationDelay: 0, targetType: "lambda" }),
      told: [],
    },
    {
      title: "finds an origin open to the world",
      plan: (shop) => rule(shop, "world", { cidrIpv4: "0.0.0.0/0" }),
      told: ["origin-open: alb.port 443 must be open to Cloudflare and nobody else; got 0.0.0.0/0"],
    },
    {
      title: "finds an origin open on its other port too, by rules inside the group",
      plan: (shop) =>
        shop.set("group", {
          ingress: [
            {
              protocol: "tcp",
              fromPort: 80,
              toPort: 80,
              cidrBlocks: ["0.0.0.0/0"],
              ipv6CidrBlocks: ["::/0"],
            },
          ],
        }),
      told: [
        "origin-open: alb.port 80 must be open to Cloudflare and nobody else; got 0.0.0.0/0 and ::/0",
      ],
    },
    {
      title: "finds an origin open to one stranger beside Cloudflare",
      plan: (shop) => rule(shop, "partner", { cidrIpv4: "192.0.2.7/32" }),
      told: [
        "origin-open: alb.port 443 must be open to Cloudflare and nobody else; got 192.0.2.7/32",
      ],
    },
    {
      title: "names the strangers of all open ports once, in order",
      configuration: { rules: { "security-group-quota": { limits: { rulesPerGroup: 63 } } } },
      plan: (shop) => {
        const group = (port: number, cidrBlocks: string[]) => ({
          protocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrBlocks,
          prefixListIds: [from("prefixList", "ranges4"), from("prefixList", "ranges6")],
        });
        return shop.set("group", {
          ingress: [group(80, ["203.0.113.7/32"]), group(443, ["192.0.2.7/32", "203.0.113.7/32"])],
        });
      },
      told: [
        "origin-open: alb.port 80 and 443 must be open to Cloudflare and nobody else; got 192.0.2.7/32 and 203.0.113.7/32",
      ],
    },
    {
      title: "lets the own network and other security groups in",
      plan: (shop) => {
        rule(shop, "own", { cidrIpv4: "10.0.0.0/8" });
        return rule(shop, "bastion", { referencedSecurityGroupId: "sg-1" });
      },
      told: [],
    },
    {
      title: "lets a group be that Cloudflare does not come to",
      plan: (shop) =>
        shop.drop("httpsIPv4", "httpsIPv6").drop("alb", "listener") &&
        rule(shop, "office", { cidrIpv4: "192.0.2.0/24" }),
      told: [],
    },
    {
      title: "says nothing of a source that is not known yet",
      plan: (shop) => rule(shop, "later", { cidrIpv4: unknownValue }),
      told: [],
    },
    {
      title: "finds an open rule of a group that a partial plan leaves out",
      plan: (shop) => {
        const partial = new Map(
          rule(shop, "world", { cidrIpv4: "0.0.0.0/0" })
            .add("securityGroupRule", "older", {
              type: "ingress",
              securityGroupId: "sg-1",
              protocol: "-1",
              cidrBlocks: ["104.0.0.0/8", "192.0.2.0/24"],
            })
            .add("securityGroupRule", "out", {
              type: "egress",
              securityGroupId: "sg-1",
              protocol: "-1",
              cidrBlocks: ["0.0.0.0/0"],
            })
            .add("ingressRule", "ssh", {
              securityGroupId: "sg-1",
              ipProtocol: "tcp",
              fromPort: 22,
              toPort: 22,
              cidrIpv4: "0.0.0.0/0",
            })
            .add("ingressRule", "edge", {
              securityGroupId: "sg-1",
              ipProtocol: "tcp",
              fromPort: 443,
              toPort: 443,
              cidrIpv4: "172.64.0.0/13",
            })
            .resources.map((each) => [each.name, each]),
        );
        const after = ["world", "older", "out", "ssh", "edge"].flatMap(
          (name) => partial.get(name) ?? [],
        );
        return { after, whole: false };
      },
      told: [
        "origin-open: older.port 80 and 443 must be open to Cloudflare and nobody else; got 104.0.0.0/8",
        "origin-open: world.port 443 must be open to Cloudflare and nobody else; got 0.0.0.0/0",
      ],
    },
    {
      title: "misses a range of Cloudflare",
      plan: (shop) => shop.set("ranges4", { entries: lost.map((cidr) => ({ cidr })) }),
      told: [
        "cloudflare-ranges-incomplete: alb.port 443 must be open to every range of Cloudflare; got all but 172.64.0.0/13",
      ],
    },
    {
      title: "misses no range where a source is not known yet",
      plan: (shop) =>
        rule(shop.set("ranges4", { entries: lost.map((cidr) => ({ cidr })) }), "later", {
          cidrIpv4: unknownValue,
        }),
      told: [],
    },
    {
      title: "lets a whole family be left out",
      plan: (shop) => shop.drop("httpsIPv6", "ranges6"),
      told: [],
    },
    {
      title: "does not miss ranges that a partial plan leaves out",
      plan: (shop) => ({
        ...shop.set("ranges4", { entries: lost.map((cidr) => ({ cidr })) }).plan,
        whole: false,
      }),
      told: [],
    },
    {
      title: "counts prefix lists at their maximum size",
      plan: (shop) =>
        rule(shop, "more", {
          prefixListId: from("prefixList", "ranges4"),
          fromPort: 8443,
          toPort: 8443,
        }) &&
        rule(shop, "most", {
          prefixListId: from("prefixList", "ranges4"),
          fromPort: 2053,
          toPort: 2053,
        }) &&
        rule(shop, "over", { cidrIpv4: "10.0.0.0/8" }),
      told: [
        "security-group-quota: group must have at most 60 inbound rules for IPv4; got 61, prefix lists counted at their maximum size",
      ],
    },
    {
      title: "takes as many rules as the quota has",
      plan: (shop) =>
        rule(shop, "more", {
          prefixListId: from("prefixList", "ranges4"),
          fromPort: 8443,
          toPort: 8443,
        }) &&
        rule(shop, "most", {
          prefixListId: from("prefixList", "ranges4"),
          fromPort: 2053,
          toPort: 2053,
        }),
      told: [],
    },
    {
      title: "counts by the account's own quota, and groups in both families",
      configuration: { rules: { "security-group-quota": { limits: { rulesPerGroup: 20 } } } },
      plan: (shop) => rule(shop, "bastion", { referencedSecurityGroupId: "sg-1" }),
      told: [
        "security-group-quota: group must have at most 20 inbound rules for IPv4; got 21, prefix lists counted at their maximum size",
        "security-group-quota: group must have at most 20 inbound rules for IPv6; got 21, prefix lists counted at their maximum size",
      ],
    },
    {
      title: "counts prefix lists for their own family",
      configuration: { rules: { "security-group-quota": { limits: { rulesPerGroup: 39 } } } },
      plan: (shop) =>
        rule(shop, "more", {
          prefixListId: from("prefixList", "ranges6"),
          fromPort: 8443,
          toPort: 8443,
        }),
      told: [
        "security-group-quota: group must have at most 39 inbound rules for IPv6; got 40, prefix lists counted at their maximum size",
      ],
    },
    {
      title: "does not count what may be of another group, list or size, nor what is no range",
      configuration: { rules: { "security-group-quota": { limits: { rulesPerGroup: 20 } } } },
      plan: (shop) => {
        shop.add("securityGroup", "other", { vpcId: "vpc-1" });
        rule(shop, "either", {
          securityGroupId: new ModelReference([
            ...from("securityGroup", "group").reference,
            ...from("securityGroup", "other").reference,
          ]),
          cidrIpv4: "10.0.0.0/8",
        });
        shop.add("prefixList", "unsized", {
          addressFamily: "IPv4",
          maxEntries: unknownValue,
          entries: [],
        });
        rule(shop, "unsized-list", { prefixListId: from("prefixList", "unsized") });
        rule(shop, "one-of-two-lists", {
          prefixListId: new ModelReference([
            ...from("prefixList", "ranges4").reference,
            ...from("prefixList", "ranges6").reference,
          ]),
        });
        return shop.set("group", {
          ingress: [
            { protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: ["", "pl-1"] },
            { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["nonsense"] },
          ],
        });
      },
      told: [],
    },
    {
      title: "counts outbound rules of all shapes apart from inbound ones",
      configuration: { rules: { "security-group-quota": { limits: { rulesPerGroup: 40 } } } },
      plan: (shop) =>
        shop
          .set("group", { egress: [{ protocol: "-1", cidrBlocks: many(20) }] })
          .add("securityGroupRule", "older", {
            type: "egress",
            securityGroupId: from("securityGroup", "group"),
            protocol: "-1",
            cidrBlocks: many(20, 20),
          })
          .add("egressRule", "newer", {
            securityGroupId: from("securityGroup", "group"),
            ipProtocol: "-1",
            cidrIpv4: "198.51.100.0/24",
          })
          .add("securityGroupRule", "in", {
            type: "ingress",
            securityGroupId: from("securityGroup", "group"),
            protocol: "-1",
            cidrBlocks: ["10.0.0.0/8"],
          }),
      told: [
        "security-group-quota: group must have at most 40 outbound rules for IPv4; got 41, prefix lists counted at their maximum size",
      ],
    },
    {
      title: "finds a route that swallows Cloudflare's largest range",
      plan: (shop) =>
        route(shop, "vpn", { destinationCidrBlock: "172.0.0.0/8", gatewayId: "vgw-1" }),
      told: [
        "route-over-cloudflare: vpn.destination must leave Cloudflare's ranges to the internet gateway; got 172.0.0.0/8 to a virtual private gateway, which takes 172.64.0.0/13",
      ],
    },
    {
      title: "finds a route inside a table, of IPv6 and to part of a range",
      plan: (shop) =>
        shop.set("routes", {
          routes: [{ ipv6CidrBlock: "2606:4700:10::/48", egressOnlyGatewayId: "eigw-1" }],
        }),
      told: [
        "route-over-cloudflare: routes.routes[0] must leave Cloudflare's ranges to the internet gateway; got 2606:4700:10::/48 to an egress-only internet gateway, which takes 2606:4700::/32",
      ],
    },
    {
      title: "lets a wide route be where a narrower one goes round it to the internet gateway",
      plan: (shop) => {
        route(shop, "vpn", { destinationCidrBlock: "172.0.0.0/8", transitGatewayId: "tgw-1" });
        return route(shop, "round", {
          destinationCidrBlock: "172.64.0.0/13",
          gatewayId: internetGateway,
        });
      },
      told: [],
    },
    {
      title: "does not let a narrower route of another table go round it",
      plan: (shop) => {
        route(shop, "vpn", { destinationCidrBlock: "172.0.0.0/8", transitGatewayId: "tgw-1" });
        return shop.add("route", "round", {
          routeTableId: "rtb-2",
          destinationCidrBlock: "172.64.0.0/13",
          gatewayId: internetGateway,
        });
      },
      told: [
        "route-over-cloudflare: vpn.destination must leave Cloudflare's ranges to the internet gateway; got 172.0.0.0/8 to a transit gateway, which takes 172.64.0.0/13",
      ],
    },
    {
      title: "finds a route to a virtual private gateway whose id is not known yet",
      plan: (shop) =>
        route(shop.add("aws:ec2/vpnGateway:VpnGateway", "office", { vpcId: "vpc-1" }), "vpn", {
          destinationCidrBlock: "172.0.0.0/8",
          gatewayId: new ModelReference([urn("aws:ec2/vpnGateway:VpnGateway", "office")]),
        }),
      told: [
        "route-over-cloudflare: vpn.destination must leave Cloudflare's ranges to the internet gateway; got 172.0.0.0/8 to a virtual private gateway, which takes 172.64.0.0/13",
      ],
    },
    {
      title: "says nothing of a route to one of two gateways",
      plan: (shop) =>
        route(shop.add("aws:ec2/vpnGateway:VpnGateway", "office", { vpcId: "vpc-1" }), "vpn", {
          destinationCidrBlock: "172.0.0.0/8",
          gatewayId: new ModelReference([
            urn("aws:ec2/vpnGateway:VpnGateway", "office"),
            urn("aws:ec2/carrierGateway:CarrierGateway", "carrier"),
          ]),
        }),
      told: [],
    },
    {
      title: "takes nothing but an internet gateway for a way round",
      plan: (shop) => {
        shop.add("aws:ec2/carrierGateway:CarrierGateway", "carrier", { vpcId: "vpc-1" });
        route(shop, "vpn", { destinationCidrBlock: "172.0.0.0/8", transitGatewayId: "tgw-1" });
        return route(shop, "round", {
          destinationCidrBlock: "172.64.0.0/13",
          gatewayId: new ModelReference([urn("aws:ec2/carrierGateway:CarrierGateway", "carrier")]),
        });
      },
      told: [
        "route-over-cloudflare: vpn.destination must leave Cloudflare's ranges to the internet gateway; got 172.0.0.0/8 to a transit gateway, which takes 172.64.0.0/13",
      ],
    },
    {
      title: "takes a way round that may lead to the internet gateway, or does by its id",
      plan: (shop) => {
        const maybe = new ModelReference([
          ...internetGateway.reference,
          urn("aws:ec2/vpnGateway:VpnGateway", "office"),
        ]);
        route(shop, "vpn", { destinationCidrBlock: "172.0.0.0/8", transitGatewayId: "tgw-1" });
        route(shop, "half", { destinationCidrBlock: "172.64.0.0/14", gatewayId: maybe });
        return route(shop, "rest", { destinationCidrBlock: "172.68.0.0/14", gatewayId: "igw-1" });
      },
      told: [],
    },
    {
      title: "knows a table by its id, and routes inside it",
      plan: (shop) => {
        const { properties } = shop.one("routes");
        shop.add(
          "routeTable",
          "routes",
          {
            ...properties,
            routes: [
              { cidrBlock: "172.64.0.0/13", gatewayId: "igw-1" },
              {
                cidrBlock: "104.0.0.0/8",
                carrierGatewayId: null,
                natGatewayId: "",
                transitGatewayId: "tgw-1",
              },
              unknownValue,
            ],
          },
          "rtb-1",
        );
        shop.add("route", "vpn", {
          routeTableId: "rtb-1",
          destinationCidrBlock: "172.0.0.0/8",
          transitGatewayId: "tgw-1",
        });
        return shop.add("route", "round", {
          routeTableId: "rtb-1",
          destinationCidrBlock: "104.16.0.0/13",
          gatewayId: "igw-1",
        });
      },
      told: [
        "route-over-cloudflare: routes.routes[1] must leave Cloudflare's ranges to the internet gateway; got 104.0.0.0/8 to a transit gateway, which takes 104.24.0.0/14",
      ],
    },
    {
      title: "lets a route into a range be that narrower ones go round",
      plan: (shop) => {
        route(shop, "vpn", { destinationCidrBlock: "172.64.1.0/24", transitGatewayId: "tgw-1" });
        route(shop, "low", { destinationCidrBlock: "172.64.1.0/25", gatewayId: "igw-1" });
        return route(shop, "high", { destinationCidrBlock: "172.64.1.128/25", gatewayId: "igw-1" });
      },
      told: [],
    },
    {
      title: "says nothing of routes that are not known yet",
      plan: (shop) => shop.set("routes", { routes: unknownValue }),
      told: [],
    },
    {
      title: "lets the default route lead to a NAT gateway, and private ones anywhere",
      plan: (shop) => {
        route(shop, "default", { destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" });
        return route(shop, "private", {
          destinationCidrBlock: "172.16.0.0/12",
          transitGatewayId: "tgw-1",
        });
      },
      told: [],
    },
    {
      title: "says nothing of a gateway that is not known yet",
      plan: (shop) =>
        route(shop, "later", { destinationCidrBlock: "172.0.0.0/8", gatewayId: unknownValue }),
      told: [],
    },
    {
      title: "refuses an idle timeout under Cloudflare's",
      plan: (shop) => shop.set("alb", { idleTimeout: 899 }),
      told: [
        "idle-timeout-short: alb.idleTimeout must be at least 900, as long as Cloudflare keeps a connection; got 899",
      ],
    },
    {
      title: "refuses the idle timeout that AWS takes where none is given",
      plan: (shop) => shop.set("alb", { idleTimeout: undefined, loadBalancerType: undefined }),
      told: [
        "idle-timeout-short: alb.idleTimeout must be at least 900, as long as Cloudflare keeps a connection; got nothing, which is 60",
      ],
    },
    {
      title: "takes a load balancer for a public one where nothing else is said",
      plan: (shop) => shop.set("alb", { internal: undefined, idleTimeout: 60 }),
      told: [
        "idle-timeout-short: alb.idleTimeout must be at least 900, as long as Cloudflare keeps a connection; got 60",
      ],
    },
    {
      title: "lets network load balancers and internal ones be",
      plan: (shop) =>
        shop
          .set("alb", { loadBalancerType: "network", idleTimeout: undefined })
          .set("listener", { protocol: "TLS" })
          .add("awsLoadBalancer", "inner", { internal: true, idleTimeout: 60 }),
      told: [],
    },
    {
      title: "takes an idle timeout of 900, and one that is not known yet",
      plan: (shop) =>
        shop
          .set("alb", { idleTimeout: 900 })
          .add("awsLoadBalancer", "next", { idleTimeout: unknownValue }),
      told: [],
    },
    {
      title: "refuses the TLS policy that AWS takes where none is named",
      plan: (shop) => shop.set("listener", { sslPolicy: undefined }),
      told: [
        "listener-tls-old: listener.sslPolicy must be a policy of TLS 1.2 or newer; got nothing, which is ELBSecurityPolicy-2016-08 with TLS 1.0",
      ],
    },
    {
      title: "refuses a TLS policy of old that has a new name",
      plan: (shop) => shop.set("listener", { sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" }),
      told: [
        "listener-tls-old: listener.sslPolicy must be a policy of TLS 1.2 or newer; got ELBSecurityPolicy-TLS13-1-1-2021-06 with TLS 1.1",
      ],
    },
    {
      title: "refuses an old TLS policy of a network load balancer",
      plan: (shop) =>
        shop
          .set("alb", { loadBalancerType: "network", idleTimeout: undefined })
          .set("listener", { protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" }),
      told: [
        "listener-tls-old: listener.sslPolicy must be a policy of TLS 1.2 or newer; got ELBSecurityPolicy-2016-08 with TLS 1.0",
      ],
    },
    {
      title: "says nothing of a TLS policy that is not known yet",
      plan: (shop) => shop.set("listener", { sslPolicy: unknownValue }),
      told: [],
    },
    {
      title: "needs no TLS policy on a listener without TLS",
      plan: (shop) => shop.set("listener", { protocol: "HTTP", sslPolicy: undefined }),
      told: [],
    },
    {
      title: "finds a certificate that expires in 29 days, and one that is over",
      plan: (shop) =>
        shop
          .set("certificate", { expiresOn: "2026-12-22 12:00:00 +0000 UTC" })
          .add("acmCertificate", "imported", {
            certificateBody: "-----BEGIN CERTIFICATE-----",
            domainName: "*.example.com",
            subjectAlternativeNames: [],
            notAfter: "2026-11-22T00:00:00Z",
          }),
      told: [
        "certificate-expiring: certificate must be valid for 30 days more; got expires on 2026-12-22",
        "certificate-expiring: imported must be valid for 30 days more; got expired on 2026-11-22",
      ],
    },
    {
      title: "takes a certificate with 30 days to go, and one that renews itself",
      plan: (shop) =>
        shop
          .set("certificate", { expiresOn: "2026-12-23T12:00:00Z" })
          .add("acmCertificate", "issued", {
            domainName: "*.example.com",
            subjectAlternativeNames: [],
            notAfter: "2026-11-30T00:00:00Z",
          }),
      told: [],
    },
    {
      title: "calls a certificate over only after its end",
      plan: (shop) => shop.set("certificate", { expiresOn: "2026-11-23T12:00:00Z" }),
      told: [
        "certificate-expiring: certificate must be valid for 30 days more; got expires on 2026-11-23",
      ],
    },
    {
      title: "lets certificates be that others renew, and times that are none",
      plan: (shop) =>
        shop
          .set("certificate", { expiresOn: "soon" })
          .add("acmCertificate", "issued", {
            certificateBody: "",
            domainName: "*.example.com",
            subjectAlternativeNames: [],
            notAfter: "2026-11-24T00:00:00Z",
          })
          .add("certificatePack", "edge", {
            hosts: ["*.example.com"],
            expiresOn: "2026-11-24T00:00:00Z",
          }),
      told: [],
    },
    {
      title: "finds an imported certificate whose body is not known yet",
      plan: (shop) =>
        shop.add("acmCertificate", "imported", {
          certificateBody: unknownValue,
          domainName: "*.example.com",
          subjectAlternativeNames: [],
          notAfter: "2026-11-24T00:00:00Z",
        }),
      told: [
        "certificate-expiring: imported must be valid for 30 days more; got expires on 2026-11-24",
      ],
    },
    {
      title:
        "finds one that the program is about to make for some hours, whoever signs it, and takes one for 90 days",
      plan: (shop) => {
        const made = (hours: number): ModelObject => ({
          ...{ certRequestPem: "asked", validityPeriodHours: hours },
        });
        const imported = (certificateBody: ModelReference): ModelObject => ({
          ...{ certificateBody, notAfter: "2027-11-24T00:00:00Z" },
        });
        return shop
          .add("locallySignedCert", "short", made(90))
          .add("selfSignedCert", "own", made(24 * 29))
          .add("locallySignedCert", "long", made(24 * 90))
          .add("acmCertificate", "ninety", imported(from("locallySignedCert", "short")))
          .add("acmCertificate", "self", imported(from("selfSignedCert", "own")))
          .add("acmCertificate", "quarter", imported(from("locallySignedCert", "long")));
      },
      told: [
        "certificate-expiring: ninety must be valid for 30 days more; got expires on 2026-11-27",
        "certificate-expiring: self must be valid for 30 days more; got expires on 2026-12-22",
      ],
    },
    {
      title: "finds one that is ordered for a week, and takes one for a year",
      plan: (shop) =>
        shop
          .add("originCertificate", "week", { hostnames: ["a.example.com"], requestedValidity: 7 })
          .add("originCertificate", "year", {
            ...{ hostnames: ["b.example.com"], requestedValidity: 365 },
          }),
      told: [
        "certificate-expiring: week must be valid for 30 days more; got expires on 2026-11-30",
      ],
    },
    {
      title: "waits as many days as it is told, and not for what is not known",
      configuration: { rules: { "certificate-expiring": { limits: { days: 7 } } } },
      plan: (shop) =>
        shop
          .set("certificate", { expiresOn: "2026-12-01T00:00:00Z" })
          .add("originCertificate", "next", {
            hostnames: ["*.example.com"],
            expiresOn: unknownValue,
          }),
      told: [],
    },
    {
      title: "finds a hostname two levels beneath a wildcard",
      plan: (shop) =>
        shop
          .set("www", { name: "www.shop.example.com" })
          .set("safety", { name: "www.shop.example.com" }),
      told: [
        "certificate-misses-hostname: www.shop.example.com must be covered by a certificate of the origins; got certificates for *.example.com and example.com",
        "edge-certificate-missing: www.shop.example.com must be covered by a certificate at the edge; got none in this stack, and Universal SSL goes 1 label below the zone",
      ],
    },
    {
      title: "takes no certificate of the edge for one of the origins, and names them in order",
      plan: (shop) =>
        shop
          .set("www", { name: "www.shop.example.com" })
          .set("safety", { name: "www.shop.example.com" })
          .set("certificate", { hostnames: ["example.com", "*.example.com"] })
          .add("certificatePack", "edge", { hosts: ["www.shop.example.com"] }),
      told: [
        "certificate-misses-hostname: www.shop.example.com must be covered by a certificate of the origins; got certificates for *.example.com and example.com",
        "edge-certificate-missing: www.shop.example.com must be covered by a certificate at the edge; got none in this stack, and Universal SSL goes 1 label below the zone",
      ],
    },
    {
      title: "asks certificates for the hostnames of proxied A and AAAA records alone",
      plan: (shop) => {
        const record = (name: string, type: string, content: string, proxied = true): Shop =>
          shop.add("dnsRecord", name, {
            zoneId: "f".repeat(32),
            name: `${name}.shop.example.com`,
            type,
            content,
            proxied,
          });
        record("four", "A", "192.0.2.81");
        record("six", "AAAA", "2001:db8::6");
        record("alias", "CNAME", "example.net");
        record("open", "A", "192.0.2.82", false);
        return record("*", "A", "192.0.2.83");
      },
      told: [
        "certificate-misses-hostname: four.shop.example.com must be covered by a certificate of the origins; got certificates for *.example.com and example.com",
        "certificate-misses-hostname: six.shop.example.com must be covered by a certificate of the origins; got certificates for *.example.com and example.com",
        "edge-certificate-missing: *.shop.example.com must be covered by a certificate at the edge; got none in this stack, and Universal SSL goes 1 label below the zone",
        "edge-certificate-missing: alias.shop.example.com must be covered by a certificate at the edge; got none in this stack, and Universal SSL goes 1 label below the zone",
        "edge-certificate-missing: four.shop.example.com must be covered by a certificate at the edge; got none in this stack, and Universal SSL goes 1 label below the zone",
        "edge-certificate-missing: six.shop.example.com must be covered by a certificate at the edge; got none in this stack, and Universal SSL goes 1 label below the zone",
      ],
    },
    {
      title: "does not miss names of a certificate that a partial plan may leave out",
      plan: (shop) => ({
        ...shop
          .set("www", { name: "www.shop.example.com" })
          .set("safety", { name: "www.shop.example.com" }).plan,
        whole: false,
      }),
      told: [],
    },
    {
      title: "says nothing where another certificate has names that are not known",
      plan: (shop) =>
        shop
          .set("certificate", { hostnames: ["api.example.com"] })
          .add("originCertificate", "later", { hostnames: [unknownValue] }),
      told: [],
    },
    {
      title: "finds the name above a wildcard",
      plan: (shop) =>
        shop
          .set("certificate", { hostnames: ["*.example.com"] })
          .set("safety", { name: "*.example.com" })
          .set("www", { name: "example.com" })
          .add("dnsRecord", "apex", {
            zoneId: "f".repeat(32),
            name: "@",
            type: "A",
            content: "203.0.113.10",
            proxied: true,
          }),
      told: [
        "certificate-misses-hostname: example.com must be covered by a certificate of the origins; got certificates for *.example.com",
      ],
    },
    {
      title:
        "says nothing where a certificate has names that are not known, or there is none of the site",
      plan: (shop) => shop.set("certificate", { hostnames: ["api.example.com", unknownValue] }),
      told: [],
    },
    {
      title: "says nothing where no certificate is of the site",
      plan: (shop) => shop.set("certificate", { hostnames: ["example.net"] }),
      told: [],
    },
    {
      title: "finds two rulesets for one phase",
      plan: (shop) =>
        shop.add("ruleset", "more", {
          zoneId: "f".repeat(32),
          kind: "zone",
          phase: "http_request_cache_settings",
        }),
      told: [
        'ruleset-phase-shared: cache.phase must belong to one ruleset; got "http_request_cache_settings" in cache and more',
      ],
    },
    {
      title: "finds two rulesets for one phase of an account",
      plan: (shop) => {
        const owner = {
          accountId: "a".repeat(32),
          kind: "root",
          phase: "http_request_firewall_custom",
        };
        return shop.add("ruleset", "one", owner).add("ruleset", "two", owner);
      },
      told: [
        'ruleset-phase-shared: one.phase must belong to one ruleset; got "http_request_firewall_custom" in one and two',
      ],
    },
    ...(
      [
        ["phase", { phase: unknownValue }],
        ["kind", { kind: unknownValue }],
        ["zone", { zoneId: unknownValue }],
        ["zone, of two,", { zoneId: new ModelReference(["urn:one", "urn:two"]) }],
      ] as const
    ).map(([what, properties]) => ({
      title: `says nothing of two rulesets whose ${what} is not known`,
      plan: (shop: Shop) => {
        const own = { zoneId: "f".repeat(32), kind: "zone", phase: "http_config_settings" };
        return shop
          .add("ruleset", "one", { ...own, ...properties })
          .add("ruleset", "two", { ...own, ...properties });
      },
      told: [],
    })),
    {
      title: "lets a phase have several rulesets that are no entry points",
      plan: (shop) => {
        const own = { zoneId: "f".repeat(32), kind: "custom", phase: "http_config_settings" };
        return shop.add("ruleset", "one", own).add("ruleset", "two", own);
      },
      told: [],
    },
    {
      title: "lets one phase be in two zones, and custom rulesets beside an entry point",
      plan: (shop) =>
        shop
          .add("ruleset", "other", {
            zoneId: "e".repeat(32),
            kind: "zone",
            phase: "http_request_cache_settings",
          })
          .add("ruleset", "custom", {
            zoneId: "f".repeat(32),
            kind: "custom",
            phase: "http_request_cache_settings",
          }),
      told: [],
    },
  ]);
});
