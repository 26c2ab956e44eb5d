import type { ResourceRules } from "../../../facts/resourceRules";
import { ownEntry, setEntry } from "../../../core/ownEntry";
import type { StoredObject } from "../account/account";
import { isAbsent, isObject, list, type Properties, type PropertyValue } from "../values";
import type { ResourceShape } from "../types/shape";
import type { Place, ResourceHandler } from "../resources/handler";
import { laidOver } from "../resources/merged";
import { withDefaults, withoutDefaults } from "../resources/paths";

/**
 * The properties that a provider writes into the state after a create or an update: what the API answered, but in
 * the form and the order in which the program gave it.
 * @param inputs - What the program gives.
 * @param handler - The resource type.
 * @param object - The object as the account holds it.
 * @returns Outputs for the state.
 */
export function stateAfterWrite(
  inputs: Properties,
  handler: ResourceHandler,
  object: StoredObject,
): Properties {
  const wanted = withDefaults(inputs, handler.rules.defaults);
  return laidOver(toldProperties(handler, object), wanted);
}

/**
 * The properties of an object that the provider tells.
 * @param handler - The resource type.
 * @param object - The object as the account holds it.
 */
export function toldProperties(
  { accountOnly = [] }: ResourceHandler,
  { properties }: StoredObject,
): Properties {
  const told = Object.entries(properties).filter(([name]) => !accountOnly.includes(name));
  return Object.fromEntries(told);
}

/**
 * Keeps of what the API never tells what the state had before a refresh.
 * @param outputs - What the API tells; changed.
 * @param before - Outputs of before; empty for an import.
 * @param rules - The type's row in the tables.
 */
export function keepWriteOnly(
  outputs: Properties,
  before: Properties,
  { writeOnly = [] }: ResourceRules,
): void {
  for (const name of writeOnly) {
    delete outputs[name];
    const kept = ownEntry(before, name);
    if (!isAbsent(kept)) {
      setEntry(outputs, name, kept);
    }
  }
}

/**
 * The inputs that a refresh writes into the state: what the program had given, with what the API says now.
 * @param oldInputs - What the program had given.
 * @param live - What the API says now.
 * @returns The inputs, with drift in them.
 */
export function refreshedInputs(oldInputs: Properties, live: Properties): Properties {
  const inputs: Properties = {};
  for (const [name, old] of Object.entries(oldInputs)) {
    const value = ownEntry(live, name);
    if (!isAbsent(value)) {
      setEntry(inputs, name, refreshedValue(old, value));
    }
  }
  return inputs;
}

function refreshedValue(old: PropertyValue, live: PropertyValue): PropertyValue {
  if (isObject(old) && isObject(live)) {
    return refreshedInputs(old, live);
  }
  if (Array.isArray(live)) {
    const template = list(old)[0];
    return live.map((item, index) => refreshedValue(list(old)[index] ?? template ?? item, item));
  }
  return live;
}

/**
 * Says where an AWS resource stands where its properties leave it to the provider.
 * @param properties - Properties of a resource.
 * @param place - Where it stands.
 * @returns The properties with their region; unchanged for Cloudflare.
 */
export function withRegion(properties: Properties, place: Place): Properties {
  return place.region === "" || !isAbsent(properties.region)
    ? properties
    : { ...properties, region: place.region };
}

/**
 * Picks what a program may give out of what a resource says about itself, for an import.
 * @param outputs - Everything that the resource says.
 * @param shape - What its SDK declares.
 * @param rules - Its row in the tables; what equals a default is left out.
 * @returns Inputs that describe the resource as it is.
 */
export function argumentsOf(
  outputs: Properties,
  shape: ResourceShape,
  rules: ResourceRules,
): Properties {
  const told = withoutDefaults(withoutDefaults(outputs, rules.answers), rules.defaults);
  const given = Object.entries(told).filter(
    ([name, value]) => Object.hasOwn(shape.args, name) && !isAbsent(value),
  );
  return Object.fromEntries(given);
}
