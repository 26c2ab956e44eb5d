import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import type { ModelResource } from "../graph/resources";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { TrafficModel } from "../traffic/path";
import { takingOrigins } from "../traffic/pools";
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
  const machines = model.inventory
    .ofType("awsLoadBalancer")
    .filter((machine) => origins.hostnames(machine).includes(hostname));
  const leads = machines.flatMap((machine) =>
    origins.leads.to(machine).filter((lead) => lead.hostname === hostname),
  );
  const listeners = machines.flatMap((machine) => origins.asked(machine));
  const shown = listeners.map((listener) => namesByAmazon(model, listener));
  return listeners.length === 0 ||
    leads.length !== placesOf(model, path) ||
    shown.includes(undefined)
    ? undefined
    : shown.filter((each) => each !== undefined);
}

/** How many places a hostname leads to; undefined where the plan does not say. */
function placesOf(model: TrafficModel, { loadBalancer }: HostnamePath): number | undefined {
  const pools = loadBalancer === undefined ? [] : model.balanced.of(loadBalancer);
  const counts = pools.map(({ node }) => node && takingOrigins(node).length);
  return loadBalancer === undefined
    ? 1
    : counts.reduce<number | undefined>(
        (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
        0,
      );
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
