import type { Certainty } from "../../core/certainty";
import type { Known } from "../../core/known";
import { isInternal } from "../../model/network/internal";
import { admitsBalancer, admitsClients, letsBalancerOut } from "../../model/origin/admission";
import type { GroupUse } from "../../model/origin/forwards";
import { readAwsLoadBalancer } from "../../model/origin/loadBalancers";
import type { OriginPaths } from "../../model/origin/originPaths";
import { readTargetGroup } from "../../model/origin/targetGroups";
import { targetPorts, type TargetSource } from "../../model/origin/targets";
import type { Risk } from "./risk";
import { say, type Phrase } from "../words/words";

/** What is sent to targets: requests, or health checks alone. */
type Asking = "traffic" | "check";

/** Who turns packets away between those who ask targets and the targets. */
export interface Gate {
  /** Whether it lets them through. */
  readonly admits: typeof admitsBalancer;
  /** Whether what is sent meets it. */
  readonly isMet: (use: GroupUse, asking: Asking) => boolean;
  /** What is told of the targets, which are named as they stand in a sentence. */
  readonly words: (
    targets: Phrase,
    machine: string,
    port: number,
  ) => Pick<Risk, "consequence" | "hint"> & { readonly until: Phrase };
}

/** The gates, in the order in which they are told. */
export const gates: readonly Gate[] = [
  {
    admits: admitsClients,
    isMet: (use, asking) => asking === "traffic" && seesClients(use),
    words: (targets, _machine, port) => ({
      consequence: say`the security groups of ${targets}, which see Cloudflare's own addresses ask, do not let those in at port ${port}`,
      until: say`until they let them in again`,
      hint: say`Let Cloudflare's ranges in at that port in an update before this one.`,
    }),
  },
  {
    admits: admitsBalancer,
    isMet: (use, asking) => asking === "check" || !seesClients(use),
    words: (targets, machine, port) => ({
      consequence: say`the security groups of ${targets} do not let ${machine} in at port ${port}`,
      until: say`until they let it in again`,
      hint: say`Let the security group of ${machine} in at that port in an update before this one.`,
    }),
  },
  {
    admits: letsBalancerOut,
    isMet: () => true,
    words: (targets, machine, port) => ({
      consequence: say`the security groups of ${machine} do not let it out to ${targets} at port ${port}`,
      until: say`until they let it out there again`,
      hint: say`Let ${machine} out to that port in an update before this one.`,
    }),
  },
];

/**
 * Whether targets see those ask who connect to their load balancer, which are Cloudflare's addresses where it is not internal.
 * @param use - Their group and its load balancer.
 */
export function seesClients({ group, machine }: GroupUse): boolean {
  return (
    machine !== undefined &&
    readAwsLoadBalancer(machine).type === "network" &&
    isInternal(machine) === "no" &&
    readTargetGroup(group).seesClients === "yes"
  );
}

/** What is shut out of the targets of a group. */
export interface ShutTargets {
  /** Requests, or health checks alone. */
  readonly kind: Asking;
  /** The port that is shut, of the first where there are several. */
  readonly port: number;
  /** What is shut. */
  readonly sources: readonly TargetSource[];
  /** Whether that is all that serves behind the group. */
  readonly isAll: boolean;
}

/**
 * Finds the targets of a group to which nobody gets through.
 * @param paths - What stands behind load balancers.
 * @param use - The group and its load balancer.
 * @param gate - Who turns packets away.
 * @returns The targets, all of them rather than some; undefined where there is none for certain.
 */
export function shutTargets(
  paths: OriginPaths,
  use: GroupUse,
  { admits, isMet }: Gate,
): ShutTargets | undefined {
  const { group, machine } = use;
  const node = readTargetGroup(group);
  const sources = paths.sources(group);
  if (machine === undefined) {
    return undefined;
  }
  const shutAt = ({ serves }: TargetSource, port: Known<number> | undefined): Certainty =>
    serves !== undefined && typeof port === "number"
      ? admits(paths.model.inventory, machine, serves, port)
      : "unknown";
  const found = (["traffic", "check"] as const)
    .filter((kind) => isMet(use, kind))
    .flatMap((kind) => {
      const shut = sources
        .map((source) => [source, targetPorts(source, node)] as const)
        .filter(([source, ports]) => shutAt(source, ports[kind]) === "no");
      const [port] = shut.map(([, ports]) => ports[kind]);
      const own = shut.map(([source]) => source);
      return typeof port === "number"
        ? [{ kind, port, sources: own, isAll: own.length === sources.length }]
        : [];
    });
  return found.find(({ isAll }) => isAll) ?? found[0];
}
