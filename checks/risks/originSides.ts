import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { GroupUse } from "../../model/origin/forwards";
import { hostnamesOfGroup } from "../../model/origin/groupHostnames";
import { readListener } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import type { Cause } from "../findings/finding";
import { causeOf, type RiskContext } from "./risk";
import { names, say, type Phrase } from "../words/words";

/** What stands behind load balancers of AWS, before and after a change. */
export class OriginSides {
  /** Before. */
  readonly before: OriginPaths;
  /** After. */
  readonly after: OriginPaths;
  #uses: ReadonlyMap<string, GroupUse> | undefined;
  #serving: readonly Serving[] | undefined;

  /** Reads nothing yet. */
  constructor(readonly context: RiskContext) {
    this.before = OriginPaths.of(context.before);
    this.after = OriginPaths.of(context.after);
  }

  /** The key that a resource of before has after the change. */
  nameAfter({ key }: ModelResource): string {
    return this.context.renamed.get(key) ?? key;
  }

  /** What a resource of after was before; undefined for a new one. */
  earlier({ key }: ModelResource): ModelResource | undefined {
    const { before, formerly } = this.context;
    return before.inventory.byKey(formerly.get(key) ?? key);
  }

  /** The use of a target group that something serves behind after the change; undefined where no listener leads there. */
  useOf(serves: string): GroupUse | undefined {
    const { after } = this;
    this.#uses ??= new Map(
      after.distinctUses.flatMap((use) =>
        after
          .sources(use.group)
          .map(({ resource, serves: own }) => [(own ?? resource).key, use] as const),
      ),
    );
    return this.#uses.get(serves);
  }

  /** What serves hostnames and did before, each once: behind target groups, and machines to which hostnames lead themselves. */
  get serving(): readonly Serving[] {
    if (this.#serving === undefined) {
      const { after } = this;
      const behind = after.distinctUses.flatMap((place) =>
        after.sources(place.group).map(({ serves }) => ({ place, serves })),
      );
      const direct = after.model.inventory
        .ofType("instance")
        .filter((machine) => after.leads.to(machine).some(({ isTunnelled }) => !isTunnelled))
        .map((machine) => ({ place: { machine }, serves: machine }));
      const found = new Map<string, Serving>();
      for (const { place, serves } of [...behind, ...direct]) {
        const old = serves && this.earlier(serves);
        if (serves !== undefined && old !== undefined && !found.has(serves.key)) {
          found.set(serves.key, { place, old, serves });
        }
      }
      this.#serving = [...found.values()];
    }
    return this.#serving;
  }

  /** Whether visitors of a hostname were answered before. */
  wasAnswered(hostname: string): boolean {
    return this.before.model.pathOf(hostname).answeredAt !== undefined;
  }

  /**
   * Finds what changes of several resources.
   * @returns The causes, sorted by key, each once.
   */
  causes(resources: Iterable<ModelResource | undefined>): Cause[] {
    const keys = new Set([...resources].map((resource) => resource?.key ?? ""));
    const found = [...keys].sort().flatMap((key) => this.context.changes.get(key) ?? []);
    return [...new Set(found)].map((change) => causeOf(change, change.replacedFor));
  }

  /**
   * Says who meets what happens behind a load balancer.
   * @param place - The load balancer, and the target group where it is one of them.
   * @returns The visitors of the hostnames that lead there, those that rules lead to the group by their host, or whoever is sent there.
   */
  visitors(place: Place): Phrase {
    const { machine, listener, group } = place;
    const own = group === undefined ? [] : hostnamesOfGroup(this.after, group);
    const all = this.after.isAsked(place) ? this.after.hostnames(machine) : [];
    const hostnames = own.length > 0 ? own : all;
    if (hostnames.length > 0 || machine === undefined) {
      return hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`;
    }
    const { port } = readListener(listener);
    const isBeside = this.after.hostnames(machine).length > 0 && typeof port === "number";
    return say`whoever is sent to ${title(machine)}${isBeside ? say` at port ${port}` : []}`;
  }

  /** How bad it is where visitors for certain meet errors behind a load balancer; less where the plan says that no hostname leads there. */
  severity(place: Place): "high" | "medium" {
    return this.after.isAsked(place) ? "high" : "medium";
  }
}

/** A load balancer, the listener at which requests come in where it is one of them, and the target group that they go to. */
export type Place = Partial<Pick<GroupUse, "group" | "machine" | "listener">>;

/** Something that serves hostnames. */
export interface Serving {
  /** Where requests come in. */
  readonly place: Place;
  /** What it was before. */
  readonly old: ModelResource;
  /** An instance, an Auto Scaling group or a service. */
  readonly serves: ModelResource;
}
