import { unknownValue } from "../../core/known";
import { SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import type { LoadBalancerNode } from "../../model/traffic/loadBalancers";
import { identity } from "../../model/graph/targets";
import { poolError } from "../../model/origin/answeredErrors";
import { poolTitle, type BalancedPool } from "../../model/traffic/balancedPools";
import { heavierShare, poolShares } from "../../model/traffic/shares";
import { type Risk, type RiskContext, touches } from "./risk";
import { counted, names, say } from "../words/words";
import { causesAmong, laterId, leadsToSame, type BalancerPair } from "./balancerPairs";
import { firstPoolRisk } from "./firstPools";
import { sessionsRisk } from "./sessions";
import { spreadRisk } from "./spreadPools";
import { isPlaceKind, placeName, steeringRisks, type Borne } from "./steering";

/** Finds load balancers that lose a pool, a fallback or a way to move requests. */
export function balancerRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  const known = new Map(after.loadBalancers.map((each) => [each.resource.key, each]));
  return before.loadBalancers.flatMap((old) => {
    const { key: was } = old.resource;
    const key = context.renamed.get(was) ?? was;
    const now = known.get(key);
    if (now === undefined || old.enabled === "no" || now.enabled === "no") {
      return [];
    }
    const change = context.changes.get(now.resource.key);
    if (change === undefined && staysAsItIs(old, now)) {
      return [];
    }
    const hostname = now.hostname ?? now.resource.name;
    const pair = {
      ...{ context, old, now, hostname },
      oldPools: before.balanced.of(old),
      newPools: after.balanced.of(now),
    };
    const own = [poolsRisk(pair), fallbackRisk(pair), firstPoolRisk(pair), sessionsRisk(pair)];
    const spread = spreadRisk(pair);
    return [
      ...own.filter((risk) => risk !== undefined),
      ...(spread === undefined ? steeringRisks(hostname, change, borneOf(pair)) : [spread]),
    ];
  });
}

/** Whether visitors of places can only come to pools that the load balancer had, that are probed, and that serve; and weights overload none. */
function borneOf({ old, now, oldPools, newPools }: BalancerPair): Borne {
  const had = new Set(oldPools.map(({ id }) => id));
  const isGeographic = now.steering === SteeringPolicy.Geo && old.steering !== unknownValue;
  const [was, is] = [poolShares(old.resource, oldPools), poolShares(now.resource, newPools)];
  return {
    places:
      isGeographic &&
      newPools.every(
        ({ id, node, serves: own }) => had.has(id) && own === "yes" && node?.monitor !== undefined,
      ),
    weights:
      was !== undefined &&
      is !== undefined &&
      heavierShare(was, is) === undefined &&
      [...was].every(([id, weight]) => weight === 0 || (is.get(id) ?? 0) > 0),
  };
}

/** Whether a load balancer and all its pools are the very same on both sides, as in most of an everyday plan. */
function staysAsItIs(old: LoadBalancerNode, now: LoadBalancerNode): boolean {
  return (
    old.resource === now.resource &&
    old.targets.length === now.targets.length &&
    old.targets.every(({ resources }, index) => {
      const others = now.targets[index]?.resources;
      return (
        resources.length === others?.length &&
        resources.every((resource, place) => resource === others[place])
      );
    })
  );
}

function poolsRisk(pair: BalancerPair): Risk | undefined {
  const { hostname, now, oldPools, newPools } = pair;
  const [had, has] = [oldPools.filter(serves), newPools.filter(serves)];
  const [ids, titles] = [new Set(has.map(({ id }) => id)), new Set(has.map(({ title }) => title))];
  const lost = had.filter(({ id, title }) => !ids.has(laterId(pair, id)) && !titles.has(title));
  // A pool that is made in this update may not be told yet; it is there all the same.
  const untold = now.targets.filter(
    ({ id, resources }) => id === undefined && resources.length === 0,
  );
  const count = has.length + untold.length;
  if (count >= had.length || count === 0 || lost.length === 0) {
    return undefined;
  }
  const single = count === 1;
  const [first] = has;
  const left = first?.title ?? "";
  const code = first?.node && poolError(pair.context.after, first.node.resource, hostname);
  const out = say`${names(lost.map(({ title }) => title))} ${[lost.length === 1 ? "is" : "are"]}`;
  const places = placesOf(pair.old, new Set(lost.map(({ id }) => id)));
  return {
    id: single ? "backup-lost" : "pool-lost",
    severity: single ? "high" : "medium",
    subject: now.resource.key,
    title: hostname,
    consequence: [
      ...(single
        ? say`${hostname} has no backup any more: ${out} out, and ${code === undefined ? say`when ${left} fails every visitor meets an error` : say`${left} answers everybody with Error ${code}, from this change on`}.`
        : say`${hostname} has ${[counted(count, "pool")]} instead of ${[counted(had.length, "pool")]}: ${names(lost.map(({ title }) => title))} takes no traffic any more, and the others carry it.`),
      ...(places.length === 0
        ? []
        : say` Until now visitors in ${names(places)} were sent there by steering.`),
    ],
    cause: causesAmong(pair, [now.resource.key, ...lost.map(({ id }) => id)]),
    hint: single
      ? say`Add another pool before this one goes, in an update of its own.`
      : say`See that the remaining pools can carry the whole load first.`,
  };
}

/** The regions, countries and data centers that are given to one of several pools. */
function placesOf({ groups }: LoadBalancerNode, pools: ReadonlySet<string>): string[] {
  return groups.flatMap(({ kind, key, pools: { all } }) =>
    isPlaceKind(kind) && all.some((target) => pools.has(identity(target) ?? ""))
      ? [placeName(kind, key)]
      : [],
  );
}

function serves(pool: BalancedPool): boolean {
  return pool.serves !== "no";
}

function fallbackRisk(pair: BalancerPair): Risk | undefined {
  const { hostname, old, now, newPools } = pair;
  if (now.fallback === undefined || old.fallback === undefined) {
    return undefined;
  }
  const [was, is] = [old.fallback, now.fallback].map(identity);
  const differs =
    was === undefined ? touchesFallback(pair) : !leadsToSame(pair, old.fallback, now.fallback);
  const target = newPools.find(({ id }) => id === is);
  if (!differs) {
    return undefined;
  }
  const dead = target?.node?.servesAsFallback === "no";
  const to = poolTitle(now.fallback);
  return {
    id: "fallback-changed",
    severity: dead ? "high" : "medium",
    subject: now.resource.key,
    title: hostname,
    consequence: dead
      ? say`The last resort of ${hostname} is now ${to}, which is off or has no origin on: when all pools are down, visitors get Error 530 with code 1016.`
      : say`When all pools of ${hostname} are down or not probed yet, its visitors now go to ${to} instead of ${poolTitle(old.fallback)}, whatever its health.`,
    cause: causesAmong(pair, [now.resource.key], ["fallbackPool"]),
    hint: say`Name a pool that can answer everybody at any time, and see that it does before this change.`,
  };
}

function touchesFallback({ context, now }: BalancerPair): boolean {
  const change = context.changes.get(now.resource.key);
  return change !== undefined && touches(change, ["fallbackPool"]);
}
