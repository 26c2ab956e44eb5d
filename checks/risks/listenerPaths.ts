import { samplePaths, takerOfPath } from "../../model/origin/listenerRules";
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
  const [first] = found;
  return first === undefined
    ? []
    : [
        turnRisk(
          turn,
          "listener-rule-answers",
          "high",
          found.flatMap(({ takers }) => takers),
          first.takes,
          `${turn.hostname} at ${[...new Set(found.map(({ path }) => path))].slice(0, mostPaths).join(", ")}`,
        ),
      ];
}

/** How many paths a title lists. */
const mostPaths = 3;
