import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { TrafficModel } from "../traffic/path";
import { readListener } from "./listeners";
import { OriginPaths } from "./originPaths";
import { servedCertificates } from "./servedCertificates";

/**
 * Whether all that a hostname leads to shows a public certificate of AWS Certificate Manager that covers it, as far as the plan holds it.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @param path - Its path, as far as it goes on from where one came. Defaults to that of the model.
 * @returns True where it certainly does: one load balancer of AWS behind one record.
 */
export function showsTrusted(
  model: TrafficModel,
  hostname: string,
  path: HostnamePath = model.pathOf(hostname),
): boolean {
  const { loadBalancer, records, next } = path;
  if (loadBalancer !== undefined || records.length !== 1) {
    return false;
  }
  const [further] = next;
  if (further !== undefined && further.records.length > 0) {
    return showsTrusted(model, further.hostname, further);
  }
  const origins = OriginPaths.of(model);
  const machines = model.inventory
    .ofType("awsLoadBalancer")
    .filter((machine) => origins.hostnames(machine).includes(hostname));
  const listeners = machines.flatMap((machine) => origins.asked(machine));
  return (
    machines.length === 1 &&
    listeners.length > 0 &&
    listeners.every((listener) => {
      const { names, certificates } = servedCertificates(model, listener);
      const isPublic = certificates.every(
        ({ kind, isImported, isTrusted }) =>
          kind === "acmCertificate" && !isImported && isTrusted !== "no",
      );
      return (
        readListener(listener).protocol === "HTTPS" &&
        names !== unknownValue &&
        isPublic &&
        certificateCovers(names, hostname)
      );
    })
  );
}
