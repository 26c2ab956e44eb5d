import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { runningConnectors } from "../../model/origin/connectors";
import { tunnelsOf } from "../../model/traffic/tunnels";
import { names, say } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set([
  ...(["instance", "launchTemplate", "scalingGroup", "ecsService", "taskDefinition"] as const),
]);

/**
 * Finds tunnels whose last cloudflared stops, as far as the plan holds what runs it.
 * Source: Cloudflare docs, cloudflare-1xxx-errors, error-1033.
 */
export function stoppedConnectorRisks(context: RiskContext): Risk[] {
  const { before, after, plan } = context;
  const was = changesAnyOf(context, parts) ? runningConnectors(before.inventory) : [];
  if (was.length === 0 || runningConnectors(after.inventory).length > 0 || !plan.whole) {
    return [];
  }
  const hostnames = after.hostnames
    .filter((path) => tunnelsOf(after.inventory, path).length > 0)
    .map(({ hostname }) => hostname);
  const groups = [before, after].flatMap(({ inventory }) => inventory.ofType("scalingGroup"));
  const cause = causesAmong(context, [...was, ...groups]);
  const [first] = was;
  return first === undefined || hostnames.length === 0
    ? []
    : causedRisk(first, cause, () => ({
        ...{ id: "tunnel-unconnected", severity: "high", about: hostnames },
        consequence: say`From this change on ${names(was.map(title))} runs no cloudflared any more, and nothing else in this plan does: visitors of ${names(hostnames)} get Error 530 with code 1033 until one is connected again, as far as none runs elsewhere.`,
        hint: say`Run cloudflared elsewhere with the same token, and see that it is connected, in an update before this one.`,
      }));
}
