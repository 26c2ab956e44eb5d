import { edgeServices, type EdgeService } from "../../facts/cloudflare/edgeServices";
import { isPlaceholder } from "../../core/reservedAddresses";
import { ownEntry } from "../../core/ownEntry";
import { canonicalHostname } from "../graph/hostnames";
import { isObject, readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { modelType, modelTypes } from "../graph/resourceTypes";
import type { TrafficModel } from "./path";

/**
 * What of Cloudflare answers for hostnames of a type.
 * @param type - Any token of the type.
 * @returns Undefined where it answers for none.
 */
export function edgeServiceOf(type: string): EdgeService | undefined {
  const name = modelType(type);
  return ownEntry(edgeServices, name === undefined ? type : modelTypes[name]);
}

/**
 * Says for which hostname something of Cloudflare answers in place of an origin.
 * @param resource - Any resource.
 * @returns The canonical hostname, or the pattern; undefined where it answers for none.
 */
export function servedName({ type, properties }: ModelResource): string | undefined {
  const property = edgeServiceOf(type)?.property;
  const name = property === undefined ? undefined : readText(properties[property]);
  const script = properties.script ?? properties.scriptName;
  const isOff =
    (property === "pattern" && readText(script) === undefined) ||
    readFlag(properties.enabled, "yes") === "no";
  return typeof name === "string" && !isOff ? canonicalHostname(name) : undefined;
}

/**
 * Whether something of Cloudflare makes the record of a hostname itself, for which it answers.
 * @param resource - Any resource.
 * @param hostname - A canonical hostname.
 */
export function makesRecordOf(resource: ModelResource, hostname: string): boolean {
  const isSpectrum = modelType(resource.type) === "spectrumApplication";
  return isSpectrum
    ? namedHostnames(resource).includes(hostname)
    : edgeServiceOf(resource.type)?.makesRecord === true && servedName(resource) === hostname;
}

/** Where types of Cloudflare say for which hostname they are. */
const naming = ["hostname", "host", "domain", "pattern", "target"] as const;

/**
 * Lists the hostnames that a resource of Cloudflare names, whatever it is.
 * @param resource - Any resource.
 * @returns Canonical hostnames, wildcards as written; none for resources of others.
 */
export function namedHostnames({ type, properties }: ModelResource): string[] {
  if (!type.startsWith("cloudflare:")) {
    return [];
  }
  const { dns } = properties;
  const own = edgeServiceOf(type)?.property;
  const said = [
    ...naming.map((name) => readText(properties[name])),
    own === "name" ? readText(properties.name) : undefined,
    isObject(dns) ? readText(dns.name) : undefined,
  ];
  return said.flatMap((text) => (typeof text === "string" ? hostsIn(text) : []));
}

/** The host of a hostname or of a URL pattern; none where it is neither. */
function hostsIn(text: string): string[] {
  const bare = text.replace(/^(?:https?|\*):\/\//, "").split(/[/:]/, 1)[0] ?? "";
  return /^[*\w-]+(?:\.[*\w-]+)+$/.test(bare) ? [canonicalHostname(bare)] : [];
}

/**
 * Whether the records of a hostname lead to an address at which nobody is meant to answer.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @returns True where all of them do.
 */
export function leadsNowhere(model: TrafficModel, hostname: string): boolean {
  const { records } = model.pathOf(hostname);
  return (
    records.length > 0 &&
    records.every(({ content }) => typeof content === "string" && isPlaceholder(content))
  );
}
