import { markup, type Html } from "./htmlText";
import { kindTitles, markTitles, nodeName, nodeWords } from "./mermaid";
import type { PictureNode } from "./picture";

/** How lines of a box look: the class of each in the page's style. */
const styles = {
  kind: { pixelsPerSign: 6.8 },
  name: { pixelsPerSign: 7.4 },
  state: { pixelsPerSign: 7.9 },
} as const;

type LineStyle = keyof typeof styles;

/** A line of text in a box. */
export interface Line {
  /** How it looks. */
  readonly style: LineStyle;
  /** Its text. */
  readonly text: string;
}

/** Sizes in pixels of the picture's own scale. */
const box = { padding: 10, first: 18, step: 18, bottom: 10 };

/** How many characters of a name a box shows. */
const longestName = { firewall: 40, other: 30 };

/**
 * Writes what stands in the box of a node.
 * @returns Its lines, and in one title all that can be said of it.
 */
export function linesOf(node: PictureNode): {
  readonly title: string;
  readonly lines: readonly Line[];
} {
  const words = nodeWords(node);
  const title = words.map(({ text }) => text).join(" ");
  if (node.note === "more") {
    return { title, lines: [{ style: "kind", text: title }] };
  }
  const isFirewall = node.kind === "firewall";
  const marks = [isFirewall ? "" : node.note, markTitles[node.mark]].filter(Boolean);
  const kind = `${kindTitles[node.kind]}${marks.length === 0 ? "" : ` (${marks.join(", ")})`}`;
  const name = nodeName(node, longestName[isFirewall ? "firewall" : "other"]);
  return {
    title,
    lines: [
      { style: "kind", text: kind },
      ...(isFirewall ? [{ style: "state", text: node.note } as const] : []),
      { style: node.kind === "edge" ? "state" : "name", text: name },
    ],
  };
}

/**
 * Measures the box of a node.
 * @returns Its size in pixels, with room for the widest usual fonts.
 */
export function sizeOf(node: PictureNode): { readonly width: number; readonly height: number } {
  const { lines } = linesOf(node);
  const widths = lines.map(({ style, text }) => [...text].length * styles[style].pixelsPerSign);
  return {
    width: Math.ceil(Math.max(...widths)) + 2 * box.padding,
    height: box.first + (lines.length - 1) * box.step + box.bottom,
  };
}

/**
 * Writes a line into a box.
 * @param corner - Left upper corner of the box.
 * @param index - Which of the box's lines it is, from 0.
 */
export function lineAt(
  { style, text }: Line,
  { x, y }: { readonly x: number; readonly y: number },
  index: number,
): Html {
  const [left, base] = [x + box.padding, y + box.first + index * box.step];
  return markup`<text class="${style}" x="${left}" y="${base}">${text}</text>`;
}
