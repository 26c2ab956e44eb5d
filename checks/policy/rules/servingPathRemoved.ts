import type { ModelResource } from "../../../model/graph/resources";
import { getOrCreate } from "../../../core/getOrCreate";
import { isServiceName } from "../../../model/graph/hostnames";
import { modelType } from "../../../model/graph/resourceTypes";
import type { HostnamePath } from "../../../model/traffic/hostnamePath";
import { balancersOn } from "../balancers";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Records, pools and load balancers that are taken away while they serve. */
export const servingPathRemoved = defineRule({
  id: "serving-path-removed",
  severity: "high",
  evidence: "changes",
  sentence:
    "No record, pool or load balancer that serves is deleted or replaced without being named in the policy's acknowledgements.",
  reason:
    "Between the deletion and what comes after it, visitors meet NXDOMAIN, Error 530 or one pool less, and resolvers remember it for the TTL.",
  source:
    "Cloudflare docs, load-balancing/load-balancers/dns-records; runs of the Cloudflare provider 6.17",
  hint: "Add what takes its place first and delete in a later update, or acknowledge it by name",
  evaluate: ({ changes, before, after }) => {
    const removed = changes.flatMap(({ operation, leftover, before: resource }) =>
      !leftover && resource !== undefined && removes.has(operation)
        ? [{ operation, resource }]
        : [],
    );
    const serving = removed.length === 0 ? undefined : servingResources(before);
    // Some of many records that go may have one name.
    const paths = new Map<string, HostnamePath>();
    return removed.flatMap(({ operation, resource }) => {
      const name = serving?.get(resource.key);
      // What is deleted goes after all else is there, so something that goes on answering leaves no gap.
      const goesOn =
        operation === "delete" &&
        modelType(resource.type) === "dnsRecord" &&
        name !== undefined &&
        getOrCreate(paths, name, () => after.traffic.pathOf(name)).answeredAt !== undefined;
      return name === undefined || goesOn
        ? []
        : [
            {
              ...about(resource),
              title: name,
              must: "keep serving",
              actual: operation === "delete" ? "its deletion" : "its replacement",
            },
          ];
    });
  },
});

const removes: ReadonlySet<string> = new Set(["delete", "replace"]);

/** What takes traffic, by key, with the name to call it. */
function servingResources(side: PlanSide): Map<string, string> {
  const serving = new Map<string, string>();
  const note = (resource: ModelResource, name: string): void => {
    serving.set(resource.key, name);
  };
  const visited = side.traffic.hostnames.filter(({ hostname }) => !isServiceName(hostname));
  for (const { hostname, records, shadowed } of visited) {
    for (const { resource } of records.filter((record) => !shadowed.includes(record))) {
      note(resource, hostname);
    }
  }
  for (const loadBalancer of balancersOn(side)) {
    note(loadBalancer.resource, loadBalancer.hostname ?? loadBalancer.resource.name);
    for (const pool of loadBalancer.targets.flatMap(({ resources }) => resources)) {
      note(pool, about(pool).title);
    }
  }
  return serving;
}
