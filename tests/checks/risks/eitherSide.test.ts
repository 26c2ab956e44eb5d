import { expect } from "chai";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { riskLines, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const tokens = {
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  listenerRule: "aws:lb/listenerRule:ListenerRule",
  targets: "aws:lb/targetGroup:TargetGroup",
  attachment: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  acm: "aws:acm/certificate:Certificate",
  monitorGroup: "cloudflare:index/loadBalancerMonitorGroup:LoadBalancerMonitorGroup",
  hostnameTls: "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting",
};

/** A resource that stays, changes or goes. */
function step(type: string, name: string, old?: object, now: object | undefined = old): Step {
  const op = old === undefined ? "create" : now === old ? "same" : "update";
  return { op, type, name, ...(old === undefined ? {} : { id: name, old }), new: now };
}

function going(type: string, name: string, old: object): Step {
  return { op: "delete", type, name, id: name, old };
}

const alb = (groups: readonly string[] = ["sg"], now = groups, name = "edge"): Step => {
  const inputs = (securityGroups: readonly string[]): object => ({
    ...{ idleTimeout: 930, securityGroups },
  });
  const same = inputs(groups);
  return {
    ...step(tokens.balancer, name, same, now === groups ? same : inputs(now)),
    outputs: { dnsName: dnsName.replace("edge-1", `${name}-1`) },
  };
};
const record = (content: string, more: object = {}): object => ({
  ...{ zoneId, name: "www.example.com", type: "CNAME", content, ttl: 1, proxied: true, ...more },
});
const pool = (more: object = {}): object => ({
  ...{ name: "primary", monitor: "m", origins: [{ name: "a", address: dnsName }], ...more },
});
const port = (number: number): object => ({
  origins: [{ name: "a", address: dnsName, port: number }],
});
const listener = (number: number, more: object = {}): object => ({
  ...{ loadBalancerArn: "edge", port: number, protocol: "HTTPS", sslPolicy: "x" },
  ...{ defaultActions: [{ type: "forward", targetGroupArn: "app" }], ...more },
});
const group = (...ports: readonly number[]): object => ({
  vpcId: "vpc-1",
  ingress: ports.map((number) => ({
    ...{ protocol: "tcp", fromPort: number, toPort: number },
    ...{ cidrBlocks: cloudflareRanges.ipv4, ipv6CidrBlocks: cloudflareRanges.ipv6 },
  })),
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const monitor = (more: object = {}): object => ({
  ...{ type: "https", path: "/healthz", expectedCodes: "2xx", interval: 15, timeout: 4 },
  ...{ retries: 1, header: { Host: ["www.example.com"] }, ...more },
});
const fixed = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", statusCode: "404" },
};

/** Plans by what changes in them, with the risks of the kinds that they are about. */
const plans: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  [
    "a pool that asks a port which the firewall does not let in",
    [alb(), step("group", "sg", group(443)), step("pool", "p", pool(), pool(port(8443)))],
    ["high origin-shut edge"],
  ],
  [
    "a pool that asks a port which the firewall lets in",
    [alb(), step("group", "sg", group(443, 8443)), step("pool", "p", pool(), pool(port(8443)))],
    [],
  ],
  [
    "a record that is led to a machine which lets nobody in",
    [
      ...[alb(["sg"]), alb(["shut"], ["shut"], "other")],
      ...[step("group", "sg", group(443)), step("group", "shut", group())],
      step("record", "www", record(dnsName), record(dnsName.replace("edge", "other"))),
    ],
    ["high origin-shut other"],
  ],
  [
    "a new pool on a closed origin, which served nobody before",
    [alb(), step("group", "sg", group(443)), step("pool", "p", undefined, pool(port(8443)))],
    [],
  ],
  [
    "a firewall that shuts the port which the monitor alone asks",
    [
      ...[alb(), step("group", "sg", group(443, 8080), group(443)), step("pool", "p", pool())],
      step("monitor", "m", monitor({ port: 8080 })),
    ],
    ["high origin-shut edge"],
  ],
  [
    "a DNS-only record that is led to an origin which lets in Cloudflare alone",
    [
      ...[alb(), step("group", "sg", group(443))],
      step(
        "record",
        "www",
        record("old.example.net", { proxied: false }),
        record(dnsName, { proxied: false }),
      ),
    ],
    ["high direct-visitors-shut edge"],
  ],
  [
    "a DNS-only record of which the comment changes, before a closed origin",
    [
      ...[alb(), step("group", "sg", group(443))],
      step(
        "record",
        "www",
        record(dnsName, { proxied: false }),
        record(dnsName, { proxied: false, comment: "b" }),
      ),
    ],
    [],
  ],
  [
    "a pool that asks a port at which nothing listens",
    [
      ...[alb(), step(tokens.listener, "https", listener(443))],
      step("pool", "p", pool(port(443)), pool(port(8443))),
    ],
    ["high listener-missing edge"],
  ],
  [
    "a pool that asks another port at which something listens",
    [
      ...[alb(), step(tokens.listener, "https", listener(443))],
      step(tokens.listener, "other", undefined, listener(8443)),
      step("pool", "p", pool(port(443)), pool(port(8443))),
    ],
    [],
  ],
  [
    "the last rule of a listener that answers 404 by default",
    [
      ...[alb(), step(tokens.listener, "https", listener(443, { defaultActions: [fixed] }))],
      ...[step("pool", "p", pool())],
      going(tokens.listenerRule, "app", {
        ...{ listenerArn: "https", priority: 1 },
        actions: [{ type: "forward", targetGroupArn: "app" }],
      }),
    ],
    ["high listener-answers edge"],
  ],
  [
    "a listener that forwards to a target group without targets",
    [
      ...[
        alb(),
        step(tokens.targets, "app", { port: 443 }),
        step(tokens.targets, "new", { port: 443 }),
      ],
      step(tokens.attachment, "i", { targetGroupArn: "app", targetId: "i-1" }),
      step(
        tokens.listener,
        "https",
        listener(443),
        listener(443, { defaultActions: [{ type: "forward", targetGroupArn: "new" }] }),
      ),
    ],
    ["high targets-lost new"],
  ],
  [
    "a listener that forwards to a target group whose targets come with it",
    [
      ...[
        alb(),
        step(tokens.targets, "app", { port: 443 }),
        step(tokens.targets, "new", { port: 443 }),
      ],
      step(tokens.attachment, "i", { targetGroupArn: "app", targetId: "i-1" }),
      step(tokens.attachment, "j", undefined, { targetGroupArn: "new", targetId: "i-1" }),
      step(
        tokens.listener,
        "https",
        listener(443),
        listener(443, { defaultActions: [{ type: "forward", targetGroupArn: "new" }] }),
      ),
    ],
    [],
  ],
  [
    "a load balancer of AWS that takes a group which lets nothing out",
    [
      ...[alb(["sg"], ["inner"]), step("group", "sg", group(443))],
      step("group", "inner", { ...group(443), egress: [] }),
    ],
    ["high egress-shut edge"],
  ],
  [
    "a pool that goes over to another monitor",
    [
      ...[step("monitor", "m", monitor()), step("monitor", "n", monitor({ path: "/deep" }))],
      step("pool", "p", pool(), pool({ monitor: "n" })),
    ],
    ["medium probe-changed primary"],
  ],
  [
    "a pool that goes over to another monitor which asks the same",
    [
      ...[step("monitor", "m", monitor()), step("monitor", "n", monitor())],
      step("pool", "p", pool(), pool({ monitor: "n" })),
    ],
    [],
  ],
  [
    "a pool that is probed from now on",
    [step("monitor", "m", monitor()), step("pool", "p", pool({ monitor: "" }), pool())],
    ["medium probe-changed primary"],
  ],
  [
    "a group of monitors that gets one more",
    [
      ...[step("monitor", "m", monitor()), step("monitor", "n", monitor({ path: "/deep" }))],
      step(
        tokens.monitorGroup,
        "g",
        { members: [{ monitorId: "m" }] },
        { members: [{ monitorId: "m" }, { monitorId: "n" }] },
      ),
      step("pool", "p", { ...pool({ monitor: "" }), monitorGroup: "g" }),
    ],
    ["medium probe-changed g"],
  ],
  [
    "a hostname whose own minimum of TLS goes, in a zone that demands more",
    [
      step("setting", "min", { zoneId, settingId: "min_tls_version", value: "1.2" }),
      going(tokens.hostnameTls, "old", {
        ...{ zoneId, hostname: "old.example.com", settingId: "min_tls_version", value: "1.0" },
      }),
    ],
    ["low tls-version-raised old.example.com"],
  ],
  [
    "a hostname whose own minimum of TLS goes, in a zone that demands less",
    [
      step("setting", "min", { zoneId, settingId: "min_tls_version", value: "1.0" }),
      going(tokens.hostnameTls, "old", {
        ...{ zoneId, hostname: "old.example.com", settingId: "min_tls_version", value: "1.2" },
      }),
    ],
    [],
  ],
  [
    "an MX record that moves to another name",
    [
      step(
        "record",
        "mx",
        { zoneId, name: "example.com", type: "MX", content: "mx.example.net", priority: 1 },
        { zoneId, name: "mail.example.com", type: "MX", content: "mx.example.net", priority: 1 },
      ),
    ],
    ["medium other-record-lost example.com"],
  ],
  [
    "a certificate that no longer has the hostname",
    [
      ...[alb(), step(tokens.listener, "https", listener(443, { certificateArn: "cert" }))],
      step("record", "www", record("203.0.113.9", { type: "A" })),
      step(
        tokens.acm,
        "cert",
        { domainName: "www.example.com" },
        { domainName: "api.example.com" },
      ),
    ],
    ["high certificate-misses-hostname www.example.com"],
  ],
];

describe("a risk follows from what becomes true, whichever side changes", () => {
  for (const [what, steps, lines] of plans) {
    it(`says ${lines.length === 0 ? "nothing of" : "what becomes of"} ${what}`, () => {
      const kinds = new Set(plans.flatMap(([, , each]) => each.map((line) => line.split(" ")[1])));
      const said = riskLines(steps).filter((line) => kinds.has(line.split(" ")[1]));
      expect(said).to.deep.equal(lines);
    });
  }
});
