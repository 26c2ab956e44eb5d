import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import {
  OriginSteeringPolicy,
  poolDefaults,
  weightRange,
} from "../../facts/cloudflare/loadBalancing";
import { httpMonitorTypes, monitorDefaults, MonitorType } from "../../facts/cloudflare/monitors";
import { knownList } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { Target } from "../graph/targets";
import { decidingMonitors, type DecidingMonitor, type MonitorNode } from "../traffic/monitors";
import { readPoolPlace, readShedding, type PoolPlace } from "../traffic/poolPlacement";
import type { OriginNode, PoolNode } from "../traffic/pools";
import type { Assumed } from "./assumed";
import { demandedHeaders, sentValue, type Demanded } from "./demandedHeaders";
import { declaredOrigin } from "./declaredOrigins";
import type { OriginContext } from "./originContext";
import type { DeclaredMonitor, DeclaredOrigin, DeclaredPool } from "./declaredSite";

/** Reads the pools of one site's load balancer, each once. */
export class DeclaredPools {
  readonly #read = new Map<string, DeclaredPool>();

  /**
   * Has read none yet.
   * @param context - The site that they are read for.
   */
  constructor(private readonly context: OriginContext) {}

  /**
   * Reads the pools that references lead to.
   * @param targets - The references.
   * @returns The pools in their order; one that the plan does not hold is left out, and said.
   */
  of(targets: readonly Target[]): DeclaredPool[] {
    return targets.map((target) => this.at(target)).filter((pool) => pool !== undefined);
  }

  /**
   * Reads a pool.
   * @param target - The reference; undefined for none.
   * @returns The pool; undefined where the plan does not hold it.
   */
  at(target: Target | undefined): DeclaredPool | undefined {
    const [resource] = target?.resources ?? [];
    if (resource === undefined) {
      if (target !== undefined) {
        this.context.assumed.note(
          `the pool ${target.id ?? "that a load balancer names"} is not in the plan: nothing is sent to it`,
        );
      }
      return undefined;
    }
    return getOrCreate(this.#read, resource.key, () =>
      this.#pool(this.context.model.pool(resource)),
    );
  }

  #pool(node: PoolNode): DeclaredPool {
    const { assumed } = this.context;
    const name = node.name === unknownValue ? node.resource.name : node.name;
    const title = `the pool ${name}`;
    const usual: string = poolDefaults.originSteering;
    const policy = assumed.value(node.originSteering, usual, `how ${title} is steered`);
    const steering = Object.values(OriginSteeringPolicy).find((each) => each === policy);
    const origins = assumed.value(node.origins, [], `which origins ${title} has`);
    const declared = origins.map((origin, index) => this.#origin(title, origin, index));
    const regions = assumed.value(node.checkRegions, [], `from where ${title} is probed`);
    return {
      name,
      enabled: assumed.flag(node.enabled, true, `whether ${title} is switched on`),
      minimumOrigins: assumed.value(
        node.minimumOrigins,
        poolDefaults.minimumOrigins,
        `how many origins ${title} needs`,
      ),
      originSteering: steering ?? poolDefaults.originSteering,
      origins: declared,
      ...this.#monitors(node, title, demandedHeaders(declared)),
      checkRegions: regions.filter((region) => typeof region === "string"),
      ...placed(node, title, assumed),
    };
  }

  #origin(pool: string, node: OriginNode, index: number): DeclaredOrigin {
    const { assumed } = this.context;
    const named = node.name === unknownValue || node.name === "" ? `${index + 1}` : node.name;
    const title = `the origin ${named} of ${pool}`;
    const hosts = knownList(node.hosts) ?? [unknownValue];
    const [own] = hosts.map((each) => (typeof each === "string" ? each : unknownValue));
    return declaredOrigin(this.context, {
      name: named,
      title,
      place: node,
      port: assumed.value(node.port, 0, `the port of ${title}`),
      enabled: assumed.flag(node.enabled, true, `whether ${title} is switched on`),
      weight: assumed.value(node.weight, weightRange.default, `the weight of ${title}`),
      host: own === undefined ? undefined : assumed.value(own, "", `the Host header of ${title}`),
    });
  }

  #monitors(
    node: PoolNode,
    pool: string,
    demanded: Demanded,
  ): Pick<DeclaredPool, "monitor" | "monitorGroup"> {
    const { assumed, model, path } = this.context;
    const declared = (monitor: MonitorNode): DeclaredMonitor =>
      declaredMonitor(monitor, assumed, path.hostname, demanded);
    const single = model.balanced.monitorOf(node);
    if (single !== undefined) {
      return { monitor: declared(single) };
    }
    const monitorGroup = (this.#deciding(node) ?? []).map(({ resource, mustBeHealthy }) => ({
      monitor: declared(model.balanced.monitor(resource)),
      mustBeHealthy: assumed.flag(
        mustBeHealthy,
        false,
        `whether origins of ${pool} are out where ${resource.name} alone fails`,
      ),
    }));
    const [first] = monitorGroup;
    if (first !== undefined) {
      return { monitor: first.monitor, monitorGroup };
    }
    if (node.monitor !== undefined) {
      assumed.note(
        `the monitor of ${pool} is not in the plan, or a group of which none decides, or it is not known who: it is taken to have none`,
      );
    }
    return { monitor: undefined };
  }

  /** Of a group of monitors, those that decide; undefined where there is no group, or it is not known. */
  #deciding({ monitor }: PoolNode): readonly DecidingMonitor[] | undefined {
    const [resource] = monitor?.state === "found" ? monitor.resources : [];
    return resource !== undefined && modelType(resource.type) === "monitorGroup"
      ? decidingMonitors(this.context.model.inventory, resource)
      : undefined;
  }
}

function placed(
  { resource }: PoolNode,
  title: string,
  assumed: Assumed,
): Pick<DeclaredPool, "coordinates" | "shedding"> {
  const place = readPoolPlace(resource);
  const { percent, policy, sessionPercent } = readShedding(resource);
  const what = `what ${title} turns away`;
  const share = assumed.value(percent, 0, what) / 100;
  const sessionShare = assumed.value(sessionPercent, 0, what) / 100;
  return {
    coordinates:
      place && assumed.value<PoolPlace | undefined>(place, undefined, `where ${title} is`),
    shedding:
      share > 0 || sessionShare > 0
        ? { share, isByAddress: policy === OriginSteeringPolicy.Hash, sessionShare }
        : undefined,
  };
}

/** Reads a monitor. What is not known has the provider's default. */
function declaredMonitor(
  node: MonitorNode,
  assumed: Assumed,
  hostname: string,
  demanded: Demanded,
): DeclaredMonitor {
  const title = `the monitor ${node.resource.name}`;
  const value = <T>(known: Known<T>, otherwise: T, what: string): T =>
    assumed.value(known, otherwise, `${what} of ${title}`);
  const usual = monitorDefaults;
  const type = value<string>(node.type, usual.type, "the type");
  const isOther = !httpMonitorTypes.includes(type) && type !== MonitorType.Tcp;
  if (isOther) {
    const met = type === MonitorType.IcmpPing ? ", which may be refused" : "";
    assumed.note(
      `${title} is one of ${type}: it is rehearsed as a connection of TCP to the origin's own port${met}`,
    );
  }
  const { consecutiveUp = usual.consecutiveUp, consecutiveDown = usual.consecutiveDown } = node;
  return {
    type,
    method: value(node.method, usual.method, "the method"),
    path: value(node.path, usual.path, "the path"),
    port: (!isOther && value(node.port ?? 0, 0, "the port")) || undefined,
    headers: headersOf(node, assumed, hostname, demanded),
    expectedCodes: value(node.expectedCodes, usual.expectedCodes, "the expected codes"),
    expectedBody: value(node.expectedBody, "", "the expected body"),
    intervalSeconds: value(node.intervalSeconds, usual.intervalSeconds, "the interval in seconds"),
    timeoutSeconds: value(node.timeoutSeconds, usual.timeoutSeconds, "the timeout in seconds"),
    retries: value(node.retries, usual.retries, "how often to try again"),
    consecutiveUp: value(consecutiveUp, usual.consecutiveUp, "consecutive up"),
    consecutiveDown: value(consecutiveDown, usual.consecutiveDown, "consecutive down"),
    allowInsecure: assumed.flag(node.allowInsecure, false, `whether ${title} trusts anything`),
    followRedirects: assumed.flag(node.followRedirects, false, `whether ${title} is led on`),
    probesAsZone: node.probeZone !== "",
  };
}

/** A header whose value is not known is taken to be right. */
function headersOf(
  { headers, resource, hosts }: MonitorNode,
  assumed: Assumed,
  hostname: string,
  demanded: Demanded,
): DeclaredMonitor["headers"] {
  if (headers === unknownValue) {
    assumed.note(
      `the headers of the monitor ${resource.name} are not known yet: it is taken to send the Host header ${hostname}`,
    );
    return { Host: [hostname] };
  }
  if (hosts === unknownValue || hosts?.includes(unknownValue) === true) {
    assumed.note(
      `the Host header of the monitor ${resource.name} is not known yet: ${hostname} is taken`,
    );
  }
  return Object.fromEntries(
    [...headers].map(([name, values]) => [
      name,
      values.map((value) =>
        name.toLowerCase() === "host"
          ? value === unknownValue
            ? hostname
            : value
          : sentValue(value, demanded.get(name.toLowerCase())),
      ),
    ]),
  );
}
