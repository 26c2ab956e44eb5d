import { awsResourceRules } from "../../facts/aws/resourceRules";
import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { isObject, readFlag, readList, readNumber, readText } from "../graph/reading";
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
  /** Whether the program gives that time. */
  readonly saysIdleTimeout: boolean;
}

/**
 * Reads a load balancer of AWS. What is not set is as the provider fills it in.
 * @param resource - A `LoadBalancer`.
 * @returns How it takes connections.
 */
export function readAwsLoadBalancer(resource: ModelResource): AwsLoadBalancer {
  const { loadBalancerType, idleTimeout } = resource.properties;
  return {
    type: readText(loadBalancerType) ?? readText(defaults?.loadBalancerType),
    internal: isInternal(resource),
    idleTimeoutSeconds: readNumber(idleTimeout) ?? readNumber(defaults?.idleTimeout),
    saysIdleTimeout: idleTimeout !== undefined,
  };
}

/**
 * Whether a machine stands in a private network by its own word.
 * @param machine - The machine.
 * @returns `no` where it does not say.
 */
export function isInternal(machine: ModelResource | undefined): Certainty {
  return readFlag(machine?.properties.internal, "no");
}

/** How a load balancer of AWS listens at a port. */
export interface AwsListener {
  /** The port; undefined where none is set. */
  readonly port: Known<number> | undefined;
  /** `HTTP`, `HTTPS` and others; undefined where none is set. */
  readonly protocol: Known<string> | undefined;
  /** Its policy of TLS versions and ciphers; undefined where none is set. */
  readonly sslPolicy: Known<string> | undefined;
  /** Whether it demands a client certificate, for certain. */
  readonly verifiesClients: boolean;
  /** The code with which it answers what no rule takes; undefined where it forwards, or it is not known. */
  readonly answerCode: number | undefined;
}

/**
 * Reads a listener.
 * @param listener - A `Listener`; nothing is known of none.
 * @returns How it listens.
 */
export function readListener(listener: ModelResource | undefined): AwsListener {
  const { port, protocol, sslPolicy, mutualAuthentication, defaultActions } =
    listener?.properties ?? {};
  const actions = readList(defaultActions);
  const codes = (actions === unknownValue ? [] : actions)
    .filter(isObject)
    .map(({ fixedResponse }) =>
      isObject(fixedResponse) ? readNumber(fixedResponse.statusCode) : undefined,
    );
  return {
    port: readNumber(port),
    protocol: readText(protocol),
    sslPolicy: readText(sslPolicy),
    verifiesClients:
      isObject(mutualAuthentication) && readText(mutualAuthentication.mode) === "verify",
    answerCode: codes.find((code) => typeof code === "number"),
  };
}
