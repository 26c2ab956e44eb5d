import { accessAuthorityTypes } from "../../facts/typesAlike";
import { unknownValue } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { knownList, readText, readTexts } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { asksOfAll, policiesOf } from "./accessPolicies";

/** An authority whose client certificates Access takes at hostnames. */
export interface AccessAuthority {
  /** The hostnames. */
  readonly hostnames: readonly string[];
  /** The certificates of the authority, in PEM form; undefined where they are not known. */
  readonly certificates: readonly string[] | undefined;
}

/**
 * Reads an authority whose client certificates Access takes.
 * @param resource - Any resource.
 * @returns The authority; undefined where it is none, or its hostnames are not known.
 */
export function accessAuthority({ type, properties }: ModelResource): AccessAuthority | undefined {
  const hostnames = knownList(readTexts(properties.associatedHostnames));
  const known = hostnames?.filter((each) => each !== unknownValue);
  if (!accessAuthorityTypes.includes(type) || known?.length !== hostnames?.length) {
    return undefined;
  }
  const text = readText(properties.certificate);
  return {
    hostnames: (known ?? []).map(canonicalHostname),
    certificates: typeof text === "string" ? (text.match(blocks) ?? [text]) : undefined,
  };
}

const blocks = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Whether who asks an application has to show a certificate.
 * @param inventory - The resources.
 * @param application - An `AccessApplication`.
 * @returns `all` where nobody gets in otherwise, `some` where others do.
 */
export function showsCertificates(
  inventory: Inventory,
  application: ModelResource,
): "all" | "some" | "none" {
  const admitting = policiesOf(inventory, application)
    .flatMap(({ said }) => (said === undefined ? [] : [said]))
    .filter(({ decision }) => decision === "allow" || decision === "non_identity");
  const asking = admitting.filter(isByCertificate);
  return asking.length === 0 ? "none" : asking.length < admitting.length ? "some" : "all";
}

/** Source: Cloudflare docs, cloudflare-one/access-controls/policies, selectors ("Valid Certificate" and "Common Name"). */
function isByCertificate(said: ModelObject): boolean {
  return asksOfAll(said, ({ certificate, commonName }) =>
    [certificate, commonName].some((each) => (each ?? null) !== null),
  );
}
