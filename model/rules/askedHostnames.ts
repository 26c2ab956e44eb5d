import { isInZone } from "../../core/hostnames";
import { askedName, fullHostname, registrableDomain } from "../graph/hostnames";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { TrafficModel } from "../traffic/path";

/** A hostname that the rules of a zone are asked about. */
export interface AskedHostname {
  /** What it is called: the hostname, a wildcard, or a zone of which no hostname is known. */
  readonly title: string;
  /** The hostname in requests. */
  readonly host: string;
  /** The path that monitors ask it for. */
  readonly monitored: string;
  /** For what rules alone name, beside others: whether a wildcard of the plan answers for it; its record may stand elsewhere where none does. */
  readonly named?: "answered" | "unseen";
}

/** More hostnames than these of one zone, which rules alone name, are not asked about: each is asked what one of the plan's is. */
const mostNamed = 50;

/** The hostnames of a zone. */
export interface AskedHostnames {
  /** Those that its rules are asked about; those of the resources first. */
  readonly asked: readonly AskedHostname[];
  /** Those beyond, as rules write them. */
  readonly leftOut: readonly string[];
}

/** What is known of the hostnames of a zone. */
interface ZoneHostnames {
  /** The zone as `zoneOf` calls it. */
  readonly zone: string;
  /** Those that visitors reach through Cloudflare. */
  readonly paths: readonly HostnamePath[];
  /** Those that rules and routes of Workers name, as written; rules of accounts may name others. */
  readonly named: readonly string[];
  /** Those of the URLs that rules and lists of redirects name, by which its own name is known where nothing else says it. */
  readonly ofUrls: readonly string[];
}

/**
 * Lists the hostnames that the rules of a zone are asked about: those that the resources hold, and those that only rules name, since their
 * records may stand in another stack, or a wildcard answers for them.
 * @param model - The paths of hostnames.
 * @param known - What is known of those of the zone.
 * @returns None where no hostname is known.
 */
export function askedHostnames(
  model: TrafficModel,
  { zone, paths, named, ofUrls }: ZoneHostnames,
): AskedHostnames {
  // Hostnames come in lower case, and comparisons are by the letter: none has a name that is written with capitals.
  const [written = [], inUrls = []] = [named, ofUrls].map((names) =>
    [...new Set(names)].filter((name) => /^[\d_a-z-]+(?:\.[\d_a-z-]+)+$/.test(name)).sort(),
  );
  const own =
    model.inventory.zones.name(zone) ?? nameByRules(paths, written) ?? nameByRules(paths, inUrls);
  const held = paths.map((path): AskedHostname => {
    const { hostname: title, loadBalancer } = path;
    const monitored = loadBalancer && model.balanced.monitoredPath(loadBalancer);
    const [label = ""] = title.split(" ");
    const full = isShort(path) ? fullHostname(label, own ?? unnamed(zone)) : title;
    return { title, host: askedName(full), monitored: monitored ?? "/" };
  });
  const asked = new Set(held.map(({ host }) => host));
  const domains = new Set(
    paths.filter((path) => !isShort(path)).map(({ hostname }) => registrableDomain(hostname)),
  );
  const isOwn = (name: string): boolean =>
    own !== undefined
      ? isInZone(name, own)
      : domains.size === 0 || domains.has(registrableDomain(name));
  const others = written.filter(
    (name) => isOwn(name) && !asked.has(name) && model.pathOf(name).answeredAt !== name,
  );
  const besides = others.slice(0, mostNamed).map((host): AskedHostname => {
    const isAnswered = model.pathOf(host).answeredAt !== undefined;
    const named = isAnswered ? "answered" : "unseen";
    return { title: host, host, monitored: "/", ...(paths.length > 0 ? { named } : {}) };
  });
  return { asked: [...held, ...besides], leftOut: others.slice(mostNamed) };
}

/**
 * What a hostname is called in a sentence.
 * @param hostname - The hostname.
 * @returns Its title; the hostname in requests where the resources have it without its zone, and rules with it.
 */
export function shownName({ title, host }: AskedHostname): string {
  return isShort({ hostname: title }) && !host.endsWith(nobodys) ? host : title;
}

/** The end of names that nobody has. Source: RFC 2606, section 2. */
const nobodys = ".invalid";

/** A name for a zone that nothing names. */
function unnamed(zone: string): string {
  return `${zone
    .toLowerCase()
    .replace(/[^\da-z]+/g, "-")
    .slice(-40)}${nobodys}`;
}

/** Whether nothing says the name of the zone of a record: it is called `www in zone …`. */
function isShort({ hostname }: Pick<HostnamePath, "hostname">): boolean {
  return hostname.includes(" in zone ");
}

/** The name of a zone by what rules call its hostnames: what follows `www.`, or the one domain of all; undefined where they differ. */
function nameByRules(paths: readonly HostnamePath[], named: readonly string[]): string | undefined {
  const labels = paths.filter(isShort).map(({ hostname }) => hostname.split(" ", 1)[0]);
  const ends = labels.flatMap((label) =>
    named
      .filter((name) => name.startsWith(`${label}.`))
      .map((name) => name.slice(`${label}.`.length)),
  );
  const domains = ends.length > 0 ? ends : labels.length > 0 ? named.map(registrableDomain) : [];
  const [name, ...others] = new Set(domains);
  return others.length === 0 ? name : undefined;
}
