import { readUrn } from "../checks/model/urns";
import { visibleLine } from "../facts/visibleText";
import type { EngineEvent } from "../sandbox/engine";

const unshownOps: readonly string[] = ["same", "read", "refresh"];

/** The stack itself and its providers are the engine's own. */
const unshownTypes = /^pulumi:(pulumi:Stack$|providers:)/;

/**
 * Says in a line what the engine does to one resource.
 * @param event - What the engine reports.
 * @returns The step, the type and the name; nothing for what changes nothing and for the engine's own resources.
 */
export function changeLines({ resourcePreEvent }: EngineEvent): string[] {
  const step = resourcePreEvent?.metadata;
  if (step === undefined || unshownOps.includes(step.op) || unshownTypes.test(step.type)) {
    return [];
  }
  const name = readUrn(step.urn)?.name ?? step.urn;
  return [visibleLine(`  ${step.op.padEnd(18)} ${step.type}  ${name}`)];
}
