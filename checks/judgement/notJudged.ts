import { getOrCreate } from "../../core/getOrCreate";
import { zoneTokens } from "../../model/graph/links";
import { regionOf } from "../../model/graph/title";
import { unjudgedChanges, type UnjudgedChange } from "../../model/judged/unjudged";
import type { PlanChange } from "../../model/plan/plan";
import { namedHostnames } from "../../model/traffic/edgeServices";
import { zoneTitle } from "../../model/tls/zoneTls";
import type { HostnameReach } from "../findings/reach";
import type { Risk, RiskContext } from "../risks/risk";
import { withoutSeenTypes } from "../risks/machineTypes";
import type { TouchedHostname } from "../risks/touched";
import { isPlacementSeen } from "./seenPlacements";
import { withoutSeenGroupNames } from "./seenGroupNames";
import { isPolicySeen } from "./seenPolicies";
import { isTrustSeen } from "./seenTrust";
import { isOfSuspendedRoom } from "./suspendedRooms";
import { ReachedHostnames } from "./reachedHostnames";
import { isOfUnvisitedTasks } from "./unvisitedTasks";
import { unseenCertificates } from "./unseenCertificates";
import { unseenClients } from "./unseenClients";
import { unseenEdgeRules } from "./unseenEdgeRules";
import { unseenGroups } from "./unseenGroups";
import { unseenReferences } from "./unseenReferences";
import { unseenLists } from "./unseenLists";
import { unseenRoutes } from "./unseenRoutes";
import { unseenRules } from "./unseenRules";
import { unseenVersions } from "./unseenVersions";

/** What a change that nobody judged may touch. */
export type Reach =
  | HostnameReach
  | {
      readonly provider: string;
      readonly region?: string;
      /** Hostnames of this plan beside it in what it shares with others, such as a network, sorted. Absent where there are none, or more than 20. */
      readonly hostnames?: readonly string[];
    };

/** A change that nobody judged, with what it may touch. */
export interface NotJudged extends UnjudgedChange {
  /** The hostnames, else the zone, else all that the provider's account serves. */
  readonly mayTouch: Reach;
}

/**
 * Lists the changes of a plan that nobody judged.
 * @param touched - The hostnames whose path it touches.
 * @param risks - What is told of it.
 * @param becoming - The read properties whose values become unknown.
 * @returns The changes: those that nobody read, and then those that nobody could follow, each in the plan's order.
 */
export function notJudged(
  context: RiskContext,
  touched: readonly TouchedHostname[],
  risks: readonly Risk[],
  becoming: readonly UnjudgedChange[],
): readonly NotJudged[] {
  const unread = unreadChanges(context, risks);
  const told = new Set(unread.map(({ change }) => change));
  const unseen = [
    ...[...unseenRules(context), ...unseenCertificates(context)],
    ...[...unseenEdgeRules(context), ...unseenLists(context), ...unseenGroups(context)],
    ...unseenClients(context),
    ...unseenVersions(context),
    ...withoutSaid(unseenRoutes(context), risks),
  ];
  const unknown = withoutSaid(becoming, risks);
  const outside = withoutSaid(unseenReferences(context), risks);
  const seen = [...unread, ...unseen.filter(({ change }) => !told.has(change))];
  const found = withProperties(withProperties(seen, unknown), outside);
  if (found.length === 0) {
    return [];
  }
  const onPath = hostnamesByKey(touched);
  let known: ReachedHostnames | undefined;
  const reached = (): ReachedHostnames => (known ??= new ReachedHostnames(context));
  return found.map((each) => ({
    ...each,
    mayTouch: reachOf(context, each, onPath.get(each.change.key) ?? [], reached),
  }));
}

/** What no table lists as read, but for what is seen in another way, or said by a risk that says all of it. */
function unreadChanges(context: RiskContext, risks: readonly Risk[]): readonly UnjudgedChange[] {
  return withoutSaid(
    unjudgedChanges(context.plan.changes)
      .flatMap((each) => withoutSeenTypes(context, risks, each))
      .flatMap((each) => withoutSeenGroupNames(context, risks, each)),
    risks.filter(({ id }) => sayingAll.has(id)),
  ).filter(
    (each) =>
      !isTrustSeen(context, each.change) &&
      !isPolicySeen(context, each.change) &&
      !isPlacementSeen(context, each) &&
      !isOfUnvisitedTasks(context, each.change) &&
      !isOfSuspendedRoom(each.change),
  );
}

/** The hostnames on whose path a change stands, by its key. */
function hostnamesByKey(touched: readonly TouchedHostname[]): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { hostname, causes } of touched) {
    for (const { change } of causes) {
      getOrCreate(found, change.key, () => []).push(hostname);
    }
  }
  return found;
}

/** Adds properties that nobody followed to what else is not judged of the same changes. */
function withProperties(
  found: readonly UnjudgedChange[],
  more: readonly UnjudgedChange[],
): readonly UnjudgedChange[] {
  const properties = new Map(more.map((each) => [each.change, each.properties]));
  const listed = new Set(found.map(({ change }) => change));
  const joined = found.map((each) =>
    each.properties.length === 0
      ? each
      : {
          ...each,
          properties: [
            ...new Set([...each.properties, ...(properties.get(each.change) ?? [])]),
          ].sort(),
        },
  );
  return [...joined, ...more.filter(({ change }) => !listed.has(change))];
}

/** Kinds of risks that say all that there is to say of the properties, or of the deletion, which cause them. */
const sayingAll: ReadonlySet<Risk["id"]> = new Set<Risk["id"]>([
  "dependency-lost",
  "dependency-restarts",
  "lambda-permission-lost",
  "tasks-unstartable",
]);

/** Leaves out the properties that risks name as their causes, and the changes of which nothing is left. */
function withoutSaid(
  changes: readonly UnjudgedChange[],
  risks: readonly Risk[],
): readonly UnjudgedChange[] {
  const said = new Map<PlanChange, Set<string>>();
  for (const { change, properties } of risks.flatMap(({ cause }) => cause)) {
    const paths = getOrCreate(said, change, () => new Set());
    properties.forEach(({ path }) => paths.add(path));
  }
  return changes.flatMap((each) => {
    const paths = said.get(each.change);
    const properties = each.properties.filter((path) => paths?.has(path) !== true);
    return paths !== undefined && properties.length === 0 ? [] : [{ ...each, properties }];
  });
}

/** How many hostnames that a change reaches are named: of more, the account says enough. */
const mostReached = 20;

function reachOf(
  context: RiskContext,
  { change }: UnjudgedChange,
  onPath: readonly string[],
  reached: () => ReachedHostnames,
): Reach {
  const sides = [change.before, change.after].filter((side) => side !== undefined);
  const named = onPath.length > 0 ? onPath : [...new Set(sides.flatMap(namedHostnames))].sort();
  if (named.length > 0) {
    return { hostnames: named };
  }
  const zones = [...new Set(sides.flatMap(zoneTokens))];
  if (zones.length > 0) {
    return { zone: zoneName(context, zones) };
  }
  const keys = sides.map(({ key }) => key);
  const served = reached().by(keys);
  if (served.length > 0 && served.length <= mostReached) {
    return { hostnames: served };
  }
  const region = sides.map(regionOf).at(-1);
  const provider = change.type.split(":", 1)[0] ?? change.type;
  const hostnames = served.length > 0 ? [] : reached().beside(keys);
  return {
    provider,
    ...(typeof region === "string" && { region }),
    ...(hostnames.length > 0 && hostnames.length <= mostReached && { hostnames }),
  };
}

function zoneName({ before, after }: RiskContext, tokens: readonly string[]): string {
  const own = tokens.join(" or ");
  const names = [after, before].map(({ inventory }) => zoneTitle(inventory, tokens));
  return names.find((name) => name !== own) ?? own;
}
