import { getOrCreate } from "../../core/getOrCreate";
import { isProgramsHostname, isProgramsPath } from "../../model/traffic/hostnameLabels";
import { samplePaths, takerOfPath, type Taker } from "../../model/origin/listenerRules";
import { bareText, names, say, type Phrase } from "../words/words";
import { isSame, serves, turnsOf, type Turn } from "./listenerTurns";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";
import { ledElsewhere, takingOf, turnRisk, type Taking } from "./takenRequests";
import { passedWords, passesBy } from "./passedRules";

/** Finds rules of listeners that no longer take requests which they took by their path. */
export function listenerPathRisks(sides: OriginSides): Risk[] {
  return sides.before.model.inventory.has("listenerRule") ? turnsOf(sides).flatMap(pathRisks) : [];
}

/** Requests that a rule took by their path, and that it takes no longer. */
interface LostPath {
  readonly path: string;
  readonly takers: readonly [Taker, Taker];
  readonly id: "listener-rule-answers" | "listener-rule-shadows";
  readonly severity: Risk["severity"];
  readonly takes: Phrase;
  /** By which methods, where it is not all of them. */
  readonly by: Phrase;
}

/** Those of the hostname's rest apart. */
function pathRisks(turn: Turn): Risk[] {
  const served = turn.was.some.filter(({ action, paths }) => serves(action) && paths.length > 0);
  const samples = new Set(served.flatMap(({ paths }) => paths.flatMap(samplePaths)));
  const found = [...samples].flatMap((path) => lostAt(turn, served, path));
  // What takes them may differ by the path and the method.
  const byTakes = new Map<string, LostPath[]>();
  for (const each of found) {
    getOrCreate(byTakes, bareText([...each.takes, ...each.by]), () => []).push(each);
  }
  return [...byTakes.values()].flatMap((each) =>
    each.slice(0, 1).map((first) => {
      const paths = patternsOf(
        served,
        each.map(({ path }) => path),
      ).slice(0, mostPaths);
      const title = `${turn.hostname} at ${paths.join(", ")}`;
      return turnRisk(turn, {
        ...{ ...first, title, what: [title, ...first.by] },
        takers: each.flatMap(({ takers }) => takers),
      });
    }),
  );
}

/** Requests for a path, by the methods of which each alone is looked at, since rules may tell them apart. */
function lostAt(turn: Turn, served: readonly Taker[], path: string): LostPath[] {
  const found = methods.map((method) => ({ method, lost: lostPath(turn, served, path, method) }));
  const [first, ...others] = found.filter(({ lost }) => lost.length > 0);
  const by = [first, ...others].flatMap((each) => each?.method ?? []);
  const isAll = by.length === methods.length;
  return (first?.lost ?? []).map((lost) => ({ ...lost, by: isAll ? [] : say` by ${names(by)}` }));
}

/** The methods by which pages are asked for, and by which forms and programs send. */
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function lostPath(
  turn: Turn,
  served: readonly Taker[],
  path: string,
  method: string,
): Omit<LostPath, "by">[] {
  const { was, is, sides } = turn;
  const [old, now] = [takerOfPath(was, path, method), takerOfPath(is, path, method)];
  if (old === undefined || now === undefined || !served.includes(old)) {
    return [];
  }
  const isOwn = sides.nameAfter(old.resource) === now.resource.key;
  if (serves(now.action)) {
    const isRest = now === is.rest || !sides.context.changes.has(now.resource.key);
    return isOwn || !isRest || isSame(turn, old, now) ? [] : led(turn, old, now, path);
  }
  const taking = takingOf(turn, now, path);
  const severity = taking && severityOf(turn, path, taking);
  // What a new rule takes by its path is told with that rule.
  const isTold = now.paths.length > 0 && was.rest !== undefined && serves(was.rest.action);
  return taking === undefined || severity === undefined || isTold
    ? []
    : [{ ...taking, path, severity, takers: [old, now] }];
}

/** Other target groups get the requests: to another end where what served them goes as well. */
function led(turn: Turn, old: Taker, now: Taker, path: string): Omit<LostPath, "by">[] {
  const { before, after } = turn.sides;
  const groups = old.action.kind === "forward" ? old.action.groups : [];
  const held = groups.flatMap(({ resources }) => resources);
  const serving = held.flatMap((group) =>
    before.sources(group).flatMap(({ serves: own }) => own ?? []),
  );
  const others = now.action.kind === "forward" ? now.action.groups : [];
  const still = new Set(
    others
      .flatMap(({ resources }) => resources)
      .flatMap((group) => after.sources(group).flatMap(({ serves: own }) => own?.key ?? [])),
  );
  if (serving.length > 0 && serving.every((each) => still.has(turn.sides.nameAfter(each)))) {
    return [];
  }
  const isGone =
    held.length > 0 &&
    held.every((group) => after.model.inventory.byKey(turn.sides.nameAfter(group)) === undefined);
  const elsewhere = ledElsewhere(turn, old, now);
  const [severity, takes] = isGone
    ? (["low", elsewhere.takes] as const)
    : passesBy(turn, old, now, path) && elsewhere.severity !== "high"
      ? (["high", passedWords(old, now)] as const)
      : ([elsewhere.severity, elsewhere.takes] as const);
  return [{ ...elsewhere, path, severity, takes, takers: [old, now] }];
}

function severityOf(
  { hostname }: Turn,
  path: string,
  { finds }: Taking,
): Risk["severity"] | undefined {
  if (finds === "itself" || finds === "error") {
    return "high";
  }
  const isForPrograms = isProgramsHostname(hostname) || isProgramsPath(path);
  return finds === "unknown" || isForPrograms ? "medium" : undefined;
}

/** The patterns of which all samples are among the paths, and the paths of the others. */
function patternsOf(served: readonly Taker[], paths: readonly string[]): string[] {
  const whole = served
    .flatMap((taker) => taker.paths)
    .map((pattern) => ({ pattern, samples: samplePaths(pattern) }))
    .filter(({ samples }) => samples.every((sample) => paths.includes(sample)));
  const named = new Set(whole.flatMap(({ samples }) => samples));
  return [
    ...new Set([
      ...whole.map(({ pattern }) => pattern),
      ...paths.filter((path) => !named.has(path)),
    ]),
  ];
}

/** How many paths a title lists. */
const mostPaths = 3;
