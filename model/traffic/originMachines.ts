import { getOrCreate } from "../../core/getOrCreate";
import { readRange } from "../../core/cidrs";
import { sameHostname } from "../network/route53Records";
import { linkTokens } from "../graph/links";
import { type Inventory } from "../graph/inventory";
import { sortedByKey } from "../../core/order";
import { isCarrier } from "../firewall/protectedEndpoints";
import { unknownValue, type Known } from "../../core/known";
import { elasticTiesOf, placesOfMachine } from "./elasticAddresses";
import { modelType } from "../graph/resourceTypes";
import { type ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import type { DnsRecordNode } from "./dnsRecords";

/** Where an address leads, as far as a program says it. */
export interface OriginPlace {
  /** Address or hostname; undefined where none is set. */
  readonly address: Known<string> | undefined;
  /** Keys of the resources that the address comes from; empty where it is written out. */
  readonly addressFrom: readonly string[];
}

const known = new WeakMap<Inventory, OriginMachines>();

/** Finds what origins stand on: the load balancer, instance or interface whose address an origin has. */
export class OriginMachines {
  private readonly named = new Map<string, ModelResource[]>();

  private constructor(private readonly inventory: Inventory) {
    for (const type of ["awsLoadBalancer", "classicBalancer", "instance"] as const) {
      for (const machine of inventory.ofType(type)) {
        for (const address of placesOfMachine(inventory, machine)) {
          getOrCreate(this.named, addressKey(address), () => []).push(machine);
        }
      }
    }
  }

  /**
   * Reads the addresses of all machines, once however often it is asked for.
   * @param inventory - The resources.
   */
  static of(inventory: Inventory): OriginMachines {
    return getOrCreate(known, inventory, () => new OriginMachines(inventory));
  }

  /**
   * Finds what has an address.
   * @param place - The address, or what it comes from.
   * @returns What it may be, sorted by key; empty where the plan does not say.
   */
  at({ address, addressFrom }: OriginPlace): readonly ModelResource[] {
    return typeof address === "string"
      ? (this.named.get(addressKey(address)) ?? [])
      : sortedByKey(
          [...new Set(addressFrom)]
            .flatMap((key) => this.inventory.byKey(key) ?? [])
            .flatMap((machine) => [machine, ...this.tiedTo(machine)])
            .flatMap((each) => [each, ...this.balancersOf(each)])
            .filter(isCarrier),
        );
  }

  /** What has an elastic address. */
  private tiedTo(address: ModelResource): ModelResource[] {
    return modelType(address.type) === "elasticIp"
      ? elasticTiesOf(this.inventory, address).machines.flatMap(
          (key) => this.inventory.byKey(key) ?? [],
        )
      : [];
  }

  /** A name that a program takes once a listener stands, as `AlbOrigin` does, is that of its load balancer. */
  private balancersOf({ type, properties }: ModelResource): ModelResource[] {
    return modelType(type) === "listener"
      ? linkTokens(properties.loadBalancerArn).flatMap(
          (token) => linkedResource(this.inventory, "awsLoadBalancer", token) ?? [],
        )
      : [];
  }
}

/**
 * Brings an address or a hostname into one form, so that the same one written otherwise is the same.
 * @param address - The address as written.
 * @returns A text that only equal addresses share.
 */
export function addressKey(address: string): string {
  const range = readRange(address);
  return range === undefined ? sameHostname(address) : `${range.family} ${range.first}`;
}

/**
 * Where a record leads.
 * @param record - The record.
 * @returns Its content, or what the content comes from.
 */
export function recordPlace({ content, resource }: DnsRecordNode): OriginPlace {
  const addressFrom = content === unknownValue ? linkTokens(resource.properties.content) : [];
  return { address: content, addressFrom };
}
