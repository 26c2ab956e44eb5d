import { limitSettings } from "../../facts/cloudflare/zoneSettings";
import { certain, type Certainty } from "../../core/certainty";
import { addressFamilies, type AddressFamily } from "../../core/cidrs";
import { unknownValue, type Known } from "../../core/known";
import {
  noProxyProtocol,
  pendingStatus,
  unsignedStatus,
} from "../../facts/cloudflare/zoneProducts";
import { isObject, knownList, readNumber, readText, readTexts } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** A limit that a setting of a zone holds every request to. */
export interface ZoneLimit {
  /** Its name on the wire. */
  readonly id: (typeof limitSettings)[keyof typeof limitSettings];
  /** Seconds, or megabytes. */
  readonly value: Known<number>;
}

/**
 * Reads a limit that holds for every request of a zone.
 * @param setting - A `ZoneSetting`.
 * @returns The limit; undefined where the setting is none.
 */
export function zoneLimit({
  properties: { settingId, value },
}: ModelResource): ZoneLimit | undefined {
  const id = Object.values(limitSettings).find((each) => each === settingId);
  return id === undefined ? undefined : { id, value: readNumber(value) ?? unknownValue };
}

/**
 * Whether a zone is signed by what a resource says, so that its parent may have a DS record for it.
 * @param dnssec - A `ZoneDnssec`.
 * @returns `no` where the parent zone is known to have none yet.
 */
export function isSigned({ properties: { status } }: ModelResource): Certainty {
  const said = readText(status);
  return said === unknownValue
    ? "unknown"
    : certain(said !== unsignedStatus && said !== pendingStatus);
}

/**
 * Reads where requests of custom hostnames go that have no origin of their own.
 * @param fallbackOrigin - A `CustomHostnameFallbackOrigin`.
 */
export function fallbackOriginOf({ properties: { origin } }: ModelResource): Known<string> {
  return readText(origin) ?? unknownValue;
}

/**
 * Lists the hostnames of pages on which a widget of Turnstile works, and names beneath them.
 * @param widget - A `TurnstileWidget`.
 * @returns Those that are known; undefined where the list is not.
 */
export function widgetDomains({
  properties: { domains },
}: ModelResource): readonly string[] | undefined {
  return knownList(readTexts(domains))
    ?.filter((domain) => typeof domain === "string")
    .map((domain) => domain.toLowerCase());
}

/**
 * Finds the name to which requests of a customer's hostname go.
 * @param customHostname - A `CustomHostname`.
 * @returns The name; undefined for the fallback origin of the zone.
 */
export function customOriginOf({
  properties: { customOriginServer },
}: ModelResource): Known<string> | undefined {
  return readText(customOriginServer);
}

/**
 * Lists the families of addresses at which clients reach an application of Spectrum.
 * Source: Cloudflare API reference, Spectrum, `edge_ips.connectivity` (`all`, `ipv4` or `ipv6`; for addresses of one's own nobody says it).
 * @param application - A `SpectrumApplication`.
 * @returns Undefined where the plan does not say.
 */
export function spectrumFamilies({
  properties: { edgeIps },
}: ModelResource): readonly AddressFamily[] | undefined {
  const connectivity = isObject(edgeIps) ? readText(edgeIps.connectivity) : undefined;
  const own = addressFamilies.filter((family) => [family, "all"].includes(String(connectivity)));
  return own.length === 0 ? undefined : own;
}

/**
 * Reads what an application of Spectrum stands before.
 * @param application - A `SpectrumApplication`.
 * @returns Its hostname, the hostname with its protocol and port, where its connections go, and with which PROXY protocol, `off` for none;
 * what is not known in words.
 */
export function spectrumApplication({ properties }: ModelResource): {
  readonly hostname: string;
  readonly served: string;
  readonly origin: string;
  readonly proxyProtocol: string;
} {
  const { dns, originDirects, originDns, protocol } = properties;
  const name = isObject(dns) ? readText(dns.name) : undefined;
  const own = isObject(originDns) ? readText(originDns.name) : undefined;
  const direct = (knownList(readTexts(originDirects)) ?? []).map(inWords);
  const hostname = inWords(name);
  const origin = direct.length > 0 ? direct.join(", ") : inWords(own);
  const proxyProtocol = inWords(readText(properties.proxyProtocol) ?? noProxyProtocol);
  return {
    hostname,
    origin,
    proxyProtocol,
    served: `${hostname} (${inWords(readText(protocol))})`,
  };
}

function inWords(value: Known<string> | undefined): string {
  return typeof value === "string" && value !== "" ? value : "a value that is known later";
}
