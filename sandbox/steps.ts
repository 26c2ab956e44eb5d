import type { EngineEvent } from "./engine";

/** What the engine does, or would do, with one resource. */
export interface Step {
  /** What is done: `create`, `update`, `replace`, `create-replacement`, `delete`, `same` and so on. */
  readonly op: string;
  /** URN of the resource. */
  readonly urn: string;
  /** Pulumi type token. */
  readonly type: string;
  /** Names of the properties that differ. Empty where none does. */
  readonly diffs: readonly string[];
  /** Names of the properties that replace the resource. Empty where none does. */
  readonly replaces: readonly string[];
  /** Inputs of before, secrets masked. Absent for a new resource. */
  readonly oldInputs?: Readonly<Record<string, unknown>>;
  /** Inputs of now, secrets masked. Absent for a resource that goes. */
  readonly newInputs?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the steps out of the events of one run.
 * @param events - Events of the engine.
 * @returns One step per resource, in the engine's order.
 */
export function plannedSteps(events: readonly EngineEvent[]): Step[] {
  return events.flatMap(({ resourcePreEvent }) => {
    if (resourcePreEvent === undefined) {
      return [];
    }
    const { metadata } = resourcePreEvent;
    return {
      op: metadata.op,
      urn: metadata.urn,
      type: metadata.type,
      diffs: metadata.diffs ?? [],
      replaces: metadata.keys ?? [],
      ...(metadata.old ? { oldInputs: own(metadata.old.inputs) } : {}),
      ...(metadata.new ? { newInputs: own(metadata.new.inputs) } : {}),
    };
  });
}

/** Leaves out what providers note down for themselves. */
function own(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}
