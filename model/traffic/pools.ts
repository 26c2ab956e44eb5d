import { poolDefaults, weightRange } from "../../facts/cloudflare/loadBalancing";
import { getOrCreate } from "../../core/getOrCreate";
import { allOf, anyOf, certain, oneOf, type Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import {
  isObject,
  knownList,
  readFlag,
  readList,
  readNumber,
  readObject,
  readText,
} from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../graph/resources";
import { isReference, targetOf, type Target } from "../graph/targets";

/** An origin of a pool. */
export interface OriginNode {
  /** Its name within the pool. */
  readonly name: Known<string>;
  /** Address or hostname; undefined where none is set. */
  readonly address: Known<string> | undefined;
  /** Keys of the resources that the address comes from; empty where it is written out. */
  readonly addressFrom: readonly string[];
  /** The virtual network that the address is of; undefined for the Internet. */
  readonly virtualNetwork: ModelValue | undefined;
  /** Port; 0 for the protocol's own. */
  readonly port: Known<number>;
  /** Whether it is switched on. */
  readonly enabled: Certainty;
  /** Share of traffic, 0 to 1. */
  readonly weight: Known<number>;
  /** Host header overrides. */
  readonly hosts: Known<readonly ModelValue[]>;
  /** Whether it is switched on, has an address and a weight over 0. */
  readonly takesTraffic: Certainty;
}

/** What a pool says of itself, whatever stands around it. */
export interface PoolState {
  /** The pool's name at Cloudflare. */
  readonly name: Known<string>;
  /** Whether it is switched on. */
  readonly enabled: Certainty;
  /** Its origins in the order of the program, or unknown. */
  readonly origins: Known<readonly OriginNode[]>;
  /** How many origins must be healthy for the pool to be. */
  readonly minimumOrigins: Known<number>;
  /** How it picks the origin for a request. */
  readonly originSteering: Known<string>;
  /** Regions that probe it; empty where none is set. */
  readonly checkRegions: Known<readonly ModelValue[]>;
  /** The share of requests without a session that it turns away, in percent. Source: Cloudflare API reference, `load_shedding`. */
  readonly shedPercent: number;
  /** The same of requests with one. */
  readonly shedSessionPercent: number;
  /**
   * Whether traffic that is sent here finds an origin, health apart: the pool is on, and enough origins
   * take traffic.
   */
  readonly serves: Certainty;
  /** The same for a fallback pool, of which Cloudflare ignores the health. */
  readonly servesAsFallback: Certainty;
}

/** A pool of origins. */
export interface PoolNode extends PoolState {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** Its monitor or monitor group; undefined where it has none. */
  readonly monitor: Target | undefined;
}

/**
 * Lists the origins of a pool that take traffic, or may.
 * @param pool - The pool.
 * @returns None where the plan does not know them.
 */
export function takingOrigins({ origins }: PoolState): readonly OriginNode[] {
  return (knownList(origins) ?? []).filter(({ takesTraffic }) => takesTraffic !== "no");
}

/** Reads pools, each once: many load balancers ask the same one, and a resource never changes. */
export class Pools {
  readonly #nodes = new Map<ModelResource, PoolNode>();

  /**
   * Has read nothing yet.
   * @param inventory - Where monitors are looked up.
   * @param states - What pools say by themselves, as far as it was read. Defaults to nothing.
   */
  constructor(
    private readonly inventory: Inventory,
    private readonly states = new Map<ModelResource, PoolState>(),
  ) {}

  /**
   * Reads a pool.
   * @param resource - A `LoadBalancerPool`.
   * @returns The pool.
   */
  of(resource: ModelResource): PoolNode {
    return getOrCreate(this.#nodes, resource, () => {
      const { monitor, monitorGroup } = resource.properties;
      const read = (value: ModelValue | undefined, type: "monitor" | "monitorGroup") =>
        targetOf(this.inventory, value, type);
      return {
        resource,
        monitor: read(monitor, "monitor") ?? read(monitorGroup, "monitorGroup"),
        ...this.#state(resource),
      };
    });
  }

  /**
   * What can be said of a pool of which only a reference is known.
   * @param target - The reference.
   * @param ask - What is asked of a pool.
   * @returns The answer; `no` for a pool that is gone, `unknown` for one that is out of sight.
   */
  ask({ state, resources }: Target, ask: (pool: PoolState) => Certainty): Certainty {
    return state === "gone" ? "no" : oneOf(resources.map((each) => ask(this.#state(each))));
  }

  #state(resource: ModelResource): PoolState {
    return getOrCreate(this.states, resource, () => readState(resource));
  }
}

function readState({ properties: own, name }: ModelResource): PoolState {
  const list = readList(own.origins);
  const origins = list === unknownValue ? unknownValue : list.map(readOrigin);
  const enabled = readFlag(own.enabled, "yes");
  const minimumOrigins = readNumber(own.minimumOrigins) ?? poolDefaults.minimumOrigins;
  const some = origins === unknownValue ? "unknown" : anyOf(origins.map(takesTraffic));
  // Without a monitor nobody counts healthy origins, so the minimum has no effect.
  const enough =
    isReference(own.monitor) || isReference(own.monitorGroup)
      ? enoughOrigins(origins, minimumOrigins)
      : "yes";
  return {
    name: readText(own.name) ?? name,
    enabled,
    origins,
    minimumOrigins,
    originSteering: steeringOf(own),
    checkRegions: readList(own.checkRegions),
    shedPercent: shedPercent(own, "defaultPercent"),
    shedSessionPercent: shedPercent(own, "sessionPercent"),
    serves: allOf([enabled, some, enough]),
    servesAsFallback: allOf([enabled, some]),
  };
}

function shedPercent(
  { loadShedding }: ModelObject,
  whose: "defaultPercent" | "sessionPercent",
): number {
  const percent = isObject(loadShedding) ? readNumber(loadShedding[whose]) : undefined;
  return typeof percent === "number" ? percent : 0;
}

function steeringOf({ originSteering }: ModelObject): Known<string> {
  const steering = readObject(originSteering);
  return steering === unknownValue
    ? steering
    : (readText(steering.policy) ?? poolDefaults.originSteering);
}

function takesTraffic(origin: OriginNode): Certainty {
  return origin.takesTraffic;
}

function enoughOrigins(origins: Known<readonly OriginNode[]>, minimum: Known<number>): Certainty {
  if (origins === unknownValue || minimum === unknownValue) {
    return "unknown";
  }
  let [sure, possible] = [0, 0];
  for (const origin of origins) {
    sure += origin.takesTraffic === "yes" ? 1 : 0;
    possible += origin.takesTraffic === "no" ? 0 : 1;
  }
  return sure >= minimum ? "yes" : possible >= minimum ? "unknown" : "no";
}

function readOrigin(value: ModelValue): OriginNode {
  const own = isObject(value) ? value : undefined;
  const missing = own === undefined ? unknownValue : undefined;
  const address = own === undefined ? missing : readText(own.address);
  const weight = own === undefined ? unknownValue : (readNumber(own.weight) ?? weightRange.default);
  const header = own?.header;
  const enabled = own === undefined ? "unknown" : readFlag(own.enabled, "yes");
  return {
    name: (own === undefined ? missing : readText(own.name)) ?? "",
    address,
    addressFrom:
      own?.address instanceof ModelReference
        ? own.address.reference
        : value instanceof ModelReference
          ? value.reference
          : [],
    virtualNetwork: own?.virtualNetworkId,
    port: own === undefined ? unknownValue : (readNumber(own.port) ?? 0),
    ...{ enabled, weight },
    hosts: isObject(header) ? readList(header.hosts) : header === undefined ? [] : unknownValue,
    takesTraffic: allOf([
      enabled,
      weight === unknownValue ? "unknown" : certain(weight > 0),
      // An address that is only unknown yet is there all the same.
      certain(address !== undefined && address !== ""),
    ]),
  };
}
