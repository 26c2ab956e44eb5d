import { type Inventory } from "../../model/graph/inventory";
import { compare } from "../../core/order";
import {
  facesOf,
  groupsOn,
  isAttached,
  isCarrier,
  networkOf,
  type OriginFace,
} from "../../model/firewall/originFaces";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";

/** Keeps account of which security groups stand together before which origin, one change after the other. */
export class OutageFaces {
  private readonly faces = new Map<string, OriginFace>();
  private readonly everSeen = new Map<string, OriginFace>();
  private readonly facesOfGroup = new Map<string, Set<string>>();

  /**
   * Prepares an empty account of origins.
   * @param inventory - The account, kept up to date by the caller.
   */
  constructor(private readonly inventory: Inventory) {}

  /** How many origins there are now. */
  get size(): number {
    return this.faces.size;
  }

  /**
   * Lists the origins that there are now.
   * @returns Their faces.
   */
  all(): OriginFace[] {
    return [...this.faces.values()];
  }

  /**
   * Finds an origin that is there now.
   * @param key - Key of its face.
   * @returns The face, or undefined where it is gone.
   */
  get(key: string): OriginFace | undefined {
    return this.faces.get(key);
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
   * @returns The faces, each once.
   */
  ofGroups(groups: ReadonlySet<string>): OriginFace[] {
    const keys = new Set([...groups].flatMap((key) => [...(this.facesOfGroup.get(key) ?? [])]));
    return [...keys].map((key) => this.faces.get(key)).filter((face) => face !== undefined);
  }

  /**
   * The groups that guard an origin now.
   * @param face - Its face, at any time.
   * @returns The groups; undefined where the origin is gone, or its groups guard something else.
   */
  groupsAt({ key }: OriginFace): readonly ModelResource[] | undefined {
    const face = this.everSeen.get(key);
    if (face?.attachedTo !== undefined) {
      const carrier = this.inventory.byKey(key);
      return carrier && groupsOn(this.inventory, carrier);
    }
    const groups = (face?.groups ?? [])
      .map((group) => this.inventory.byKey(group.key))
      .filter((group) => group !== undefined);
    return groups.length > 0 && !this.faces.has(key) ? undefined : groups;
  }

  /**
   * Whether anything is left of an origin, guarded or not.
   * @param title - The origin as a moment names it.
   * @returns True where it has groups, or what carried them is still there.
   */
  isLeft(title: string): boolean {
    return [...this.everSeen.values()]
      .filter((face) => face.title === title)
      .some((face) => (this.groupsAt(face)?.length ?? 0) > 0 || this.isCarried(face));
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
        this.facesNow(group).forEach((face) => this.take(face, group));
      }
    }
    return groups;
  }

  /** Takes a group out of its faces; returns one other group of each of those that must be found anew. */
  private leave(key: string): ModelResource[] {
    const old = [...(this.facesOfGroup.get(key) ?? [])]
      .map((face) => this.faces.get(face))
      .filter((face) => face !== undefined);
    this.facesOfGroup.delete(key);
    for (const face of old) {
      const rest = face.groups.filter((group) => group.key !== key);
      if (face.attachedTo === undefined && rest.length > 0) {
        this.see({ ...face, groups: rest });
      } else {
        this.faces.delete(face.key);
      }
    }
    return old
      .filter(({ attachedTo }) => attachedTo !== undefined)
      .map(({ groups }) => groups.find((group) => group.key !== key))
      .map((neighbour) => neighbour && this.inventory.byKey(neighbour.key))
      .filter((neighbour) => neighbour !== undefined);
  }

  /** The faces of a group. It joins the others of its network, which need not be looked through for that. */
  private facesNow(group: ModelResource): OriginFace[] {
    if (isAttached(this.inventory, group)) {
      return facesOf(this.inventory, group);
    }
    const network = networkOf(group);
    const others = (this.faces.get(network.key)?.groups ?? []).filter(
      ({ key }) => key !== group.key,
    );
    const groups = [...others, group].sort((one, other) => compare(one.key, other.key));
    return [{ ...network, attachedTo: undefined, groups }];
  }

  /** Keeps a face of a group. The others of a network have been kept before. */
  private take(face: OriginFace, group: ModelResource): void {
    this.see(face);
    for (const { key } of face.attachedTo === undefined ? [group] : face.groups) {
      const faces = this.facesOfGroup.get(key) ?? new Set();
      this.facesOfGroup.set(key, faces.add(face.key));
    }
  }

  private see(face: OriginFace): void {
    this.faces.set(face.key, face);
    this.everSeen.set(face.key, face);
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

  private isCarried({ key, attachedTo }: OriginFace): boolean {
    return attachedTo !== undefined && this.inventory.byKey(key) !== undefined;
  }
}
