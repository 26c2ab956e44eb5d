import { http2Policies, protocolsByTls } from "../../facts/aws/loadBalancing";
import type { ListenerFields } from "../../constraints/awsLoadBalancers";
import type { Inventory } from "../graph/inventory";
import { isObject, readList, readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { unknownValue, type Known } from "../../core/known";
import { actionOf, machineOf } from "./forwards";
import { readAwsLoadBalancer } from "./loadBalancers";
import { readTargetGroup } from "./targetGroups";

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

/**
 * Reads what the API looks at in a listener.
 * @param inventory - The resources.
 * @param listener - A `Listener`.
 * @returns The values, as far as they are known.
 */
export function listenerFields(inventory: Inventory, listener: ModelResource): ListenerFields {
  const machine = machineOf(inventory, listener);
  const action = actionOf(inventory, listener);
  const groups = action.kind === "forward" ? action.groups.map(({ resources }) => resources) : [];
  const protocols = groups.map(([group, ...others]) =>
    group === undefined || others.length > 0 ? unknownValue : readTargetGroup(group).protocol,
  );
  return {
    loadBalancerType: (machine && readAwsLoadBalancer(machine).type) ?? unknownValue,
    protocol: readListener(listener).protocol ?? "HTTP",
    defaultActions: protocols.filter((each) => each !== undefined),
  };
}

/**
 * Lists the ports at which a load balancer listens.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 * @returns The ports; undefined where one is not known, or the inventory holds no listener of it.
 */
export function listeningPorts(
  inventory: Inventory,
  machine: ModelResource,
): readonly number[] | undefined {
  const ports = inventory.linkedTo(machine, "listener").map((each) => readListener(each).port);
  const known = ports.filter((port) => typeof port === "number");
  return known.length === 0 || known.length < ports.length ? undefined : known;
}

/**
 * Whether a listener ends TLS.
 * @param protocol - What it speaks.
 * @returns False where that is not known.
 */
export function endsTls(protocol: Known<string> | undefined): boolean {
  const spoken = String(protocol).toUpperCase();
  return protocolsByTls.encrypted.some((each) => each === spoken);
}

/**
 * Whether a listener that ends TLS agrees on HTTP/2 with Cloudflare by a policy of its own, as those of network load balancers do.
 * @param listener - A `Listener`.
 */
export function listenerOffersHttp2({ properties }: ModelResource): boolean {
  return http2Policies.some((each) => each === readText(properties.alpnPolicy));
}
