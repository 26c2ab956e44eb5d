import { clearModes } from "../../facts/cloudflare/zoneSettings";
import { encryptionModeOf } from "../../model/traffic/encryptionModes";
import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import type { ListenerAction } from "../../model/origin/actions";
import type { Taker } from "../../model/origin/listenerRules";
import { headerDemands } from "../../model/origin/requiredHeaders";
import { listenerPartRisks } from "./listenerParts";
import { isSame, serves, turnsOf, type Turn } from "./listenerTurns";
import type { OriginSides } from "./originSides";
import { passedWords, passesBy } from "./passedRules";
import { changesAnyOf, type Risk } from "./risk";
import { ledElsewhere, takingOf, turnRisk, type Taking } from "./takenRequests";
import { names, say, type Phrase } from "../words/words";

type Severity = Risk["severity"];

/** Finds rules of listeners that take requests from where they went, for hostnames that lead there before and after. */
export function listenerRuleRisks(sides: OriginSides): Risk[] {
  const hasRules = [sides.before, sides.after].some(({ model }) =>
    model.inventory.has("listenerRule"),
  );
  if (!hasRules && !changesAnyOf(sides.context, new Set(["listener"]))) {
    return [];
  }
  const { inventory } = sides.after.model;
  const found = new Map<string, Risk>();
  // An error that a listener without rules answers is told with the listener.
  const turns = turnsOf(sides).filter(
    ({ listener, is }) =>
      is.rest?.action.kind !== "answer" || inventory.linkedTo(listener, "listenerRule").length > 0,
  );
  for (const risk of turns.flatMap((turn) => [...wholeRisk(turn), ...listenerPartRisks(turn)])) {
    found.set(`${risk.id} ${risk.subject} ${risk.title}`, risk);
  }
  return [...found.values()];
}

/** All requests for the hostname, those apart that another rule takes by a path or a header. */
function wholeRisk(turn: Turn): Risk[] {
  const [was, is] = [turn.was.rest, turn.is.rest];
  if (was === undefined || is === undefined || !serves(was.action) || isSame(turn, was, is)) {
    return [];
  }
  if (isDemand(turn) || isRound(turn, is.action)) {
    return [];
  }
  const { sides, hostname } = turn;
  const taking = takingOf(turn, is, anyPath);
  const isOwn = sides.nameAfter(was.resource) === is.resource.key;
  if (taking !== undefined) {
    const severity = severityOfAll(turn, taking);
    const what = [...say`${hostname}`, ...otherMethods(turn)];
    return severity === undefined
      ? []
      : [turnRisk(turn, { ...taking, severity, takers: [was, is], title: hostname, what })];
  }
  if (is.action.kind !== "forward" || isOwn) {
    return [];
  }
  const led = ledElsewhere(turn, was, is);
  const isPassed = forwarding(turn).length === 0 && passesBy(turn, was, is);
  const severity = forwarding(turn).length > 0 ? "medium" : isPassed ? "high" : led.severity;
  const takes = isPassed && led.severity !== "high" ? passedWords(was, is) : led.takes;
  return [turnRisk(turn, { ...led, severity, takes, takers: [was, is], title: hostname })];
}

/** How bad it is where no target gets the requests for a hostname; undefined where visitors are served all the same. */
function severityOfAll(turn: Turn, { finds, isElsewhere }: Taking): Severity | undefined {
  if (["itself", "error"].includes(finds) || isElsewhere === false) {
    // What still forwards by a header, which Cloudflare may set, serves perhaps all that it did. Programs do more than read.
    const left = forwarding(turn);
    const isRead = isProgramsHostname(turn.hostname) && left.every(({ asksMore }) => !asksMore);
    return left.length === 0 || isRead ? "high" : "medium";
  }
  return finds === "unknown" || isProgramsHostname(turn.hostname) ? "medium" : undefined;
}

/** What still forwards pages of a hostname by something else than their paths. */
function forwarding({ is }: Turn): Taker[] {
  return is.some.filter(
    ({ action, paths, methods }) =>
      serves(action) && paths.length === 0 && (methods.length === 0 || methods.includes("GET")),
  );
}

/** Which requests are left, where a rule forwards by nothing but the method. */
function otherMethods(turn: Turn): Phrase {
  const methods = forwarding(turn)
    .filter(({ asksMore }) => !asksMore)
    .flatMap(({ methods: own }) => own);
  return methods.length === 0 ? [] : say` by other methods than ${names([...new Set(methods)])}`;
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

/** A path that stands for all of a hostname. */
const anyPath = "/1";
