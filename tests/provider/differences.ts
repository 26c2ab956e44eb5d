import type { SeenCall, Sighting } from "./sighting";

/** One thing in which two providers differ. */
export interface Difference {
  /** In what. */
  readonly kind: "calls" | "states" | "diffs" | "operations";
  /** The kind of object or call: a type, or a method and path. */
  readonly subject: string;
  /** What of it: a property's path; empty for the whole. */
  readonly property: string;
  /** What the stand-in does. */
  readonly standIn: string;
  /** What the plugin does. */
  readonly plugin: string;
}

const nothing = "nothing";

/**
 * Compares what was seen of the same scenario with two providers.
 * @param standIn - With the stand-in.
 * @param plugin - With the plugin.
 * @returns What differs, an entry per object and property; empty where nothing does.
 */
export function differencesOf(
  standIn: readonly Sighting[],
  plugin: readonly Sighting[],
): Difference[] {
  const [ours, theirs] = [standIn, plugin].map((seen) => seen.map(({ title }) => title).join(", "));
  if (ours !== theirs) {
    const whole = { kind: "operations", subject: "scenario", property: "" } as const;
    return [{ ...whole, standIn: ours ?? "", plugin: theirs ?? "" }];
  }
  return standIn.flatMap((one, index) => {
    const other = plugin[index];
    return other === undefined
      ? []
      : [...inDiffs(one, other), ...inCalls(one.calls, other.calls), ...inStates(one, other)];
  });
}

function inDiffs(one: Sighting, other: Sighting): Difference[] {
  const operation = one.title.replace(/^\d+\. /, "");
  return namesOf(one.diffs, other.diffs).flatMap((name) => {
    const [standIn = nothing, plugin = nothing] = [one.diffs[name], other.diffs[name]];
    const [subject = name] = name.split(" ");
    return standIn === plugin
      ? []
      : [{ kind: "diffs" as const, subject, property: operation, standIn, plugin }];
  });
}

function inStates(one: Sighting, other: Sighting): Difference[] {
  return namesOf(one.states, other.states).flatMap((name) => {
    const [subject = name] = name.split(" ");
    return inValues("", one.states[name], other.states[name]).map((found) => ({
      kind: "states" as const,
      subject,
      ...found,
    }));
  });
}

/** Engines make calls side by side, so that their order is not compared: only how many of each, and what they carry. */
function inCalls(ours: readonly SeenCall[], theirs: readonly SeenCall[]): Difference[] {
  const [few, many] = [ours, theirs].map((calls) => times(calls.filter(isRead).length));
  const reads: Difference[] =
    few === many || few === undefined || many === undefined
      ? []
      : [{ kind: "calls", subject: "reads", property: "", standIn: few, plugin: many }];
  const routes = [...ours, ...theirs].filter((call) => !isRead(call)).map(({ route }) => route);
  return [...reads, ...inWrites([...new Set(routes)], ours, theirs)];
}

function isRead({ route }: SeenCall): boolean {
  return route.startsWith("GET ");
}

function inWrites(
  routes: readonly string[],
  ours: readonly SeenCall[],
  theirs: readonly SeenCall[],
): Difference[] {
  return routes.flatMap((subject) => {
    const [few = [], many = []] = [ours, theirs].map((calls) =>
      calls.filter(({ route }) => route === subject).map(({ body }) => body),
    );
    const counts =
      few.length === many.length
        ? []
        : [{ property: "", standIn: times(few.length), plugin: times(many.length) }];
    const bodies = paired(few, many).flatMap(([one, other]) => inValues("", one, other));
    return [...counts, ...bodies].map((found) => ({ kind: "calls" as const, subject, ...found }));
  });
}

/** Each body with the one that is most like it. */
function paired(ours: readonly unknown[], theirs: readonly unknown[]): [unknown, unknown][] {
  const left = [...theirs];
  return ours.slice(0, theirs.length).map((one) => {
    const distances = left.map((other) => inValues("", one, other).length);
    const [other] = left.splice(distances.indexOf(Math.min(...distances)), 1);
    return [one, other];
  });
}

type Found = Pick<Difference, "property" | "standIn" | "plugin">;

/** The innermost places at which two values differ; an index of a list is no place of its own. */
function inValues(property: string, one: unknown, other: unknown): Found[] {
  if (isObject(one) && isObject(other)) {
    return namesOf(one, other).flatMap((name) =>
      inValues(property === "" ? name : `${property}.${name}`, one[name], other[name]),
    );
  }
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((item, index) => inValues(`${property}[]`, item, other[index]));
  }
  const [standIn = nothing, plugin = nothing] = [one, other].map((value) => JSON.stringify(value));
  return standIn === plugin ? [] : [{ property, standIn, plugin }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function namesOf(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
