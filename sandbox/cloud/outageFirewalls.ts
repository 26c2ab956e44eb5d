import type { AddressFamily } from "../../checks/model/addressRanges";
import { exposureOf } from "../../checks/model/exposure";
import type { Inventory } from "../../checks/model/inventory";
import {
  facesOf,
  groupsOn,
  isAttached,
  isCarrier,
  type OriginFace,
} from "../../checks/model/originFaces";
import { originUses, type OriginUse } from "../../checks/model/originUse";
import { modelType } from "../../checks/model/resourceTypes";
import type { ModelResource } from "../../checks/model/resources";
import type { WatchAnswer, WatchSubject } from "./outageSubjects";

/** What a change gives to watch newly, and what it makes worth asking again. */
export interface FirewallChange {
  /** Subjects of origins and ports, new or known. */
  readonly subjects: readonly WatchSubject[];
  /** Ids of subjects that may have changed for a reason that the inventory cannot name. */
  readonly stale: readonly string[];
}

/** Keeps account of which groups guard which origins, and which ports Cloudflare uses. */
export class OutageFirewalls {
  private readonly faces = new Map<string, OriginFace>();
  private readonly everSeen = new Map<string, OriginFace>();
  private readonly facesOfGroup = new Map<string, Set<string>>();
  private readonly usesOf = new Map<string, readonly string[]>();
  private readonly uses = new Map<string, { readonly use: OriginUse; users: number }>();

  /**
   * Prepares an empty account of origins.
   * @param inventory - The account, kept up to date by the caller.
   */
  constructor(private readonly inventory: Inventory) {}

  /**
   * Follows one change of the account.
   * @param before - The resource before it, where there was one.
   * @param after - The resource after it, where there is one.
   * @returns What to watch and to ask again.
   */
  follow(before: ModelResource | undefined, after: ModelResource | undefined): FirewallChange {
    const several = this.faces.size > 1;
    const groups = this.regroup(before, after);
    const everywhere = this.recount(before, after) || several !== this.faces.size > 1;
    if (groups.size === 0 && !everywhere) {
      return { subjects: [], stale: [] };
    }
    const touched = everywhere ? new Set(this.facesOfGroup.keys()) : groups;
    const subjects = [...this.uses.values()].flatMap(({ use }) => this.subjectsFor(use, touched));
    return { subjects, stale: subjects.map(({ id }) => id) };
  }

  /**
   * Whether nothing is left of an origin while others remain reachable: it was taken away, not broken.
   * @param title - The origin as a moment names it.
   * @returns True where nothing of it is left to be broken.
   */
  isRemoved(title: string): boolean {
    const named = [...this.everSeen.values()].filter((face) => face.title === title);
    if (named.some((face) => (this.groupsAt(face)?.length ?? 0) > 0 || this.isCarried(face))) {
      return false;
    }
    return this.usedNow().every(({ port, family }) =>
      [...this.faces.values()].some(
        ({ groups }) => exposureOf(this.inventory, groups, port).reachable[family] === "yes",
      ),
    );
  }

  /** Finds out anew which groups stand together; returns those that a change has moved. */
  private regroup(
    before: ModelResource | undefined,
    after: ModelResource | undefined,
  ): ReadonlySet<string> {
    const groups = new Set([...this.groupsOf(before), ...this.groupsOf(after)]);
    for (const key of groups) {
      const old = [...(this.facesOfGroup.get(key) ?? [])];
      const rest = old.flatMap((face) => this.faces.get(face)?.groups ?? []);
      old.forEach((face) => this.faces.delete(face));
      this.facesOfGroup.delete(key);
      const neighbour = rest.find((group) => group.key !== key && this.inventory.byKey(group.key));
      for (const each of [key, neighbour?.key]) {
        const group = each === undefined ? undefined : this.inventory.byKey(each);
        if (group !== undefined) {
          facesOf(this.inventory, group).forEach((face) => this.take(face));
        }
      }
    }
    return groups;
  }

  private take(face: OriginFace): void {
    this.faces.set(face.key, face);
    this.everSeen.set(face.key, face);
    for (const { key } of face.groups) {
      const faces = this.facesOfGroup.get(key) ?? new Set();
      this.facesOfGroup.set(key, faces.add(face.key));
    }
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

  /** Counts who uses which port; true where a port came into use or went out of it. */
  private recount(before: ModelResource | undefined, after: ModelResource | undefined): boolean {
    const key = (after ?? before)?.key ?? "";
    const old = this.usesOf.get(key) ?? [];
    const now = after === undefined ? [] : originUses(this.inventory, after);
    let changed = false;
    for (const use of now) {
      const name = nameOf(use);
      const entry = this.uses.get(name) ?? { use, users: 0 };
      entry.users += 1;
      changed ||= entry.users === 1;
      this.uses.set(name, entry);
    }
    for (const name of old) {
      const entry = this.uses.get(name);
      if (entry !== undefined) {
        entry.users -= 1;
        changed ||= entry.users === 0;
      }
    }
    if (now.length > 0) {
      this.usesOf.set(key, now.map(nameOf));
    } else {
      this.usesOf.delete(key);
    }
    return changed;
  }

  private subjectsFor(use: OriginUse, groups: ReadonlySet<string>): WatchSubject[] {
    const keys = new Set([...groups].flatMap((key) => [...(this.facesOfGroup.get(key) ?? [])]));
    const faces = [...keys].map((key) => this.faces.get(key)).filter((face) => face !== undefined);
    const { port } = use;
    return [
      ...faces.map((face) => this.reachable(face, use)),
      ...faces
        .filter(({ attachedTo }) => attachedTo !== undefined)
        .map((face) => this.closed(face.key, face.title, port, () => this.groupsAt(face))),
      ...[...groups].map((key) => this.closedGroup(key, port)),
    ];
  }

  private reachable(face: OriginFace, use: OriginUse): WatchSubject {
    const { port, family } = use;
    return {
      id: `reachable ${face.key} ${port} ${family}`,
      kind: "reachable",
      title: face.title,
      ask: () => {
        const groups = this.groupsAt(face);
        if (groups === undefined) {
          return nothingToSay;
        }
        const exposure = exposureOf(this.inventory, groups, port);
        const state = exposure.reachable[family];
        const missing = exposure.missing.filter(
          (range) => range.includes(":") === (family === "ipv6"),
        );
        const because = `port ${port} is closed to ${missing.length} of Cloudflare's ${nameOfFamily[family]} ranges, ${missing[0] ?? "none"} the first`;
        return state === "no" && !this.isNeeded(face, use) ? nothingToSay : { state, because };
      },
    };
  }

  /**
   * Whether a port must be open at an origin: Cloudflare uses it, and no other port of this origin can be the one
   * that is meant where several origins share the account.
   */
  private isNeeded(face: OriginFace, use: OriginUse): boolean {
    const used = this.usedNow();
    if (!used.some((each) => nameOf(each) === nameOf(use))) {
      return false;
    }
    return (
      this.faces.size <= 1 ||
      !used.some(
        ({ port, family }) =>
          port !== use.port &&
          exposureOf(this.inventory, this.groupsAt(face) ?? [], port).reachable[family] === "yes",
      )
    );
  }

  private closedGroup(key: string, port: number): WatchSubject {
    const group = this.inventory.byKey(key);
    const title = group === undefined ? key : group.name;
    return this.closed(key, title, port, () => {
      const now = this.inventory.byKey(key);
      if (now === undefined) {
        return [];
      }
      return isAttached(this.inventory, now) ? undefined : [now];
    });
  }

  private closed(
    key: string,
    title: string,
    port: number,
    groupsNow: () => readonly ModelResource[] | undefined,
  ): WatchSubject {
    // A group that never let Cloudflare in is no origin's, and may be open to whomever it likes.
    let guardsOrigin = false;
    return {
      id: `closed ${key} ${port}`,
      kind: "closed",
      title,
      ask: (): WatchAnswer => {
        const groups = groupsNow();
        if (groups === undefined) {
          return nothingToSay;
        }
        const { closed, wider, admitsCloudflare } = exposureOf(this.inventory, groups, port);
        const because = `port ${port} is open to ${wider.join(", ")}`;
        guardsOrigin ||= admitsCloudflare;
        return guardsOrigin ? { state: closed, because } : nothingToSay;
      },
    };
  }

  /** The groups that guard an origin now; undefined where it is gone, or its groups guard something else. */
  private groupsAt({ key }: OriginFace): readonly ModelResource[] | undefined {
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

  private isCarried({ key, attachedTo }: OriginFace): boolean {
    return attachedTo !== undefined && this.inventory.byKey(key) !== undefined;
  }

  private usedNow(): OriginUse[] {
    return [...this.uses.values()].filter(({ users }) => users > 0).map(({ use }) => use);
  }
}

const nothingToSay: WatchAnswer = { state: "unknown", because: "" };

const nameOfFamily: Readonly<Record<AddressFamily, string>> = { ipv4: "IPv4", ipv6: "IPv6" };

function nameOf({ port, family }: OriginUse): string {
  return `${port} ${family}`;
}
