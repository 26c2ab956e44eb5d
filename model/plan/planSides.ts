import { awsResourceRules } from "../../facts/aws/resourceRules";
import { cloudflareResourceRules } from "../../facts/cloudflare/resourceRules";
import { machineAddresses } from "../../facts/originMachines";
import { oneToken } from "../../facts/oneToken";
import { ownEntry } from "../../core/ownEntry";
import type { PlanState } from "./planState";
import type { PlanResource } from "./plan";
import { modelType } from "../graph/resourceTypes";
import { isObject, isUnread } from "../graph/reading";
import type { ModelObject } from "../graph/resources";

const rules = { ...awsResourceRules, ...cloudflareResourceRules };

/**
 * The resource as it stands before a change, or in a state.
 * @param state - Its state.
 * @returns The resource with its inputs, and beneath them the outputs.
 */
export function recorded(state: PlanState): PlanResource {
  return withOutputs(state.resource, state.outputs);
}

/**
 * The resource as a plan wants it.
 * @param before - Its state before. Undefined where it is new, or another one replaces it.
 * @param after - Its state after.
 * @returns The resource with its new inputs; beneath them what the provider foresees, and beneath that outputs that no
 * input ever set, or that stay when the program no longer gives them; what the provider fills in anew is as it fills it in.
 */
export function planned(before: PlanState | undefined, after: PlanState): PlanResource {
  const foreseen = Object.entries(after.outputs).filter(([, value]) => !isUnread(value));
  if (before === undefined) {
    return withOutputs(after.resource, Object.fromEntries(foreseen));
  }
  const { id } = before.resource;
  const kept = ownEntry(rules, after.resource.type)?.keptWhenRemoved ?? [];
  const was = { ...before.outputs, ...before.resource.properties };
  const staying = Object.entries(was).filter(
    ([name]) => kept.includes(name) || !Object.hasOwn(before.resource.properties, name),
  );
  const resource =
    after.resource.id === undefined && id !== undefined
      ? { ...after.resource, id }
      : after.resource;
  const filled = filledIn(resource.type);
  const left = kept.filter(
    (name) =>
      Object.hasOwn(before.resource.properties, name) && !Object.hasOwn(resource.properties, name),
  );
  const own = staying.map(([name, value]) => [name, ownEntry(filled, name) ?? value] as const);
  const dropped = Object.entries(filled).filter(([name]) => Object.hasOwn(was, name));
  const whole = withOutputs(
    withInnerAddresses(resource, before.outputs),
    Object.fromEntries([...dropped, ...own, ...foreseen]),
  );
  return left.length === 0 ? whole : { ...whole, noLongerGiven: left };
}

/**
 * What a provider fills in where a program says nothing.
 * @param type - Pulumi type token.
 * @returns Values of top-level properties; empty for a type of which this is not known.
 */
export function filledIn(type: string): ModelObject {
  const { defaults = {} } = ownEntry(rules, type) ?? {};
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !name.includes(".")));
}

function withOutputs(resource: PlanResource, outputs: ModelObject): PlanResource {
  if (Object.keys(outputs).length === 0) {
    return resource;
  }
  const zone = zoneShown(resource, outputs);
  const shown = zone === undefined ? outputs : { ...outputs, zoneName: zone };
  const { properties } = withInnerAddresses(resource, outputs);
  return { ...resource, properties: { ...shown, ...properties } };
}

/** Addresses that the provider tells inside of what the program gives, which stays as it is beside them. */
function withInnerAddresses(resource: PlanResource, outputs: ModelObject): PlanResource {
  const { properties, type } = resource;
  const inner = (ownEntry(machineAddresses, oneToken(type))?.outputs ?? [])
    .map((path) => path.split("."))
    .flatMap(([name = "", own = ""]) => {
      const given = ownEntry(properties, name);
      const told = ownEntry(outputs, name);
      const address = isObject(told) ? ownEntry(told, own) : undefined;
      return isObject(given) && address !== undefined
        ? [[name, { [own]: address, ...given }] as const]
        : [];
    });
  return inner.length === 0
    ? resource
    : { ...resource, properties: { ...properties, ...Object.fromEntries(inner) } };
}

/**
 * The zone's name, as a record shows it whose name is relative to it, and whole as the API has it, in the outputs.
 * Source: Cloudflare provider 6, internal/services/dns_record/custom.go (a read stores the whole name).
 */
function zoneShown({ type, properties }: PlanResource, outputs: ModelObject): string | undefined {
  const [own, whole] = [properties.name, outputs.name];
  if (typeof own !== "string" || typeof whole !== "string" || modelType(type) !== "dnsRecord") {
    return undefined;
  }
  const isBeneath = whole.length > own.length + 1 && whole.startsWith(`${own}.`);
  return own === "@" ? whole : isBeneath ? whole.slice(own.length + 1) : undefined;
}
