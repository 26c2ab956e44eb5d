import { shownText } from "./shownText";
import type { Mark, Picture, PictureNode, PictureSide } from "./picture";

/** The longest name in a node, in characters. */
const longestName = 48;

/** What a node is called before a reader. */
export const kindTitles: Readonly<Record<PictureNode["kind"], string>> = {
  hostname: "visitors of",
  edge: "TLS to the origin",
  "load balancer": "load balancer",
  record: "record",
  pool: "pool",
  origin: "origin",
};

/** What is written of a node beside its colour. */
export const markTitles: Readonly<Record<Mark, string>> = {
  same: "",
  changed: "changed",
  gone: "gone",
  new: "new",
};

const styles = [
  "classDef same fill:#f6f8fa,stroke:#57606a,color:#1f2328",
  "classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328",
  "classDef gone fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:5 3",
  "classDef new fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
];

/**
 * Writes a picture as a Mermaid flowchart. Names from the plan stand in quoted labels, with every sign but letters, digits, dots
 * and spaces as a number, so that none of them is read as Mermaid.
 * @param picture - The picture; it must have nodes.
 * @returns The flowchart's lines, without a fence.
 */
export function mermaidOf({ before, after }: Picture): string[] {
  return [
    "flowchart LR",
    ...sideLines(before, "b", "Before"),
    ...sideLines(after, "a", "After"),
    ...styles.map((style) => `  ${style}`),
  ];
}

function sideLines({ nodes, edges }: PictureSide, prefix: string, title: string): string[] {
  if (nodes.length === 0) {
    return [];
  }
  const ids = new Map(nodes.map(({ id }, index) => [id, `${prefix}${index + 1}`]));
  return [
    `  subgraph ${prefix} ["${title}"]`,
    "    direction LR",
    ...nodes.map((node) => `    ${ids.get(node.id)}["${labelOf(node)}"]:::${node.mark}`),
    ...edges.map(
      ({ from, to, weak }) => `    ${ids.get(from)} ${weak ? "-.->" : "-->"} ${ids.get(to)}`,
    ),
    "  end",
  ];
}

function labelOf(node: PictureNode): string {
  return nodeWords(node)
    .map(({ text, own }) => (own ? text : numbered(text)))
    .join(" ");
}

/**
 * The words in a node.
 * @param node - The node.
 * @returns Its kind, its name, what is to be said of it and what became of it; each with whether it is this project's own.
 */
export function nodeWords(node: PictureNode): { readonly text: string; readonly own: boolean }[] {
  const name = [...shownText(node.label)];
  const short =
    name.length > longestName ? `${name.slice(0, longestName - 1).join("")}…` : name.join("");
  if (node.note === "more") {
    return [{ text: `and ${short} more of kind ${node.kind}`, own: true }];
  }
  const marks = [node.note, markTitles[node.mark]].filter(Boolean);
  return [
    { text: kindTitles[node.kind], own: true },
    { text: short, own: false },
    ...(marks.length === 0 ? [] : [{ text: `(${marks.join(", ")})`, own: true }]),
  ];
}

function numbered(text: string): string {
  return [...text]
    .map((sign) => (/[A-Za-z0-9. ]/.test(sign) ? sign : `#${sign.codePointAt(0)};`))
    .join("");
}
