import { allOf, anyOf, certain, negated, type Certainty } from "../../core/certainty";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import { bypassAction, QueueingMethod } from "../../facts/cloudflare/waitingRooms";
import type { RequestStep } from "../../facts/cloudflare/requestPhases";
import type { Inventory } from "../graph/inventory";
import { unknownLink, zoneOf } from "../graph/links";
import { isObject, knownList, readFlag, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { ruleOf, type EdgeRule, type PhaseRules } from "./edgeRules";
import { quotedText } from "./quotedText";
import { roomPlaces } from "./roomPlaces";

const phase: RequestStep = "waiting rooms";

/** One place at which a room stands. */
interface Route {
  readonly room: ModelResource;
  readonly path: Known<string>;
  /** Which requests it is asked about. */
  readonly expression: Known<string>;
  /** Whether it is set to hold everybody whom no rule of its own lets pass. */
  readonly holds: Certainty;
  /** Whether it is switched off. */
  readonly suspended: Certainty;
}

/**
 * Reads the waiting rooms in which everybody waits, however few there are, with those whom their rules let pass, and the more specific
 * rooms that are asked in their place. Rooms that fill by their limits hold nobody here: no plan says how many visitors come.
 *
 * Source: Cloudflare docs, waiting-room/reference/configuration-settings (queue all, suspended), queueing-methods (reject lets nobody
 * in) and additional-options/waiting-room-rules/bypass-rules; schema of the Cloudflare provider, waiting_room (the room of the most
 * specific path is chosen; an implied wildcard ends additional routes).
 * @param inventory - The resources.
 * @returns Their rules, by zone.
 */
export function waitingRoomRules(inventory: Inventory): PhaseRules[] {
  const byZone = new Map<string, Route[]>();
  for (const room of inventory.ofType("waitingRoom")) {
    getOrCreate(byZone, zoneOf(room), () => []).push(...routesOf(room));
  }
  return [...byZone]
    .filter(([, routes]) => routes.some(({ holds }) => holds !== "no"))
    .map(([owner, routes]) => {
      const sorted = [...routes].sort((one, other) => lengthOf(other) - lengthOf(one));
      const rules = sorted.flatMap((route, index) =>
        routeRules(inventory, route, index < sorted.length - 1),
      );
      const own = { owner, isOfAccount: false, phase };
      return { ...own, rules: [...crawlerRules(inventory, owner), ...rules] };
    });
}

/**
 * Whether no visitor goes to a waiting room, whatever else is said of it.
 * @param room - A `WaitingRoom`.
 */
export function isSuspended({ properties }: ModelResource): boolean {
  return readFlag(properties.suspended, "no") === "yes";
}

/** A path that is not known is asked last, so that it hides nothing. */
function lengthOf({ path }: Route): number {
  return path === unknownValue ? -1 : path.length;
}

function routesOf(room: ModelResource): Route[] {
  const { queueAll, queueingMethod, suspended } = room.properties;
  const shared = {
    room,
    holds: anyOf([readFlag(queueAll, "no"), rejectsAll(queueingMethod)]),
    suspended: readFlag(suspended, "no"),
  };
  return roomPlaces(room).map((place) => {
    if (place === unknownValue) {
      return { ...shared, path: unknownValue, expression: unknownValue };
    }
    const { host, path } = place;
    const expression = `http.host eq ${quotedText(host)} and starts_with(http.request.uri.path, ${quotedText(path)})`;
    return { ...shared, path, expression };
  });
}

/**
 * Whether a queueing method lets nobody in.
 * Source: Cloudflare docs, waiting-room/reference/queueing-methods (reject).
 * @param queueingMethod - The method, as the plan has it.
 */
export function rejectsAll(queueingMethod: ModelValue | undefined): Certainty {
  const method = readText(queueingMethod);
  return method === unknownValue ? "unknown" : certain(method === QueueingMethod.Reject);
}

/** What a room does at one of its places, and that no room further out is asked there. */
function routeRules(
  inventory: Inventory,
  { room, expression, holds, suspended }: Route,
  hasOthers: boolean,
): EdgeRule[] {
  const { passing, decidedBy } = bypassOf(inventory, room);
  const held = ruleOf(room, {
    place: readFlag(room.properties.queueAll, "no") === "no" ? "queueingMethod" : "queueAll",
    enabled: allOf([holds, negated(suspended)]),
    expression: withoutPassing(expression, passing),
    action: { kind: "hold" },
    decidedBy: [...decidedBy, ...crawlerSettings(inventory, zoneOf(room))],
  });
  // Whether a suspended room gives way to one further out is not documented.
  const stays = suspended === "no" ? "yes" : "unknown";
  const isChosen = hasOthers && expression !== unknownValue;
  return [
    ...(holds === "no" ? [] : [held]),
    ...(isChosen ? [passRule(room, stays, expression)] : []),
  ];
}

function withoutPassing(
  expression: Known<string>,
  passing: Known<readonly string[]>,
): Known<string> {
  if (expression === unknownValue || passing === unknownValue) {
    return unknownValue;
  }
  return passing.length === 0
    ? expression
    : `${expression} and not (${passing.map((each) => `(${each})`).join(" or ")})`;
}

function passRule(resource: ModelResource, enabled: Certainty, expression: string): EdgeRule {
  const action = { kind: "skip", restOfRuleset: false, phases: [phase], products: [] } as const;
  return ruleOf(resource, { place: "path", enabled, expression, action });
}

/**
 * Reads whom a room never holds.
 * @param inventory - The resources.
 * @param room - A `WaitingRoom`.
 * @returns Expressions of its rules, unknown where one of them is, and what says so.
 */
export function bypassOf(
  inventory: Inventory,
  room: ModelResource,
): { readonly passing: Known<readonly string[]>; readonly decidedBy: readonly ModelResource[] } {
  const own = inventory.linkedTo(room, "waitingRoomRules");
  const anybodys = inventory
    .linkedToAny([unknownLink], "waitingRoomRules")
    .filter((rules) => !own.includes(rules) && zoneOf(rules) === zoneOf(room));
  const expressions = own.flatMap(({ properties }): Known<string>[] => {
    const rules = knownList(readList(properties.rules));
    return rules === undefined ? [unknownValue] : rules.flatMap(bypassExpression);
  });
  const known = expressions.filter((each) => typeof each === "string");
  const isKnown = anybodys.length === 0 && known.length === expressions.length;
  return { passing: isKnown ? known : unknownValue, decidedBy: [...own, ...anybodys] };
}

function bypassExpression(rule: ModelObject[string]): Known<string>[] {
  const { action, enabled, expression } = isObject(rule) ? rule : {};
  const named = readText(action) ?? unknownValue;
  const isOn = allOf([
    readFlag(enabled, "yes"),
    named === unknownValue ? "unknown" : certain(named === bypassAction),
  ]);
  return isOn === "no"
    ? []
    : [isOn === "yes" ? (readText(expression) ?? unknownValue) : unknownValue];
}

function crawlerSettings(inventory: Inventory, zone: string): ModelResource[] {
  return inventory.linkedToAny(zone.split(" or "), "waitingRoomSettings");
}

/** Source: schema of the Cloudflare provider, waiting_room_settings (verified crawlers of search engines pass every room of the zone). */
function crawlerRules(inventory: Inventory, zone: string): EdgeRule[] {
  return crawlerSettings(inventory, zone)
    .map((settings) =>
      passRule(
        settings,
        readFlag(settings.properties.searchEngineCrawlerBypass, "no"),
        'cf.client.bot and cf.verified_bot_category eq "Search Engine Crawler"',
      ),
    )
    .filter(({ enabled }) => enabled !== "no");
}
