import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import { linkTokens } from "../graph/links";
import {
  isObject,
  knownList,
  knownObjects,
  readList,
  readNumber,
  readText,
} from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { modelType } from "../graph/resourceTypes";
import { ingressFor, tunnelsAt } from "../traffic/tunnels";
import { tunnelConfigs, type TunnelConfig } from "../traffic/tunnelConfigs";
import { addressesOf } from "../traffic/machineAddresses";
import { addressKey, OriginMachines, type OriginPlace } from "../traffic/originMachines";
import type { TrafficModel } from "../traffic/path";
import { groupUses } from "./forwards";
import type { Lead } from "./lead";
import { gatewaysBefore } from "./gatewayWays";
import { readTargetGroup } from "./targetGroups";
import { targetPorts, targetSources } from "./targets";
import { portOfUrl } from "./urlPort";

/** What something on the way to a machine asks otherwise than the record or the pool says. */
type Asked = Partial<Pick<Lead, "hosts" | "isTunnelled" | "port">>;

/** A machine at which requests for a hostname arrive. */
export interface Reached {
  /** The machine. */
  readonly machine: ModelResource;
  /** What is asked there otherwise than the record or the pool says. */
  readonly asked: Asked;
}

/** A place on the way. */
interface Stage {
  readonly place: OriginPlace;
  readonly asked: Asked;
}

const frontTypes = ["accelerator", "distribution"] as const;

/**
 * The ways on from the address that a record or a pool names: names of Route 53, Global Accelerator, CloudFront, tunnels, API Gateway with
 * VPC links, and network load balancers before others.
 */
export class Onward {
  readonly #machines: OriginMachines;
  readonly #fronts: ReadonlyMap<string, ModelResource>;
  #configs: readonly TunnelConfig[] | undefined;
  #behind: ReadonlyMap<string, readonly Stage[]> | undefined;

  /**
   * Reads the addresses of all machines once.
   * @param model - The paths of hostnames.
   */
  constructor(private readonly model: TrafficModel) {
    this.#machines = OriginMachines.of(model.inventory);
    const fronts = frontTypes.flatMap((type) => model.inventory.ofType(type));
    this.#fronts = new Map(
      fronts.flatMap((front) => addressesOf(front).map((address) => [addressKey(address), front])),
    );
  }

  /**
   * Follows the requests for a hostname.
   * @param place - Where the record or the pool leads.
   * @param hostname - The hostname.
   * @returns Each machine at which they may arrive, once, those on the way among them.
   */
  from(place: OriginPlace, hostname: string): readonly Reached[] {
    const found = new Map<string, Reached>();
    const seen = new Set<string>();
    const open: Stage[] = [{ place, asked: {} }];
    for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
      const { address, addressFrom } = stage.place;
      const name = typeof address === "string" ? address : addressFrom.join("\n");
      if (seen.has(name)) {
        continue;
      }
      seen.add(name);
      for (const machine of this.#machines.at(stage.place)) {
        if (!found.has(machine.key)) {
          found.set(machine.key, { machine, asked: stage.asked });
          open.push(...this.#behindBalancer(machine, stage.asked));
        }
      }
      open.push(...this.#next(stage, hostname));
    }
    return [...found.values()];
  }

  #next({ place, asked }: Stage, hostname: string): Stage[] {
    const { address, addressFrom } = place;
    const named = typeof address === "string" ? this.model.route53.at(address) : undefined;
    const front =
      typeof address === "string"
        ? this.#fronts.get(addressKey(address))
        : addressFrom.map((key) => this.model.inventory.byKey(key)).find(isFront);
    return [
      ...(named?.targets ?? []).map((target) => ({ place: known(target), asked })),
      ...(named?.later.length ? [{ place: late(named.later), asked }] : []),
      ...(front === undefined ? [] : this.#behindFront(front, asked)),
      ...this.#behindTunnel(place, asked, hostname),
      ...this.#behindGateway(place, asked),
    ];
  }

  /**
   * An endpoint of weight 0, or of a group that is dialled down to 0, gets requests where no other is well.
   * Source: AWS Global Accelerator developer guide, about-endpoints-endpoint-weights.unhealthy-endpoints.
   */
  #behindFront(front: ModelResource, asked: Asked): Stage[] {
    const { inventory } = this.model;
    if (modelType(front.type) === "distribution") {
      const origins = knownObjects(front.properties.origins);
      return origins.map((origin) => ({
        place: placeOf(origin.domainName),
        asked: { ...asked, hosts: unknownValue, port: portOfOrigin(origin) },
      }));
    }
    return inventory
      .linkedTo(front, "acceleratorListener")
      .flatMap((listener) => inventory.linkedTo(listener, "acceleratorGroup"))
      .flatMap(({ properties }) => knownList(readList(properties.endpointConfigurations)) ?? [])
      .flatMap((each) => (isObject(each) ? linkTokens(each.endpointId) : []))
      .map((token) => ({ place: late([this.#keyOf(token)]), asked }));
  }

  #keyOf(token: string): string {
    const types = ["awsLoadBalancer", "instance", "elasticIp"] as const;
    const held = types.map((type) => this.model.inventory.byId(type, token));
    return held.find((each) => each !== undefined)?.key ?? token;
  }

  #behindTunnel({ address, addressFrom }: OriginPlace, asked: Asked, hostname: string): Stage[] {
    const { inventory } = this.model;
    const named = typeof address === "string" ? [address] : addressFrom;
    const tunnels = inventory.has("tunnelConfig") ? tunnelsAt(inventory, named) : [];
    if (tunnels.length === 0) {
      return [];
    }
    this.#configs ??= tunnelConfigs(inventory);
    return this.#configs
      .filter(({ tunnel }) => tunnel.some((token) => tunnels.includes(token)))
      .flatMap((config): Stage[] => {
        const ingress = ingressFor(config, hostname);
        const { service, hostHeader } = ingress === unknownValue ? {} : (ingress ?? {});
        const url = typeof service === "string" && URL.canParse(service) ? new URL(service) : null;
        const hosts = hostHeader === unknownValue ? unknownValue : [hostHeader || hostname];
        return url?.hostname
          ? [
              {
                place: known(url.hostname),
                asked: { ...asked, hosts, isTunnelled: true, port: portOfUrl(url) },
              },
            ]
          : [];
      });
  }

  /** What API Gateway asks through a VPC link, by which nobody of Cloudflare comes. */
  #behindGateway(place: OriginPlace, own: Asked): Stage[] {
    return gatewaysBefore(this.model.inventory)
      .filter(({ isAt }) => isAt(place))
      .flatMap(({ integration: { asked, port = unknownValue } }) =>
        asked.map(({ key }) => ({
          place: late([key]),
          asked: { ...own, hosts: unknownValue, isTunnelled: true, port },
        })),
      );
  }

  /** Load balancers that another one has as its targets. Source: Elastic Load Balancing, user guide for Network Load Balancers, application-load-balancer-target. */
  #behindBalancer(machine: ModelResource, asked: Asked): readonly Stage[] {
    this.#behind ??= this.#balancersBehind();
    return (this.#behind.get(machine.key) ?? []).map((stage) => ({
      ...stage,
      asked: { ...asked, ...stage.asked },
    }));
  }

  #balancersBehind(): ReadonlyMap<string, readonly Stage[]> {
    const { inventory } = this.model;
    const found = new Map<string, Stage[]>();
    for (const { machine, group } of groupUses(inventory)) {
      const node = readTargetGroup(group);
      for (const source of node.targetType === "alb" ? targetSources(inventory, group) : []) {
        const port = targetPorts(source, node).traffic ?? 0;
        const { serves } = source;
        if (machine !== undefined && serves !== undefined) {
          const place = late([serves.key]);
          getOrCreate(found, machine.key, (): Stage[] => []).push({ place, asked: { port } });
        }
      }
    }
    return found;
  }
}

function isFront(resource: ModelResource | undefined): boolean {
  const type = resource && modelType(resource.type);
  return frontTypes.some((each) => each === type);
}

/** Source: Amazon CloudFront API reference, CustomOriginConfig (OriginProtocolPolicy; `match-viewer` asks as the edge did, at either port). */
function portOfOrigin({ customOriginConfig: own }: ModelObject): Lead["port"] {
  const policy = isObject(own) ? readText(own.originProtocolPolicy) : undefined;
  const port = !isObject(own) ? 0 : policy === "http-only" ? own.httpPort : own.httpsPort;
  return policy === unknownValue ? policy : (readNumber(port) ?? 0);
}

function placeOf(domainName: ModelValue | undefined): OriginPlace {
  return typeof domainName === "string" ? known(domainName) : late(linkTokens(domainName));
}

function known(address: string): OriginPlace {
  return { address, addressFrom: [] };
}

function late(addressFrom: readonly string[]): OriginPlace {
  return { address: undefined, addressFrom };
}
