import { modelType } from "../../model/graph/resourceTypes";
import { hostsOfRule, namesPath, type Taker } from "../../model/origin/listenerRules";
import { names, say, type Phrase } from "../words/words";
import type { Turn } from "./listenerTurns";
import { groupsOf } from "./takenRequests";

/**
 * Whether a rule that names a hostname, or a path of it, stays and gets none of it any more, since one before it takes that without naming it:
 * who means to lead it elsewhere names it, or takes the old rule out.
 * @param turn - The hostname and the listener.
 * @param was - What took the requests.
 * @param is - What takes them.
 * @param path - One of their paths; undefined where it is about all of the hostname.
 */
export function passesBy({ sides, host }: Turn, was: Taker, is: Taker, path?: string): boolean {
  const stays = sides.after.model.inventory.byKey(sides.nameAfter(was.resource));
  const named = ({ resource }: Pick<Taker, "resource">): boolean =>
    path === undefined ? hostsOfRule(resource).includes(host) : namesPath(resource, path);
  return (
    modelType(is.resource.type) === "listenerRule" &&
    stays !== undefined &&
    named({ resource: stays }) &&
    !named(is)
  );
}

/** What happens to such requests. */
export function passedWords(was: Taker, is: Taker): Phrase {
  return say`goes to ${names(groupsOf(is.action))}, which is meant for others, and no longer to ${names(groupsOf(was.action))}: ${is.resource.name} takes it by a pattern, or whatever is asked for, before ${was.resource.name} does, which names it and gets none of it any more`;
}
