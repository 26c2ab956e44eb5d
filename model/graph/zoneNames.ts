import type { ModelResource } from "./resources";
import { readText } from "./reading";
import { unknownLink, zoneOf } from "./links";
import { canonicalHostname } from "./hostnames";
import { unknownValue } from "../../core/known";
import type { ModelTypeName } from "./resourceTypes";

/** What stands at a name. */
export const typesAtNames = ["dnsRecord", "loadBalancer"] as const satisfies ModelTypeName[];

/**
 * Whether what is of a type stands at a name.
 * @param type - A type.
 * @returns True for records and load balancers.
 */
export function standsAtName(type: ModelTypeName | undefined): boolean {
  return (typesAtNames as readonly unknown[]).includes(type);
}

/**
 * Whether a plan does not say yet at which name a resource stands.
 * @param resource - A record or a load balancer.
 * @returns True where its name is not known, or the zone beneath which it stands.
 */
export function isUnnamed(resource: ModelResource): boolean {
  return readText(resource.properties.name) === unknownValue || zoneOf(resource) === unknownLink;
}

/**
 * What the zones are called, as far as a zone, or a load balancer or a record of it, says so. A zone knows its own name best; of several
 * names that load balancers give it, the first in order counts.
 */
export class ZoneNames {
  private readonly names = new Map<string, string>();
  private readonly own = new Set<string>();
  private readonly known = new Set<string>();

  /**
   * The name of a zone.
   * @param token - The zone, by its key or id.
   */
  nameOf(token: string): string | undefined {
    return this.names.get(token);
  }

  /**
   * Whether a zone is known to be called so.
   * @param name - A canonical hostname.
   */
  hasName(name: string): boolean {
    return this.known.has(name);
  }

  /** The names that are known. */
  all(): Iterable<string> {
    return this.known;
  }

  /**
   * Takes in what a resource says of the name of a zone.
   * @param resource - Any resource.
   * @param type - What it is.
   * @returns Whether a zone is now called otherwise.
   */
  put(resource: ModelResource, type: ModelTypeName): boolean {
    const { name: own, zoneName } = resource.properties;
    const name = readText(type === "zone" ? own : standsAtName(type) ? zoneName : undefined);
    return name === undefined || name === unknownValue
      ? false
      : this.call(resource, type, canonicalHostname(name));
  }

  private call(resource: ModelResource, type: ModelTypeName, name: string): boolean {
    const tokens = type === "zone" ? [resource.key, resource.id] : [zoneOf(resource)];
    const known = tokens.filter((token) => token !== undefined);
    const news = known.filter((token) => this.isNews(token, name, type === "zone"));
    for (const token of news) {
      this.names.set(token, name);
    }
    if (type === "zone") {
      known.forEach((token) => this.own.add(token));
    }
    this.known.add(name);
    return news.length > 0;
  }

  private isNews(token: string, name: string, own: boolean): boolean {
    const known = this.names.get(token);
    const better = own || (!this.own.has(token) && name < (known ?? name));
    return known === undefined || (known !== name && better);
  }
}
