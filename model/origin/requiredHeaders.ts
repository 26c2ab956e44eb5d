import { anyOf, certain, type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { headerCondition } from "../../facts/aws/loadBalancing";
import type { Inventory } from "../graph/inventory";
import { zoneOfPath } from "../traffic/answering";
import { isObject, readList, readText, readTexts } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import type { TrafficModel } from "../traffic/path";
import { sentHeader } from "../traffic/sentHeaders";
import type { Demand } from "./demand";
import type { Lead } from "./lead";
import { outcomeFor } from "./listenerRules";
import type { OriginPaths } from "./originPaths";

/** A header without which a listener answers by itself. */
export interface RequiredHeader {
  /** Its name, in lower case. */
  readonly name: string;
  /** The values that are let through, any of them. */
  readonly values: readonly Known<string>[];
  /** The code that all else is answered with; unknown where the resources do not say. */
  readonly error: Known<number>;
  /** The rules that let it through, and what answers all else. */
  readonly saidBy: readonly ModelResource[];
}

/**
 * Lists the listeners that Cloudflare asks and that let requests through by a header alone.
 * @param paths - What stands behind load balancers.
 * @param machine - The load balancer.
 * @returns For which hostnames Cloudflare sends the header with a value that is let through.
 */
export function headerDemands(paths: OriginPaths, machine: ModelResource): Demand[] {
  const { inventory } = paths.model;
  const leads = inventory.has("listenerRule") ? paths.leads.to(machine) : [];
  return (leads.length === 0 ? [] : paths.asked(machine)).flatMap((listener) => {
    const required = leads.flatMap((lead) => {
      const header = requiredHeader(inventory, listener, lead);
      return header === undefined ? [] : [[lead.hostname, header] as const];
    });
    return required.length === 0
      ? []
      : [demandOf(paths.model, machine, listener, new Map(required))];
  });
}

function demandOf(
  model: TrafficModel,
  machine: ModelResource,
  listener: ModelResource,
  required: ReadonlyMap<string, RequiredHeader>,
): Demand {
  const asked = [...required].map(([hostname, header]) => {
    return { hostname, ...sent(model, hostname, header) };
  });
  const those = (answer: Certainty) =>
    asked.filter(({ is }) => is === answer).map(({ hostname }) => hostname);
  return {
    ...{ machine, listener, unmet: those("no"), met: those("yes") },
    error: [...required.values()][0]?.error ?? unknownValue,
    madeBy: [...new Set([...required.values()].flatMap(({ saidBy }) => saidBy))],
    saidBy: [...new Set(asked.flatMap(({ saidBy }) => saidBy))],
    values: new Map([...required].map(([hostname, { values }]) => [hostname, values])),
    isMetBy: (other, hostname) => {
      const header = required.get(hostname);
      return header === undefined ? "unknown" : sent(other, hostname, header).is;
    },
  };
}

/**
 * Whether a rule takes requests by a header.
 * @param rule - A `ListenerRule`.
 * @returns True where it asks for one header, and for nothing of another kind but the host.
 */
export function asksForHeader(rule: ModelResource): boolean {
  return headerOf(rule) !== undefined;
}

/**
 * Finds the header without which a listener answers requests for a hostname by itself.
 * @param inventory - The resources.
 * @param listener - The listener.
 * @param lead - The hostname, and the names that the origin is asked by.
 * @returns The header; undefined where all is forwarded, or something else decides it.
 */
export function requiredHeader(
  inventory: Inventory,
  listener: ModelResource,
  { hostname, hosts }: Pick<Lead, "hostname" | "hosts">,
): RequiredHeader | undefined {
  const { some, rest } = outcomeFor(
    inventory,
    listener,
    (hosts === unknownValue ? undefined : hosts[0]) ?? hostname,
  );
  const forwarding = some.filter(({ action }) => action.kind === "forward");
  const headers = forwarding.map(({ resource }) => headerOf(resource));
  const [first] = headers;
  const isOne = headers.every((each) => each !== undefined && each.name === first?.name);
  return rest?.action.kind === "answer" && first !== undefined && isOne
    ? {
        name: first.name,
        values: headers.flatMap((each) => each?.values ?? []),
        error: rest.action.code,
        saidBy: [...forwarding, rest].map(({ resource }) => resource),
      }
    : undefined;
}

/** The header that a rule asks for, where it asks for one and for nothing of another kind but the host. */
function headerOf({
  properties,
}: ModelResource): Pick<RequiredHeader, "name" | "values"> | undefined {
  const conditions = readList(properties.conditions);
  const known = (conditions === unknownValue ? [] : conditions).filter(isObject);
  const [only, ...others] = known.filter(({ hostHeader }) => !isObject(hostHeader));
  const header = only?.httpHeader;
  const name = isObject(header) ? readText(header.httpHeaderName) : undefined;
  if (!isObject(header) || others.length > 0 || typeof name !== "string") {
    return undefined;
  }
  const values = readTexts(header.values);
  return { name: name.toLowerCase(), values: values === unknownValue ? [unknownValue] : values };
}

function sent(
  model: TrafficModel,
  hostname: string,
  required: RequiredHeader,
): { readonly is: Certainty; readonly saidBy: readonly ModelResource[] } {
  const zone = zoneOfPath(model.pathOf(hostname)) ?? "";
  const { value, saidBy } = sentHeader(model.inventory, zone, hostname, required.name);
  return { is: value === undefined ? "no" : isLetThrough(value, required), saidBy };
}

/**
 * Whether a header lets a request through.
 * @param value - What is sent in it.
 * @param required - The header that a listener demands.
 * @returns `no` where it is none of the values that the listener takes.
 */
export function isLetThrough(
  value: Known<string>,
  { values }: Omit<RequiredHeader, "error">,
): Certainty {
  return anyOf(values.map((each) => isTaken(value, each)));
}

/** `*` and `?` stand for any text and any character, whatever the case. Source: that of `headerCondition`. */
function isTaken(value: Known<string>, pattern: Known<string>): Certainty {
  if (
    value === unknownValue ||
    pattern === unknownValue ||
    headerCondition.wildcards.test(pattern)
  ) {
    return "unknown";
  }
  return certain(value.toLowerCase() === pattern.toLowerCase());
}
