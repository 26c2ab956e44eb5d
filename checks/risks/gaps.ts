import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { PlanChange } from "../../model/plan/plan";
import type { ModelResource } from "../../model/graph/resources";
import { wildcardOver } from "../../model/traffic/speakers";
import type { Risk, RiskContext } from "./risk";
import { causeOf } from "./risk";
import { say, type Phrase } from "../words/words";
import { elsewhere, type TouchedHostname } from "./touched";

/** How one of the things that answer for a hostname goes through a change. */
interface Passage {
  readonly resource: ModelResource;
  readonly change: PlanChange | undefined;
  /** Whether there is a moment without it. Undefined where the plan does not say. */
  readonly goes: boolean | undefined;
}

/**
 * Finds a hostname that serves before and after, but not in between.
 * @returns The risk, or undefined where there is none.
 */
export function gapRisk(context: RiskContext, touched: TouchedHostname): Risk | undefined {
  const { hostname, before } = touched;
  const { loadBalancer } = before;
  const balancer =
    loadBalancer?.enabled === "yes" ? passage(context, loadBalancer.resource) : undefined;
  const records = before.records.map(({ resource }) => passage(context, resource));
  const answering = balancer === undefined ? records : [balancer];
  const gone = answering.filter(({ goes }) => goes !== false);
  if (gone.length === 0) {
    return undefined;
  }
  const stays = balancer !== undefined && records.some(({ goes }) => goes === false);
  const wildcard = standIn(context, hostname);
  const whole = gone.length === answering.length;
  const sure = gone.every(({ goes }) => goes === true);
  const words = { ttl: ttlOf(before), sure, hostname, unless: elsewhere(context) };
  const thinned = stays || !whole || wildcard !== undefined;
  return {
    id: thinned ? "hostname-thinned" : "hostname-gap",
    severity: thinned || !sure ? "medium" : "high",
    subject: hostname,
    title: hostname,
    consequence: whole ? wholeGap(words, stays, wildcard) : partGap(words),
    cause: gone.flatMap(({ change }) =>
      change === undefined ? [] : [causeOf(change, change.replacedFor)],
    ),
    hint:
      balancer === undefined
        ? say`Make the change in two updates: first put a load balancer or a record of the same type beside it, then take this one away; or do it at an hour with few visitors and with a short TTL set a day before.`
        : say`Keep a proxied record beneath the load balancer, add the new one under another name first, and remove this one in a later update.`,
  };
}

interface GapWords {
  readonly hostname: string;
  readonly sure: boolean;
  readonly ttl: Phrase;
  readonly unless: Phrase;
}

function wholeGap(
  { hostname, sure, ttl, unless }: GapWords,
  stays: boolean,
  wildcard: string | undefined,
): Phrase {
  if (stays) {
    return say`Between the deletion and the creation ${hostname} has no load balancer: visitors go to the record beneath it, without failover.`;
  }
  if (wildcard !== undefined) {
    return say`Between the deletion and the creation ${wildcard} answers for ${hostname}: if its origin does not serve ${hostname}, visitors meet errors for up to ${ttl}.`;
  }
  return sure
    ? say`Between the deletion and the creation ${hostname} has no record: visitors get NXDOMAIN for up to ${ttl}${unless}.`
    : say`The plan does not say whether the old record goes before the new one is there. If it does, ${hostname} has no record in between and visitors get NXDOMAIN for up to ${ttl}; if not, Cloudflare may refuse the new one beside it (81053).`;
}

function partGap({ hostname }: GapWords): Phrase {
  return say`Between the deletion and the creation ${hostname} has fewer records: the origins that remain take the traffic of those that are gone.`;
}

function passage({ changes, after }: RiskContext, resource: ModelResource): Passage {
  const change = changes.get(resource.key);
  if (change?.operation !== "replace") {
    // What is deleted goes after everything new is there, so it leaves no gap where something else answers then.
    return { resource, change, goes: false };
  }
  const there = change.after && after.inventory.byKey(change.after.key);
  return { resource, change, goes: there === undefined ? false : change.deleteFirst };
}

/** The wildcard that answers where a name is away for a moment, before the change and after it. */
function standIn({ before, after }: RiskContext, hostname: string): string | undefined {
  const wildcard = wildcardOver(before.inventory, hostname);
  const answers = [before, after].every(
    (side) => wildcard !== undefined && side.pathOf(wildcard).answeredAt === wildcard,
  );
  return answers && wildcard !== hostname ? wildcard : undefined;
}

function ttlOf({ records }: HostnamePath): Phrase {
  const seconds = records
    .map(({ ttlSeconds }) => ttlSeconds)
    .filter((ttl) => typeof ttl === "number" && ttl > 1);
  return seconds.length === 0
    ? say`the TTL`
    : say`the TTL, ${Math.max(...(seconds as number[]))} seconds`;
}
