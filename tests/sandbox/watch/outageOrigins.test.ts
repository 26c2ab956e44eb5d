import { expect } from "chai";
import type { Properties } from "../../../sandbox/cloud/values";
import { Inventory } from "../../../model/graph/inventory";
import { OutageOrigins } from "../../../sandbox/watch/outageOrigins";
import { brokenBy, WatchedCloud, watchedTypes } from "./watchedCloud";

const dnsName = "edge-1.us-east-1.elb.amazonaws.com";
const hostname = "www.example.com";
const forward = (targetGroupArn: string): Properties => ({ type: "forward", targetGroupArn });
const answer = (statusCode: string): Properties => ({
  ...{ type: "fixed-response", fixedResponse: { statusCode, contentType: "text/plain" } },
});
const listener = (action: Properties = forward("tg"), more: Properties = {}): Properties => ({
  ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS", certificateArn: "cert" },
  ...{ defaultActions: [action], ...more },
});
const certificate = (domainName: string, ...others: string[]): Properties => ({
  ...{ arn: "cert", domainName, subjectAlternativeNames: [domainName, ...others] },
});
const group: Properties = { name: "web", port: 8080, protocol: "HTTP" };
const scaling = (desiredCapacity: number, arns = ["tg"]): Properties => ({
  ...{ minSize: 0, maxSize: 4, desiredCapacity, targetGroupArns: arns },
  vpcZoneIdentifiers: ["inner"],
});
const routes = (gatewayId: string): Properties => ({
  ...{ vpcId: "vpc", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId }] },
});
const nat: Properties = {
  ...{ vpcId: "vpc", routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }] },
};
const all = { protocol: "-1", action: "allow", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 };
const acl = (subnet: string, ingress: Properties, egress: Properties = {}): Properties => ({
  ...{ vpcId: "vpc", subnetIds: [subnet] },
  ingress: [{ ...all, ruleNo: 100, ...ingress }],
  egress: [{ ...all, ruleNo: 100, ...egress }],
});
const own = { protocol: "tcp", toPort: 65_535 };
const rule = (protocolPort: number, source: Properties): Properties => ({
  ...{ ipProtocol: "tcp", fromPort: protocolPort, toPort: protocolPort, ...source },
});

/** A load balancer with all that stands behind it. */
function machine(cloud: WatchedCloud): void {
  cloud.put("vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  cloud.put("gateway", "igw-1", { vpcId: "vpc" });
  cloud.put("subnet", "outer", { vpcId: "vpc", cidrBlock: "10.0.0.0/24" });
  cloud.put("subnet", "inner", { vpcId: "vpc", cidrBlock: "10.0.1.0/24" });
  cloud.put("routeTable", "table", routes("igw-1"));
  cloud.put("tableAssociation", "outer", { subnetId: "outer", routeTableId: "table" });
  cloud.put("networkAcl", "front", acl("outer", {}));
  cloud.put("networkAcl", "back", acl("inner", {}));
  cloud.put("certificate", "cert", certificate("example.com", "*.example.com"));
  cloud.put("awsLoadBalancer", "alb", {
    ...{ arn: "alb", dnsName, name: "edge", loadBalancerType: "application" },
    subnets: ["outer"],
  });
  cloud.put("targetGroup", "tg", group);
  cloud.put("targetGroup", "empty", { ...group, name: "empty" });
  cloud.put("scalingGroup", "machines", scaling(2));
  cloud.put("listener", "https", listener());
  cloud.put("setting", "ssl", { zoneId: "z", settingId: "ssl", value: "strict" });
}

const leading = (content: string, type = "CNAME"): Properties => ({
  ...{ zoneId: "z", name: hostname, type, content, proxied: true, ttl: 1 },
});

/** The same, and a hostname that leads there. */
function site(cloud: WatchedCloud): void {
  machine(cloud);
  cloud.put("record", "www", leading(dnsName));
}

type Change = (cloud: WatchedCloud) => void;

/** What breaks the way of requests behind the hostname, what mends it, and what is said of it. */
const breaking: Readonly<Record<string, readonly [Change, Change, string]>> = {
  "the listener goes": [
    (cloud) => cloud.delete("listener", "https"),
    (cloud) => cloud.put("listener", "https", listener()),
    "nothing listens at port 443 of edge",
  ],
  "the listener moves to another port": [
    (cloud) => cloud.put("listener", "https", listener(forward("tg"), { port: 8443 })),
    (cloud) => cloud.put("listener", "https", listener()),
    "nothing listens at port 443 of edge",
  ],
  "the listener answers 503 by itself": [
    (cloud) => cloud.put("listener", "https", listener(answer("503"))),
    (cloud) => cloud.put("listener", "https", listener()),
    "edge answers 503 by itself",
  ],
  "a rule comes to take every request": [
    (cloud) =>
      cloud.put("listenerRule", "all", {
        ...{ listenerArn: "https", priority: 1, actions: [answer("502")] },
        conditions: [{ pathPattern: { values: ["/*"] } }],
      }),
    (cloud) => cloud.delete("listenerRule", "all"),
    "edge answers 502 by itself",
  ],
  "the certificate is one of other names": [
    (cloud) => cloud.put("certificate", "cert", certificate("shop.example.net")),
    (cloud) => cloud.put("certificate", "cert", certificate(hostname)),
    "the certificate of edge does not cover www.example.com",
  ],
  "another target group takes the requests, which is empty": [
    (cloud) => cloud.put("listener", "https", listener(forward("empty"))),
    (cloud) => cloud.put("scalingGroup", "machines", scaling(2, ["tg", "empty"])),
    "edge has no target in empty",
  ],
  "the group of machines is set to none": [
    (cloud) => cloud.put("scalingGroup", "machines", scaling(0)),
    (cloud) => cloud.put("scalingGroup", "machines", scaling(1)),
    "edge has no target in web",
  ],
  "the group of machines leaves the target group": [
    (cloud) => cloud.put("scalingGroup", "machines", scaling(2, [])),
    (cloud) => cloud.put("scalingGroup", "machines", scaling(2)),
    "edge has no target in web",
  ],
  "the default route leads to a NAT gateway": [
    (cloud) => cloud.put("routeTable", "table", nat),
    (cloud) => cloud.put("routeTable", "table", routes("igw-1")),
    "edge stands in outer, from which no route leads to Cloudflare",
  ],
  "the network ACL before it has no port 443": [
    (cloud) => cloud.put("networkAcl", "front", acl("outer", { ...own, fromPort: 1024 })),
    (cloud) => cloud.put("networkAcl", "front", acl("outer", {})),
    "the network ACL of outer turns Cloudflare away from port 443 of edge",
  ],
  "the network ACL behind it has no ephemeral ports": [
    (cloud) =>
      cloud.put("networkAcl", "back", acl("inner", {}, { ...own, fromPort: 443, toPort: 443 })),
    (cloud) => cloud.put("networkAcl", "back", acl("inner", {})),
    "network ACLs stand between edge and its targets in inner",
  ],
};

describe("what stands behind load balancers in AWS, under watch", () => {
  for (const [what, [change, mend, because]] of Object.entries(breaking)) {
    it(`breaks where ${what}, until that is mended`, () => {
      const cloud = new WatchedCloud(site);
      change(cloud);
      const [broken, ...more] = cloud.watch.report().broken;
      expect([broken?.kind, broken?.subject, broken?.what, more]).to.deep.equal([
        ...["answered", hostname, because],
        [],
      ]);
      const at = cloud.journal.calls.length;
      mend(cloud);
      expect(brokenBy(cloud)).to.deep.equal([[broken?.path, "answered", hostname, at + 1]]);
    });
  }

  const from = { referencedSecurityGroupId: "sg-front", securityGroupId: "sg-back" };

  /** A site on machines by name, each with a port of its own and a rule that lets the load balancer in there. */
  const guarded = (...ports: readonly number[]): WatchedCloud =>
    new WatchedCloud((each) => {
      site(each);
      each.delete("scalingGroup", "machines");
      each.put("group", "sg-front", { vpcId: "vpc" });
      each.put("group", "sg-back", { vpcId: "vpc" });
      each.put("awsLoadBalancer", "alb", {
        ...{ arn: "alb", dnsName, name: "edge", loadBalancerType: "application" },
        ...{ subnets: ["outer"], securityGroups: ["sg-front"] },
      });
      for (const port of ports) {
        const name = `i-${port}`;
        each.put("instance", name, { subnetId: "inner", vpcSecurityGroupIds: ["sg-back"] });
        each.put("attachment", name, { targetGroupArn: "tg", targetId: name, port });
        each.put("rule", name, rule(port, from));
      }
    });
  const answered = (cloud: WatchedCloud): unknown[] =>
    cloud.watch
      .report()
      .broken.filter(({ kind }) => kind === "answered")
      .map(({ subject, what }) => [subject, what]);

  for (const port of [8080, 9000]) {
    it(`breaks where the security groups of a machine at port ${port} no longer let the load balancer in`, () => {
      const cloud = guarded(port);
      cloud.delete("rule", `i-${port}`);
      expect(answered(cloud)).to.deep.equal([
        [hostname, `the security groups of i-${port} keep edge out of port ${port}`],
      ]);
    });
  }

  it("breaks where the last of several machines at ports of their own lets the load balancer in no longer", () => {
    const cloud = guarded(8080, 9000);
    cloud.delete("rule", "i-8080");
    expect(answered(cloud)).to.deep.equal([]);
    cloud.delete("rule", "i-9000");
    expect(answered(cloud)).to.deep.equal([
      [hostname, "the security groups of i-8080 keep edge out of port 8080"],
    ]);
  });

  it("breaks where a network ACL turns away the port of a machine, not that of its group", () => {
    const cloud = guarded(9000);
    const open = (port: number): Properties =>
      acl("inner", { ...own, fromPort: port, toPort: port });
    cloud.put("networkAcl", "back", open(9000));
    expect(answered(cloud)).to.deep.equal([]);
    cloud.put("networkAcl", "back", open(8080));
    expect(answered(cloud)).to.deep.equal([
      [hostname, "network ACLs stand between edge and its targets in inner"],
    ]);
  });

  const functions = "arn:aws:lambda:eu-west-1:123456789012:function:web";
  const permission = (principal: string): Properties => ({
    ...{ action: "lambda:InvokeFunction", function: functions, principal },
  });

  it("breaks where the load balancer may no longer call the function behind it", () => {
    const cloud = new WatchedCloud((each) => {
      site(each);
      each.delete("scalingGroup", "machines");
      each.put("targetGroup", "tg", { name: "web", targetType: "lambda" });
      each.put("attachment", "web", { targetGroupArn: "tg", targetId: functions });
      each.put("lambdaPermission", "alb", permission("elasticloadbalancing.amazonaws.com"));
      each.put("lambdaPermission", "events", permission("events.amazonaws.com"));
    });
    cloud.delete("lambdaPermission", "events");
    expect(cloud.watch.report().broken).to.deep.equal([]);
    cloud.delete("lambdaPermission", "alb");
    expect(cloud.watch.report().broken.map(({ subject, what }) => [subject, what])).to.deep.equal([
      [hostname, "edge may not call the function behind web"],
    ]);
  });

  it("says nothing of a function that another program lets be called", () => {
    const cloud = new WatchedCloud((each) => {
      site(each);
      each.delete("scalingGroup", "machines");
      each.put("targetGroup", "tg", { name: "web", targetType: "lambda" });
      each.put("attachment", "web", { targetGroupArn: "tg", targetId: functions });
    });
    cloud.put("targetGroup", "tg", { name: "web", targetType: "lambda", tags: { team: "web" } });
    expect(cloud.watch.report().broken).to.deep.equal([]);
  });

  it("follows an elastic address to the network load balancer that has it", () => {
    const cloud = new WatchedCloud((each) => {
      machine(each);
      each.put("elasticIp", "eipalloc-1", { publicIp: "198.51.100.7" });
      each.put("awsLoadBalancer", "alb", {
        ...{ arn: "alb", dnsName, name: "edge", loadBalancerType: "network" },
        subnetMappings: [{ subnetId: "outer", allocationId: "eipalloc-1" }],
      });
      each.put("record", "www", leading("198.51.100.7", "A"));
    });
    cloud.delete("listener", "https");
    expect(cloud.watch.report().broken.map(({ subject, what }) => [subject, what])).to.deep.equal([
      [hostname, "nothing listens at port 443 of edge"],
    ]);
  });

  it("breaks where a hostname is taken over by a load balancer before that listens", () => {
    const cloud = new WatchedCloud((each) => {
      each.put("record", "www", leading("203.0.113.9", "A"));
    });
    cloud.put("awsLoadBalancer", "alb", { arn: "alb", dnsName, name: "edge" });
    cloud.put("record", "www", leading(dnsName));
    cloud.put("listener", "https", listener(forward("elsewhere")));
    expect(brokenBy(cloud)).to.deep.equal([["/record/www", "answered", hostname, 4]]);
  });

  const harmless: Readonly<Record<string, Change>> = {
    "a site is made, its hostname before its listener": (cloud) => {
      cloud.delete("record", "www");
      cloud.delete("listener", "https");
      cloud.put("record", "new", { ...leading(dnsName), name: "new.example.com" });
      cloud.put("listener", "https", listener());
    },
    "another target group is filled before it takes the requests": (cloud) => {
      cloud.put("scalingGroup", "machines", scaling(2, ["tg", "empty"]));
      cloud.put("listener", "https", listener(forward("empty")));
      cloud.put("scalingGroup", "machines", scaling(2, ["empty"]));
      cloud.delete("targetGroup", "tg");
    },
    "machines come and go": (cloud) => {
      cloud.put("scalingGroup", "machines", scaling(4));
      cloud.put("scalingGroup", "machines", scaling(1));
    },
    "the certificate is renewed under another ARN": (cloud) => {
      cloud.put("certificate", "next", { ...certificate(hostname), arn: "next" });
      cloud.put("listener", "https", listener(forward("tg"), { certificateArn: "next" }));
      cloud.delete("certificate", "cert");
    },
    "a rule answers one path by itself": (cloud) =>
      cloud.put("listenerRule", "one", {
        ...{ listenerArn: "https", priority: 1, actions: [answer("503")] },
        conditions: [{ pathPattern: { values: ["/old/*"] } }],
      }),
    "the listener refuses what no hostname asks for": (cloud) => {
      cloud.put("listenerRule", "host", {
        ...{ listenerArn: "https", priority: 1, actions: [forward("tg")] },
        conditions: [{ hostHeader: { values: [hostname] } }],
      });
      cloud.put("listener", "https", listener(answer("503")));
    },
    "another program registers the targets": (cloud) => {
      cloud.delete("record", "www");
      cloud.put("listener", "https", listener(forward("empty")));
      cloud.put("record", "www", leading("203.0.113.9", "A"));
      cloud.put("record", "www", leading(dnsName));
    },
    "a load balancer that no hostname leads to loses its listener": (cloud) => {
      cloud.put("awsLoadBalancer", "other", { arn: "other", dnsName: "other.elb.amazonaws.com" });
      cloud.put("listener", "other", listener(forward("tg"), { loadBalancerArn: "other" }));
      cloud.delete("listener", "other");
    },
    "the hostname goes, and then all that stood behind it": (cloud) => {
      cloud.delete("record", "www");
      cloud.delete("listener", "https");
      cloud.delete("awsLoadBalancer", "alb");
    },
  };
  for (const [what, change] of Object.entries(harmless)) {
    it(`holds where ${what}`, () => {
      const cloud = new WatchedCloud(site);
      cloud.watch.begin({ removes: [hostname] });
      change(cloud);
      expect(brokenBy(cloud).filter(([, kind]) => kind === "answered")).to.deep.equal([]);
    });
  }

  it("names only the hostnames that lead to a load balancer where that changes", () => {
    const inventory = new Inventory([], { complete: true });
    const origins = new OutageOrigins(inventory);
    const put = (type: keyof typeof watchedTypes, key: string, properties: Properties) => {
      const resource = { key, type: watchedTypes[type], name: key, id: key, properties };
      inventory.put(resource);
      return resource;
    };
    const asked = (name: string, content: string, type: string): void => {
      put("record", name, { ...leading(content, type), name });
      origins.subject(name).ask();
    };
    const alb = put("awsLoadBalancer", "alb", { arn: "alb", dnsName });
    expect(origins.follow(undefined, alb)).to.deep.equal([]);
    asked(hostname, dnsName, "CNAME");
    for (let count = 0; count < 20; count += 1) {
      asked(`site-${count}.example.com`, "203.0.113.9", "A");
    }
    const other = put("awsLoadBalancer", "other", { arn: "other", dnsName: "other.example.net" });
    expect(origins.follow(undefined, other)).to.deep.equal([]);
    expect(origins.follow(alb, undefined)).to.deep.equal([`answered ${hostname}`]);
  });
});
