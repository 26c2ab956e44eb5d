import { machineAddresses, type MachineAddresses } from "../../facts/originMachines";
import { oneToken } from "../../facts/oneToken";
import { ownEntry } from "../../core/ownEntry";
import { isList, isObject, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";

/**
 * Says how the addresses of a kind of machine are known.
 * @param type - Pulumi type token, in any spelling.
 * @returns Its row; undefined for what is no machine.
 */
export function machineKind(type: string): MachineAddresses | undefined {
  return ownEntry(machineAddresses, oneToken(type));
}

/**
 * Lists the addresses and hostnames at which a machine is reached.
 * @param resource - Any resource.
 * @returns The addresses as the provider writes them; none for what is no machine, or is not made yet.
 */
export function addressesOf({ type, id, properties }: ModelResource): string[] {
  const known = machineKind(type);
  const texts = (known?.outputs ?? []).flatMap((path) => textsAt(properties, path.split(".")));
  const made = known?.idEnding === undefined || id === undefined ? [] : [`${id}${known.idEnding}`];
  return [...texts, ...made].filter((text) => text !== "");
}

function textsAt(value: ModelValue | undefined, [name, ...beneath]: readonly string[]): string[] {
  if (isList(value)) {
    return value.flatMap((each) =>
      textsAt(each, [...(name === undefined ? [] : [name]), ...beneath]),
    );
  }
  if (name !== undefined) {
    return isObject(value) ? textsAt(ownEntry(value, name), beneath) : [];
  }
  const text = readText(value);
  return typeof text === "string" ? [text] : [];
}
