import { shownText } from "../words/shownText";
import type { Mark, Picture, PictureNode, PictureSide } from "./picture";

/** The longest name in a node, in characters. */
const longestName = 48;

/** What a node is called before a reader. */
export const kindTitles: Readonly<Record<PictureNode["kind"], string>> = {
  hostname: "visitors of",
  edge: "TLS",
  "load balancer": "load balancer",
  record: "record",
  pool: "pool",
  origin: "origin",
  firewall: "firewall",
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
  "classDef amiss stroke:#cf222e,stroke-width:3px",
];

/**
 * Writes a picture as a Mermaid flowchart. Names from the plan stand in quoted labels, with every sign but letters, digits, dots
 * and spaces as a number, so that none of them is read as Mermaid.
 * @param picture - The picture; it must have nodes.
 * @returns The flowchart's lines, without a fence.
 */
export function mermaidOf({ before, after }: Picture): string[] {
  const amiss = [...amissIn(before, "b"), ...amissIn(after, "a")];
  return [
    "flowchart LR",
    ...sideLines(before, "b", "Before"),
    ...sideLines(after, "a", "After"),
    ...styles.map((style) => `  ${style}`),
    ...(amiss.length === 0 ? [] : [`  class ${amiss.join(",")} amiss`]),
  ];
}

function amissIn({ nodes }: PictureSide, prefix: string): string[] {
  return nodes.flatMap(({ amiss }, index) => (amiss ? [`${prefix}${index + 1}`] : []));
}

function sideLines({ nodes, edges }: PictureSide, prefix: string, title: string): string[] {
  if (nodes.length === 0) {
    return [];
  }
  const ids = new Map(nodes.map(({ id }, index) => [id, `${prefix}${index + 1}`]));
  return [
    `  subgraph ${prefix} ["${title}"]`,
    "    direction LR",
    ...nodes.map((node) => `    ${ids.get(node.id)}${shaped(node)}:::${node.mark}`),
    ...edges.map(
      ({ from, to, weak }) => `    ${ids.get(from)} ${weak ? "-.->" : "-->"} ${ids.get(to)}`,
    ),
    ...unseenLinks(nodes, edges).map((at) => `    ${ids.get(at.from)} ~~~ ${ids.get(at.to)}`),
    "  end",
  ];
}

/** Keeps firewalls that no origin is known to be behind at the end of the path. */
function unseenLinks(
  nodes: readonly PictureNode[],
  edges: PictureSide["edges"],
): { readonly from: string; readonly to: string }[] {
  const reached = new Set(edges.map(({ to }) => to));
  const ofKind = (wanted: PictureNode["kind"]) => nodes.filter(({ kind }) => kind === wanted);
  const last = ofKind("origin").at(-1) ?? ofKind("record").at(-1);
  return nodes
    .filter(({ id, kind }) => last !== undefined && kind === "firewall" && !reached.has(id))
    .map(({ id }) => ({ from: last?.id ?? "", to: id }));
}

/** Boxes that say something of a connection are round. */
function shaped(node: PictureNode): string {
  return node.kind === "edge" ? `(["${labelOf(node)}"])` : `["${labelOf(node)}"]`;
}

function labelOf(node: PictureNode): string {
  return nodeWords(node)
    .map(({ text, own }) => (own ? text : numbered(text)))
    .join(" ");
}

/**
 * The words in a node.
 * @returns Its kind, its name, what is to be said of it and what became of it; each with whether it is this project's own.
 */
export function nodeWords(node: PictureNode): { readonly text: string; readonly own: boolean }[] {
  const name = nodeName(node, longestName);
  if (node.note === "more") {
    return [{ text: `and ${name} more of kind ${node.kind}`, own: true }];
  }
  const marks = [node.note, markTitles[node.mark]].filter(Boolean);
  return [
    { text: kindTitles[node.kind], own: true },
    { text: name, own: false },
    ...(marks.length === 0 ? [] : [{ text: `(${marks.join(", ")})`, own: true }]),
  ];
}

/**
 * The name of a node.
 * @param longest - The longest name, in characters.
 * @returns Its name as it is shown.
 */
export function nodeName({ label }: PictureNode, longest: number): string {
  const name = [...shownText(label)];
  return name.length > longest ? `${name.slice(0, longest - 1).join("")}…` : name.join("");
}

function numbered(text: string): string {
  return [...text]
    .map((sign) => (/[A-Za-z0-9. ]/.test(sign) ? sign : `#${sign.codePointAt(0)};`))
    .join("");
}
