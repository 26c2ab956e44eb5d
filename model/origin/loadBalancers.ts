import { awsResourceRules } from "../../facts/aws/resourceRules";
import type { Certainty } from "../../core/certainty";
import type { Known } from "../../core/known";
import { readFlag, readNumber, readText } from "../graph/reading";
import { isInternal } from "../network/internal";
import { modelTypes } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";

const { defaults } = awsResourceRules[modelTypes.awsLoadBalancer] ?? {};

/** How a load balancer of AWS takes connections. */
export interface AwsLoadBalancer {
  /** `application`, `network` or `gateway`. */
  readonly type: Known<string> | undefined;
  /** Whether it stands in a private network. */
  readonly internal: Certainty;
  /** Seconds after which it closes a connection that nobody uses; undefined where there is none. */
  readonly idleTimeoutSeconds: Known<number> | undefined;
  /** Seconds after which it closes a client's connection although it is used; undefined where there is none. */
  readonly clientKeepAliveSeconds: Known<number> | undefined;
  /** Whether the program gives the idle time. */
  readonly saysIdleTimeout: boolean;
  /** Whether its listeners of HTTPS speak HTTP/2. */
  readonly speaksHttp2: Certainty;
}

/**
 * Reads a load balancer of AWS. What is not set is as the provider fills it in.
 * @param resource - A `LoadBalancer`.
 * @returns How it takes connections.
 */
export function readAwsLoadBalancer(resource: ModelResource): AwsLoadBalancer {
  const { loadBalancerType, idleTimeout, clientKeepAlive, enableHttp2 } = resource.properties;
  return {
    type: readText(loadBalancerType) ?? readText(defaults?.loadBalancerType),
    internal: isInternal(resource),
    idleTimeoutSeconds: readNumber(idleTimeout) ?? readNumber(defaults?.idleTimeout),
    clientKeepAliveSeconds: readNumber(clientKeepAlive) ?? readNumber(defaults?.clientKeepAlive),
    saysIdleTimeout: idleTimeout !== undefined,
    speaksHttp2: readFlag(enableHttp2, "yes"),
  };
}
