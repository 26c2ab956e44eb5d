import { markup, type Html } from "./htmlText";
import { nodeWords } from "./mermaid";
import type { Picture, PictureNode, PictureSide } from "./picture";

/** Sizes in pixels of the picture's own scale. */
const box = { width: 230, height: 46, gapX: 46, gapY: 14, top: 34, margin: 12 };

/** Characters that fit on a line of a box. */
const lineLength = 30;

/** Columns of the picture, by what a node is. */
const columns: readonly (readonly PictureNode["kind"][])[] = [
  ["hostname"],
  ["edge"],
  ["load balancer", "record"],
  ["pool"],
  ["origin"],
];

interface Placed {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
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
  const used = columns.filter((kinds) =>
    sides.some(([, { nodes }]) => nodes.some(({ kind }) => kinds.includes(kind))),
  );
  let height = 0;
  const panels = sides.map(([title, side]) => {
    const top = height;
    const placed = place(side, used, top + box.top);
    height = Math.max(...placed.map(({ y }) => y)) + box.height + box.margin;
    return panel(title, side, placed, top);
  });
  const width = used.length * (box.width + box.gapX) - box.gapX + 2 * box.margin;
  const size = markup`viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return markup`<svg role="img" aria-label="Path of the traffic, before and after" ${size}>${panels}</svg>`;
}

/** Nodes stand in their column as close beneath the node before them as there is room. */
function place(side: PictureSide, used: typeof columns, top: number): Placed[] {
  const placed = new Map<string, Placed>();
  const step = box.height + box.gapY;
  used.forEach((kinds, column) => {
    let free = top;
    for (const node of side.nodes.filter(({ kind }) => kinds.includes(kind))) {
      const from = side.edges.find(({ to }) => to === node.id)?.from;
      const beside = placed.get(from ?? "")?.y ?? top;
      const y = Math.max(free, beside);
      placed.set(node.id, { node, x: box.margin + column * (box.width + box.gapX), y });
      free = y + step;
    }
  });
  return [...placed.values()];
}

function panel(title: string, side: PictureSide, placed: readonly Placed[], top: number): Html {
  const at = new Map(placed.map((each) => [each.node.id, each]));
  const lines = side.edges.map(({ from, to, weak }) => edge(at.get(from), at.get(to), weak));
  const name = markup`<text class="side-title" x="${box.margin}" y="${top + 20}">${title}</text>`;
  return markup`<g class="side">${name}${lines}${placed.map(drawn)}</g>`;
}

function edge(from: Placed | undefined, to: Placed | undefined, weak: boolean): Html {
  if (from === undefined || to === undefined) {
    return markup``;
  }
  const forward = to.x > from.x;
  const [x1, y1] = [forward ? from.x + box.width : from.x, from.y + box.height / 2];
  const [x2, y2] = [forward ? to.x : to.x + box.width, to.y + box.height / 2];
  const middle = (x1 + x2) / 2;
  const curve = `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  return markup`<path class="edge${weak ? " weak" : ""}" d="${curve}"/>`;
}

function drawn({ node, x, y }: Placed): Html {
  const words = nodeWords(node);
  const own = words.filter((each) => each.own).map(({ text }) => text);
  const name = words.find((each) => !each.own)?.text ?? "";
  const short =
    [...name].length > lineLength ? `${[...name].slice(0, lineLength - 1).join("")}…` : name;
  const size = markup`width="${box.width}" height="${box.height}"`;
  const parts = [
    markup`<title>${words.map(({ text }) => text).join(" ")}</title>`,
    markup`<rect x="${x}" y="${y}" ${size} rx="6"/>`,
    markup`<text class="kind" x="${x + 10}" y="${y + 18}">${own.join(" ")}</text>`,
    markup`<text class="name" x="${x + 10}" y="${y + 36}">${short}</text>`,
  ];
  return markup`<g class="node ${node.mark}">${parts}</g>`;
}
