import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { lowestErrorStatus } from "../../facts/httpStatus";
import type { ModelResource } from "../../model/graph/resources";
import type { ListenerAction } from "../../model/origin/actions";
import {
  hostsOfRules,
  outcomeFor,
  type HostOutcome,
  type Taker,
} from "../../model/origin/listenerRules";
import type { OriginSides } from "./originSides";

/** What happens to the requests for one hostname at a listener, before and after. What takes no address of Cloudflare's is left out where it asks. */
export interface Turn {
  readonly sides: OriginSides;
  readonly machine: ModelResource;
  readonly listener: ModelResource;
  readonly hostname: string;
  /** The name that the load balancer is asked by for it. */
  readonly host: string;
  readonly was: HostOutcome;
  readonly is: HostOutcome;
}

/**
 * Follows every hostname that leads to a load balancer before and after.
 * @returns What happens to it at each listener that Cloudflare asks.
 */
export function turnsOf(sides: OriginSides): Turn[] {
  return sides.after.model.inventory
    .ofType("awsLoadBalancer")
    .flatMap((machine) =>
      sides.after.asked(machine).flatMap((listener) => turnsAt(sides, machine, listener)),
    );
}

function turnsAt(sides: OriginSides, machine: ModelResource, listener: ModelResource): Turn[] {
  const [old, oldMachine] = [sides.earlier(listener), sides.earlier(machine)];
  if (old === undefined || oldMachine === undefined) {
    return [];
  }
  const { inventory } = sides.after.model;
  const stood = new Set(sides.before.hostnames(oldMachine));
  const leads = sides.after.leads.to(machine).filter(({ hostname }) => stood.has(hostname));
  const hosts = new Map(
    leads.flatMap(({ hostname, hosts: own }) =>
      own === unknownValue ? [] : [[hostname, own[0] ?? hostname] as const],
    ),
  );
  const tenants = [...hosts]
    .filter(([, host]) => host.startsWith("*."))
    .flatMap(([, host]) =>
      [...hostsOfRules(sides.before.model.inventory, old), ...hostsOfRules(inventory, listener)]
        .filter((name) => certificateCovers(new Set([host]), name))
        .filter((name) => !inventory.existsAt(name))
        .map((name) => [name, name] as const),
    );
  const tunnelled = new Set(
    leads.filter(({ isTunnelled }) => isTunnelled).map(({ hostname }) => hostname),
  );
  return [...new Map([...hosts, ...tenants])].map(([hostname, host]) => {
    const isByCloudflare =
      sides.after.model.pathOf(hostname).proxied === "yes" && !tunnelled.has(hostname);
    const met = ({ some, rest }: HostOutcome): HostOutcome => ({
      some: isByCloudflare ? some.filter(({ isForOthers }) => !isForOthers) : some,
      rest,
    });
    return {
      ...{ sides, machine, listener, hostname, host },
      was: met(outcomeFor(sides.before.model.inventory, old, host)),
      is: met(outcomeFor(inventory, listener, host)),
    };
  });
}

/** Whether requests are forwarded. */
export function serves({ kind }: ListenerAction): boolean {
  return kind === "forward";
}

/** Whether requests are forwarded to the same target groups as before. */
export function isSame({ sides }: Turn, was: Taker, is: Taker): boolean {
  const { before, after } = sides;
  const keys = (taker: Taker, map: (group: ModelResource) => string) =>
    taker.action.kind === "forward"
      ? taker.action.groups.flatMap(({ resources, id }) =>
          resources.length > 0 ? resources.map(map) : [id ?? ""],
        )
      : [];
  const [left, right] = [keys(was, (group) => sides.nameAfter(group)), keys(is, ({ key }) => key)];
  return (
    before !== after &&
    is.action.kind === "forward" &&
    [...left].sort().join("\n") === [...right].sort().join("\n")
  );
}

/**
 * Reads the error that a load balancer answers by itself.
 * @param action - What a listener or one of its rules does in the end.
 * @returns The code; undefined where it does something else, answers no error, or the plan does not say.
 */
export function errorOf(action: ListenerAction): number | undefined {
  const code = action.kind === "answer" ? action.code : unknownValue;
  return code === unknownValue || code < lowestErrorStatus ? undefined : code;
}
