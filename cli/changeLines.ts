import { readUrn } from "../model/graph/urns";
import { visibleLine } from "../core/visibleText";
import type { EngineEvent } from "../sandbox/engine";

/** What the engine does to one resource. */
export interface Change {
  /** What is done, by the engine's name for it. */
  readonly op: string;
  /** Pulumi type token. */
  readonly type: string;
  /** Logical name; the URN where that is none. */
  readonly name: string;
}

/** Steps that change nothing, and the two halves of a replacement, which is counted once. */
const uncountedOps: readonly string[] = [
  ...["same", "read", "refresh"],
  ...["create-replacement", "delete-replaced"],
];

/** How many changes are listed on a terminal. */
const mostLines = 50;

/**
 * Reads what an operation changes: what the engine counts, one by one.
 * @param events - What the engine reports.
 * @returns One entry per change, in the engine's order; none for what stays the same and for providers that the engine makes itself.
 */
export function changesOf(events: readonly EngineEvent[]): Change[] {
  return events.flatMap(({ resourcePreEvent }) => {
    const step = resourcePreEvent?.metadata;
    if (step === undefined || uncountedOps.includes(step.op)) {
      return [];
    }
    const { op, type, urn } = step;
    const name = readUrn(urn)?.name ?? urn;
    return type.startsWith("pulumi:providers:") && name.startsWith("default")
      ? []
      : [{ op, type, name }];
  });
}

/**
 * Lists changes for people.
 * @param changes - The changes.
 * @returns A line each, up to 50; beyond that, how many more there are and how to see them.
 */
export function changeLines(changes: readonly Change[]): string[] {
  const more = changes.length - mostLines;
  return [
    ...changes
      .slice(0, mostLines)
      .map(({ op, type, name }) => visibleLine(`  ${op.padEnd(18)} ${type}  ${name}`)),
    ...(more > 0 ? [`  and ${more} more; --json lists all`] : []),
  ];
}
