import type { Plan } from "../../model/plan/plan";
import { ruleContext } from "../policy/context";
import { endpointDiffs } from "../risks/endpointDiffs";
import { riskContext } from "../risks/risk";
import { drawPath } from "./drawnPath";
import { FirewallPicture } from "./firewallPicture";
import type { PictureSide } from "./picture";
import { ZoneModes } from "./zoneModes";

/**
 * Draws the path of a hostname as a plan leaves it, whether it changes or not.
 * @param plan - The plan.
 * @param hostname - The hostname.
 * @returns Its path; without nodes where nothing answers for it.
 */
export function standingPath(plan: Plan, hostname: string): PictureSide {
  // Nothing that expires is drawn.
  const context = riskContext(plan, ruleContext(plan, new Date(0)));
  const path = context.after.pathOf(hostname);
  const firewalls = new FirewallPicture(context, endpointDiffs(context).endpoints);
  const modes = new ZoneModes(context.after);
  const drawn = { ...firewalls.drawnWith("after"), modeOf: modes.of.bind(modes) };
  const { nodes, edges } = drawPath(drawn, path.answeredAt === undefined ? [] : [path], []);
  return { nodes: nodes.map((node) => ({ ...node, mark: "same" })), edges };
}
