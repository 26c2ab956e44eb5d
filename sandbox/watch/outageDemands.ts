import { unknownValue, type Known } from "../../core/known";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { Inventory } from "../../model/graph/inventory";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { listenerOf, machineOf } from "../../model/origin/forwards";
import { readListener } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import { asksForHeader } from "../../model/origin/requiredHeaders";
import { authoritiesOf, trustIn, trustStoreOf } from "../../model/origin/trust";
import { trafficPathsOf } from "../../model/traffic/path";
import { callers, type Callers } from "./listenerCallers";
import type { WatchAnswer, WatchSubject } from "./outageSubjects";

/** Keeps account of the listeners in AWS that demand something, and of whom they got it: Cloudflare for hostnames, monitors for pools. */
export class OutageDemands {
  /** By listener, the hostnames and the pools whose requests it took, a set for each kind of callers. */
  readonly #taken = new Map<string, ReadonlyMap<Callers, Set<string>>>();
  /** The authorities that each trust store took over when it was last made or changed. */
  readonly #authorities = new Map<string, Known<string>>();
  /** What leads where, until something changes. */
  #paths: OriginPaths | undefined;

  /**
   * Prepares an empty account of listeners.
   * @param inventory - The account, kept up to date by the caller.
   */
  constructor(private readonly inventory: Inventory) {}

  /**
   * Notes whose requests a listener takes before it comes to demand something.
   * @param coming - What is about to be put in the account.
   */
  note(coming: ModelResource): void {
    const listener = this.#demanding(coming);
    const now = listener && this.inventory.byKey(listener.key);
    if (now !== undefined && !this.#taken.has(now.key)) {
      this.#begin(now.key);
      callers.forEach((each) => this.#ask(now.key, each));
    }
  }

  /**
   * Follows one change of the account.
   * @param after - The resource after it, where there is one.
   * @returns The subjects, new or known: the answer of each may be another. What they refuse was taken before.
   */
  follow(after: ModelResource | undefined): WatchSubject[] {
    this.#paths = undefined;
    if (after !== undefined && modelType(after.type) === "trustStore") {
      this.#authorities.set(after.key, authoritiesOf(this.inventory, after));
    }
    const listener = after && this.#demanding(after);
    if (listener !== undefined && !this.#taken.has(listener.key)) {
      this.#begin(listener.key);
    }
    return [...this.#taken.keys()].flatMap((key) =>
      callers.map((each) => this.#subject(key, each)),
    );
  }

  #begin(key: string): void {
    this.#taken.set(key, new Map(callers.map((each) => [each, new Set()])));
  }

  /** The listener that demands something because of a resource; undefined where the resource makes no demand. */
  #demanding(resource: ModelResource): ModelResource | undefined {
    const type = modelType(resource.type);
    if (type === "listener") {
      return readListener(resource).verifiesClients ? resource : undefined;
    }
    const isByHeader = type === "listenerRule" && asksForHeader(resource);
    return isByHeader ? listenerOf(this.inventory, resource) : undefined;
  }

  #subject(key: string, asking: Callers): WatchSubject {
    const { inventory } = this;
    return {
      id: `${asking.kind} ${key}`,
      kind: asking.kind,
      get title() {
        const listener = inventory.byKey(key);
        const machine = listener && machineOf(inventory, listener);
        return machine === undefined ? key : title(machine);
      },
      ask: () => this.#ask(key, asking),
    };
  }

  /** Asks whether whoever was taken still is. */
  #ask(key: string, asking: Callers): WatchAnswer {
    const listener = this.inventory.byKey(key);
    const machine = listener && machineOf(this.inventory, listener);
    if (listener === undefined || machine === undefined) {
      return { state: "unknown", because: "" };
    }
    const paths = (this.#paths ??= OriginPaths.of(trafficPathsOf(this.inventory)));
    const store = trustStoreOf(this.inventory, listener);
    const authorities = (store && this.#authorities.get(store.key)) ?? unknownValue;
    const trusts = (hostname: string) => trustIn(paths.model, hostname, authorities);
    const found = asking.heardBy({ paths, machine, listener, trusts });
    const taken = this.#taken.get(key)?.get(asking) ?? new Set();
    const lost = found.filter(({ who, refusal }) => refusal !== undefined && taken.has(who));
    const refusal = lost[0]?.refusal;
    if (refusal !== undefined) {
      const port = readListener(listener).port ?? defaultHttpsPort;
      const names = lost.filter((each) => each.refusal === refusal).map(({ who }) => who);
      return { state: "no", because: `port ${String(port)} ${refusal} ${names.join(", ")}` };
    }
    found.filter(({ isTaken }) => isTaken).forEach(({ who }) => taken.add(who));
    return { state: "yes", because: "" };
  }
}
