import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { Inventory } from "../../model/graph/inventory";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { certificateDemands } from "../../model/origin/clientCertificates";
import type { Demand } from "../../model/origin/demand";
import { listenerOf, machineOf } from "../../model/origin/forwards";
import { readListener } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import { asksForHeader, headerDemands } from "../../model/origin/requiredHeaders";
import { trafficPathsOf } from "../../model/traffic/path";
import type { WatchAnswer, WatchSubject } from "./outageSubjects";

/** What listeners may demand, and what is wrong where Cloudflare does not do it. */
const demands = [
  {
    of: certificateDemands,
    words: "demands a client certificate, and Cloudflare shows none for",
  },
  {
    of: headerDemands,
    words: "lets through only what has a header, which Cloudflare does not send for",
  },
] as const;

/** Keeps account of the listeners in AWS that demand something of Cloudflare, and for which hostnames they got it. */
export class OutageDemands {
  /** By listener, the hostnames whose requests it took. */
  readonly #taken = new Map<string, Set<string>>();
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
      this.#taken.set(now.key, new Set());
      this.#ask(now.key);
    }
  }

  /**
   * Follows one change of the account.
   * @param after - The resource after it, where there is one.
   * @returns The subjects, new or known: the answer of each may be another. What they refuse was taken before.
   */
  follow(after: ModelResource | undefined): WatchSubject[] {
    this.#paths = undefined;
    const listener = after && this.#demanding(after);
    if (listener !== undefined && !this.#taken.has(listener.key)) {
      this.#taken.set(listener.key, new Set());
    }
    return [...this.#taken.keys()].map((key) => this.#subject(key));
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

  #subject(key: string): WatchSubject {
    const { inventory } = this;
    return {
      id: `admitted ${key}`,
      kind: "admitted",
      get title() {
        const listener = inventory.byKey(key);
        const machine = listener && machineOf(inventory, listener);
        return machine === undefined ? key : title(machine);
      },
      ask: () => this.#ask(key),
    };
  }

  /** Asks whether whoever was taken still is. */
  #ask(key: string): WatchAnswer {
    const listener = this.inventory.byKey(key);
    const machine = listener && machineOf(this.inventory, listener);
    if (listener === undefined || machine === undefined) {
      return { state: "unknown", because: "" };
    }
    const paths = (this.#paths ??= OriginPaths.of(trafficPathsOf(this.inventory)));
    const own = demands.flatMap(({ of, words }) =>
      of(paths, machine)
        .filter((demand) => demand.listener.key === key)
        .map((demand) => ({ demand, words })),
    );
    const taken = this.#taken.get(key) ?? new Set();
    const broken = own.find(({ demand }) => demand.unmet.some((hostname) => taken.has(hostname)));
    if (broken !== undefined) {
      const lost = broken.demand.unmet.filter((hostname) => taken.has(hostname));
      const port = readListener(listener).port ?? defaultHttpsPort;
      return { state: "no", because: `port ${String(port)} ${broken.words} ${lost.join(", ")}` };
    }
    takenBy(
      paths,
      machine,
      own.map(({ demand }) => demand),
    ).forEach((name) => taken.add(name));
    return { state: "yes", because: "" };
  }
}

/** The hostnames whose requests meet every demand for certain. */
function takenBy(paths: OriginPaths, machine: ModelResource, own: readonly Demand[]): string[] {
  return paths
    .hostnames(machine)
    .filter((hostname) => own.every(({ met }) => met.includes(hostname)));
}
