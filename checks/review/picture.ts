import type { HostnamePath } from "../model/hostnamePath";
import type { TrafficModel } from "../model/path";
import { unknownValue } from "../model/resources";
import type { Risk, RiskContext } from "./risk";
import type { TouchedHostname } from "./risks/touched";
import { drawPath, type DrawnNode, type DrawnSide } from "./drawnPath";

/** What became of a node: the same on both sides, changed, only before, or only after. */
export type Mark = "same" | "changed" | "gone" | "new";

/** A node of the picture. */
export interface PictureNode extends DrawnNode {
  /** What became of it. */
  readonly mark: Mark;
}

/** The path of traffic on one side of a plan. */
export interface PictureSide {
  /** The nodes, each once, in the order in which they are drawn. */
  readonly nodes: readonly PictureNode[];
  /** The connections. */
  readonly edges: DrawnSide["edges"];
}

/** The path of traffic before and after, of hostnames that a plan touches. */
export interface Picture {
  /** Before. */
  readonly before: PictureSide;
  /** After. */
  readonly after: PictureSide;
  /** How many more hostnames the plan touches. */
  readonly left: number;
}

/** Hostnames in one picture: more can no longer be read. */
const mostHostnames = 4;

/**
 * Draws the paths of the hostnames that a plan touches; those with the worst risks first.
 * @param context - The plan.
 * @param touched - The hostnames with changes on their path.
 * @param risks - The risks, the worst first.
 * @returns The picture; without nodes where nothing on it differs.
 */
export function pathPicture(
  context: RiskContext,
  touched: readonly TouchedHostname[],
  risks: readonly Risk[],
): Picture {
  const hostnames = ordered(context, touched, risks);
  const shown = hostnames.slice(0, mostHostnames);
  const before = side(context.before, shown);
  const after = side(context.after, shown);
  const sides = {
    before: marked(before, after, context, "gone"),
    after: marked(after, before, context, "new"),
  };
  const differ = [...sides.before.nodes, ...sides.after.nodes].some(({ mark }) => mark !== "same");
  return differ ? { ...sides, left: hostnames.length - shown.length } : noPicture;
}

const noPicture: Picture = {
  before: { nodes: [], edges: [] },
  after: { nodes: [], edges: [] },
  left: 0,
};

function ordered(
  context: RiskContext,
  touched: readonly TouchedHostname[],
  risks: readonly Risk[],
): string[] {
  const known = new Set([
    ...touched.map(({ hostname }) => hostname),
    ...hostnamesOfChangedZones(context),
  ]);
  const endangered = risks.map(({ title }) => title).filter((title) => known.has(title));
  return [...new Set([...endangered, ...known])];
}

/** A changed encryption mode is on the path of every hostname of its zone. */
function hostnamesOfChangedZones({ after, changes }: RiskContext): string[] {
  const zones = after.tls
    .filter(({ resources }) => resources.some(({ key }) => changes.has(key)))
    .map(({ zone }) => zone);
  return zones.length === 0
    ? []
    : after.hostnames
        .filter(({ proxied }) => proxied !== "no")
        .filter((path) => zones.some((zone) => zone === zoneTokenOf(path)))
        .map(({ hostname }) => hostname);
}

function zoneTokenOf({ loadBalancer, records }: HostnamePath): string | undefined {
  const resource = loadBalancer?.resource ?? records[0]?.resource;
  const zone = resource?.properties.zoneId;
  return typeof zone === "string" ? zone : undefined;
}

function side(model: TrafficModel, hostnames: readonly string[]): DrawnSide {
  const paths = hostnames.map((hostname) => model.pathOf(hostname));
  const answered = paths.filter(({ answeredAt }) => answeredAt !== undefined);
  return drawPath(model, answered, modeOf(model));
}

/** The encryption mode towards the origin, by zone; only where the plan knows it. */
function modeOf(model: TrafficModel): (path: HostnamePath) => string | undefined {
  return (path) => {
    const mode = model.tls.find(({ zone }) => zone === zoneTokenOf(path))?.mode;
    return mode === unknownValue ? undefined : mode;
  };
}

function marked(
  own: DrawnSide,
  other: DrawnSide,
  { changes }: RiskContext,
  alone: "gone" | "new",
): PictureSide {
  const there = new Map(other.nodes.map((node) => [node.id, node]));
  const nodes = own.nodes.map((node) => {
    const twin = there.get(node.id);
    const changed = twin?.label !== node.label || changes.has(node.key);
    const mark: Mark = twin === undefined ? alone : changed ? "changed" : "same";
    return { ...node, mark };
  });
  return { nodes, edges: own.edges };
}
