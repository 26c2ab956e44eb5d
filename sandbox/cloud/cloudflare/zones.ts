import { canonicalHostname } from "../../../model/graph/hostnames";
import { CloudflarePlan, planOrder, ratePlans } from "../../../facts/cloudflare/plans";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import type { Zone } from "../accountSeed";
import type { Place } from "../resources/handler";
import { object, text } from "../values";

/**
 * Finds a zone, whoever made it.
 * @param id - Its id.
 * @param place - Where.
 * @returns The zone, or undefined where the account has no such zone.
 */
export function findZone(id: string, place: Place): Zone | undefined {
  const made = place.account.get(types.zone, id);
  return place.seed.zone(id) ?? (made && zoneMade(made, place));
}

/**
 * Finds the zones of a name. The zone that a sandbox assumes where it is told of none gives way to one that a program made.
 * @param name - Domain name in any spelling.
 * @param place - Where.
 * @returns The zones; more than one only where a program made another beside an assumed one.
 */
export function zonesNamed(name: string, place: Place): Zone[] {
  const wanted = canonicalHostname(name);
  return allZones(place).filter((zone) => zone.name === wanted);
}

/**
 * Lists every zone of the account, those that programs made first.
 * @param place - Where.
 * @returns The zones.
 */
export function allZones({ account, seed }: Place): Zone[] {
  const place = { account, seed, region: "" };
  const made = account.ofType(types.zone).map((zone) => zoneMade(zone, place));
  const ids = new Set(made.map(({ id }) => id));
  const names = new Set(made.map((zone) => zone.name));
  const before = seed.zones.filter(
    ({ id, name }) => !ids.has(id) && !(seed.zonesAreAssumed && names.has(name)),
  );
  return [...made, ...before];
}

/**
 * Says what plan the account's own things follow.
 * @param place - Where.
 * @returns The highest plan of its zones.
 */
export function accountPlan(place: Place): CloudflarePlan {
  const ranks = [...place.seed.zones, ...allZones(place)].map(({ plan }) =>
    planOrder.indexOf(plan),
  );
  return planOrder[Math.max(0, ...ranks)] ?? CloudflarePlan.Free;
}

/** A new zone is on the Free plan until a subscription of its own says otherwise; add-ons are the account's. */
function zoneMade({ id, properties }: StoredObject, { account, seed }: Place): Zone {
  const known = seed.zone(id);
  if (known !== undefined) {
    return known;
  }
  const [subscription] = [...account.find(`${types.zoneSubscription} in-zone:${id}`)];
  const ratePlan = text(object(subscription?.properties.ratePlan).id);
  return {
    id,
    name: canonicalHostname(text(properties.name)),
    plan: ratePlans.get(ratePlan) ?? CloudflarePlan.Free,
    loadBalancing: seed.loadBalancing,
    trafficSteering: seed.zones.some(({ trafficSteering }) => trafficSteering),
  };
}

/**
 * Names the name servers that stand in for those that Cloudflare gives a zone.
 * @param name - Domain name of the zone.
 * @returns Two hostnames.
 */
export function nameServersOf(name: string): string[] {
  return [`ada.ns.${name}`, `bob.ns.${name}`];
}
