import { readDnsRecord, type DnsRecordNode } from "./dnsRecords";
import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import { readLoadBalancer, type LoadBalancerNode } from "./loadBalancers";
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
  /** Whether one of the records is a CNAME, so that the way goes on. */
  readonly leadsOn: boolean;
}

/**
 * Reads records and load balancers, each once, however many paths lead to it. What it has read does not change with the
 * inventory, so it is for one question, or for an inventory that stays as it is.
 */
export class Standings {
  private readonly names = new Map<string, Standing | undefined>();
  private readonly records = new Map<ModelResource, DnsRecordNode>();
  private readonly loadBalancers = new Map<ModelResource, LoadBalancerNode>();

  /**
   * Has read nothing yet.
   * @param inventory - The resources.
   */
  constructor(readonly inventory: Inventory) {}

  /**
   * Reads what stands at a name.
   * @param name - A hostname of the model, or a wildcard.
   * @returns What stands there; undefined for nothing.
   */
  at(name: string): Standing | undefined {
    return once(this.names, name, () => {
      const resources = this.inventory.atName(name);
      const isRecord = (each: ModelResource) => modelType(each.type) === "dnsRecord";
      if (resources.length === 0) {
        return undefined;
      }
      const records = resources.filter(isRecord).map((each) => this.record(each));
      return {
        name,
        loadBalancers: resources
          .filter((each) => !isRecord(each))
          .map((each) => this.loadBalancer(each)),
        records,
        leadsOn: records.some(({ type }) => type === "CNAME"),
      };
    });
  }

  /**
   * Reads the name servers of a name.
   * @param name - A hostname of the model.
   * @returns Its NS records, sorted by key.
   */
  nameServers(name: string): readonly DnsRecordNode[] {
    return this.at(name)?.records.filter(({ type }) => type === "NS") ?? [];
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
      readLoadBalancer(this.inventory, resource),
    );
  }
}

function once<K, V>(read: Map<K, V>, key: K, work: () => V): V {
  if (!read.has(key)) {
    read.set(key, work());
  }
  return read.get(key) as V;
}
