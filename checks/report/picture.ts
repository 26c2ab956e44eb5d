import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { TrafficModel } from "../../model/traffic/path";
import { drawPath, type DrawnNode, type DrawnSide } from "./drawnPath";
import { FirewallPicture } from "./firewallPicture";
import type { EndpointDiffs } from "../risks/endpointDiffs";
import type { RiskFinding, RiskContext } from "../risks/risk";
import type { TouchedHostname } from "../risks/touched";
import { ZoneModes } from "./zoneModes";

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

/** How many hostnames one picture has: more can no longer be read. */
const mostHostnames = 4;

/**
 * Draws the paths of the hostnames that a plan touches; those with the worst risks first.
 * @param touched - The hostnames with changes on their path.
 * @param guarded - Who gets through to the origins before and after.
 * @param risks - The risks, the worst first.
 * @returns The picture; without nodes where nothing on it differs.
 */
export function pathPicture(
  context: RiskContext,
  touched: readonly TouchedHostname[],
  { endpoints }: EndpointDiffs,
  risks: readonly RiskFinding[],
): Picture {
  const firewalls = new FirewallPicture(context, endpoints);
  const modes = { before: new ZoneModes(context.before), after: new ZoneModes(context.after) };
  const known = new Set([
    ...touched.map(({ hostname }) => hostname),
    ...modes.after.hostnamesUnlike(modes.before),
    ...firewalls.hostnames(),
  ]);
  const endangered = risks.map(({ title }) => title).filter((title) => known.has(title));
  const hostnames = [...new Set([...endangered, ...known])];
  const shown = hostnames.slice(0, mostHostnames);
  const paths = {
    before: answered(context.before, shown),
    after: answered(context.after, shown),
  };
  const beside = firewalls.beside(paths);
  const drawn = (side: "before" | "after"): DrawnSide => {
    const modeOf = (path: HostnamePath) => modes[side].of(path);
    return drawPath({ ...firewalls.drawnWith(side), modeOf }, paths[side], beside[side]);
  };
  const [before, after] = [drawn("before"), drawn("after")];
  const changed = new Set([...context.changes.keys(), ...firewalls.changedKeys()]);
  const sides = {
    before: marked(before, after, changed, "gone"),
    after: marked(after, before, changed, "new"),
  };
  const differ = [...sides.before.nodes, ...sides.after.nodes].some(({ mark }) => mark !== "same");
  return differ ? { ...sides, left: hostnames.length - shown.length } : noPicture;
}

const noPicture: Picture = {
  before: { nodes: [], edges: [] },
  after: { nodes: [], edges: [] },
  left: 0,
};

function answered(model: TrafficModel, hostnames: readonly string[]): HostnamePath[] {
  return hostnames
    .map((hostname) => model.pathOf(hostname))
    .filter(({ answeredAt }) => answeredAt !== undefined);
}

function marked(
  own: DrawnSide,
  other: DrawnSide,
  changed: ReadonlySet<string>,
  alone: "gone" | "new",
): PictureSide {
  const there = new Map(other.nodes.map((node) => [node.id, node]));
  const nodes = own.nodes.map((node) => {
    const twin = there.get(node.id);
    const isChanged =
      twin?.label !== node.label || twin.note !== node.note || changed.has(node.key);
    const mark: Mark = twin === undefined ? alone : isChanged ? "changed" : "same";
    return { ...node, mark };
  });
  return { nodes, edges: own.edges };
}
