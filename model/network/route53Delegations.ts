import { compare } from "../../core/order";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { knownList, readList, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { route53NameOf } from "./route53Names";
import { hostedZonesOf } from "./route53Zones";

/** That Route 53 gives a name to other name servers. */
export interface Route53Delegation {
  /** The name. */
  readonly name: string;
  /** The name servers that are known, sorted. */
  readonly servers: readonly string[];
}

/**
 * Reads what a record of Route 53 gives to other name servers.
 * @param inventory - Where hosted zones are.
 * @param record - The record.
 * @returns The name and its servers; undefined for records of other types, and for that of the hosted zone itself.
 */
export function delegationOf(
  inventory: Inventory,
  record: ModelResource,
): Route53Delegation | undefined {
  const { type, records } = record.properties;
  const name = readText(type) === "NS" ? route53NameOf(inventory, record) : undefined;
  const [zone] = hostedZonesOf(inventory, [record]);
  const apex = readText(zone?.properties.name);
  const servers = (knownList(readList(records)) ?? []).filter((each) => typeof each === "string");
  return name === undefined || (typeof apex === "string" && canonicalHostname(apex) === name)
    ? undefined
    : { name, servers: servers.map(canonicalHostname).sort(compare) };
}
