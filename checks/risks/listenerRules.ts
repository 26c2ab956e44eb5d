import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { clearModes } from "../../facts/cloudflare/zoneSettings";
import { encryptionModeOf } from "../../model/traffic/encryptionModes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { ListenerAction, Redirect } from "../../model/origin/actions";
import {
  hostsOfRules,
  outcomeFor,
  type HostOutcome,
  type Taker,
} from "../../model/origin/listenerRules";
import { headerDemands } from "../../model/origin/requiredHeaders";
import { readListener } from "../../model/origin/listeners";
import type { OriginSides } from "./originSides";
import { changesAnyOf, type Risk } from "./risk";
import { lowestErrorStatus } from "../../facts/httpStatus";
import { errorOf as errorsOf, names, say, type Phrase } from "../words/words";

/** What happens to the requests for one hostname at a listener, before and after. */
export interface Turn {
  readonly sides: OriginSides;
  readonly machine: ModelResource;
  readonly listener: ModelResource;
  readonly hostname: string;
  readonly was: HostOutcome;
  readonly is: HostOutcome;
}

/** Finds rules of listeners that take requests from where they went, for hostnames that lead there before and after. */
export function listenerRuleRisks(sides: OriginSides): Risk[] {
  const hasRules = [sides.before, sides.after].some(({ model }) =>
    model.inventory.has("listenerRule"),
  );
  if (!hasRules && !changesAnyOf(sides.context, new Set(["listener"]))) {
    return [];
  }
  const found = new Map<string, Risk>();
  // An error that a listener without rules answers is told with the listener.
  const turns = turnsOf(sides).filter(({ is }) => hasRules || is.rest?.action.kind === "redirect");
  for (const risk of turns.flatMap((turn) => [...wholeRisk(turn), ...partRisks(turn)])) {
    found.set(`${risk.id} ${risk.subject} ${risk.title}`, risk);
  }
  return [...found.values()];
}

/**
 * Follows every hostname that leads to a load balancer before and after.
 * @returns What happens to it at each listener that Cloudflare asks.
 */
export function turnsOf(sides: OriginSides): Turn[] {
  return sides.after.model.inventory
    .ofType("awsLoadBalancer")
    .flatMap((machine) =>
      sides.after.asked(machine).flatMap((listener) => turnsAt(sides, machine, listener)),
    );
}

function turnsAt(sides: OriginSides, machine: ModelResource, listener: ModelResource): Turn[] {
  const [old, oldMachine] = [sides.earlier(listener), sides.earlier(machine)];
  if (old === undefined || oldMachine === undefined) {
    return [];
  }
  const { inventory } = sides.after.model;
  const stood = new Set(sides.before.hostnames(oldMachine));
  const leads = sides.after.leads.to(machine).filter(({ hostname }) => stood.has(hostname));
  const hosts = new Map(
    leads.flatMap(({ hostname, hosts: own }) =>
      own === unknownValue ? [] : [[hostname, own[0] ?? hostname] as const],
    ),
  );
  const tenants = [...hosts]
    .filter(([, host]) => host.startsWith("*."))
    .flatMap(([, host]) =>
      [...hostsOfRules(sides.before.model.inventory, old), ...hostsOfRules(inventory, listener)]
        .filter((name) => certificateCovers(new Set([host]), name))
        .filter((name) => !inventory.existsAt(name))
        .map((name) => [name, name] as const),
    );
  return [...new Map([...hosts, ...tenants])].map(([hostname, host]) => ({
    ...{ sides, machine, listener, hostname },
    was: outcomeFor(sides.before.model.inventory, old, host),
    is: outcomeFor(sides.after.model.inventory, listener, host),
  }));
}

/** All requests for the hostname, those apart that another rule takes by a path or a header. */
function wholeRisk(turn: Turn): Risk[] {
  const [was, is] = [turn.was.rest, turn.is.rest];
  if (was === undefined || is === undefined || !serves(was.action) || isSame(turn, was, is)) {
    return [];
  }
  if (isDemand(turn)) {
    return [];
  }
  if (isRound(turn, is.action)) {
    return [];
  }
  const takes = takenPhrase(turn, is.action);
  const isOwn = turn.sides.nameAfter(was.resource) === is.resource.key;
  if (takes !== undefined) {
    // What still forwards by a header, which Cloudflare may set, serves perhaps all that it did.
    const some = turn.is.some.some(({ action, paths }) => serves(action) && paths.length === 0);
    const severity = some ? "medium" : "high";
    return [turnRisk(turn, "listener-rule-answers", severity, [was, is], takes, turn.hostname)];
  }
  return is.action.kind === "forward" && !isOwn
    ? [
        turnRisk(
          turn,
          "listener-rule-shadows",
          "medium",
          [was, is],
          say`goes to ${names(groupsOf(is.action))} and no longer to ${names(groupsOf(was.action))}, since ${is.resource.name} takes it before ${was.resource.name} does: where nothing serves it there, visitors get ${errorsOf(loadBalancerErrors.unhealthyTargets)}`,
          turn.hostname,
        ),
      ]
    : [];
}

/** Whether a hostname that is asked in the clear is sent to HTTPS, which is told as a loop. */
function isRound({ sides, hostname }: Turn, action: ListenerAction): boolean {
  const mode = encryptionModeOf(sides.after.model, hostname);
  return (
    action.kind === "redirect" && action.protocol === "HTTPS" && clearModes.includes(String(mode))
  );
}

/** Whether requests are let through by a header of which it is known whether Cloudflare sends it: what that comes to is said there. */
function isDemand({ sides, machine, listener, hostname }: Turn): boolean {
  return headerDemands(sides.after, machine).some(
    (demand) => demand.listener === listener && [...demand.met, ...demand.unmet].includes(hostname),
  );
}

/** Some of the requests, which a rule that was not there before takes by their path. */
function partRisks(turn: Turn): Risk[] {
  const { was, is, sides } = turn;
  if (was.rest === undefined || !serves(was.rest.action)) {
    return [];
  }
  const earlier = new Map(was.some.map((each) => [sides.nameAfter(each.resource), each]));
  return is.some.flatMap((taker) => {
    const old = earlier.get(taker.resource.key);
    const takes = takenPhrase(turn, taker.action);
    const isNew = old === undefined || (serves(old.action) && !serves(taker.action));
    return takes !== undefined && isNew && taker.paths.length > 0
      ? [
          turnRisk(
            turn,
            "listener-rule-answers",
            "medium",
            [taker],
            takes,
            `${turn.hostname} at ${taker.paths.join(", ")}`,
          ),
        ]
      : [];
  });
}

/** Tells of what becomes of a hostname's requests at a listener. */
export function turnRisk(
  { sides, machine, listener }: Turn,
  id: "listener-rule-answers" | "listener-rule-shadows",
  severity: Risk["severity"],
  takers: readonly Taker[],
  takes: Phrase,
  what: string,
): Risk {
  return {
    ...{ id, severity, subject: listener.key, title: what },
    about: [machine.key, title(machine)],
    consequence: say`From this change on, and until the rule goes or comes later, at ${title(machine)} every request for ${what} ${takes}.`,
    cause: sides.causes([listener, ...takers.map(({ resource }) => resource)]),
    hint: say`Give the rule a later priority, or conditions that leave ${what} to the rule that serves it.`,
  };
}

/** Whether requests are forwarded. */
export function serves({ kind }: ListenerAction): boolean {
  return kind === "forward";
}

function isSame({ sides }: Turn, was: Taker, is: Taker): boolean {
  const { before, after } = sides;
  const keys = (taker: Taker, map: (group: ModelResource) => string) =>
    taker.action.kind === "forward"
      ? taker.action.groups.flatMap(({ resources, id }) =>
          resources.length > 0 ? resources.map(map) : [id ?? ""],
        )
      : [];
  const [left, right] = [keys(was, (group) => sides.nameAfter(group)), keys(is, ({ key }) => key)];
  return (
    before !== after &&
    is.action.kind === "forward" &&
    [...left].sort().join("\n") === [...right].sort().join("\n")
  );
}

function groupsOf(action: ListenerAction): string[] {
  return action.kind === "forward"
    ? action.groups.map(({ resources, id }) => title(resources[0]) || (id ?? "another group"))
    : [];
}

/** What happens to requests that no target gets; undefined where targets do, or the plan does not say. */
export function takenPhrase(turn: Turn, action: ListenerAction): Phrase | undefined {
  const code = errorOf(action);
  if (code !== undefined) {
    return say`is answered by the load balancer itself, with the code ${code}`;
  }
  if (action.kind !== "redirect") {
    return undefined;
  }
  return isCircle(turn, action)
    ? say`is redirected to itself: browsers give up after some rounds`
    : say`is redirected to ${shown(action.protocol)}://${shown(action.host)}${shown(action.path)} instead of being served`;
}

function isCircle({ listener, hostname }: Turn, { protocol, host, port, path }: Redirect): boolean {
  const read = readListener(listener);
  return (
    ["#{protocol}", read.protocol].includes(protocol) &&
    ["#{host}", hostname].includes(shown(host)) &&
    ["#{port}", String(read.port)].includes(shown(port)) &&
    path === "/#{path}"
  );
}

function shown(value: Redirect["host"]): string {
  return value === unknownValue ? "another place" : value;
}

/**
 * Reads the error that a load balancer answers by itself.
 * @param action - What a listener or one of its rules does in the end.
 * @returns The code; undefined where it does something else, answers no error, or the plan does not say.
 */
export function errorOf(action: ListenerAction): number | undefined {
  const code = action.kind === "answer" ? action.code : unknownValue;
  return code === unknownValue || code < lowestErrorStatus ? undefined : code;
}
