import { trafficPort } from "../../facts/aws/loadBalancing";
import type { Certainty } from "../../core/certainty";
import { isObject, readFlag, readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { unknownValue, type Known } from "../../core/known";
import { certain } from "../../core/certainty";
import { clientAddressesHidden, targetTypes } from "../../facts/aws/loadBalancing";

/** How a target group asks its targets whether they are well. */
export interface TargetCheck {
  /** `HTTP`, `HTTPS` or `TCP`; undefined where it is the group's own. */
  readonly protocol: Known<string> | undefined;
  /** A port, or `traffic-port`; undefined for that of the traffic. */
  readonly port: Known<string> | undefined;
  /** Path that is asked for. */
  readonly path: Known<string> | undefined;
  /** Codes that count as well, e.g. `200-299`. */
  readonly matcher: Known<string> | undefined;
  /** Seconds between two checks. */
  readonly intervalSeconds: Known<number> | undefined;
  /** Seconds that a target has to answer one check. */
  readonly timeoutSeconds: Known<number> | undefined;
  /** Good checks in a row that bring a target back. */
  readonly healthyThreshold: Known<number> | undefined;
  /** Failed checks in a row that take a target out. */
  readonly unhealthyThreshold: Known<number> | undefined;
}

/** A target group. What is not set is undefined. */
export interface TargetGroupNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** Port of its targets. */
  readonly port: Known<number> | undefined;
  /** `HTTP`, `HTTPS`, `TCP` and others. */
  readonly protocol: Known<string> | undefined;
  /** `HTTP1`, `HTTP2` or `GRPC`; undefined for HTTP/1.1, and for what is not HTTP. */
  readonly protocolVersion: Known<string> | undefined;
  /** Whether its targets are told by the PROXY protocol who asks, before each connection's own bytes. */
  readonly proxyProtocol: Certainty;
  /** Whether its targets see the addresses of the clients, where a network load balancer leads there. */
  readonly seesClients: Certainty;
  /** `instance`, `ip`, `lambda` or `alb`. */
  readonly targetType: Known<string>;
  /** Seconds for which a target that is taken out may end what it has begun. */
  readonly deregistrationDelaySeconds: Known<number> | undefined;
  /** How it asks its targets. */
  readonly check: TargetCheck;
}

/**
 * Reads a target group.
 * @param resource - A `TargetGroup`.
 * @returns The group.
 */
export function readTargetGroup(resource: ModelResource): TargetGroupNode {
  const { port, protocol, protocolVersion, targetType } = resource.properties;
  const { deregistrationDelay, healthCheck } = resource.properties;
  const check = isObject(healthCheck) ? healthCheck : {};
  return {
    resource,
    port: readNumber(port),
    protocol: readText(protocol),
    protocolVersion: readText(protocolVersion),
    proxyProtocol: readFlag(resource.properties.proxyProtocolV2, "no"),
    seesClients: seesClients(resource),
    targetType: readText(targetType) ?? targetTypes.instance,
    deregistrationDelaySeconds: readNumber(deregistrationDelay),
    check: {
      protocol: readText(check.protocol),
      port: readText(check.port),
      path: readText(check.path),
      matcher: readText(check.matcher),
      intervalSeconds: readNumber(check.interval),
      timeoutSeconds: readNumber(check.timeout),
      healthyThreshold: readNumber(check.healthyThreshold),
      unhealthyThreshold: readNumber(check.unhealthyThreshold),
    },
  };
}

/**
 * Says how targets are asked whether they are well where nobody sets it.
 * Source: Elastic Load Balancing API reference 2015-12-01, CreateTargetGroup and Matcher.
 * @param group - Their group.
 */
export function healthCheckDefaults({
  protocol,
  protocolVersion,
}: TargetGroupNode): Record<"matcher" | "path" | "port" | "protocol", string> {
  const isHttp = protocol === undefined || String(protocol).startsWith("HTTP");
  const isGrpc = protocolVersion === "GRPC";
  return {
    protocol: isHttp ? "HTTP" : "TCP",
    port: trafficPort,
    path: isGrpc ? "/AWS.ALB/healthcheck" : "/",
    matcher: isGrpc ? "12" : isHttp ? "200" : "200-399",
  };
}

function seesClients({ properties }: ModelResource): Certainty {
  const [type, protocol] = [readText(properties.targetType), readText(properties.protocol)];
  const isKnown = type !== unknownValue && protocol !== unknownValue;
  const isHidden =
    type === clientAddressesHidden.targetType &&
    clientAddressesHidden.protocols.some((each) => each === protocol);
  return readFlag(properties.preserveClientIp, isKnown ? certain(!isHidden) : "unknown");
}

/**
 * Whether visitors are kept on the target that had them.
 * @param group - A target group.
 */
export function isPinned(group: ModelResource | undefined): Certainty {
  const stickiness = group?.properties.stickiness;
  return isObject(stickiness) ? readFlag(stickiness.enabled, "yes") : "unknown";
}

/**
 * Says by what visitors are kept on their target.
 * @param group - A target group.
 * @returns The kind of stickiness, and the application's cookie where it is that; unknown where the plan does not say.
 */
export function pinnedBy(group: ModelResource | undefined): Known<string> {
  const stickiness = group?.properties.stickiness;
  const { type, cookieName } = isObject(stickiness) ? stickiness : {};
  const kind = readText(type) ?? "";
  const name = kind === "app_cookie" ? (readText(cookieName) ?? "") : "";
  return kind === unknownValue || name === unknownValue ? unknownValue : `${kind} ${name}`;
}
