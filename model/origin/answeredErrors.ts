import { placesOfRecord } from "../network/route53Records";
import { OriginMachines } from "../traffic/originMachines";
import { takingOrigins } from "../traffic/pools";
import { unknownValue } from "../../core/known";
import { lowestErrorStatus } from "../../facts/httpStatus";
import type { ModelResource } from "../graph/resources";
import type { TrafficModel } from "../traffic/path";
import type { Lead } from "./lead";
import { outcomeFor } from "./listenerRules";
import { OriginPaths } from "./originPaths";

/**
 * Finds the error with which a load balancer of AWS answers whatever it is asked for a name.
 * @param model - The paths of hostnames.
 * @param machine - The load balancer.
 * @param host - The name, in lower case.
 * @returns The status that every listener gives which is asked; undefined where one gives another answer, or the plan does not say.
 */
export function answeredError(
  model: TrafficModel,
  machine: ModelResource,
  host: string,
): number | undefined {
  const codes = OriginPaths.of(model)
    .asked(machine)
    .map((listener) => outcomeFor(model.inventory, listener, host))
    .map(({ some, rest }) =>
      some.length === 0 && rest?.action.kind === "answer" ? rest.action.code : undefined,
    );
  const errors = codes
    .filter((code) => typeof code === "number")
    .filter((code) => code >= lowestErrorStatus);
  return errors.length === codes.length ? errors[0] : undefined;
}

/**
 * Finds the error with which all that a pool leads to answers for a hostname.
 * @param model - The paths of hostnames.
 * @param pool - The pool.
 * @param hostname - The hostname.
 * @returns The status; undefined where something of it may serve, or the plan does not say.
 */
export function poolError(
  model: TrafficModel,
  pool: ModelResource,
  hostname: string,
): number | undefined {
  const { leads } = OriginPaths.of(model);
  const taking = takingOrigins(model.pool(pool));
  const codes = model.inventory.ofType("awsLoadBalancer").flatMap((machine) =>
    leads
      .to(machine)
      .filter(({ by, hostname: led }) => by.key === pool.key && led === hostname)
      .map((lead) => ledError(model, machine, lead)),
  );
  const isAll = codes.length === taking.length && codes.every((code) => code !== undefined);
  return isAll ? codes[0] : undefined;
}

/**
 * Finds the error with which all that the records of a hostname lead to answers.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @param asked - The name that it is asked for, in lower case. Defaults to the hostname.
 * @returns The status; undefined where something may serve, or the plan does not say.
 */
export function hostnameError(
  model: TrafficModel,
  hostname: string,
  asked: string = hostname,
): number | undefined {
  const { records, loadBalancer } = model.pathOf(hostname);
  const codes = machinesOf(model, hostname).map((machine) => answeredError(model, machine, asked));
  const isAll = codes.length >= records.length && !codes.includes(undefined);
  return loadBalancer === undefined && records.length > 0 && isAll ? codes[0] : undefined;
}

/**
 * Lists the load balancers of AWS to which a hostname leads.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @returns Each as often as records and pools name it.
 */
export function machinesOf(model: TrafficModel, hostname: string): readonly ModelResource[] {
  const paths = OriginPaths.of(model);
  return paths
    .balancersOf(hostname)
    .flatMap((machine) =>
      paths.leads.to(machine).flatMap((lead) => (lead.hostname === hostname ? machine : [])),
    );
}

/**
 * Finds the error with which a load balancer of AWS answers whatever is asked there for a hostname.
 * @param model - The paths of hostnames.
 * @param machine - The load balancer.
 * @param lead - That the hostname leads there, and by which name it is asked.
 * @returns The status; undefined where something of it may serve, or the plan does not say.
 */
export function ledError(
  model: TrafficModel,
  machine: ModelResource,
  { hostname, hosts }: Pick<Lead, "hostname" | "hosts">,
): number | undefined {
  return hosts === unknownValue ? undefined : answeredError(model, machine, hosts[0] ?? hostname);
}

/**
 * Finds the error that visitors get at all that records of Route 53 lead to.
 * @param model - The paths of hostnames.
 * @param records - The records.
 * @returns The status of the first load balancer; undefined where something may serve, or the plan does not say.
 */
export function recordsError(
  model: TrafficModel,
  records: readonly ModelResource[],
): number | undefined {
  const machines = OriginMachines.of(model.inventory);
  const { leads } = OriginPaths.of(model);
  const codes = records.flatMap((record) => {
    const found = placesOfRecord(record).flatMap((place) => machines.at(place));
    const own = found.flatMap((machine) =>
      leads.to(machine).map((lead) => ledError(model, machine, lead)),
    );
    return own.length === 0 ? [undefined] : own;
  });
  return codes.includes(undefined) ? undefined : codes[0];
}
