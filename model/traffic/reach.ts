import { readRange } from "../../core/cidrs";
import type { ModelResource } from "../graph/resources";
import type { HostnamePath } from "./hostnamePath";
import type { NamedPlace } from "./namedPlaces";

/** That Cloudflare connects to an address. */
export interface Reach {
  /** What leads there, before a reader; undefined for the record or the pool that has the address. */
  readonly by: string | undefined;
  /** Whether it connects, or may connect, through a private network. */
  readonly isTunnelled: boolean;
  /** Whether the address may be a placeholder: something of Cloudflare may answer before. */
  readonly mayBePlaceholder: boolean;
}

/** What Cloudflare connects to, of all that records and pools name. To what is DNS-only it does so where something leads there. */
export class CloudflareReach {
  private readonly led = new Map<ModelResource, NamedPlace>();
  private readonly proxied = new Set<string>();
  private readonly tunnelled = new Set<string>();

  /**
   * Follows the names of origins, and those behind proxied CNAME records.
   * @param places - What records and pools name.
   * @param pathOf - Follows the path of a hostname.
   */
  constructor(places: readonly NamedPlace[], pathOf: (hostname: string) => HostnamePath) {
    for (const place of places) {
      const isHostname = readRange(place.address) === undefined;
      if (isHostname && place.isProxied === "yes") {
        this.follow(pathOf(place.address), place);
      }
      // Of one name all records are proxied, or privately routed, if one is (Cloudflare docs, dns/proxy-status).
      if (place.by === "record" && place.isProxied === "yes") {
        this.proxied.add(place.title);
      }
      if (place.by === "record" && place.isTunnelled) {
        this.tunnelled.add(place.title);
      }
    }
  }

  /**
   * Says whether Cloudflare connects to what a record or a pool names.
   * @param place - One of the named places of the side.
   * @returns How, or undefined where it does not, or the plan does not say so.
   */
  to(place: NamedPlace): Reach | undefined {
    const { by, title, resource, isTunnelled } = place;
    if (by === "pool") {
      return { by: undefined, isTunnelled, mayBePlaceholder: false };
    }
    if (this.proxied.has(title)) {
      return { by: undefined, isTunnelled: this.tunnelled.has(title), mayBePlaceholder: true };
    }
    const lead = this.led.get(resource);
    return (
      lead && {
        by: lead.title,
        isTunnelled: lead.isTunnelled,
        mayBePlaceholder: lead.by === "record",
      }
    );
  }

  private follow({ records, shadowed, next }: HostnamePath, from: NamedPlace): void {
    for (const { resource } of shadowed.length > 0 ? [] : records) {
      // Whoever comes over the Internet decides: what a private network reaches alone is easier.
      if (this.led.get(resource)?.isTunnelled !== false) {
        this.led.set(resource, from);
      }
    }
    next.forEach((path) => this.follow(path, from));
  }
}
