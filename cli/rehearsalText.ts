import { rehearsalColumns } from "../model/rehearsal/columns";
import type { Rehearsal, RehearsedFault } from "../model/rehearsal/rehearsal";

/**
 * A rehearsal as people read it: a table of faults, what each shows, and what was not looked at.
 * @param rehearsal - What was measured.
 * @returns Lines.
 */
export function rehearsalText(rehearsal: Rehearsal): string {
  const { hostname, faults, inapplicable, ranOn, assumptions, notServed } = rehearsal;
  const heads = ["fault", ...rehearsalColumns.map(({ title }) => title)];
  const rows = [heads, ...faults.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const lines = [
    `${hostname}, modelled seconds from the fault's begin`,
    ...(faults.length === 0 ? ["No fault was rehearsed"] : table),
    ...faults.flatMap(told),
    ...inapplicable.map(({ fault, because }) => `Not rehearsed: ${fault}. ${because}`),
    ...ranOn,
    ...assumptions.map((each) => `Assumed: ${each}`),
    ...notServed.map((each) => `Not rehearsed: ${each.hostname}, for ${each.because}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function cells(fault: RehearsedFault): string[] {
  return [fault.fault, ...rehearsalColumns.map(({ cell }) => cell(fault))];
}

function told({ fault, verdicts }: RehearsedFault): string[] {
  return verdicts.flatMap(({ holds, sentence, hint }) => [
    `${holds === null ? "?" : holds ? "✓" : "✗"} ${fault}: ${sentence}`,
    ...(hint === null ? [] : [`    ${hint}`]),
  ]);
}
