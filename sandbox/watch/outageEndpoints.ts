import { type Inventory } from "../../model/graph/inventory";
import { sortedByKey } from "../../core/order";
import {
  endpointsOf,
  groupsOn,
  isAttached,
  isCarrier,
  networkOf,
  type ProtectedEndpoint,
} from "../../model/firewall/protectedEndpoints";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";

/** Keeps account of which security groups stand together before which origin, one change after the other. */
export class OutageFaces {
  private readonly endpoints = new Map<string, ProtectedEndpoint>();
  private readonly everSeen = new Map<string, ProtectedEndpoint>();
  private readonly facesOfGroup = new Map<string, Set<string>>();

  /**
   * Prepares an empty account of origins.
   * @param inventory - The account, kept up to date by the caller.
   */
  constructor(private readonly inventory: Inventory) {}

  /** How many origins there are now. */
  get size(): number {
    return this.endpoints.size;
  }

  /**
   * Lists the origins that there are now.
   * @returns Their endpoints.
   */
  all(): ProtectedEndpoint[] {
    return [...this.endpoints.values()];
  }

  /**
   * Finds an origin that is there now.
   * @param key - Key of its endpoint.
   * @returns The endpoint, or undefined where it is gone.
   */
  get(key: string): ProtectedEndpoint | undefined {
    return this.endpoints.get(key);
  }

  /**
   * Lists the groups that stand before some origin.
   * @returns Their keys.
   */
  groups(): ReadonlySet<string> {
    return new Set(this.facesOfGroup.keys());
  }

  /**
   * Finds the origins before which groups stand.
   * @param groups - Keys of groups.
   * @returns The endpoints, each once.
   */
  ofGroups(groups: ReadonlySet<string>): ProtectedEndpoint[] {
    const keys = new Set([...groups].flatMap((key) => [...(this.facesOfGroup.get(key) ?? [])]));
    return [...keys]
      .map((key) => this.endpoints.get(key))
      .filter((endpoint) => endpoint !== undefined);
  }

  /**
   * The groups that guard an origin now.
   * @param endpoint - Its endpoint, at any time.
   * @returns The groups; undefined where the origin is gone, or its groups guard something else.
   */
  groupsAt({ key }: ProtectedEndpoint): readonly ModelResource[] | undefined {
    const endpoint = this.everSeen.get(key);
    if (endpoint?.attachedTo !== undefined) {
      const carrier = this.inventory.byKey(key);
      return carrier && groupsOn(this.inventory, carrier);
    }
    const groups = (endpoint?.groups ?? [])
      .map((group) => this.inventory.byKey(group.key))
      .filter((group) => group !== undefined);
    return groups.length > 0 && !this.endpoints.has(key) ? undefined : groups;
  }

  /**
   * Whether anything is left of an origin, guarded or not.
   * @param title - The origin as a moment names it.
   * @returns True where it has groups, or what carried them is still there.
   */
  isLeft(title: string): boolean {
    return [...this.everSeen.values()]
      .filter((endpoint) => endpoint.title === title)
      .some((endpoint) => (this.groupsAt(endpoint)?.length ?? 0) > 0 || this.isCarried(endpoint));
  }

  /**
   * Finds out anew which groups stand together.
   * @param before - The resource that changed, before it did.
   * @param after - The same after it did.
   * @returns Keys of the groups whose place may be another.
   */
  follow(before: ModelResource | undefined, after: ModelResource | undefined): ReadonlySet<string> {
    const groups = new Set([...this.groupsOf(before), ...this.groupsOf(after)]);
    for (const key of groups) {
      const changed = this.inventory.byKey(key);
      const neighbours = this.leave(key);
      for (const group of changed === undefined ? neighbours : [changed, ...neighbours]) {
        this.facesNow(group).forEach((endpoint) => this.take(endpoint, group));
      }
    }
    return groups;
  }

  /** Takes a group out of its endpoints; returns one other group of each of those that must be found anew. */
  private leave(key: string): ModelResource[] {
    const old = [...(this.facesOfGroup.get(key) ?? [])]
      .map((endpoint) => this.endpoints.get(endpoint))
      .filter((endpoint) => endpoint !== undefined);
    this.facesOfGroup.delete(key);
    for (const endpoint of old) {
      const rest = endpoint.groups.filter((group) => group.key !== key);
      if (endpoint.attachedTo === undefined && rest.length > 0) {
        this.see({ ...endpoint, groups: rest });
      } else {
        this.endpoints.delete(endpoint.key);
      }
    }
    return old
      .filter(({ attachedTo }) => attachedTo !== undefined)
      .map(({ groups }) => groups.find((group) => group.key !== key))
      .map((neighbour) => neighbour && this.inventory.byKey(neighbour.key))
      .filter((neighbour) => neighbour !== undefined);
  }

  /** The endpoints of a group. It joins the others of its network, which need not be looked through for that. */
  private facesNow(group: ModelResource): ProtectedEndpoint[] {
    if (isAttached(this.inventory, group)) {
      return endpointsOf(this.inventory, group);
    }
    const network = networkOf(group);
    const others = (this.endpoints.get(network.key)?.groups ?? []).filter(
      ({ key }) => key !== group.key,
    );
    const groups = sortedByKey([...others, group]);
    return [{ ...network, attachedTo: undefined, groups }];
  }

  /** Keeps an endpoint of a group. The others of a network have been kept before. */
  private take(endpoint: ProtectedEndpoint, group: ModelResource): void {
    this.see(endpoint);
    for (const { key } of endpoint.attachedTo === undefined ? [group] : endpoint.groups) {
      const endpoints = this.facesOfGroup.get(key) ?? new Set();
      this.facesOfGroup.set(key, endpoints.add(endpoint.key));
    }
  }

  private see(endpoint: ProtectedEndpoint): void {
    this.endpoints.set(endpoint.key, endpoint);
    this.everSeen.set(endpoint.key, endpoint);
  }

  /** The groups whose place may be another after a resource changed. */
  private groupsOf(resource: ModelResource | undefined): string[] {
    const type = resource && modelType(resource.type);
    if (resource === undefined) {
      return [];
    }
    if (type === "securityGroup") {
      return [resource.key];
    }
    return isCarrier(resource) ? groupsOn(this.inventory, resource).map(({ key }) => key) : [];
  }

  private isCarried({ key, attachedTo }: ProtectedEndpoint): boolean {
    return attachedTo !== undefined && this.inventory.byKey(key) !== undefined;
  }
}
