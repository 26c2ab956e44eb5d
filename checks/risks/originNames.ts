import { everywhere } from "../../facts/aws/route53";
import { type Route53Name } from "../../model/network/route53Names";
import { isOneOfSeveral, isWatched } from "../../model/network/route53Records";
import { hostedZonesOf, keepsNameServers } from "../../model/network/route53Zones";
import { isInZone } from "../../core/hostnames";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { names, say } from "../words/words";
import { AddressUsers } from "./addressUsers";
import { nameMove, namedPlaces, type NameMove } from "./originNameMoves";
import { BehindPools, causesAmong } from "./publicOrigins";
import { changesAnyOf, isDeleted, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set(["route53Record", "route53Zone"]);

/** Finds names of Route 53 that pools and records of Cloudflare name, and that go, or come to lead elsewhere. */
export function originNameRisks(context: RiskContext): Risk[] {
  if (!changesAnyOf(context, parts)) {
    return [];
  }
  const { before, after } = context;
  const users = new AddressUsers(after);
  const hostnames = new BehindPools(after);
  return before.route53.all().flatMap((name): Risk[] => {
    const [old, now] = [before.route53.at(name), after.route53.at(name)];
    const leading = users.of([name]);
    if (old === undefined || leading.length === 0) {
      return [];
    }
    const zones = hostedZonesOf(before.inventory, old.records);
    const cause = causesAmong(context, [...old.records, ...(now?.records ?? []), ...zones]);
    const deletesFirst = cause.some(({ change }) => change.deleteFirst === true);
    const own =
      zoneGone(context, name, old) ??
      changeOf(name, old, now, deletesFirst, () =>
        nameMove(context, name, { old, now, leading }),
      ) ??
      unwatched(context, name, old, now) ??
      unspared(name, old, now);
    const visitors = hostnames.visitors(leading);
    return own === undefined || cause.length === 0
      ? []
      : [
          {
            ...{ id: own.id, severity: own.severity, subject: name, title: name, cause },
            consequence: say`${own.what}, and ${names(leading.map(({ title }) => title))} leads there: ${visitors} ${own.meet}.`,
            hint: own.hint,
          },
        ];
  });
}

/**
 * A hosted zone that goes, or is made anew, has other name servers than those to which the name is delegated.
 * Source: Amazon Route 53 developer guide, dns-configuring.
 */
function zoneGone({ before, after, changes }: RiskContext, name: string, old: Route53Name) {
  const gone = hostedZonesOf(before.inventory, old.records).filter((zone) => {
    const change = changes.get(zone.key);
    return (
      change !== undefined &&
      isDeleted(change) &&
      (change.operation === "delete" ||
        (change.operation === "replace" && !keepsNameServers(zone, change.after)))
    );
  });
  const [zone] = gone;
  if (zone === undefined) {
    return undefined;
  }
  const delegating = after.records.filter(
    ({ type, hostname }) => type === "NS" && hostname !== undefined && isInZone(name, hostname),
  );
  const follows = delegating.some(({ resource }) => changes.has(resource.key));
  return {
    ...({ id: "origin-name-gone", severity: follows ? "medium" : "high" } as const),
    what: say`With this change the hosted zone ${title(zone)} goes, and with it the name servers that answer for ${name}${follows ? [", while those of the new one are named in the same update"] : changes.get(zone.key)?.operation === "replace" ? ["; the new one has others, and nothing in this plan names them"] : []}`,
    meet: say`get Error 530 with code 1016, as soon as resolvers have forgotten the old answers, until the name is delegated to name servers that know it`,
    hint: say`Make the new zone with its records beside the old one, name its servers where the name is delegated, wait until the TTL of that is over, and take the old zone away in a later update.`,
  };
}

/** A name that has no address any more, or none for some places. */
function unaddressed(name: string, old: Route53Name, now: Route53Name | undefined) {
  if (now === undefined) {
    return {
      ...({ id: "origin-name-gone", severity: "high" } as const),
      what: say`From this change on ${name} has no address any more, as soon as resolvers have forgotten the old one`,
      meet: say`get Error 530 with code 1016, and every monitor finds the origin down until the record is back`,
      hint: say`Lead pools and records of Cloudflare elsewhere in an update before this one, or keep ${name}.`,
    };
  }
  return now.leavesOut && !old.leavesOut
    ? {
        ...({ id: "origin-name-gone", severity: "high" } as const),
        what: say`From this change on ${name} has an address for some places alone, and none for all the others`,
        meet: say`whose requests reach Cloudflare elsewhere get Error 530 with code 1016, as soon as resolvers have forgotten the old address and until a record for every place is back`,
        hint: say`Keep the default record, of the country ${everywhere}, beside those of single places.`,
      }
    : undefined;
}

function changeOf(
  name: string,
  old: Route53Name,
  now: Route53Name | undefined,
  deletesFirst: boolean,
  moved: () => NameMove | undefined,
) {
  const gone = unaddressed(name, old, now);
  if (now === undefined || gone !== undefined) {
    return gone;
  }
  return (
    moved() ??
    (deletesFirst
      ? {
          ...({ id: "origin-name-gap", severity: "medium" } as const),
          what: say`Between the deletion and the creation of its record ${name} has no address`,
          meet: say`get Error 530 with code 1016 where a resolver asks in between, until it asks again`,
          hint: say`Let the record be changed in place, without deleteBeforeReplace.`,
        }
      : undefined)
  );
}

/** A record that stays and is told from now on whatever becomes of what it leads to, although others stand beside it. */
function unwatched(
  { renamed }: RiskContext,
  name: string,
  old: Route53Name,
  now: Route53Name | undefined,
) {
  const watched = new Set(
    old.records
      .filter((record) => isWatched(record) === "yes")
      .map(({ key }) => renamed.get(key) ?? key),
  );
  const lost = (now?.records ?? []).filter(
    (record) => watched.has(record.key) && isWatched(record) === "no" && isOneOfSeveral(record),
  );
  return lost.length === 0
    ? undefined
    : {
        ...({ id: "origin-name-unwatched", severity: "medium" } as const),
        what: say`From this change on Route 53 answers for ${name} with what ${names(lost.map((record) => record.name))} leads to whether that is well or not`,
        meet: say`go on going there when it falls, and get Error 521, 522 or 504 until somebody changes the record`,
        hint: say`Keep the health check of the record, or let its alias evaluate the health of its target.`,
      };
}

/** What a secondary record leads to is told no more when the primary one is unwell. */
function unspared(name: string, old: Route53Name, now: Route53Name | undefined) {
  const isLost = namedPlaces(old.spare).length > 0 && now !== undefined;
  return isLost && namedPlaces(now.spare).length === 0
    ? {
        ...({ id: "origin-name-unwatched", severity: "medium" } as const),
        what: say`From this change on no secondary record of ${name} takes over`,
        meet: say`get Error 521, 522 or 504 when what it leads to falls, until somebody changes the record`,
        hint: say`Keep the secondary record, or put two pools at Cloudflare in its place first.`,
      }
    : undefined;
}
