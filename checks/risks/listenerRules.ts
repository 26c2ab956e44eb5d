import { clearModes } from "../../facts/cloudflare/zoneSettings";
import { lowestServerErrorStatus } from "../../facts/httpStatus";
import { encryptionModeOf } from "../../model/traffic/encryptionModes";
import { isProgramsHostname, isProgramsPath } from "../../model/traffic/hostnameLabels";
import type { ListenerAction } from "../../model/origin/actions";
import { samplePaths, type Taker } from "../../model/origin/listenerRules";
import { headerDemands } from "../../model/origin/requiredHeaders";
import { errorOf, isSame, serves, turnsOf, type Turn } from "./listenerTurns";
import type { OriginSides } from "./originSides";
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
  for (const risk of turns.flatMap((turn) => [...wholeRisk(turn), ...partRisks(turn)])) {
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
  const severity = forwarding(turn).length > 0 ? "medium" : led.severity;
  return [turnRisk(turn, { ...led, severity, takers: [was, is], title: hostname })];
}

/** How bad it is where no target gets the requests for a hostname; undefined where visitors are served all the same. */
function severityOfAll(turn: Turn, { finds, isElsewhere }: Taking): Severity | undefined {
  if (["itself", "error"].includes(finds) || isElsewhere === false) {
    // What still forwards by a header, which Cloudflare may set, serves perhaps all that it did.
    return forwarding(turn).length > 0 ? "medium" : "high";
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

/** Some of the requests, which a rule that was not there before takes by their path or method. */
function partRisks(turn: Turn): Risk[] {
  const { was, is, sides, hostname } = turn;
  if (was.rest === undefined || !serves(was.rest.action)) {
    return [];
  }
  const earlier = new Map(was.some.map((each) => [sides.nameAfter(each.resource), each]));
  return is.some.flatMap((taker) => {
    const old = earlier.get(taker.resource.key);
    const isNew = old === undefined || (serves(old.action) && !serves(taker.action));
    const [path = anyPath] = taker.paths.flatMap(samplePaths);
    const taking = isNew && isAskedFor(turn, taker) ? takingOf(turn, taker, path) : undefined;
    const severity = taking && severityOfPart(turn, taker, taking);
    if (taking === undefined || severity === undefined) {
      return [];
    }
    const title = taker.paths.length === 0 ? hostname : `${hostname} at ${taker.paths.join(", ")}`;
    const by = taker.methods.length === 0 ? [] : say` by ${names(taker.methods)}`;
    const what = [...say`${title}`, ...by];
    return [turnRisk(turn, { ...taking, severity, takers: [taker], title, what })];
  });
}

/** Whether visitors or programs send what a rule takes. What else it looks at, most often who it is that asks, no plan says of them. */
function isAskedFor({ hostname }: Turn, { methods, asksMore }: Taker): boolean {
  const usual = isProgramsHostname(hostname) ? programsMethods : visitorsMethods;
  return !asksMore && (methods.length === 0 || methods.some((method) => usual.has(method)));
}

const visitorsMethods: ReadonlySet<string> = new Set(["GET", "POST"]);
const programsMethods: ReadonlySet<string> = new Set([
  ...visitorsMethods,
  ...["PUT", "PATCH", "DELETE", "OPTIONS"],
]);

/** How bad it is where a new rule takes a part: redirects are there to be followed, and paths that are no pages of the site are refused with reason. */
function severityOfPart(
  { hostname }: Turn,
  { action, paths }: Taker,
  { finds }: Taking,
): Severity | undefined {
  const samples = paths.flatMap(samplePaths);
  const isForPrograms = isProgramsHostname(hostname) || samples.some(isProgramsPath);
  if (action.kind === "redirect") {
    return ["itself", "error"].includes(finds) || isForPrograms ? "medium" : undefined;
  }
  const isRefusal = (errorOf(action) ?? lowestServerErrorStatus) < lowestServerErrorStatus;
  const isHidden = paths.length > 0 && samples.every((path) => hiddenPath.test(path));
  if (isHidden) {
    return undefined;
  }
  const isPage = samples.length === 0 || samples.includes(home);
  return isRefusal && !isForPrograms && !isPage ? "low" : "medium";
}

/** Files and folders that no visitor asks for. Source: RFC 8615, section 3 (`/.well-known/` is asked for). */
const hiddenPath = /^\/\.(?!well-known(?:\/|$))/;

const home = "/";

/** A path that stands for all of a hostname. */
const anyPath = "/1";
