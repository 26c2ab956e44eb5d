import type { CustomResourceOptions } from "@pulumi/pulumi";
import { Certificate, type CertificateArgs } from "@pulumi/aws/acm/certificate";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener";
import { ListenerRule, type ListenerRuleArgs } from "@pulumi/aws/lb/listenerRule";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup, type TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { AuthenticatedOriginPullsSettings } from "@pulumi/cloudflare/authenticatedOriginPullsSettings";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import type { Program } from "./corpusCase";
import { phases } from "./edgeRulesByHand";
import { ranges } from "./firewallsByHand";
import { given, record, settings, siteByHand, www, zoneId, type SiteByHand } from "./siteByHand";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const trustStoreArn =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/cf/0123456789abcdef";

/** Options that make a resource anew, the old one first, when a property changes. */
export const anewFor = (property: string): CustomResourceOptions => ({
  ...{ replaceOnChanges: [property], deleteBeforeReplace: true },
});

/** What the load balancer answers by itself. */
export const answers = (statusCode: string): NonNullable<ListenerArgs["defaultActions"]> => [
  {
    type: "fixed-response",
    fixedResponse: { contentType: "text/plain", messageBody: "closed", statusCode },
  },
];

/** Where requests are forwarded to: a name, an address and, where it is not the group's, a port. */
export type Target = readonly [name: string, address: string, port?: number];

/** What two programs of a front door say differently. */
export interface Front {
  /** Where the load balancer may send to; null for nowhere. Defaults to anywhere. */
  readonly egress?: Readonly<{ cidrIpv4: string; fromPort?: number; ipProtocol: string }> | null;
  readonly certificate?: {
    readonly [name in keyof CertificateArgs]?: CertificateArgs[name] | undefined;
  };
  readonly listener?: { readonly [name in keyof ListenerArgs]?: ListenerArgs[name] | undefined };
  readonly listenerOptions?: CustomResourceOptions;
  /** Whether visitors stay at the target that they met first. Defaults to false. */
  readonly sticky?: boolean;
  readonly group?: Partial<TargetGroupArgs>;
  readonly targets?: readonly Target[];
  readonly targetOptions?: CustomResourceOptions;
  /** Whether Cloudflare puts the secret header on requests. Defaults to false. */
  readonly sends?: boolean;
  /** Whether rules of the listener admit requests with the secret header alone. Defaults to false. */
  readonly demands?: boolean;
  /** Whether these rules wait for what sends the header. Defaults to false. */
  readonly waits?: boolean;
  /** Whether Cloudflare shows a client certificate. Defaults to false. */
  readonly pulls?: boolean;
  /** Whether the load balancer is gone and the record keeps what it says. Defaults to false. */
  readonly gone?: boolean;
  /** The site whose first pool leads there; without it a record does. */
  readonly site?: SiteByHand & { readonly port?: number };
}

/** How a listener asks clients for a certificate. */
export const mutual = {
  verify: { mode: "verify", trustStoreArn },
  passthrough: { mode: "passthrough" },
} as const;

/** One load balancer of AWS before one application, as a team writes it that has read the pages of both clouds. */
export function front(said: Front = {}): Program {
  return () => {
    const waits = [...edgeHeader(said), ...clientCertificate(said)];
    const { dnsName, arn } = said.gone === true ? away : balancer(said);
    lead(said, dnsName);
    if (said.gone !== true) {
      const group = targets(said);
      const listener = listens(said, arn, group);
      guard(said, listener, group, said.waits === true ? { dependsOn: waits } : {});
    }
  };
}

/** What a record goes on naming by hand. */
const away = { dnsName: "front-door.example.net", arn: "" };

function edgeHeader({ sends = false }: Front): Ruleset[] {
  const rule = {
    ...{ ref: "key", action: "rewrite", expression: "true", enabled: true },
    actionParameters: { headers: { "X-Door-Key": { operation: "set", value: "sesame" } } },
  };
  const said = { zoneId, name: "default", kind: "zone", phase: phases.headers, rules: [rule] };
  return sends ? [new Ruleset("headers", said)] : [];
}

function clientCertificate({ pulls = false }: Front): AuthenticatedOriginPullsSettings[] {
  return pulls ? [new AuthenticatedOriginPullsSettings("pulls", { zoneId, enabled: true })] : [];
}

function balancer({ egress = { cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" } }: Front): LoadBalancer {
  const ingress = [443, 8443].map((port) => ({
    ...{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [...ranges] },
  }));
  const { id } = new SecurityGroup("door", { vpcId, name: "door", ingress });
  if (egress !== null) {
    const ports = egress.fromPort === undefined ? {} : { toPort: egress.fromPort };
    new SecurityGroupEgressRule("door-out", { securityGroupId: id, ...egress, ...ports });
  }
  return new LoadBalancer("door", {
    ...{ name: "door", loadBalancerType: "application", idleTimeout: 930 },
    ...{ subnets, securityGroups: [id] },
  });
}

function lead({ site, gone = false }: Front, address: LoadBalancer["dnsName"] | string): void {
  if (site === undefined) {
    settings({ ssl: "strict", ssl_automatic_mode: "custom", min_tls_version: "1.2" });
    const options = gone ? { ignoreChanges: ["content"] } : {};
    // The types of records want a text that is known; programs in JavaScript give what they have.
    record("www", www, address as string, { type: "CNAME" }, options);
    return;
  }
  const { port, ...said } = site;
  const origin = { name: "door", address, header: { hosts: [www] } };
  siteByHand({
    primary: { origins: [port === undefined ? origin : { ...origin, port }] },
    ...said,
  })();
}

function targets({ targets: list = [["app-1", "10.0.3.7"]], ...said }: Front): TargetGroup {
  const group = new TargetGroup("app", {
    ...{ name: "app", port: 8443, protocol: "HTTPS", targetType: "ip", vpcId },
    healthCheck: { path: "/healthz", matcher: "200" },
    ...said.group,
  });
  for (const [name, targetId, port] of list) {
    new TargetGroupAttachment(
      name,
      { targetGroupArn: group.arn, targetId, ...(port === undefined ? {} : { port }) },
      said.targetOptions,
    );
  }
  return group;
}

function listens(said: Front, loadBalancerArn: LoadBalancer["arn"] | string, group: TargetGroup) {
  const usual = { domainName: www, validationMethod: "DNS" };
  const { arn } = new Certificate("www", given({ ...usual, ...said.certificate }));
  const args = {
    ...{ loadBalancerArn, port: 443, protocol: "HTTPS", certificateArn: arn },
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    defaultActions: [
      said.sticky === true ? stickily(group) : { type: "forward", targetGroupArn: group.arn },
    ],
  };
  return new Listener("https", given({ ...args, ...said.listener }), said.listenerOptions);
}

function stickily({ arn }: TargetGroup) {
  const stickiness = { enabled: true, duration: 3600 };
  return { type: "forward", forward: { targetGroups: [{ arn }], stickiness } };
}

/** Rules that forward what has the secret header, and refuse the rest. */
function guard(
  { demands = false }: Front,
  listener: Listener,
  { arn: targetGroupArn }: TargetGroup,
  options: CustomResourceOptions,
): void {
  const rule = (
    name: string,
    said: Omit<ListenerRuleArgs, "listenerArn">,
    more: CustomResourceOptions,
  ): ListenerRule => new ListenerRule(name, { listenerArn: listener.arn, ...said }, more);
  if (demands) {
    const condition = { httpHeaderName: "X-Door-Key", values: ["sesame"] };
    const admit = rule(
      "with-key",
      {
        ...{ priority: 10, conditions: [{ httpHeader: condition }] },
        actions: [{ type: "forward", targetGroupArn }],
      },
      options,
    );
    rule(
      "without-key",
      {
        ...{ priority: 20, conditions: [{ pathPattern: { values: ["/*"] } }] },
        actions: answers("403"),
      },
      { dependsOn: admit },
    );
  }
}
