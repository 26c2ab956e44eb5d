import { lowestServerErrorStatus } from "../../facts/httpStatus";
import { unknownValue, type Known } from "../../core/known";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { certificateCovers } from "../../core/hostnames";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { refusedConnections } from "../../model/network/aclAdmission";
import { subnetsOfBalancer, type NetworkSubnet } from "../../model/network/subnets";
import { admitsBalancer } from "../../model/origin/admission";
import { outcomeFor } from "../../model/origin/listenerRules";
import { permissionsFor } from "../../model/origin/lambdaTargets";
import { readListener } from "../../model/origin/listeners";
import { readAwsLoadBalancer } from "../../model/origin/loadBalancers";
import { OriginPaths } from "../../model/origin/originPaths";
import { servedCertificates } from "../../model/origin/servedCertificates";
import { readTargetGroup } from "../../model/origin/targetGroups";
import { aclsBetween, subnetsOfTarget } from "../../model/origin/targetSubnets";
import { isEmpty, targetPorts } from "../../model/origin/targets";
import type { TrafficModel } from "../../model/traffic/path";

/** A load balancer in AWS, and how Cloudflare asks it. */
export interface AskedMachine {
  readonly model: TrafficModel;
  /** The load balancer. */
  readonly machine: ModelResource;
  /** The port that is asked; 0 for that of HTTPS, or of HTTP where nothing listens there. */
  readonly port: Known<number>;
  /** The hostname that it is asked for. */
  readonly host: string;
  /** Whether Cloudflare checks the certificate, for certain. */
  readonly isStrict: boolean;
  /** Whether Cloudflare connects by a private network. */
  readonly isTunnelled: boolean;
  /** What the account registered behind it when it last answered: what it did not may be another program's. */
  readonly had: Registered;
}

/** What the account registers behind a load balancer. */
export interface Registered {
  /** Whether every group has targets. */
  readonly targets: boolean;
  /** Whether every group of a function may call it. */
  readonly permissions: boolean;
}

/** What a load balancer does with a request. */
export interface MachineAnswer {
  /** Why it fails for certain, as a sentence without a full stop; undefined where it does not. */
  readonly failure: string | undefined;
  /** What the account registers behind it. */
  readonly has: Registered;
}

/**
 * Asks a load balancer in AWS, and all that stands behind it.
 * @param asked - Which, and how.
 * @returns Why a request fails; what is not known fails nothing.
 */
export function machineAnswer(asked: AskedMachine): MachineAnswer {
  const { model, machine, isTunnelled } = asked;
  const named = title(machine);
  const paths = OriginPaths.of(model);
  const listeners = paths.listeners(machine);
  const usual = listeners.has(defaultHttpsPort) ? defaultHttpsPort : defaultHttpPort;
  const port = asked.port === unknownValue ? 0 : asked.port || usual;
  const listener = listeners.get(port);
  if (listener === undefined) {
    const isBare = asked.port !== unknownValue;
    const missing = asked.port === 0 ? defaultHttpsPort : port;
    const failure = isBare ? `nothing listens at port ${missing} of ${named}` : undefined;
    return { failure, has: { targets: false, permissions: false } };
  }
  const internal = readAwsLoadBalancer(machine).internal === "yes" && !isTunnelled;
  const groups = groupsFor(asked, listener);
  const front = [
    internal ? `${named} is internal` : undefined,
    isTunnelled ? undefined : networkFailure(asked, port),
    certificateFailure(asked, listener),
    answerFailure(asked, listener),
  ];
  const has = {
    targets: groups.length > 0 && groups.every((group) => paths.sources(group).length > 0),
    permissions: groups.length > 0 && groups.every((group) => mayCall(model, group)),
  };
  const behind = groups.map((group) => groupFailure(asked, paths, group));
  const failure = [...front, ...behind].find((each) => each !== undefined);
  return { failure, has };
}

/** The groups that get all requests that no rule of a path or a header takes. */
function groupsFor({ model, host }: AskedMachine, listener: ModelResource): ModelResource[] {
  const action = outcomeFor(model.inventory, listener, host).rest?.action;
  return action?.kind === "forward" ? action.groups.flatMap(({ resources }) => resources) : [];
}

function answerFailure(
  { model, machine, host }: AskedMachine,
  listener: ModelResource,
): string | undefined {
  const action = outcomeFor(model.inventory, listener, host).rest?.action;
  const code = action?.kind === "answer" ? action.code : undefined;
  return typeof code === "number" && code >= lowestServerErrorStatus
    ? `${title(machine)} answers ${code} by itself`
    : undefined;
}

function certificateFailure(
  { model, machine, host, isStrict }: AskedMachine,
  listener: ModelResource,
): string | undefined {
  if (!isStrict || readListener(listener).protocol !== "HTTPS") {
    return undefined;
  }
  const { names } = servedCertificates(model, listener);
  return names === unknownValue || certificateCovers(names, host)
    ? undefined
    : `the certificate of ${title(machine)} does not cover ${host}`;
}

function networkFailure({ model, machine }: AskedMachine, port: number): string | undefined {
  const { inventory, network } = model;
  const failures = subnetsOfBalancer(inventory, machine).map((subnet) => {
    if (network.way(subnet, "ipv4").lost.length > 0) {
      return `${title(machine)} stands in ${subnet.title}, from which no route leads to Cloudflare`;
    }
    return refusedConnections(network.acl(subnet), "ipv4", port).length > 0
      ? `the network ACL of ${subnet.title} turns Cloudflare away from port ${port} of ${title(machine)}`
      : undefined;
  });
  return failures.find((each) => each !== undefined);
}

/** Whether a group has no function behind it, or something lets the load balancer call it. */
function mayCall({ inventory }: TrafficModel, group: ModelResource): boolean {
  const isLambda = readTargetGroup(group).targetType === "lambda";
  return !isLambda || permissionsFor(inventory, group).length > 0;
}

function groupFailure(
  { model, machine, had }: AskedMachine,
  paths: OriginPaths,
  group: ModelResource,
): string | undefined {
  const sources = paths.sources(group);
  if (sources.length === 0 ? had.targets : isEmpty(sources)) {
    return `${title(machine)} has no target in ${title(group)}`;
  }
  if (had.permissions && !mayCall(model, group)) {
    return `${title(machine)} may not call the function behind ${title(group)}`;
  }
  const asked = sources.flatMap((source): AskedTarget[] => {
    const { serves } = source;
    const { traffic } = targetPorts(source, readTargetGroup(group));
    return serves === undefined || typeof traffic !== "number" ? [] : [{ serves, port: traffic }];
  });
  return asked.length === 0 || asked.length < sources.length
    ? undefined
    : (doorFailure(model, machine, asked) ?? aclFailure(model, machine, asked));
}

/** What serves behind a load balancer, and at which port it is asked. */
interface AskedTarget {
  readonly serves: ModelResource;
  readonly port: number;
}

/**
 * A target that is shut alone is found to be ill, and the others get its requests. One that is shut at the port of its check alone gets
 * them where all are. Source: Elastic Load Balancing user guide, target-group-health-checks.
 */
function doorFailure(
  { inventory }: TrafficModel,
  machine: ModelResource,
  asked: readonly AskedTarget[],
): string | undefined {
  const [first] = asked;
  const isShut = asked.every(
    ({ serves, port }) => admitsBalancer(inventory, machine, serves, port) === "no",
  );
  return isShut && first !== undefined
    ? `the security groups of ${title(first.serves)} keep ${title(machine)} out of port ${first.port}`
    : undefined;
}

/** Each subnet of a load balancer asks the targets by itself: one from which it reaches none fails. */
function aclFailure(
  { inventory, network }: TrafficModel,
  machine: ModelResource,
  asked: readonly AskedTarget[],
): string | undefined {
  const ways = asked.flatMap(({ serves, port }) =>
    subnetsOfTarget(inventory, serves).map((far) => ({ far, port })),
  );
  const isCut = (near: NetworkSubnet): boolean =>
    ways.every(({ far, port }) => aclsBetween(network, near, far, port).shutting.length > 0);
  const [first] = ways;
  return first !== undefined && subnetsOfBalancer(inventory, machine).some(isCut)
    ? `network ACLs stand between ${title(machine)} and its targets in ${first.far.title}`
    : undefined;
}
