import { lowestServerErrorStatus } from "../../facts/httpStatus";
import { isProgramsHostname, isProgramsPath } from "../../model/traffic/hostnameLabels";
import { samplePaths, takerOfPath, type Taker } from "../../model/origin/listenerRules";
import { errorOf, serves, type Turn } from "./listenerTurns";
import type { Risk } from "./risk";
import { ledElsewhere, takingOf, turnRisk, type Taking, type TurnWords } from "./takenRequests";
import { names, say } from "../words/words";

/**
 * Finds rules that were not there before and take some of a hostname's requests, by their path or method.
 * @param turn - The hostname and the listener.
 */
export function listenerPartRisks(turn: Turn): Risk[] {
  const { was, is, sides, hostname } = turn;
  if (was.rest === undefined || !serves(was.rest.action)) {
    return [];
  }
  const earlier = new Map(was.some.map((each) => [sides.nameAfter(each.resource), each]));
  return is.some.flatMap((taker) => {
    const old = earlier.get(taker.resource.key);
    const isNew = old === undefined || (serves(old.action) && !serves(taker.action));
    const [path = anyPath] = taker.paths.flatMap(samplePaths);
    const isComing = isNew && isAskedFor(turn, taker);
    const taken = isComing
      ? (takenPart(turn, taker, path) ?? emptyPart(turn, taker, path))
      : undefined;
    if (taken === undefined) {
      return [];
    }
    const title = taker.paths.length === 0 ? hostname : `${hostname} at ${taker.paths.join(", ")}`;
    const by = taker.methods.length === 0 ? [] : say` by ${names(taker.methods)}`;
    const what = [...say`${title}`, ...by];
    return [turnRisk(turn, { ...taken, takers: [taker], title, what })];
  });
}

type Part = Pick<TurnWords, "id" | "severity" | "takes">;

/** What the load balancer answers itself. */
function takenPart(turn: Turn, taker: Taker, path: string): Part | undefined {
  const taking = takingOf(turn, taker, path);
  const severity = taking && severityOfPart(turn, taker, taking);
  return severity && { ...taking, severity };
}

/** What goes where nothing runs: a path that had a rule of its own is asked for, and one that had none may be. */
function emptyPart(turn: Turn, taker: Taker, path: string): Part | undefined {
  const was = takerOfPath(turn.was, path);
  const led =
    was !== undefined && serves(was.action) && serves(taker.action)
      ? ledElsewhere(turn, was, taker)
      : undefined;
  const isAsked = was !== turn.was.rest || isFirstPage(taker);
  return led?.severity !== "high" ? undefined : { ...led, severity: isAsked ? "high" : "medium" };
}

function isFirstPage({ paths, methods }: Taker): boolean {
  return (
    paths.flatMap(samplePaths).includes(home) && (methods.length === 0 || methods.includes("GET"))
  );
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
  taker: Taker,
  { finds }: Taking,
): Risk["severity"] | undefined {
  const { action, paths } = taker;
  const samples = paths.flatMap(samplePaths);
  if (isFirstPage(taker) && ["itself", "error"].includes(finds)) {
    return "high";
  }
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

/** A path that stands for all that a rule takes by something else. */
const anyPath = "/1";
