import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { readUrn } from "../../model/graph/urns";
import type { Route53Name } from "../../model/network/route53Names";
import { ttlSecondsOf, type Route53Places } from "../../model/network/route53Records";
import { waitsUntilHealthy } from "../../model/origin/deployments";
import { OriginPaths } from "../../model/origin/originPaths";
import { isEmpty, type TargetSource } from "../../model/origin/targets";
import { OriginMachines } from "../../model/traffic/originMachines";
import { errorOf, names, say, type Phrase } from "../words/words";
import type { AddressUser } from "./addressUsers";
import { isDeleted, type Risk, type RiskContext } from "./risk";
import { Waiting } from "./waiting";

/** A name of Route 53 that comes to lead elsewhere. */
export interface NameMove extends Pick<Risk, "severity" | "hint"> {
  readonly id: "origin-name-moved";
  /** What happens to it. */
  readonly what: Phrase;
  /** What visitors meet, after who they are. */
  readonly meet: Phrase;
}

/** A name before and after, and who leads there. */
interface Turned {
  readonly old: Route53Name;
  readonly now: Route53Name | undefined;
  readonly leading: readonly AddressUser[];
}

/**
 * Says of a name of Route 53 that stays where it comes to lead: high where nothing serves there yet, or where nothing is left of where resolvers
 * still send visitors.
 * @param name - The name.
 * @returns What is told; undefined where it leads where it led.
 */
export function nameMove(
  context: RiskContext,
  name: string,
  { old, now, leading }: Turned,
): NameMove | undefined {
  if (now === undefined) {
    return undefined;
  }
  const [was, is] = [namedPlaces(old.told), namedPlaces(now.told)];
  const isLost = was.some((place) => !is.includes(place));
  const comes = is.some((place) => !was.includes(place)) && !now.isWeighted;
  if ((!isLost && !comes && (!now.tellsIdle || old.tellsIdle)) || shifts(context, old, now)) {
    return undefined;
  }
  const what = say`From this change on ${name} leads to ${names(is)} instead of ${names(was)}`;
  const isAlone = leading.some(({ alone }) => alone);
  const sure = isAlone ? (madeMove(context, now) ?? leftMove(context, old, now)) : undefined;
  return {
    ...{ id: "origin-name-moved", severity: sure === undefined ? "medium" : "high" },
    what: sure === undefined ? what : [...what, ...say`, ${sure.since}`],
    meet:
      sure?.meet ??
      say`go there as soon as the TTL is over, and get Error 521, 522 or 526 if that does not answer for them yet, until it does`,
    hint: say`See that the new place lets Cloudflare in and answers first, and keep the old one running until the TTL is over.`,
  };
}

/** What makes it sure that visitors meet errors. */
interface SureMove {
  /** Why, after where the name leads. */
  readonly since: Phrase;
  readonly meet: Phrase;
}

/** A name that comes to lead to nothing but what the same update makes, and that does not wait until it serves. */
function madeMove(context: RiskContext, { told, records }: Route53Name): SureMove | undefined {
  const { inventory } = context.after;
  const made = told.later.map((key) => inventory.byKey(key));
  const areNew = made.every((each) => each !== undefined && isNew(context, each, records));
  return told.targets.length > 0 || made.length === 0 || !areNew
    ? undefined
    : {
        since: say`which the same update makes`,
        meet: say`get ${errorOf(loadBalancerErrors.refusedThenEmpty)}, or 522, as soon as the TTL is over and until what serves there has started too`,
      };
}

function isNew(
  context: RiskContext,
  machine: ModelResource,
  records: readonly ModelResource[],
): boolean {
  const made = (key: string | undefined) => {
    const change = context.changes.get(key ?? "");
    return change?.operation === "create" ? change : undefined;
  };
  if (modelType(machine.type) !== "awsLoadBalancer") {
    return modelType(machine.type) === "instance" && made(machine.key) !== undefined;
  }
  const waiting = new Waiting(context);
  const own = records.flatMap(({ key }) => context.changes.get(key) ?? []);
  const isReady = ({ resource, serves }: TargetSource): boolean => {
    const change = made(serves?.key) ?? made(resource.key);
    return (
      change === undefined ||
      (own.every((record) => waiting.follows(record, change)) &&
        waitsUntilHealthy(change.after ?? resource) !== "no")
    );
  };
  const paths = OriginPaths.of(context.after);
  const sources = paths.uses
    .filter((use) => use.machine?.key === machine.key)
    .flatMap(({ group }) => paths.sources(group));
  return made(machine.key) !== undefined && sources.length > 0 && !sources.some(isReady);
}

/** A name that leads away from machines which go at the end, while resolvers still know them. */
function leftMove(
  { before, after, changes }: RiskContext,
  { told, records }: Route53Name,
  now: Route53Name,
): SureMove | undefined {
  const were = OriginMachines.of(before.inventory);
  const are = OriginMachines.of(after.inventory);
  const ttl = ttlSecondsOf(records);
  const goes = (address: string): boolean => {
    const place = { address, addressFrom: [] };
    const found = were.at(place);
    return (
      found.length > 0 &&
      found.every(({ key }) => isGone(changes.get(key))) &&
      are.at(place).length === 0
    );
  };
  const left = told.targets.filter((target) => !now.told.targets.includes(target));
  return ttl < leastTtlSeconds || left.length === 0 || !left.every(goes)
    ? undefined
    : {
        since: say`and what it led to goes in the same update`,
        meet: say`whom resolvers still send there get Error 522 from then on, until the TTL of ${String(ttl)} s is over`,
      };
}

/** Deletions come at the end of an update, which Route 53 has carried out by then in most cases. A choice; no source says it. */
const leastTtlSeconds = 60;

function isGone(change: ReturnType<RiskContext["changes"]["get"]>): boolean {
  return change !== undefined && change.operation === "delete" && isDeleted(change);
}

/**
 * Whether visitors only come to go where a record of the name led before, of whatever weight, and load balancers stand that this change leaves
 * as they are and that have targets.
 */
function shifts({ after, changes }: RiskContext, old: Route53Name, now: Route53Name): boolean {
  const { targets, later } = now.told;
  const machines = OriginMachines.of(after.inventory);
  const paths = OriginPaths.of(after);
  return (
    later.length === 0 &&
    targets.every((target) => {
      const [machine] = machines.at({ address: target, addressFrom: [] });
      const uses = paths.uses.filter((use) => use.machine === machine);
      return (
        machine !== undefined &&
        old.targets.includes(target) &&
        !changes.has(machine.key) &&
        uses.length > 0 &&
        uses.every(({ group }) => !isEmpty(paths.sources(group)))
      );
    })
  );
}

/**
 * Lists the places to which names lead, as a reader knows them.
 * @returns Addresses and hostnames, and the names of resources whose addresses are known later.
 */
export function namedPlaces({ targets, later }: Route53Places): string[] {
  return [...targets, ...later.map((key) => `an address of ${readUrn(key)?.name ?? key}`)];
}
