import { originPullsSetting, strictModes, tlsSettings } from "../../facts/cloudflare/zoneSettings";
import { anyOf, certain, type Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readFlag, readNumber, readText } from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import { title } from "../graph/title";
import { modelType } from "../graph/resourceTypes";
import { linkedResource } from "../graph/targets";
import { type ModelResource, type ModelValue } from "../graph/resources";

/** What browsers that were told to insist on HTTPS insist on. */
export interface Hsts {
  /** Whether names beneath the one that says so count too. */
  readonly includesSubdomains: Certainty;
  /** Whether the zone may be put on the lists that browsers are delivered with. */
  readonly preload: Certainty;
}

/** The TLS settings of one zone. A setting that no resource sets is undefined: it stands as the dashboard has it. */
export interface ZoneTls {
  /** The zone as the resources refer to it: its id, or keys of the resources that its id comes from. */
  readonly zone: string;
  /** The zone's name where the model knows it, else the same as `zone`. */
  readonly title: string;
  /** Encryption mode: `off`, `flexible`, `full`, `strict` or `origin_pull`. */
  readonly mode: Known<string> | undefined;
  /** `auto` where Cloudflare may change the mode, `custom` where it is pinned. */
  readonly automaticMode: Known<string> | undefined;
  /** Oldest TLS version that visitors may use, e.g. `1.2`. */
  readonly minimumVersion: Known<string> | undefined;
  /** Whether visitors may use TLS 1.3. */
  readonly tls13: Certainty;
  /** Whether plain HTTP is redirected. */
  readonly alwaysHttps: Certainty;
  /** Whether origins can demand Cloudflare's certificate: global or zone-level origin pulls are on. */
  readonly originPulls: Certainty;
  /** What browsers insist on; undefined where they are told nothing, or to forget it, and where no resource says. */
  readonly hsts: Hsts | undefined;
  /** The highest version of HTTP that Cloudflare speaks to origins, `1` or `2`. */
  readonly originHttpVersion: Known<string> | undefined;
  /** Whether origins must show a valid certificate. */
  readonly strict: Certainty;
  /** The settings it was read from, sorted by key. */
  readonly resources: readonly ModelResource[];
}

/**
 * Reads the TLS settings of every zone that has any.
 * @param inventory - The resources.
 * @returns One entry per zone, sorted.
 */
export function zonesTls(inventory: Inventory): ZoneTls[] {
  const settings = [...inventory.ofType("zoneSetting"), ...inventory.ofType("originPulls")];
  const zones = new Set(settings.map(zoneOf));
  return [...zones].sort().map((zone) => zoneTls(inventory, zone));
}

/**
 * Reads the TLS settings of one zone.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @returns Its settings.
 */
export function zoneTls(inventory: Inventory, zone: string): ZoneTls {
  const tokens = zone.split(" or ");
  const settings = settingsOf(inventory, zone);
  const pulls = inventory
    .linkedToAny(tokens, "originPulls")
    .filter((each) => zoneOf(each) === zone);
  const setting = (id: string) => settings.find(({ properties }) => properties.settingId === id);
  const value = (id: string) => readText(setting(id)?.properties.value);
  const mode = value(tlsSettings.sslMode.id);
  return {
    zone,
    title: zoneTitle(inventory, tokens),
    mode,
    automaticMode: value(tlsSettings.automaticSsl.id),
    minimumVersion: value(tlsSettings.minimumTlsVersion.id),
    tls13: tls13Of(value(tlsSettings.tls13.id)),
    alwaysHttps: readFlag(setting(tlsSettings.alwaysUseHttps.id)?.properties.value, "unknown"),
    originPulls: anyOf([
      readFlag(setting(originPullsSetting)?.properties.value, "no"),
      ...pulls.map(({ properties }) => readFlag(properties.enabled, "unknown")),
    ]),
    hsts: hstsOf(setting(tlsSettings.hsts.id)?.properties.value),
    originHttpVersion: value(tlsSettings.originMaximumHttpVersion.id),
    strict: strictness(mode),
    resources: [...settings, ...pulls],
  };
}

/**
 * Whether Cloudflare checks the certificates of a zone's origins, of which nothing else is read.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @returns The same as `strict` of the zone's settings.
 */
export function zoneStrictness(inventory: Inventory, zone: string): Certainty {
  const setting = settingsOf(inventory, zone).find(isModeSetting);
  return strictness(readText(setting?.properties.value));
}

function settingsOf(inventory: Inventory, zone: string): ModelResource[] {
  return inventory
    .linkedToAny(zone.split(" or "), "zoneSetting")
    .filter((each) => zoneOf(each) === zone);
}

function strictness(mode: Known<string> | undefined): Certainty {
  return mode === undefined || mode === unknownValue
    ? "unknown"
    : certain(strictModes.includes(mode));
}

/** Source: Cloudflare API reference, zone setting `security_header`. */
function hstsOf(value: ModelValue | undefined): Hsts | undefined {
  const header = isObject(value) ? value.strict_transport_security : undefined;
  if (!isObject(header)) {
    return undefined;
  }
  const { enabled, max_age: age, include_subdomains: within, preload } = header;
  const isOff = readFlag(enabled, "no") === "no" || readNumber(age) === 0;
  return isOff
    ? undefined
    : { includesSubdomains: readFlag(within, "no"), preload: readFlag(preload, "no") };
}

/**
 * Finds the resource that sets something of a zone.
 * @param tls - The zone's settings.
 * @param id - What is set, by Cloudflare's name.
 * @returns The resource, or undefined where none sets it.
 */
export function settingOf({ resources }: ZoneTls, id: string): ModelResource | undefined {
  return resources.find(({ properties }) => properties.settingId === id);
}

/**
 * Whether a resource sets the encryption mode of a zone.
 * @param resource - Any resource.
 * @returns True for the setting `ssl`.
 */
export function isModeSetting({ type, properties }: ModelResource): boolean {
  return modelType(type) === "zoneSetting" && properties.settingId === tlsSettings.sslMode.id;
}

/**
 * Whether a setting of a zone sends visitors who ask in the clear to HTTPS.
 * @param setting - Any resource.
 */
export function isUpgradeSetting({ type, properties }: ModelResource): boolean {
  return (
    modelType(type) === "zoneSetting" &&
    readText(properties.settingId) === tlsSettings.alwaysUseHttps.id
  );
}

function tls13Of(value: Known<string> | undefined): Certainty {
  return value === undefined || value === unknownValue
    ? "unknown"
    : certain(value !== tlsSettings.tls13.switched.off);
}

/**
 * Whether Cloudflare's proxy is off for all of a zone.
 * @param zone - The zone's own resource.
 * @returns `no` where it does not say.
 */
export function isPaused(zone: ModelResource | undefined): Certainty {
  return readFlag(zone?.properties.paused, "no");
}

/**
 * Whether Cloudflare ceases to be what answers for the names of a zone.
 * @param before - The zone's own resource as it was.
 * @param after - The same as it will be.
 */
export function leavesFullSetup(
  before: ModelResource | undefined,
  after: ModelResource | undefined,
): boolean {
  const [was, is] = [before, after].map((side) => readText(side?.properties.type) ?? "full");
  return was === "full" && (is === "partial" || is === "secondary");
}

/**
 * Finds the resource of a zone.
 * @param inventory - The resources.
 * @param tokens - What the zone is called among the tokens of the model.
 * @returns The resource, or undefined where the resources do not hold it.
 */
export function zoneResource(
  inventory: Inventory,
  [token = ""]: readonly string[],
): ModelResource | undefined {
  return linkedResource(inventory, "zone", token);
}

/**
 * What a zone is called before a reader.
 * @param inventory - The resources.
 * @param tokens - What the zone is called among the tokens of the model.
 * @returns Its name where the model knows it, else `the zone of` a hostname in it, else its tokens.
 */
export function zoneTitle(inventory: Inventory, tokens: readonly string[]): string {
  const zone = zoneResource(inventory, tokens);
  if (zone !== undefined) {
    return title(zone);
  }
  const named = inventory
    .linkedToAny(tokens, "loadBalancer")
    .map(({ properties }) => readText(properties.zoneName))
    .find((name) => typeof name === "string");
  const known = typeof named === "string" ? named : inventory.zones.title(tokens);
  return known ?? tokens.join(" or ");
}
