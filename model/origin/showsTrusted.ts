import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import type { ModelResource } from "../graph/resources";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { TrafficModel } from "../traffic/path";
import { takingOrigins } from "../traffic/pools";
import { machinesOf } from "./answeredErrors";
import { readListener } from "./listeners";
import { OriginPaths } from "./originPaths";
import { servedCertificates } from "./servedCertificates";

/**
 * Whether all that a hostname leads to shows a public certificate of AWS Certificate Manager that covers it, as far as the plan holds it.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @returns True where it certainly does: one load balancer of AWS behind one record.
 */
export function showsTrusted(model: TrafficModel, hostname: string): boolean {
  const { loadBalancer } = model.pathOf(hostname);
  const shown = loadBalancer === undefined ? shownByAmazon(model, hostname) : undefined;
  return shown?.every((names) => certificateCovers(names, hostname)) ?? false;
}

/**
 * Finds what all that a hostname leads to shows, where that is public certificates of AWS Certificate Manager alone.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @param path - Its path, as far as it goes on from where one came. Defaults to that of the model.
 * @returns The names of the certificates of each listener; undefined where something else shows one, or the plan does not say.
 */
export function shownByAmazon(
  model: TrafficModel,
  hostname: string,
  path: HostnamePath = model.pathOf(hostname),
): readonly ReadonlySet<string>[] | undefined {
  const { loadBalancer, records, next } = path;
  const [further] = next;
  if (loadBalancer === undefined && records.length !== 1) {
    return undefined;
  }
  if (loadBalancer === undefined && further !== undefined && further.records.length > 0) {
    return shownByAmazon(model, further.hostname, further);
  }
  const origins = OriginPaths.of(model);
  const listeners = origins.balancersOf(hostname).flatMap((machine) => origins.asked(machine));
  const shown = listeners.map((listener) => namesByAmazon(model, listener));
  return listeners.length === 0 ||
    machinesOf(model, hostname).length !== countPlaces(model, path) ||
    shown.includes(undefined)
    ? undefined
    : shown.filter((each) => each !== undefined);
}

/**
 * Counts the places that a hostname leads to.
 * @param model - The paths of hostnames.
 * @param path - Its path.
 * @returns Undefined where the plan does not say.
 */
export function countPlaces(
  model: TrafficModel,
  { loadBalancer, records }: HostnamePath,
): number | undefined {
  const pools = loadBalancer === undefined ? [] : model.balanced.of(loadBalancer);
  const counts = pools.flatMap(({ node }) =>
    node === undefined ? [] : takingOrigins(node).length,
  );
  const sum = counts.reduce((total, count) => total + count, 0);
  return loadBalancer === undefined
    ? records.length
    : counts.length < pools.length
      ? undefined
      : sum;
}

function namesByAmazon(
  model: TrafficModel,
  listener: ModelResource,
): ReadonlySet<string> | undefined {
  const { names, certificates } = servedCertificates(model, listener);
  const isPublic = certificates.every(
    ({ kind, isImported, isTrusted }) =>
      kind === "acmCertificate" && !isImported && isTrusted !== "no",
  );
  return readListener(listener).protocol === "HTTPS" && names !== unknownValue && isPublic
    ? names
    : undefined;
}
