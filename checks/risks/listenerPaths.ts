import { getOrCreate } from "../../core/getOrCreate";
import { samplePaths, takerOfPath } from "../../model/origin/listenerRules";
import { bareText } from "../words/words";
import { serves, takenPhrase, turnRisk, turnsOf, type Turn } from "./listenerRules";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";

/** Finds rules of listeners that no longer take requests which they took by their path, so that the load balancer answers them itself. */
export function listenerPathRisks(sides: OriginSides): Risk[] {
  return sides.before.model.inventory.has("listenerRule") ? turnsOf(sides).flatMap(pathRisks) : [];
}

/** Requests that a rule took by their path, and that it takes no longer: those of the hostname's rest apart. */
function pathRisks(turn: Turn): Risk[] {
  const { was, is, sides } = turn;
  const served = was.some.filter(({ action, paths }) => serves(action) && paths.length > 0);
  const samples = new Set(served.flatMap(({ paths }) => paths.flatMap(samplePaths)));
  const found = [...samples].flatMap((path) => {
    const [old, now] = [takerOfPath(was, path), takerOfPath(is, path)];
    const takes = now && takenPhrase(turn, now.action);
    if (old === undefined || now === undefined || takes === undefined || !served.includes(old)) {
      return [];
    }
    const stays = sides.nameAfter(old.resource) === now.resource.key && serves(now.action);
    // What a new rule takes by its path is told with that rule.
    const isTold = now.paths.length > 0 && was.rest !== undefined && serves(was.rest.action);
    return stays || isTold ? [] : [{ path, takes, takers: [old, now] }];
  });
  // What takes them may differ by the path.
  const byTakes = new Map<string, (typeof found)[number][]>();
  found.forEach((each) => getOrCreate(byTakes, bareText(each.takes), () => []).push(each));
  return [...byTakes.values()].flatMap((each) => {
    const paths = each.map(({ path }) => path).slice(0, mostPaths);
    const takers = each.flatMap((one) => one.takers);
    return each
      .slice(0, 1)
      .map(({ takes }) =>
        turnRisk(
          turn,
          "listener-rule-answers",
          "high",
          takers,
          takes,
          `${turn.hostname} at ${paths.join(", ")}`,
        ),
      );
  });
}

/** How many paths a title lists. */
const mostPaths = 3;
