import { modelTypes, type ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelObject, ModelResource } from "../../model/graph/resources";

/**
 * Makes a resource as an account holds it.
 * @param type - What it is.
 * @param id - Its id, also its name.
 * @param properties - Its properties.
 * @returns The resource, under the key `type::id`.
 */
export function resource(type: ModelTypeName, id: string, properties: ModelObject): ModelResource {
  return { key: `${type}::${id}`, type: modelTypes[type], name: id, id, properties };
}

/**
 * Makes an A record.
 * @param name - Its name.
 * @param more - Properties that differ.
 * @returns The record.
 */
export function record(name: string, more: ModelObject = {}): ModelResource {
  const own = { zoneId: "zone", name, type: "A", content: "203.0.113.9", proxied: true, ttl: 1 };
  return resource("dnsRecord", `record ${name} ${JSON.stringify(more)}`, { ...own, ...more });
}

/**
 * Makes a pool with one origin.
 * @param id - Its id and name.
 * @param more - Properties that differ.
 * @returns The pool.
 */
export function pool(id: string, more: ModelObject = {}): ModelResource {
  return resource("pool", id, {
    name: id,
    enabled: true,
    origins: [{ name: "a", address: "203.0.113.1", enabled: true, weight: 1 }],
    ...more,
  });
}

/**
 * Makes a load balancer over the pool `p`.
 * @param name - Its hostname.
 * @param more - Properties that differ.
 * @returns The load balancer.
 */
export function balancer(name: string, more: ModelObject = {}): ModelResource {
  const own = { zoneId: "zone", name, defaultPools: ["p"], fallbackPool: "p", proxied: true };
  return resource("loadBalancer", `lb ${name}`, { ...own, ...more });
}
