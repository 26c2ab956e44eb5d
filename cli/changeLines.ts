import { readUrn } from "../model/graph/urns";
import { visibleLine } from "../core/visibleText";
import type { EngineEvent, EngineStep } from "../sandbox/engine";

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

/** How many things of a kind are listed on a terminal. */
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
  const lines = changes.map(({ op, type, name }) => `${op.padEnd(18)} ${type}  ${name}`);
  return listed(lines, "; --json lists all");
}

/**
 * Lists things for people.
 * @param items - What each is called.
 * @param elsewhere - Where the rest of them is, to be read after how many more there are. Defaults to nothing.
 * @returns A line each, up to 50, with nothing in it that a terminal would obey; beyond that, how many more there are.
 */
export function listed(items: readonly string[], elsewhere = ""): string[] {
  const more = items.length - mostLines;
  return [
    ...items.slice(0, mostLines).map((item) => visibleLine(`  ${item}`)),
    ...(more > 0 ? [`  and ${more} more${elsewhere}`] : []),
  ];
}

/**
 * Says which resources are taken up that a killed engine had begun to create.
 * @param urns - Their URNs.
 * @returns The step, with type and name of each.
 */
export function takenUpStep(urns: readonly string[]): EngineStep {
  const items = urns.map((urn) => {
    const parts = readUrn(urn);
    return parts === undefined ? urn : `${parts.type}  ${parts.name}`;
  });
  return { text: "Taking up what a run that was cut off had made", items };
}
