import { familyNames } from "../../facts/addresses";
import { exposureOf } from "../../model/firewall/exposure";
import type { Inventory } from "../../model/graph/inventory";
import { isAttached, type ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import { originUses, type OriginUse } from "../../model/traffic/originUse";
import type { ModelResource } from "../../model/graph/resources";
import { OutageFaces } from "./outageEndpoints";
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
  private readonly endpoints: OutageFaces;
  private readonly usesOf = new Map<string, readonly string[]>();
  private readonly uses = new Map<string, { readonly use: OriginUse; users: number }>();

  /**
   * Prepares an empty account of origins.
   * @param inventory - The account, kept up to date by the caller.
   */
  constructor(private readonly inventory: Inventory) {
    this.endpoints = new OutageFaces(inventory);
  }

  /**
   * Follows one change of the account.
   * @param before - The resource before it, where there was one.
   * @param after - The resource after it, where there is one.
   * @returns What to watch and to ask again.
   */
  follow(before: ModelResource | undefined, after: ModelResource | undefined): FirewallChange {
    const several = this.endpoints.size > 1;
    const groups = this.endpoints.follow(before, after);
    const everywhere = this.recount(before, after) || several !== this.endpoints.size > 1;
    if (groups.size === 0 && !everywhere) {
      return { subjects: [], stale: [] };
    }
    const touched = everywhere ? this.endpoints.groups() : groups;
    const subjects = [...this.uses.values()].flatMap(({ use }) => this.subjectsFor(use, touched));
    return { subjects, stale: subjects.map(({ id }) => id) };
  }

  /**
   * Whether nothing is left of an origin while others remain reachable: it was taken away, not broken.
   * @param title - The origin as a moment names it.
   * @returns True where nothing of it is left to be broken.
   */
  isRemoved(title: string): boolean {
    if (this.endpoints.isLeft(title)) {
      return false;
    }
    return this.usedNow().every(({ port, family }) =>
      this.endpoints
        .all()
        .some(({ groups }) => exposureOf(this.inventory, groups, port).reachable[family] === "yes"),
    );
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
    const endpoints = this.endpoints.ofGroups(groups);
    const { port } = use;
    return [
      ...endpoints.map((endpoint) => this.reachable(endpoint, use)),
      ...endpoints
        .filter(({ attachedTo }) => attachedTo !== undefined)
        .map((endpoint) =>
          this.closed(endpoint.key, endpoint.title, port, () => this.endpoints.groupsAt(endpoint)),
        ),
      ...[...groups].map((key) => this.closedGroup(key, port)),
    ];
  }

  private reachable(endpoint: ProtectedEndpoint, use: OriginUse): WatchSubject {
    const { port, family } = use;
    return {
      id: `reachable ${endpoint.key} ${port} ${family}`,
      kind: "reachable",
      title: endpoint.title,
      ask: () => {
        if (this.isReachedByOne(endpoint, use)) {
          return { state: "yes", because: "" };
        }
        const groups = this.endpoints.groupsAt(endpoint);
        if (groups === undefined) {
          return nothingToSay;
        }
        const exposure = exposureOf(this.inventory, groups, port);
        const state = exposure.reachable[family];
        const missing = exposure.missing.filter(
          (range) => range.includes(":") === (family === "ipv6"),
        );
        const because = `port ${port} is closed to ${missing.length} of Cloudflare's ${familyNames[family]} ranges, ${missing[0] ?? "none"} the first`;
        return state === "no" && !this.isNeeded(endpoint, use) ? nothingToSay : { state, because };
      },
    };
  }

  /**
   * Whether one group of a network lets Cloudflare in by itself, so that the others need not be asked about: a network
   * may have very many.
   */
  private isReachedByOne({ key }: ProtectedEndpoint, { port, family }: OriginUse): boolean {
    const endpoint = this.endpoints.get(key);
    return (
      endpoint?.attachedTo === undefined &&
      (endpoint?.groups ?? []).some((group) => {
        const now = this.inventory.byKey(group.key);
        return now && exposureOf(this.inventory, [now], port).reachable[family] === "yes";
      })
    );
  }

  /**
   * Whether a port must be open at an origin: Cloudflare uses it, and no other port of this origin can be the one
   * that is meant where several origins share the account.
   */
  private isNeeded(endpoint: ProtectedEndpoint, use: OriginUse): boolean {
    const used = this.usedNow();
    if (!used.some((each) => nameOf(each) === nameOf(use))) {
      return false;
    }
    return (
      this.endpoints.size <= 1 ||
      !used.some(
        ({ port, family }) =>
          port !== use.port &&
          exposureOf(this.inventory, this.endpoints.groupsAt(endpoint) ?? [], port).reachable[
            family
          ] === "yes",
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

  private usedNow(): OriginUse[] {
    return [...this.uses.values()].filter(({ users }) => users > 0).map(({ use }) => use);
  }
}

const nothingToSay: WatchAnswer = { state: "unknown", because: "" };

function nameOf({ port, family }: OriginUse): string {
  return `${port} ${family}`;
}
