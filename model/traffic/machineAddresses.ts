import { machineAddresses, type MachineAddresses } from "../../facts/originMachines";
import { oneToken } from "../../facts/resourceTypes";
import { ownEntry } from "../../core/ownEntry";
import { readList, readText } from "../graph/reading";
import { type ModelResource } from "../graph/resources";
import { unknownValue } from "../../core/known";

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
  const texts = (known?.outputs ?? []).flatMap((name) => {
    const list = readList(ownEntry(properties, name));
    return list === unknownValue || list.length === 0
      ? [readText(ownEntry(properties, name))]
      : list.map(readText);
  });
  const made = known?.idEnding === undefined || id === undefined ? [] : [`${id}${known.idEnding}`];
  return [...texts, ...made]
    .filter((text) => typeof text === "string")
    .filter((text) => text !== "");
}
