import {
  addressRemoval,
  botActions,
  dnsOnlyMode,
  enforcingAction,
  noValidation,
  refusingAction,
} from "../../facts/cloudflare/zoneProducts";
import { queriesLeftOut, servingSettings, underAttack } from "../../facts/cloudflare/zoneSettings";
import { allOf, anyOf, certain, negated, type Certainty } from "../../core/certainty";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, knownList, readFlag, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import type { ModelTypeName } from "../graph/resourceTypes";

/** What of requests a zone does not let through as usual. */
export type Hindrance =
  | "no WebSockets"
  | "no HTTP/2"
  | "under attack"
  | "cache passed by"
  | "no IPv6"
  | "images for own pages only"
  | "queries left out"
  | "country unsaid"
  | "programs checked"
  | "scripts run later"
  | "bots fought"
  | "automated requests refused"
  | "likely automated requests refused"
  | "known bots refused"
  | "calls validated"
  | "tokens demanded"
  | "scripts refused"
  | "DNS only"
  | "addresses hidden";

/** What zones do unless somebody switches it off, so that switching it on again says something only then. Source: that of `zoneSettingDefaults`. */
export const usualHindrances: ReadonlySet<Hindrance> = new Set<Hindrance>(["programs checked"]);

/** What a zone says that keeps requests, or some of them, from getting through as usual. */
export interface HinderingSetting {
  /** The setting. */
  readonly resource: ModelResource;
  /** The zone as `zoneOf` calls it. */
  readonly zone: string;
  /** What it keeps from getting through. */
  readonly hindrance: Hindrance;
  /** Whether it does. */
  readonly certainty: Certainty;
  /** Which of several of a zone it is; empty where a zone has one. */
  readonly part: string;
}

/** A hindrance, and whether a resource is one. */
type Found = readonly [hindrance: Hindrance, certainty: Certainty, part?: string];

/** The types that say what hinders requests. */
export const hinderingTypes = [
  ...(["zoneSetting", "botManagement", "schemaValidation", "operationValidation"] as const),
  ...(["tokenValidation", "scriptPolicy", "zoneDnsSettings", "managedTransforms"] as const),
] satisfies readonly ModelTypeName[];

/**
 * Reads what of zones may keep requests from getting through.
 * @param inventory - The resources.
 * @returns The settings, whether they do or not, by type and sorted by key.
 */
export function hinderingSettings(inventory: Inventory): HinderingSetting[] {
  return hinderingTypes.flatMap((type) =>
    inventory.ofType(type).flatMap((resource) => {
      const zone = zoneOf(resource);
      const isOff = type === "operationValidation" ? validationOff(inventory, zone) : "no";
      return readers[type](resource).map(([hindrance, certainty, part = ""]) => ({
        ...{ resource, zone, hindrance, part },
        certainty: allOf([certainty, negated(isOff)]),
      }));
    }),
  );
}

/** Whether a zone validates no calls, whatever its operations say. */
function validationOff(inventory: Inventory, zone: string): Certainty {
  const own = inventory.ofType("schemaValidation").filter((each) => zoneOf(each) === zone);
  return anyOf(own.map(({ properties }) => overridesAll(properties)));
}

function overridesAll({ validationOverrideMitigationAction: action }: ModelObject): Certainty {
  return isOneOf(action, [noValidation]);
}

const readers: Readonly<
  Record<(typeof hinderingTypes)[number], (resource: ModelResource) => readonly Found[]>
> = {
  zoneSetting: ({ properties: { settingId, value } }) => {
    const id = readText(settingId);
    const read = typeof id === "string" ? ownEntry(settings, id) : undefined;
    return read === undefined ? [] : [read(value)];
  },
  botManagement: ({ properties: own }) => [
    ["bots fought", readFlag(own.fightMode, "no")],
    ["automated requests refused", isOneOf(own.sbfmDefinitelyAutomated, botActions)],
    ["likely automated requests refused", isOneOf(own.sbfmLikelyAutomated, botActions)],
    ["known bots refused", isOneOf(own.sbfmVerifiedBots, botActions)],
  ],
  schemaValidation: ({ properties: own }) => [
    [
      "calls validated",
      allOf([
        isOneOf(own.validationDefaultMitigationAction, [refusingAction]),
        negated(overridesAll(own)),
      ]),
    ],
  ],
  operationValidation: ({ properties: own, key }) => {
    const operation = readText(own.operationId);
    const part = typeof operation === "string" ? operation : key;
    return [["calls validated", isOneOf(own.mitigationAction, [refusingAction]), part]];
  },
  tokenValidation: ({ properties: own, key }) => [
    [
      "tokens demanded",
      allOf([readFlag(own.enabled, "yes"), isOneOf(own.action, [refusingAction])]),
      key,
    ],
  ],
  scriptPolicy: ({ properties: own, key }) => [
    [
      "scripts refused",
      allOf([readFlag(own.enabled, "yes"), isOneOf(own.action, [enforcingAction])]),
      key,
    ],
  ],
  zoneDnsSettings: ({ properties: own }) => [["DNS only", isOneOf(own.zoneMode, [dnsOnlyMode])]],
  managedTransforms: ({ properties: own }) => {
    const list = knownList(readList(own.managedRequestHeaders));
    const removal = list?.filter(isObject).find(({ id }) => readText(id) === addressRemoval);
    const isUnread = list === undefined;
    return [["addresses hidden", isUnread ? "unknown" : readFlag(removal?.enabled, "no")]];
  },
};

const settings: Readonly<Record<string, (value: ModelValue | undefined) => Found>> = {
  [servingSettings.webSockets]: (value) => ["no WebSockets", negated(readFlag(value, "unknown"))],
  [servingSettings.http2]: (value) => ["no HTTP/2", negated(readFlag(value, "unknown"))],
  [servingSettings.securityLevel]: (value) => ["under attack", isOneOf(value, [underAttack])],
  [servingSettings.developmentMode]: (value) => ["cache passed by", readFlag(value, "no")],
  [servingSettings.ipv6]: (value) => ["no IPv6", negated(readFlag(value, "unknown"))],
  [servingSettings.hotlinkProtection]: (value) => [
    "images for own pages only",
    readFlag(value, "no"),
  ],
  [servingSettings.cacheLevel]: (value) => ["queries left out", isOneOf(value, [queriesLeftOut])],
  [servingSettings.countryHeader]: (value) => [
    "country unsaid",
    negated(readFlag(value, "unknown")),
  ],
  [servingSettings.browserCheck]: (value) => ["programs checked", readFlag(value, "unknown")],
  [servingSettings.rocketLoader]: (value) => ["scripts run later", readFlag(value, "unknown")],
};

function isOneOf(value: ModelValue | undefined, values: readonly string[]): Certainty {
  const text = readText(value);
  return text === unknownValue ? "unknown" : certain(text !== undefined && values.includes(text));
}
