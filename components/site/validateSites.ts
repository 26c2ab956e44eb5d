import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
import type { DnsRecordsArgs } from "../dns";
import { checkRecords } from "../dns/validate";
import { withPrefix, type ProblemList } from "../internal/checked";
import { handOver } from "../internal/validation";
import { checkFirewall } from "../originFirewall/validate";
import { checkSite } from "./checkSite";
import { DeclaredNames } from "./declaredNames";
import { unreachableProblems } from "./firewallReachability";
import { hostnameProblems } from "./hostnames";
import { originTargetProblems } from "./originTargets";
import { quotaProblems } from "./quotas";
import type { ResolvedSites } from "./resolve";
import type { PlacedSite, SharedBySites } from "./sites";

/**
 * Validates sites that are declared together, one of a `ResilientSite` or all of an environment: each of them, and what they and the
 * records and firewalls beside them cannot be together.
 * @param problems - Takes what is wrong.
 * @param sites - The sites, of which every argument holds its schema.
 * @param shared - What they have in common.
 * @returns Resolves them; to be called where nothing is wrong.
 */
export function validateSites(
  problems: ProblemList,
  sites: readonly PlacedSite[],
  shared: SharedBySites,
): () => ResolvedSites {
  problems.add(...quotaProblems(sites, shared));
  const each = sites.map(({ place, args }) =>
    problems.within(place, (own) => checkSite(own, args, shared)),
  );
  const records = shared.records && checkRecords(problems, shared.records, shared);
  const names = new DeclaredNames(shared.zone.name, records?.records ?? []);
  problems.add(...hostnameProblems(sites, names), ...originTargetProblems(sites, names));
  const given = shared.firewalls ?? {};
  const firewalls = mapEntries(given, (firewall, key) =>
    problems.within(
      (problem) => withPrefix(keyPath("firewalls", key), problem),
      (own) => checkFirewall(own, firewall),
    ),
  );
  problems.add(...sites.flatMap((site) => unreachableProblems(site, Object.values(given))));
  return () => ({
    sites: each.map((resolve) => resolve()),
    records: records && handOver(recordsArgs(shared), records),
    firewalls: mapEntries(firewalls, (resolve) => resolve()),
  });
}

function recordsArgs({ zoneId, zoneName, records = {}, ...shared }: SharedBySites): DnsRecordsArgs {
  const { plan, retiredAddresses } = shared;
  return { zoneId, zoneName, plan, retiredAddresses, records };
}
