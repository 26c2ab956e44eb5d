import type { ProblemList } from "../components/internal/checked";
import { handOver } from "../components/internal/validation";
import type { MaintenancePageArgs } from "../components/maintenance";
import type { MaintenanceContentArgs } from "../components/maintenance/args";
import { maintenanceContentFields } from "../components/maintenance/schema";
import { checkContent } from "../components/maintenance/validate";
import { resolveContent } from "../components/maintenance/resolve";
import { fullHostname } from "../core/hostnameRules";
import { describeValue, type Problem } from "../core/problem";
import { ownEntry } from "../core/ownEntry";
import { oneOfProblem, repeated } from "../core/rules";
import { fieldsOf, listOf, oneValue, type SchemaOf } from "../core/schema";
import type { Environment } from "./environment";

/** What is turned away at the edge for a while. */
export interface EnvironmentMaintenance extends MaintenanceContentArgs {
  /** The keys of the sites under maintenance; nobody is told of their pools meanwhile. Defaults to all of them. */
  sites?: string[];
}

/** The schema of an environment's maintenance. */
export const environmentMaintenanceSchema = fieldsOf({
  ...maintenanceContentFields,
  sites: listOf(oneValue({ type: "string" })).optional(),
} satisfies SchemaOf<EnvironmentMaintenance>);

/**
 * The sites that are under maintenance.
 * @param environment - The environment.
 * @returns Their keys; none where nothing is.
 */
export function maintainedSites({ maintenance, sites = {} }: Environment): readonly string[] {
  return maintenance === undefined ? [] : (maintenance.sites ?? Object.keys(sites));
}

/**
 * Of what alerts tell beside a maintenance: nothing of its sites, and nothing at all where it is about every site.
 * @param environment - The environment.
 * @returns Whether anybody is told, where the maintenance decides it, and the sites of whose pools.
 */
export function alertsBeside(environment: Environment): {
  readonly enabled?: false;
  readonly sites: readonly string[];
} {
  const maintained = maintainedSites(environment);
  const all = Object.keys(environment.sites ?? {});
  const others = all.filter((key) => !maintained.includes(key));
  return maintained.length > 0 && others.length === 0
    ? { enabled: false, sites: all }
    : { sites: others };
}

/**
 * Checks the maintenance of an environment.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @returns Resolves the arguments of its page; to be called where nothing is wrong. Undefined for no maintenance.
 */
export function checkMaintenance(
  problems: ProblemList,
  environment: Environment,
  under: (path: string, problem: Problem) => Problem,
): (() => MaintenancePageArgs) | undefined {
  const { maintenance, account, zone, sites = {} } = environment;
  if (maintenance === undefined) {
    return undefined;
  }
  problems.within(
    (problem) => under("maintenance", problem),
    (own) => {
      checkContent(own, maintenance);
      own.add(...siteProblems(environment));
    },
  );
  return () => {
    const names = maintainedSites(environment).flatMap(
      (key) => ownEntry(sites, key)?.hostname ?? [],
    );
    const hostnames = names.map((name) => fullHostname(name) ?? "").sort();
    const args = { accountId: account.id, zoneId: zone.id, zoneName: zone.name, hostnames };
    const { until } = maintenance;
    return handOver({ ...args, until }, { ...args, ...resolveContent(maintenance) });
  };
}

function siteProblems(environment: Environment): readonly Problem[] {
  const { maintenance, sites = {} } = environment;
  const keys = maintainedSites(environment);
  return [
    ...(keys.length === 0
      ? [{ path: "sites", rule: "name at least one site", actual: "nothing" }]
      : []),
    ...(maintenance?.sites ?? []).flatMap(
      (key, index) => oneOfProblem(`sites[${index}]`, key, Object.keys(sites)) ?? [],
    ),
    ...repeated(keys).map(({ entry, index }) => ({
      path: `sites[${index}]`,
      rule: "not repeat a site",
      actual: describeValue(entry),
    })),
  ];
}
