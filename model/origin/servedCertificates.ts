import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked, linkedResource } from "../graph/targets";
import { acmCertificate, type CertificateNode } from "../tls/certificates";
import type { TrafficModel } from "../traffic/path";

/** The certificates that a listener shows, by the name that it is asked for. */
export interface ServedCertificates {
  /** What the listener is given: itself, and its further certificates. */
  readonly givenBy: readonly ModelResource[];
  /** The certificates that the plan holds. */
  readonly certificates: readonly CertificateNode[];
  /** All their names; unknown where one certificate or one name is. */
  readonly names: Known<ReadonlySet<string>>;
}

/**
 * Reads which certificates a listener shows.
 * @param model - The paths of hostnames.
 * @param listener - The listener.
 * @returns Its certificate and those beside it. Source: Elastic Load Balancing user guide, https-listener-certificates.
 */
export function servedCertificates(
  model: TrafficModel,
  listener: ModelResource,
): ServedCertificates {
  const further = model.inventory.linkedTo(listener, "listenerCertificate");
  const givenBy = [listener, ...further];
  const found = givenBy.map(({ properties }) =>
    certificateAt(model.inventory, properties.certificateArn),
  );
  const held = found.filter((each) => each !== undefined);
  const certificates = [...new Set(held)].map((each) => acmCertificate(model.inventory, each));
  const names = certificates.flatMap(({ hostnames }): readonly Known<string>[] =>
    hostnames === unknownValue ? [unknownValue] : hostnames,
  );
  const known = names.filter((name) => typeof name === "string");
  const isKnown = held.length === givenBy.length && known.length === names.length;
  return { givenBy, certificates, names: isKnown ? new Set(known) : unknownValue };
}

/** The certificate itself, or that of which a validation waits. */
function certificateAt(
  inventory: Inventory,
  value: ModelValue | undefined,
): ModelResource | undefined {
  return linkTokens(value)
    .map(
      (token) => linkedResource(inventory, "acmCertificate", token) ?? validated(inventory, token),
    )
    .find((each) => each !== undefined);
}

function validated(inventory: Inventory, token: string): ModelResource | undefined {
  const validation = linkedResource(inventory, "acmValidation", token);
  return firstLinked(inventory, "acmCertificate", validation?.properties.certificateArn);
}
