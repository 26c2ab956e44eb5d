import { lowestErrorStatus, lowestServerErrorStatus } from "../../facts/httpStatus";
import type { PlanChange } from "../../model/plan/plan";
import { namesWholePaths } from "../../model/rules/namedPaths";
import { shadowedBalancerRules } from "../../model/rules/shadowedBalancerRules";
import type { ModelResource } from "../../model/graph/resources";
import { failsOverAcrossPools, keptBySeconds } from "../../model/traffic/loadBalancers";
import {
  fixedAnswers,
  placePools,
  ruledAlike,
  spreadAlike,
  type FixedAnswer,
  type PlaceKind,
} from "../../model/traffic/steering";
import { causeOf, touches, type Risk } from "./risk";
import { names, say } from "../words/words";

/** What of a change of steering the pools bear that get more by it. */
export interface Borne {
  /** Which of them visitors of places go to. */
  readonly places: boolean;
  /** The weights by which the rest is spread. */
  readonly weights: boolean;
}

/**
 * Finds load balancers that send requests elsewhere, or answer them themselves.
 * @param hostname - What the load balancer is called before a reader.
 * @param change - What happens to it. Undefined for nothing.
 * @param borne - What of it the pools bear.
 */
export function steeringRisks(
  hostname: string,
  change: PlanChange | undefined,
  borne: Borne,
): Risk[] {
  if (change === undefined) {
    return [];
  }
  const answered = answerRisk(hostname, change);
  const steered = steeringRisk(hostname, change, answered === undefined, borne);
  return [answered, steered, lateRisk(hostname, change)].filter((risk) => risk !== undefined);
}

/** A load balancer without the proxy whose answers resolvers come to keep for longer, so that they send visitors to what has failed. */
function lateRisk(hostname: string, change: PlanChange): Risk | undefined {
  const [was, is] = [change.before, change.after].map((side) => side && keptBySeconds(side));
  return was === undefined || is === undefined || is <= was
    ? undefined
    : {
        ...{ id: "steering-changed", severity: "medium", subject: hostname, title: hostname },
        consequence: say`From this change on resolvers keep the addresses that ${hostname} answers with for ${is} seconds instead of ${was}: when a pool fails, visitors go on to it for that much longer, however fast the monitor finds it out.`,
        cause: [causeOf(change, ["ttl"])],
        hint: say`Keep the TTL short where nothing of Cloudflare stands before the pools, or proxy the load balancer.`,
      };
}

/** Something that decides where requests go. */
interface Steering {
  /** The properties that say it. */
  readonly properties: readonly string[];
  /** What a change of it means. */
  readonly meaning: string;
  /** Whether a change leaves it as it was. */
  readonly isAlike: (before: ModelResource, after: ModelResource) => boolean;
}

const places: Steering = {
  properties: ["regionPools", "countryPools", "popPools"],
  meaning: "of some places go to other pools",
  isAlike: (before, after) => changedPlaces(before, after)?.length === 0,
};

const spreading: Steering = {
  properties: ["steeringPolicy", "randomSteering", "locationStrategy"],
  meaning:
    "are spread over its pools in another way: pools that had no traffic may get some, and others more",
  isAlike: spreadAlike,
};

const steering: readonly Steering[] = [
  spreading,
  {
    properties: ["adaptiveRouting"],
    meaning: "may no longer be tried in another pool when one does not connect",
    isAlike: (before, after) =>
      failsOverAcrossPools(before) === "no" || failsOverAcrossPools(after) === "yes",
  },
  places,
  {
    properties: ["rules"],
    meaning: "that fit a rule are treated otherwise: they may go to other pools",
    isAlike: ruledAlike,
  },
];

const placeKinds = { region: "region", country: "country", pop: "data center" } as const;

/**
 * Whether a group of pools is for visitors of one place.
 * @param kind - The group's kind.
 * @returns True for a region, a country or a data center.
 */
export function isPlaceKind(kind: string): kind is PlaceKind {
  return Object.hasOwn(placeKinds, kind);
}

/**
 * Names a place as a reader knows it.
 * @param kind - What it is.
 * @param key - Its code, e.g. `WEU`.
 * @returns E.g. `region WEU`.
 */
export function placeName(kind: PlaceKind, key: string): string {
  return `${placeKinds[kind]} ${key}`;
}

/** The places whose pools differ; undefined where the plan does not know them. */
function changedPlaces(before: ModelResource, after: ModelResource): string[] | undefined {
  const found = (Object.keys(placeKinds) as PlaceKind[]).map((kind) => {
    const [old, now] = [before, after].map((side) => placePools(side, kind));
    return old === undefined || now === undefined
      ? undefined
      : [...new Set([...old.keys(), ...now.keys()])]
          .sort()
          .filter((key) => old.get(key) !== now.get(key))
          .map((key) => placeName(kind, key));
  });
  const known = found.flatMap((each) => each ?? []);
  return known.length === 0 && found.includes(undefined) ? undefined : known;
}

function steeringRisk(
  hostname: string,
  change: PlanChange,
  withRules: boolean,
  borne: Borne,
): Risk | undefined {
  const { before, after } = change;
  if (before === undefined || after === undefined) {
    return undefined;
  }
  const found = steering.filter(
    ({ properties, isAlike }) =>
      (withRules || properties[0] !== "rules") &&
      touches(change, properties) &&
      !isAlike(before, after),
  );
  const changed = changedPlaces(before, after) ?? [];
  return found.length === 0
    ? undefined
    : {
        id: "steering-changed",
        severity: isBorne(change, found, changed.length > 0, borne) ? "low" : "medium",
        subject: change.key,
        title: hostname,
        consequence: [
          ...say`Requests for ${hostname} `,
          found.map(({ meaning }) => meaning).join("; they "),
          ".",
          ...(changed.length === 0 ? [] : say` The places are ${names(changed)}.`),
        ],
        cause: [
          causeOf(
            change,
            found.flatMap(({ properties }) => properties),
          ),
        ],
        hint: say`See that every pool that it may now choose is healthy and large enough.`,
      };
}

/** Whether all that a change of steering does is what the pools bear. */
function isBorne(
  change: PlanChange,
  found: readonly Steering[],
  movesPlaces: boolean,
  borne: Borne,
): boolean {
  const isOf = (...kinds: readonly Steering[]): boolean =>
    found.every((each) => kinds.includes(each));
  const isOfWeights = !touches(change, ["steeringPolicy", "locationStrategy"]);
  return (
    (borne.places &&
      movesPlaces &&
      isOf(places, spreading) &&
      !touches(change, ["randomSteering"])) ||
    (borne.weights && isOf(spreading) && isOfWeights)
  );
}

/** Whether a rule answers paths that it names whole, and with no error: what stands there is what somebody wants there. */
function isOfPaths({ code, condition }: FixedAnswer): boolean {
  return code < lowestErrorStatus && condition !== undefined && namesWholePaths(condition);
}

/** Rules that are new and answer in place of every origin. Source: Cloudflare API reference, load balancer rules, `fixed_response`. */
function answerRisk(hostname: string, change: PlanChange): Risk | undefined {
  const known = new Set(fixedAnswers(change.before).map(({ text }) => text));
  const [first, ...others] = fixedAnswers(change.after).filter(({ text }) => !known.has(text));
  if (change.before === undefined || first === undefined) {
    return undefined;
  }
  const code = Math.max(first.code, ...others.map((each) => each.code));
  const answering = [first, ...others].map(({ name }) => name);
  const old = new Set(shadowedBalancerRules(change.before).map(({ name }) => name));
  const shadowed = shadowedBalancerRules(change.after)
    .filter(({ name, by }) => answering.includes(by) && !old.has(name))
    .map(({ name }) => name);
  const taking =
    shadowed.length === 0
      ? []
      : say` All requests that fit ${names(shadowed)} are among them, which is asked after it and never again.`;
  return {
    id: "fixed-response",
    severity:
      code >= lowestServerErrorStatus || shadowed.length > 0
        ? "high"
        : [first, ...others].every(isOfPaths)
          ? "low"
          : "medium",
    subject: change.key,
    title: hostname,
    consequence: [
      ...say`Requests for ${hostname} that fit the rule ${first.name} no longer reach an origin: the load balancer itself answers them, with the code ${code}.`,
      ...taking,
    ],
    cause: [causeOf(change, ["rules"])],
    hint: say`Take the rule out or set disabled on it, and see in a test zone which requests fit it.`,
  };
}
