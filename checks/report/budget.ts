/** A part of a text that may be shortened by whole rows. */
export interface Section {
  /** What stands before the rows. */
  readonly head: string;
  /** The rows, the most important first. Only those that are shown are written. */
  readonly rows: readonly (() => string)[];
  /** What stands after the rows. */
  readonly foot: string;
  /** Sections of a lower number get their rows first; those of the same number take them in rounds. */
  readonly turn: number;
}

/**
 * Puts sections together within a length. Heads and feet always stand; rows are taken whole, in turn, and where some are left
 * out the section says how many.
 * @param sections - The sections in the order in which they stand.
 * @param longest - The longest text, in UTF-16 units.
 */
export function fitted(sections: readonly Section[], longest: number): string {
  const kept: string[][] = sections.map(() => []);
  const frames = sections.map(({ head, rows, foot }) =>
    [head, rows.length === 0 ? "" : leftOut(rows.length), foot].join(""),
  );
  let left = longest - frames.join("").length;
  for (const turn of [...new Set(sections.map((section) => section.turn))].sort()) {
    left = takeInTurn(sections, kept, turn, left);
  }
  return sections
    .map(({ head, rows, foot }, index) => {
      const shown = kept[index] ?? [];
      const rest = rows.length - shown.length;
      return [head, ...shown, rest === 0 ? "" : leftOut(rest), foot].join("");
    })
    .join("");
}

/** Sections of the same turn take their rows one by one, so that none of them takes all. */
function takeInTurn(
  sections: readonly Section[],
  kept: readonly string[][],
  turn: number,
  room: number,
): number {
  let left = room;
  let taking = sections.map((_section, index) => index).filter((at) => sections[at]?.turn === turn);
  for (let row = 0; taking.length > 0; row += 1) {
    taking = taking.filter((at) => {
      const text = sections[at]?.rows[row]?.();
      if (text === undefined || text.length > left) {
        return false;
      }
      left -= text.length;
      kept[at]?.push(text);
      return true;
    });
  }
  return left;
}

function leftOut(rows: number): string {
  return `\n*${rows} more ${rows === 1 ? "row is" : "rows are"} left out, since a comment holds no more; \`--format html\` shows all.*\n`;
}
