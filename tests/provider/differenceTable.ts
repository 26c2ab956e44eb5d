import type { Difference } from "./differences";

/** Longer values are cut: a table is read, not parsed. */
const longestValue = 300;

/**
 * Writes what differs as a table, alike differences of all scenarios in one row.
 * @param found - What differs, by the scenario's title.
 * @returns Markdown, without a last line end.
 */
export function differenceTable(found: ReadonlyMap<string, readonly Difference[]>): string {
  const rows = new Map<string, { readonly first: Difference; readonly scenarios: Set<string> }>();
  for (const [scenario, differences] of found) {
    for (const first of differences) {
      const key = JSON.stringify([first.kind, first.subject, first.property]);
      const known = rows.get(key) ?? { first, scenarios: new Set() };
      known.scenarios.add(scenario);
      rows.set(key, known);
    }
  }
  if (rows.size === 0) {
    return `The stand-in and the plugin did the same in ${found.size} compared scenarios.`;
  }
  const lines = [...rows.values()].map(({ first, scenarios }) => {
    const { kind, subject, property, standIn, plugin } = first;
    const [one = ""] = scenarios;
    const where = scenarios.size === 1 ? one : `${one} and ${scenarios.size - 1} more`;
    return line([kind, subject, property, standIn, plugin, where]);
  });
  const head = ["in", "of what", "property", "stand-in", "plugin", "scenario"];
  return [line(head), line(head.map(() => "---")), ...lines.sort()].join("\n");
}

function line(cells: readonly string[]): string {
  const short = cells.map((cell) =>
    cell.length > longestValue ? `${cell.slice(0, longestValue - 1)}…` : cell,
  );
  return `| ${short.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
