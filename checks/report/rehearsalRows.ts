import { rehearsalColumns } from "../../model/rehearsal/columns";
import type { Rehearsal, RehearsedFault } from "../../model/rehearsal/rehearsal";
import { say } from "../words/words";
import type { Row } from "./row";

/** Rehearsals of one hostname. */
export interface RehearsedHostname {
  readonly hostname: string;
  /** Before the change; undefined where it was not rehearsed then. */
  readonly before: Rehearsal | undefined;
  /** After it. */
  readonly after: Rehearsal;
}

/**
 * Puts rehearsals of the same hostname together.
 * @param rehearsals - The rehearsals: of two of a hostname, the first is from before the change.
 * @returns The hostnames in the order in which they come first.
 */
export function rehearsedHostnames(rehearsals: readonly Rehearsal[]): RehearsedHostname[] {
  const hostnames = [...new Set(rehearsals.map(({ hostname }) => hostname))];
  return hostnames.flatMap((hostname) => {
    const own = rehearsals.filter((each) => each.hostname === hostname);
    const after = own.at(-1);
    return after === undefined ? [] : [{ hostname, before: own.at(-2), after }];
  });
}

/**
 * Says what rehearsals showed, before and after a change.
 * @param rehearsals - The rehearsals by hostname.
 * @returns One row per fault, with what is amiss beneath it.
 */
export function rehearsalRows(rehearsals: readonly RehearsedHostname[]): Row[] {
  return rehearsals.flatMap(({ hostname, before, after }) =>
    after.faults.map((fault, index) => {
      const earlier = before?.faults.find((each) => each.fault === fault.fault);
      return {
        ...(index === 0 ? { heading: say`${hostname}, seconds from a fault's begin` } : {}),
        words: [...say`${fault.fault}: `, cells(earlier, fault)],
        below: amiss(fault),
      };
    }),
  );
}

function cells(before: RehearsedFault | undefined, after: RehearsedFault): string {
  const parts = rehearsalColumns.map(({ title, cell }) => {
    const [old, now] = [before && cell(before), cell(after)];
    return `${title} ${old === undefined || old === now ? now : `${old} → ${now}`}`;
  });
  return parts.join(", ");
}

function amiss({ verdicts }: RehearsedFault): Row[] {
  return verdicts
    .filter(({ holds }) => holds !== true)
    .map(({ sentence, hint }) => ({
      words: say`${sentence}`,
      below: hint === null ? [] : [{ words: say`Way out: ${hint}` }],
    }));
}
