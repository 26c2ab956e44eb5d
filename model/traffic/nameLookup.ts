import { readDnsRecord, type DnsRecordNode } from "./dnsRecords";
import { getOrCreate } from "../../core/getOrCreate";
import { kept } from "../../core/kept";
import type { Inventory } from "../graph/inventory";
import { readLoadBalancer, type LoadBalancerNode } from "./loadBalancers";
import { Pools } from "./pools";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";

/** What stands at one name. */
export interface Standing {
  /** The name: a hostname or a wildcard. */
  readonly name: string;
  /** The load balancers, those that are off included, sorted by key. */
  readonly loadBalancers: readonly LoadBalancerNode[];
  /** The records of every type, sorted by key. */
  readonly records: readonly DnsRecordNode[];
  /** The NS records among them. */
  readonly nameServers: readonly DnsRecordNode[];
  /** Whether one of the records is a CNAME, so that the way goes on. */
  readonly leadsOn: boolean;
}

/**
 * Reads records and load balancers, each once, however many paths lead to it. What it has read does not change with the
 * inventory, so it is for one question, or for an inventory that stays as it is.
 */
export class NameLookup {
  private readonly names = new Map<string, Standing>();
  private readonly records = new Map<ModelResource, DnsRecordNode>();
  private readonly loadBalancers = new Map<ModelResource, LoadBalancerNode>();

  /**
   * Has read nothing yet.
   * @param inventory - The resources.
   * @param pools - Reads pools. Defaults to what has read nothing yet.
   */
  constructor(
    readonly inventory: Inventory,
    readonly pools = new Pools(inventory),
  ) {}

  /**
   * Reads what stands at a name.
   * @param name - A hostname of the model, or a wildcard.
   * @returns What stands there; undefined for nothing.
   */
  at(name: string): Standing | undefined {
    return this.inventory.existsAt(name)
      ? getOrCreate(this.names, name, () => this.read(name))
      : undefined;
  }

  /**
   * Reads a record.
   * @param resource - A `DnsRecord`.
   * @returns The record.
   */
  record(resource: ModelResource): DnsRecordNode {
    return getOrCreate(this.records, resource, () => readDnsRecord(this.inventory, resource));
  }

  /**
   * Reads a load balancer.
   * @param resource - A `LoadBalancer`.
   * @returns The load balancer.
   */
  loadBalancer(resource: ModelResource): LoadBalancerNode {
    return getOrCreate(this.loadBalancers, resource, () =>
      readLoadBalancer(this.inventory, this.pools, resource),
    );
  }

  private read(name: string): Standing {
    const resources = this.inventory.atName(name);
    return standingOf(
      name,
      kept(resources, isRecord).map((each) => this.record(each)),
      kept(resources, isNoRecord).map((each) => this.loadBalancer(each)),
    );
  }
}

/**
 * Puts together what stands at a name.
 * @param name - The name.
 * @param records - The records, sorted by key.
 * @param loadBalancers - The load balancers, sorted by key.
 * @returns The standing.
 */
export function standingOf(
  name: string,
  records: readonly DnsRecordNode[],
  loadBalancers: readonly LoadBalancerNode[],
): Standing {
  return {
    name,
    records,
    loadBalancers,
    nameServers: records.filter(isNameServer),
    leadsOn: records.some(({ type }) => type === "CNAME"),
  };
}

function isRecord({ type }: ModelResource): boolean {
  return modelType(type) === "dnsRecord";
}

function isNoRecord(resource: ModelResource): boolean {
  return !isRecord(resource);
}

function isNameServer({ type }: DnsRecordNode): boolean {
  return type === "NS";
}
