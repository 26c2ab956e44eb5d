import { markup, type Html } from "./htmlText";
import type { Picture, PictureNode, PictureSide } from "./picture";
import { lineAt, linesOf, sizeOf } from "./svgLines";

/** Sizes in pixels of the picture's own scale. */
const room = { gapX: 36, gapY: 14, top: 34, margin: 12 };

/** Columns of the picture, by what a node is. */
const columns: readonly (readonly PictureNode["kind"][])[] = [
  ["hostname"],
  ["edge"],
  ["load balancer", "record"],
  ["pool"],
  ["origin"],
  ["firewall"],
];

/** A column that has nodes. */
interface Column {
  readonly kinds: readonly PictureNode["kind"][];
  readonly x: number;
  readonly width: number;
}

interface Placed {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a picture as SVG: one panel per side, one beneath the other, a column for each step of the path. The same picture is
 * always drawn the same.
 * @param picture - The picture; it must have nodes.
 * @returns The SVG element.
 */
export function svgOf({ before, after }: Picture): Html {
  const sides = [["Before", before] as const, ["After", after] as const].filter(
    ([, { nodes }]) => nodes.length > 0,
  );
  return svgOfSides(sides, "Path of the traffic, before and after");
}

/**
 * Draws sides beneath each other, in the same columns.
 * @param sides - The sides with their titles; each must have nodes.
 * @param label - What the picture is, for whoever does not see it.
 * @returns The SVG element.
 */
export function svgOfSides(
  sides: readonly (readonly [title: string, side: PictureSide])[],
  label: string,
): Html {
  const used = columnsOf(sides.flatMap(([, { nodes }]) => nodes));
  let height = 0;
  const panels = sides.map(([title, side]) => {
    const top = height;
    const placed = place(side, used, top + room.top);
    height = Math.max(...placed.map((each) => each.y + each.height)) + room.margin;
    return panel(title, side, placed, top);
  });
  const last = used.at(-1);
  const width = (last === undefined ? 0 : last.x + last.width) + room.margin;
  const size = markup`viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return markup`<svg role="img" aria-label="${label}" ${size}>${panels}</svg>`;
}

/** Each column is as wide as its widest node, on both sides the same. */
function columnsOf(nodes: readonly PictureNode[]): Column[] {
  let x = room.margin;
  return columns.flatMap((kinds) => {
    const own = nodes.filter(({ kind }) => kinds.includes(kind));
    if (own.length === 0) {
      return [];
    }
    const column = { kinds, x, width: Math.max(...own.map((node) => sizeOf(node).width)) };
    x += column.width + room.gapX;
    return [column];
  });
}

/** Nodes stand in their column as close beneath the node before them as there is room. */
function place(side: PictureSide, used: readonly Column[], top: number): Placed[] {
  const placed = new Map<string, Placed>();
  for (const { kinds, x, width } of used) {
    let free = 0;
    for (const node of side.nodes.filter(({ kind }) => kinds.includes(kind))) {
      const from = side.edges.find(({ to }) => to === node.id)?.from;
      const beside = placed.get(from ?? "");
      const { height } = sizeOf(node);
      const level = beside === undefined ? top : beside.y + (beside.height - height) / 2;
      const y = Math.max(free, level);
      placed.set(node.id, { node, x, y, width, height });
      free = y + height + room.gapY;
    }
  }
  return [...placed.values()];
}

function panel(title: string, side: PictureSide, placed: readonly Placed[], top: number): Html {
  const at = new Map(placed.map((each) => [each.node.id, each]));
  const lines = side.edges.map(({ from, to, weak }) => edge(at.get(from), at.get(to), weak));
  const name = markup`<text class="side-title" x="${room.margin}" y="${top + 20}">${title}</text>`;
  return markup`<g class="side">${name}${lines}${placed.map(drawn)}</g>`;
}

function edge(from: Placed | undefined, to: Placed | undefined, weak: boolean): Html {
  if (from === undefined || to === undefined) {
    return markup``;
  }
  const curve = to.x > from.x ? forwards(from, to) : backwards(from, to);
  return markup`<path class="edge${weak ? " weak" : ""}" d="${curve}"/>`;
}

/** From side to side. */
function forwards(from: Placed, to: Placed): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** Between the rows, where no box is in the way. */
function backwards(from: Placed, to: Placed): string {
  const down = to.y > from.y;
  const [x1, y1] = [from.x + from.width / 4, down ? from.y + from.height : from.y];
  const [x2, y2] = [to.x + (to.width * 3) / 4, down ? to.y : to.y + to.height];
  const middle = (y1 + y2) / 2;
  return `M${x1} ${y1} C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
}

function drawn({ node, x, y, width, height }: Placed): Html {
  const { title, lines } = linesOf(node);
  // Boxes that say something of a connection are round.
  const round = node.kind === "edge" ? height / 2 : 6;
  const parts = [
    markup`<title>${title}</title>`,
    markup`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}"/>`,
    ...lines.map((line, index) => lineAt(line, { x, y }, index)),
  ];
  return markup`<g class="node ${node.mark}${node.amiss ? " amiss" : ""}">${parts}</g>`;
}
