import { fullHostname } from "./hostnames";
import { parentHostnames } from "../../core/hostnames";
import { zoneOf } from "./links";
import { readText } from "./reading";
import { ParentNames } from "./parentNames";
import { ResourceIndex } from "./resourceIndex";
import type { ModelTypeName } from "./resourceTypes";
import { type ModelResource } from "./resources";
import { unknownValue } from "../../core/known";
import { standsAtName, ZoneNames } from "./zoneNames";

/** What a resource that comes or goes does to names. */
export interface NameChanges {
  /** Whether a zone is now called otherwise. */
  readonly zones: boolean;
  /** Names at which something came or went. */
  readonly hostnames: readonly string[];
}

const noChange: NameChanges = { zones: false, hostnames: [] };

/** Finds records and load balancers by hostname, and hostnames beneath a name. */
export class NameIndex {
  private readonly named = new Map<ModelResource, string>();
  private readonly standing = new ResourceIndex();
  /** Counted when somebody first asks. */
  private parents: ParentNames | undefined;
  private readonly zones = new ZoneNames();
  private readonly ofZone = new ResourceIndex();
  /** The hostname nearest to the top of a zone; found when somebody asks, and again when one comes or goes. */
  private readonly nearest = new Map<string, string | undefined>();

  /**
   * Takes in what a resource says of the name of its zone, before the resources of that zone are placed.
   * @param resource - Any resource.
   * @param type - What it is.
   */
  learn(resource: ModelResource, type: ModelTypeName): void {
    this.zones.put(resource, type);
  }

  /**
   * Takes a resource into the index.
   * @param resource - Any resource.
   * @param type - What it is.
   * @returns What that does to names.
   */
  put(resource: ModelResource, type: ModelTypeName): NameChanges {
    const zones = this.zones.put(resource, type);
    const hostnames = zones ? this.renameZone(resource) : [];
    if (standsAtName(type)) {
      hostnames.push(...this.place(resource));
    }
    return { zones, hostnames };
  }

  /**
   * Takes a resource into the index whose zone's name was taken in before.
   * @param resource - A record or a load balancer that `learn` was given.
   * @returns Names at which something came.
   */
  place(resource: ModelResource): readonly string[] {
    this.ofZone.add(zoneOf(resource), resource);
    return this.stand(resource);
  }

  /**
   * Takes a resource out of the index. A zone's name stays known.
   * @param resource - The resource that `put` was given.
   * @param type - What it is.
   * @returns What that does to names.
   */
  remove(resource: ModelResource, type: ModelTypeName): NameChanges {
    if (!standsAtName(type)) {
      return noChange;
    }
    this.ofZone.delete(zoneOf(resource), resource);
    return { zones: false, hostnames: this.fall(resource) };
  }

  /**
   * Lists what stands at a name.
   * @param hostname - The name.
   * @returns The records and load balancers.
   */
  at(hostname: string): readonly ModelResource[] {
    return this.standing.at(hostname);
  }

  /**
   * Whether something stands at a name itself.
   * @param hostname - The name.
   * @returns True where a resource does.
   */
  stands(hostname: string): boolean {
    return this.standing.has(hostname);
  }

  /**
   * Whether something stands at a name or beneath it.
   * @param hostname - The name.
   * @returns True where DNS holds the name.
   */
  exists(hostname: string): boolean {
    this.parents ??= new ParentNames(this.named.values());
    return this.standing.has(hostname) || this.parents.has(hostname);
  }

  /**
   * The name at which a resource stands.
   * @param resource - A record or a load balancer.
   * @returns The name, or undefined where it is unknown.
   */
  nameOf(resource: ModelResource): string | undefined {
    return this.named.get(resource);
  }

  /**
   * The name of the zone in which a resource stands.
   * @param resource - A record or a load balancer.
   * @returns The name, or undefined where nothing says what the zone is called.
   */
  zoneNameOf(resource: ModelResource): string | undefined {
    return this.zoneName(zoneOf(resource));
  }

  /**
   * The name of a zone.
   * @param zone - The zone as `zoneOf` calls it.
   * @returns The name, or undefined where nothing says what the zone is called.
   */
  zoneName(zone: string): string | undefined {
    return this.zones.nameOf(zone);
  }

  /**
   * What a zone is called.
   * @param zone - The zone as `zoneOf` calls it.
   * @returns Its name, or `the zone of` the hostname nearest to its top that was seen in it; undefined where neither is known.
   */
  zoneTitle(zone: string): string | undefined {
    const name = this.zoneName(zone);
    if (name === undefined && !this.nearest.has(zone)) {
      this.nearest.set(zone, this.nearestIn(zone));
    }
    const nearest = this.nearest.get(zone);
    return name ?? (nearest === undefined ? undefined : `the zone of ${nearest}`);
  }

  /**
   * Whether a name is within a zone of known name.
   * @param hostname - The name.
   * @returns True where it is.
   */
  holdsZoneOf(hostname: string): boolean {
    return [hostname, ...parentHostnames(hostname)].some((name) => this.zones.hasName(name));
  }

  /**
   * Lists the names of zones.
   * @returns The names, sorted.
   */
  zoneNames(): string[] {
    return [...this.zones.all()].sort();
  }

  /**
   * Lists all names.
   * @returns The names, sorted.
   */
  all(): string[] {
    return [...this.standing.texts()].sort();
  }

  /**
   * The name at which a resource would stand.
   * @param resource - A record or a load balancer, whether it stands here or not.
   * @returns The name, or undefined where it is unknown.
   */
  nameOfComing(resource: ModelResource): string | undefined {
    const name = readText(resource.properties.name);
    if (name === undefined || name === unknownValue) {
      return undefined;
    }
    const zone = zoneOf(resource);
    const zoneName = this.zones.nameOf(zone);
    const full = fullHostname(name, zoneName);
    // Two zones may both have a `www`; until a zone's name is known, the zone tells them apart.
    return zoneName !== undefined || full.includes(".") ? full : `${full} in zone ${zone}`;
  }

  private stand(resource: ModelResource): string[] {
    const hostname = this.nameOfComing(resource);
    if (hostname === undefined) {
      return [];
    }
    this.named.set(resource, hostname);
    this.nearest.delete(zoneOf(resource));
    this.standing.add(hostname, resource);
    this.parents?.count(hostname, 1);
    return [hostname];
  }

  /** The hostname with the fewest labels, the first of several by its letters. */
  private nearestIn(zone: string): string | undefined {
    let nearest: string | undefined;
    for (const resource of this.ofZone.at(zone)) {
      const hostname = this.named.get(resource);
      // A wildcard, and a name whose zone is not known, are no hostnames to call a zone by.
      if (hostname !== undefined && !/[*\s]/.test(hostname) && isNearer(hostname, nearest)) {
        nearest = hostname;
      }
    }
    return nearest;
  }

  private fall(resource: ModelResource): string[] {
    const hostname = this.named.get(resource);
    if (hostname === undefined) {
      return [];
    }
    this.named.delete(resource);
    this.nearest.delete(zoneOf(resource));
    this.standing.delete(hostname, resource);
    this.parents?.count(hostname, -1);
    return [hostname];
  }

  private renameZone(source: ModelResource): string[] {
    const tokens = [source.key, source.id, zoneOf(source)].filter((each) => each !== undefined);
    return tokens
      .flatMap((token) => this.ofZone.at(token))
      .flatMap((resource) => [...this.fall(resource), ...this.stand(resource)]);
  }
}

/** Whether a hostname is a better one to call its zone by than another. */
function isNearer(hostname: string, other: string | undefined): boolean {
  const [labels, others] = [hostname, other ?? ""].map((name) => name.split(".").length) as [
    number,
    number,
  ];
  return other === undefined || labels < others || (labels === others && hostname < other);
}
