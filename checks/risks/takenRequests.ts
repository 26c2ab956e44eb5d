import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import type { ListenerAction } from "../../model/origin/actions";
import type { Taker } from "../../model/origin/listenerRules";
import { isEmpty } from "../../model/origin/targets";
import { emptyGroupsOf, emptyWords, severityOfEmpty } from "./emptyGroups";
import { redirectEnd, redirectTarget, type RedirectEnd } from "./listenerRedirects";
import { errorOf, type Turn } from "./listenerTurns";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";
import { noTargetError } from "./targetGaps";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { errorOf as errorsOf, names, say, type Phrase } from "../words/words";

/** That no target gets certain requests. */
export interface Taking extends RedirectEnd {
  readonly id: "listener-rule-answers";
  /** What happens to each of them. */
  readonly takes: Phrase;
}

/**
 * Says what happens to requests that a load balancer answers itself.
 * @param turn - The hostname and the listener.
 * @param taker - What takes the requests.
 * @param path - One of their paths.
 * @returns What does; undefined where targets get them, or the plan does not say.
 */
export function takingOf(turn: Turn, taker: Taker, path: string): Taking | undefined {
  const { action } = taker;
  const id = "listener-rule-answers";
  const code = errorOf(action);
  if (code !== undefined) {
    const takes = say`is answered by the load balancer itself, with the code ${code}`;
    return { id, takes, finds: "error", isElsewhere: false };
  }
  if (action.kind !== "redirect") {
    return undefined;
  }
  const end = redirectEnd(turn, taker, action, path);
  const takes =
    end.unheard !== undefined
      ? say`is redirected to port ${end.unheard}, at which nobody hears visitors who come through Cloudflare`
      : end.finds === "itself"
        ? say`is redirected to itself: browsers give up after some rounds`
        : say`is redirected to ${redirectTarget(turn, action)} instead of being served`;
  return { id, takes, ...end };
}

/**
 * Says that other target groups get requests than before.
 * @param turn - The hostname and the listener.
 * @param was - What took the requests.
 * @param is - What takes them.
 * @returns What happens to them: high where they were served, and nothing runs where they go.
 */
export function ledElsewhere(
  { sides, machine }: Turn,
  was: Taker,
  is: Taker,
): Pick<TurnWords, "id" | "severity" | "takes"> {
  // What a listener does by default comes after all rules.
  const isLast = modelType(is.resource.type) === "listener";
  const isGone = sides.after.model.inventory.byKey(sides.nameAfter(was.resource)) === undefined;
  const why =
    isGone || (isLast && modelType(was.resource.type) === "listenerRule")
      ? say`${was.resource.name} no longer takes it`
      : say`${is.resource.name} takes it before ${was.resource.name} does`;
  const empty = emptyGroupsOf(sides, is.action);
  const isLost =
    empty !== undefined && severityOfEmpty(sides, empty) === "high" && !wasIdle(sides, was.action);
  const meets = isLost
    ? say`${emptyWords(empty)}, and visitors get ${noTargetError(machine)}`
    : say`where nothing serves it there, visitors get ${errorsOf(loadBalancerErrors.unhealthyTargets)}`;
  return {
    id: "listener-rule-shadows",
    severity: isLost ? "high" : "medium",
    takes: say`goes to ${names(groupsOf(is.action))} and no longer to ${names(groupsOf(was.action))}, since ${why}: ${meets}`,
  };
}

/** Whether nothing ran where requests went before the change. */
function wasIdle({ before }: OriginSides, action: ListenerAction): boolean {
  const groups = action.kind === "forward" ? action.groups : [];
  const sources = groups
    .flatMap(({ resources }) => resources)
    .flatMap((group) => before.sources(group));
  return sources.length > 0 && isEmpty(sources);
}

/** What is told of a hostname's requests at a listener. */
export interface TurnWords {
  readonly id: "listener-rule-answers" | "listener-rule-shadows";
  readonly severity: Risk["severity"];
  /** What took and takes them; the last is what does after the change. */
  readonly takers: readonly Taker[];
  readonly takes: Phrase;
  readonly title: string;
  /** Which requests. Defaults to those that the title names. */
  readonly what?: Phrase;
}

/** Tells of what becomes of a hostname's requests at a listener. */
export function turnRisk(
  { sides, machine, listener }: Turn,
  { id, severity, takers, takes, title: name, what = say`${name}` }: TurnWords,
): Risk {
  const now = takers.at(-1)?.resource ?? listener;
  const stood = modelType(now.type) === "listener" || !sides.context.changes.has(now.key);
  const until = stood ? "a rule forwards it again" : "the rule goes or comes later";
  return {
    ...{ id, severity, subject: listener.key, title: name },
    about: [machine.key, title(machine)],
    consequence: say`From this change on, and until ${[until]}, at ${title(machine)} every request for ${what} ${takes}.`,
    cause: sides.causes([listener, ...takers.map(({ resource }) => resource)]),
    hint: stood
      ? say`Keep the rule that forwards before all that take ${what}, or add what takes its place in an update before this one.`
      : say`Give the rule a later priority, or conditions that leave ${what} to the rule that serves it.`,
  };
}

/** Names the target groups to which something forwards. */
export function groupsOf(action: ListenerAction): string[] {
  return action.kind === "forward"
    ? action.groups.map(({ resources, id }) => title(resources[0]) || (id ?? "another group"))
    : [];
}
