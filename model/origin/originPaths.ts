import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { clearModes } from "../../facts/cloudflare/zoneSettings";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import type { ModelResource } from "../graph/resources";
import { encryptionModeOf } from "../traffic/encryptionModes";
import type { TrafficModel } from "../traffic/path";
import { groupUses, type GroupUse } from "./forwards";
import { Leads } from "./leads";
import { readListener } from "./listeners";
import { targetSources, type TargetSource } from "./targets";

const known = new WeakMap<TrafficModel, OriginPaths>();

/** What stands behind the load balancers of AWS that hostnames lead to. Each part is read when it is first asked for. */
export class OriginPaths {
  /** Which hostnames lead to which machines. */
  readonly leads: Leads;
  readonly #sources = new Map<string, TargetSource[]>();
  #uses: readonly GroupUse[] | undefined;
  #distinctUses: readonly GroupUse[] | undefined;
  #balancers: ReadonlyMap<string, readonly ModelResource[]> | undefined;

  private constructor(readonly model: TrafficModel) {
    this.leads = new Leads(model);
  }

  /**
   * Finds what stands behind a model's load balancers, which is read once however often it is asked for.
   * @param model - The paths of hostnames.
   */
  static of(model: TrafficModel): OriginPaths {
    return getOrCreate(known, model, () => new OriginPaths(model));
  }

  /** Which target groups get requests: those apart behind a load balancer to which pools lead that are switched off, and nothing else. */
  get uses(): readonly GroupUse[] {
    return (this.#uses ??= groupUses(this.model.inventory).filter(
      ({ machine }) => machine === undefined || !this.leads.isIdle(machine),
    ));
  }

  /** One use of each target group that gets requests, by a listener that hostnames lead to where there is one. */
  get distinctUses(): readonly GroupUse[] {
    if (this.#distinctUses === undefined) {
      const found = new Map<string, GroupUse>();
      for (const use of this.uses) {
        if (!found.has(use.group.key) || this.isAsked(use)) {
          found.set(use.group.key, use);
        }
      }
      this.#distinctUses = [...found.values()];
    }
    return this.#distinctUses;
  }

  /**
   * Whether hostnames may lead to a listener.
   * @param use - The listener and its load balancer.
   * @returns False where the resources say of hostnames where they lead, and it is not there.
   */
  isAsked({ machine, listener }: Partial<Pick<GroupUse, "machine" | "listener">>): boolean {
    if (machine === undefined || !this.leads.some) {
      return true;
    }
    const isKnown = typeof readListener(listener).port === "number";
    return (
      this.leads.to(machine).length > 0 &&
      (listener === undefined || !isKnown || this.asked(machine).includes(listener))
    );
  }

  /**
   * Lists what registers targets in a group.
   * @param group - A `TargetGroup`.
   * @returns What does; empty where nothing of these resources does.
   */
  sources(group: ModelResource): readonly TargetSource[] {
    return getOrCreate(this.#sources, group.key, () => targetSources(this.model.inventory, group));
  }

  /**
   * Lists the listeners of a load balancer by their ports.
   * @param machine - The load balancer.
   * @returns Those whose port is known.
   */
  listeners(machine: ModelResource): ReadonlyMap<number, ModelResource> {
    const found = new Map<number, ModelResource>();
    for (const listener of this.model.inventory.linkedTo(machine, "listener")) {
      const { port } = readListener(listener);
      if (typeof port === "number") {
        found.set(port, listener);
      }
    }
    return found;
  }

  /**
   * Lists the listeners that Cloudflare asks: at the ports that pools name, else that of HTTPS, or of HTTP where nothing listens there or the
   * hostname has no TLS to origins. Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/flexible and off.
   * @param machine - The load balancer.
   * @returns The listeners, in the order of ports.
   */
  asked(machine: ModelResource): ModelResource[] {
    const listeners = this.listeners(machine);
    const usual = listeners.has(defaultHttpsPort) ? defaultHttpsPort : defaultHttpPort;
    const named = this.leads.to(machine).map(({ hostname, port }) => {
      const isClear = clearModes.includes(String(encryptionModeOf(this.model, hostname)));
      return port === unknownValue || port === 0 ? (isClear ? defaultHttpPort : usual) : port;
    });
    const ports = new Set(named.length === 0 ? [usual] : named);
    return [...ports]
      .sort((left, right) => left - right)
      .map((port) => listeners.get(port))
      .filter((listener) => listener !== undefined);
  }

  /**
   * Lists the hostnames whose requests a machine gets.
   * @param machine - A load balancer or another machine.
   * @returns The hostnames, each once, sorted.
   */
  hostnames(machine: ModelResource | undefined): string[] {
    return [...new Set(this.leads.to(machine).map(({ hostname }) => hostname))].sort();
  }

  /**
   * Lists the load balancers of AWS that get the requests of a hostname.
   * @param hostname - The hostname.
   * @returns Each once, in the order of the resources.
   */
  balancersOf(hostname: string): readonly ModelResource[] {
    this.#balancers ??= this.#balancersByHostname();
    return this.#balancers.get(hostname) ?? [];
  }

  #balancersByHostname(): Map<string, ModelResource[]> {
    const found = new Map<string, ModelResource[]>();
    for (const machine of this.model.inventory.ofType("awsLoadBalancer")) {
      for (const hostname of this.hostnames(machine)) {
        getOrCreate(found, hostname, () => []).push(machine);
      }
    }
    return found;
  }
}
