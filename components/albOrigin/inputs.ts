import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { ListenerArgs } from "@pulumi/aws/lb/listener";
import type { ListenerRuleArgs } from "@pulumi/aws/lb/listenerRule";
import type { LoadBalancerArgs } from "@pulumi/aws/lb/loadBalancer";
import type { TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import type { SecurityGroupEgressRuleArgs } from "@pulumi/aws/vpc/securityGroupEgressRule";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import { everywhere } from "../../facts/addresses";
import { ruleProtocols } from "../../facts/aws/securityGroups";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { AlbClientCertificates, type AlbClientVerificationArgs } from "./args";
import type { ResolvedAlbOrigin } from "./resolve";

/** How a health check of the load balancer goes: in seconds, and in answers in a row. A target is out after about 20 seconds. */
const healthCheck = { interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 };

/**
 * The load balancer.
 * @param origin - What to make.
 * @param ownGroupId - The group by which targets know it.
 */
export function loadBalancerInputs(
  origin: ResolvedAlbOrigin,
  ownGroupId: pulumi.Input<string>,
): LoadBalancerArgs {
  const { accessLogs, namePrefix, region, tags } = origin;
  return {
    namePrefix,
    loadBalancerType: "application",
    internal: false,
    ipAddressType: origin.dualStack ? "dualstack" : "ipv4",
    subnets: origin.subnetIds,
    securityGroups: pulumi
      .all([origin.securityGroupIds, ownGroupId])
      .apply(([groups, own]) => [...groups, own]),
    idleTimeout: origin.idleTimeoutSeconds,
    enableDeletionProtection: origin.deletionProtection,
    accessLogs: accessLogs && { ...accessLogs, enabled: true },
    ...{ region, tags },
  };
}

/**
 * The group of targets.
 * @param origin - What to make.
 */
export function targetGroupInputs(origin: ResolvedAlbOrigin): TargetGroupArgs {
  const { application, namePrefix, region, tags, targets, vpcId } = origin;
  const { port, protocol, healthPath, deregistrationDelaySeconds } = application;
  return {
    ...{ namePrefix, vpcId, port, protocol, region, tags },
    targetType: targets.type,
    deregistrationDelay: deregistrationDelaySeconds,
    healthCheck: { ...healthCheck, path: healthPath, protocol, matcher: "200-299" },
  };
}

/**
 * The listener for HTTPS, which forwards everything that no rule takes.
 * @param origin - What to make.
 * @param loadBalancerArn - The load balancer.
 * @param targetGroupArn - Where it forwards to, known once targets are registered there.
 */
export function httpsListenerInputs(
  origin: ResolvedAlbOrigin,
  loadBalancerArn: pulumi.Input<string>,
  targetGroupArn: pulumi.Input<string>,
): ListenerArgs {
  const { certificateArn, clientVerification, region, tags, tlsPolicy } = origin;
  return {
    loadBalancerArn,
    port: defaultHttpsPort,
    protocol: "HTTPS",
    sslPolicy: tlsPolicy,
    certificateArn,
    mutualAuthentication: mutualAuthentication(clientVerification),
    defaultActions: [{ type: "forward", targetGroupArn }],
    ...{ region, tags },
  };
}

/** Always said, since a listener keeps what it had where nothing is said. */
function mutualAuthentication(
  verification: AlbClientVerificationArgs | undefined,
): ListenerArgs["mutualAuthentication"] {
  if (verification === undefined) {
    return { mode: "off" };
  }
  return verification.mode === AlbClientCertificates.Enforce
    ? { mode: "verify", trustStoreArn: verification.trustStoreArn }
    : { mode: "passthrough" };
}

/**
 * A listener that sends plain HTTP on to HTTPS.
 * @param origin - What to make.
 * @param loadBalancerArn - The load balancer.
 * @param port - Where it listens. Defaults to the port of HTTP.
 */
export function redirectListenerInputs(
  { region, tags }: ResolvedAlbOrigin,
  loadBalancerArn: pulumi.Input<string>,
  port = defaultHttpPort,
): ListenerArgs {
  const redirect = { port: `${defaultHttpsPort}`, protocol: "HTTPS", statusCode: "HTTP_301" };
  return {
    ...{ loadBalancerArn, port },
    protocol: "HTTP",
    defaultActions: [{ type: "redirect", redirect }],
    ...{ region, tags },
  };
}

/**
 * The rule that forwards what has the required header.
 * @param origin - What to make.
 * @param listenerArn - The listener.
 * @param targetGroupArn - Where it forwards to.
 * @param header - The header.
 */
export function admittingRuleInputs(
  { region, tags }: ResolvedAlbOrigin,
  listenerArn: pulumi.Input<string>,
  targetGroupArn: pulumi.Input<string>,
  { name, values }: { readonly name: string; readonly values: readonly pulumi.Input<string>[] },
): ListenerRuleArgs {
  const httpHeader = { httpHeaderName: name, values: pulumi.secret(pulumi.all([...values])) };
  return {
    listenerArn,
    priority: 1,
    conditions: [{ httpHeader }],
    actions: [{ type: "forward", targetGroupArn }],
    ...{ region, tags },
  };
}

/**
 * The rule that refuses all the rest. It is a rule and not the listener's own action, so that it can come last and go first.
 * @param origin - What to make.
 * @param listenerArn - The listener.
 */
export function refusingRuleInputs(
  { region, tags }: ResolvedAlbOrigin,
  listenerArn: pulumi.Input<string>,
): ListenerRuleArgs {
  const fixedResponse = { contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" };
  return {
    listenerArn,
    priority: 2,
    conditions: [{ pathPattern: { values: ["*"] } }],
    actions: [{ type: "fixed-response", fixedResponse }],
    ...{ region, tags },
  };
}

/**
 * A security group of the component's own.
 * @param origin - What to make.
 * @param description - What it is for.
 */
export function groupInputs(
  { region, tags, vpcId }: ResolvedAlbOrigin,
  description: string,
): SecurityGroupArgs {
  return { description, ...{ vpcId, region, tags } };
}

/** How rules of ports change: another port is let through before the old one is shut, at which targets serve until then. */
export const portFirst = { replaceOnChanges: ["fromPort", "toPort"] };

/**
 * The load balancer's way to its targets.
 * @param origin - What to make.
 * @param securityGroupId - The load balancer's own group.
 */
export function toTargetsInputs(
  { application, region, tags }: ResolvedAlbOrigin,
  securityGroupId: pulumi.Input<string>,
): SecurityGroupEgressRuleArgs {
  return {
    ...{ securityGroupId, ipProtocol: ruleProtocols.tcp, cidrIpv4: everywhere.ipv4 },
    ...{ fromPort: application.port, toPort: application.port },
    ...{ description: "to the targets", region, tags },
  };
}

/**
 * What lets the load balancer reach the machines.
 * @param origin - What to make.
 * @param securityGroupId - The machines' group.
 * @param balancerGroupId - The load balancer's own group.
 */
export function fromBalancerInputs(
  { application, region, tags }: ResolvedAlbOrigin,
  securityGroupId: pulumi.Input<string>,
  balancerGroupId: pulumi.Input<string>,
): SecurityGroupIngressRuleArgs {
  return {
    ...{ securityGroupId, referencedSecurityGroupId: balancerGroupId },
    ...{ ipProtocol: ruleProtocols.tcp, fromPort: application.port, toPort: application.port },
    ...{ description: "from the load balancer", region, tags },
  };
}
