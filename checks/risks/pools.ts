import { enoughOfWeight } from "../../facts/cloudflare/loadBalancing";
import { title } from "../../model/graph/title";
import { poolError } from "../../model/origin/answeredErrors";
import { takingOrigins, type PoolNode } from "../../model/traffic/pools";
import {
  heavierShare,
  originShares,
  totalWeight,
  type HeavierShare,
} from "../../model/traffic/shares";
import { knownList } from "../../model/graph/reading";
import { addressesOf } from "./poolAddresses";
import { askingHostnames } from "./hostnamesFirst";
import { unknownValue } from "../../core/known";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";
import type { PlanChange } from "../../model/plan/plan";
import { counted, names, say } from "../words/words";

/** A pool before and after a change of it. */
interface PoolPair {
  readonly context: RiskContext;
  readonly change: PlanChange;
  readonly old: PoolNode;
  readonly now: PoolNode;
}

/** Finds pools whose origins are fewer, elsewhere, no longer probed or asked otherwise. */
export function poolRisks(context: RiskContext): Risk[] {
  const [before, after] = [context.before, context.after].map(
    ({ pools }) => new Map(pools.map((pool) => [pool.resource.key, pool])),
  ) as [Map<string, PoolNode>, Map<string, PoolNode>];
  return changesOf(context, "pool", ["update", "replace"]).flatMap((change) => {
    const old = before.get(change.renamedFrom ?? change.key);
    const now = after.get(change.key);
    if (old === undefined || now === undefined || now.enabled === "no") {
      return [];
    }
    const pair = { context, change, old, now };
    if (old.enabled === "no") {
      return [returnRisk(pair)].filter((risk) => risk !== undefined);
    }
    const risks = [monitorRisk, originsRisk, minimumRisk, hostRisk, sheddingRisk, replaceRisk];
    return risks.map((find) => find(pair)).filter((risk) => risk !== undefined);
  });
}

function risk(
  { change, now }: PoolPair,
  own: Pick<Risk, "id" | "severity" | "consequence" | "hint">,
  properties: readonly string[],
): Risk {
  return {
    ...own,
    ...{ subject: change.key, title: title(now.resource) },
    cause: [causeOf(change, properties)],
  };
}

/** A pool that somebody took out by hand, perhaps for good reason. */
function returnRisk(pair: PoolPair): Risk | undefined {
  const { context, change, now } = pair;
  const byHand = context.plan.drift.find(({ key }) => key === change.before?.key);
  if (byHand?.properties.every(({ path }) => path !== "enabled") ?? true) {
    return undefined;
  }
  const own = {
    id: "pool-returns",
    severity: "medium",
    consequence: say`Somebody switched ${title(now.resource)} off outside Pulumi, and this update switches it on again: it takes traffic at once, although what it was taken out for may not be mended.`,
    hint: say`Ask who took it out and why, or set enabled to false in the program until it may come back.`,
  } as const;
  return risk(pair, own, ["enabled"]);
}

function monitorRisk(pair: PoolPair): Risk | undefined {
  const { old, now } = pair;
  if (old.monitor === undefined || now.monitor !== undefined) {
    return undefined;
  }
  const own = {
    id: "monitor-lost",
    severity: "high",
    consequence: say`Nobody probes ${title(now.resource)} any more: an origin that is dead or answers 502 keeps its traffic for as long as it takes somebody to notice.`,
    hint: say`Give the pool the new monitor in the same update that takes the old one away.`,
  } as const;
  return risk(pair, own, ["monitor", "monitorGroup"]);
}

function originsRisk(pair: PoolPair): Risk | undefined {
  const { old, now, context } = pair;
  const [had, has] = [old, now].map((pool) => addressesOf(context, pool));
  if (had === undefined || has === undefined || has.length === 0) {
    return undefined;
  }
  const [earlier, later] = [new Set(had), new Set(has)];
  const lost = had.filter((address) => !later.has(address));
  const fresh = has.filter((address) => !earlier.has(address));
  if (lost.length === 0) {
    return sharesRisk(pair, heavierShare(originShares(old, had), originShares(now, has)));
  }
  const pool = title(now.resource);
  const all = lost.length === had.length;
  const own = {
    id: fresh.length === 0 ? "origins-fewer" : "origins-moved",
    severity: fresh.length === 0 && bearsLoss(pair) ? "low" : "medium",
    consequence:
      fresh.length === 0
        ? say`${pool} has ${[counted(has.length, "origin")]} instead of ${[counted(had.length, "origin")]}: ${names(lost)} ${[lost.length === 1 ? "takes" : "take"]} no traffic any more, and what remains carries it.`
        : say`${[all ? "All traffic" : "Traffic"]} of ${pool} that went to ${names(lost)} goes to ${names(fresh)} in one call, ${[stoodBy(old, fresh) ? "which had the weight 0" : "before the monitor has probed it"]}: if it does not answer yet, visitors meet errors until it is found to be down.`,
    hint:
      fresh.length === 0
        ? say`See that the remaining origins can carry the whole load first.`
        : say`Add the new origin beside the old one, wait until it is healthy, and remove the old one in a later update.`,
  } as const;
  return risk(pair, own, ["origins"]);
}

/** Whether origins stood in the pool with the weight 0, where its monitor asks them. */
function stoodBy({ origins }: PoolNode, addresses: readonly string[]): boolean {
  const idle = (knownList(origins) ?? []).filter(
    ({ enabled, takesTraffic }) => enabled === "yes" && takesTraffic === "no",
  );
  return addresses.every((address) => idle.some((each) => each.address === address));
}

/** An origin whose weight comes to bring it most of what the pool gets. */
function sharesRisk(pair: PoolPair, share: HeavierShare | undefined): Risk | undefined {
  if (share === undefined) {
    return undefined;
  }
  const { name, before, after } = share;
  const own = {
    id: "origins-moved",
    severity: "medium",
    consequence: say`${name} gets ${after} % of what comes to ${title(pair.now.resource)} instead of ${before} % in one call, by its weight: where it cannot carry that, visitors meet slow answers and errors until it is given less.`,
    hint: say`Raise its weight step by step, and see at each that it carries its share.`,
  } as const;
  return risk(pair, own, ["origins"]);
}

/** A pool that bore the loss of an origin, and comes to count as down with the first that fails. */
function minimumRisk(pair: PoolPair): Risk | undefined {
  const { old, now } = pair;
  const { minimumOrigins } = now;
  const { minimumOrigins: needed } = old;
  if (minimumOrigins === unknownValue || needed === unknownValue || minimumOrigins <= needed) {
    return undefined;
  }
  const [had, has] = [
    takingOrigins(old).length - needed,
    takingOrigins(now).length - minimumOrigins,
  ];
  if (had <= 0 || has > 0) {
    return undefined;
  }
  const own = {
    id: "pool-needs-all",
    severity: "medium",
    consequence:
      has < 0
        ? say`${title(now.resource)} needs ${[counted(minimumOrigins, "origin")]} to count as healthy from this change on and has ${takingOrigins(now).length}: it never is, its visitors go to the next pool, or where there is none to the fallback pool, which is asked whatever its health.`
        : say`${title(now.resource)} needs all of its ${[counted(minimumOrigins, "origin")]} to count as healthy from this change on: the first that fails takes the pool out, and its visitors go to the next pool, or where there is none to the fallback pool, although the others answer.`,
    hint: say`Let minimumOrigins be one less than the origins at most.`,
  } as const;
  return risk(pair, own, ["minimumOrigins", "origins"]);
}

/** Whether most of a pool remains, and so much that it stays healthy where one more origin fails. */
function bearsLoss({ old, now }: PoolPair): boolean {
  const { minimumOrigins } = now;
  const left = takingOrigins(now).length;
  const isSpare = minimumOrigins !== unknownValue && left > Math.max(minimumOrigins, 1);
  return isSpare && totalWeight(now) >= totalWeight(old) * enoughOfWeight;
}

function hostRisk(pair: PoolPair): Risk | undefined {
  const { old, now, change, context } = pair;
  const visitors = askingHostnames(context.after, now.resource.key);
  const [was, is] = [hostsOf(old, visitors), hostsOf(now, visitors)];
  const differ = [...is].some(([address, hosts]) => (was.get(address) ?? hosts) !== hosts);
  if (!touches(change, ["origins"]) || !differ) {
    return undefined;
  }
  const codes = visitors.map((hostname) => poolError(context.after, now.resource, hostname));
  const [code] = codes.includes(undefined) ? [] : codes;
  const asked = say`The origins of ${title(now.resource)} are asked for another host`;
  const own = {
    id: "host-header-changed",
    severity: code === undefined ? "medium" : "high",
    consequence:
      code === undefined
        ? say`${asked}: if they do not serve it, or their certificate does not cover it, they answer 404 or the edge answers 526.`
        : say`${asked} from this change on, which none of them serves: they answer visitors of ${names(visitors)} with Error ${code}.`,
    hint: say`See that the origins serve the new host, with a certificate for it, first.`,
  } as const;
  return risk(pair, own, ["origins"]);
}

/** The Host headers of each origin by its address: that of the visitor where it sets none, which is the name of a load balancer that is the only one. */
function hostsOf({ origins }: PoolNode, visitors: readonly string[]): Map<string, string> {
  return new Map(
    (origins === unknownValue ? [] : origins).flatMap(({ address, hosts }) => {
      const isUnset = hosts !== unknownValue && hosts.length === 0 && visitors.length === 1;
      return typeof address === "string"
        ? [[address, JSON.stringify(isUnset ? visitors : hosts)] as const]
        : [];
    }),
  );
}

function sheddingRisk(pair: PoolPair): Risk | undefined {
  const { old, now } = pair;
  const isOfSessions = now.shedPercent <= old.shedPercent;
  const [was, is] = [old, now].map((pool) =>
    isOfSessions ? pool.shedSessionPercent : pool.shedPercent,
  ) as [number, number];
  if (is <= was) {
    return undefined;
  }
  const whose = isOfSessions ? say` the visitors who have a session there` : say` its traffic`;
  const own = {
    id: "pool-sheds",
    severity: "medium",
    consequence: say`${title(now.resource)} sheds ${is} % of${whose} instead of ${was} %: the next pools carry it, and where all of them shed, the fallback pool.`,
    hint: say`See that the other pools can carry it first.`,
  } as const;
  return risk(pair, own, ["loadShedding"]);
}

function replaceRisk(pair: PoolPair): Risk | undefined {
  const { change, now } = pair;
  // Cloudflare refuses to delete a pool first that a load balancer names.
  if (change.operation !== "replace" || change.importReplacement || change.deleteFirst === true) {
    return undefined;
  }
  const own = {
    id: "pool-replaced",
    severity: "medium",
    consequence: say`${title(now.resource)} starts anew and counts as down until its first probe: meanwhile its traffic goes to the next pool.`,
    hint: say`Take the pool out of its load balancers in an update before this one.`,
  } as const;
  return risk(pair, own, change.replacedFor);
}
