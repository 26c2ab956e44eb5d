import { isMet, type Comparison, type FigureReport, type Unit } from "./figure";
import type { Spread } from "./statistics";

/**
 * Writes a figure as a table of plain text.
 * @param report - What came of the figure.
 * @returns Lines, the first the names of the columns.
 */
export function tableOf({ sides, rows, notes }: FigureReport): string[] {
  const header = ["", ...sides, "result", "min – max", "goal", ""];
  const lines = aligned([header, ...rows.map(cellsOf)]);
  return [...lines, ...notes];
}

/**
 * Says whether every goal was met, and names those that were not.
 * @param reports - What came of the figures, by name.
 * @returns Sentences, one a line.
 */
export function verdictOf(
  reports: readonly (Pick<FigureReport, "rows"> & { readonly name: string })[],
): string[] {
  const goals = reports.flatMap(({ name, rows }) =>
    rows.filter(({ goal }) => goal !== undefined).map((row) => ({ name, row })),
  );
  const missed = goals.filter(({ row }) => isMet(row) === false);
  const unmeasured = goals.filter(({ row }) => isMet(row) === undefined);
  const met = goals.length - missed.length - unmeasured.length;
  return [
    `${met} of ${goals.length} goals were met.`,
    ...missed.map(
      ({ name, row }) =>
        `Missed: ${name}, ${row.what}: ${writtenResult(row, row.result.median)}, and the goal is ${writtenResult(row, row.goal ?? NaN)}.`,
    ),
    ...unmeasured.map(
      ({ name, row }) => `Not measured: ${name}, ${row.what}: this system does not tell it.`,
    ),
  ];
}

/** Cells beside each other, the first column to the left and the others to the right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  return table.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 || column === cells.length - 1
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

function cellsOf(row: Comparison): string[] {
  const { what, unit, ours, base, result, goal } = row;
  const written = (value: number): string => writtenResult(row, value);
  return [
    what,
    amount(ours.median, unit),
    amount(base.median, unit),
    Number.isNaN(result.median) ? "not measured" : written(result.median),
    range(result, written),
    goal === undefined ? "" : `≤ ${written(goal)}`,
    verdict(row),
  ];
}

function verdict(row: Comparison): string {
  const met = isMet(row);
  return met === undefined ? "" : met ? "met" : "MISSED";
}

function writtenResult({ kind, unit }: Comparison, value: number): string {
  return kind === "ratio" ? value.toFixed(2) : amount(value, unit, unit === "s" ? 3 : undefined);
}

function range({ minimum, maximum }: Spread, written: (value: number) => string): string {
  return Number.isNaN(minimum) ? "" : `${written(minimum)} – ${written(maximum)}`;
}

function amount(value: number, unit: Unit, digits = { s: 2, ms: 2, MB: 0 }[unit]): string {
  return Number.isNaN(value) ? "–" : `${value.toFixed(digits)} ${unit}`;
}
