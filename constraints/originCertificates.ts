import { isInZone } from "../core/hostnames";
import { certain } from "../core/certainty";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { originCaCertificates } from "../facts/cloudflare/originCa";
import type { Constraint } from "./constraint";

const { maximumHostnames } = originCaCertificates;

/** One name that a certificate is to cover. */
export interface CertifiedName {
  /** The name in its canonical form, perhaps a wildcard. */
  readonly hostname: string;
}

/** A certificate covers 1 to 200 names. */
export const hostnamesCounted: Constraint<{ readonly hostnames: readonly string[] }> = {
  id: "origin-certificate/hostnames-counted",
  property: "hostnames",
  must: `have 1 to ${maximumHostnames} names`,
  error: apiErrors.invalidRequest,
  answer: `a certificate takes 1 to ${maximumHostnames} hostnames`,
  holds: ({ hostnames }) => certain(hostnames.length >= 1 && hostnames.length <= maximumHostnames),
};

/** A wildcard stands for one level, as the first label. Source: Cloudflare docs, ssl/origin-configuration/origin-ca. */
export const wildcardOfOneLevel: Constraint<CertifiedName> = {
  id: "origin-certificate/wildcard-of-one-level",
  property: "hostname",
  must: "have at most one wildcard, as its first label",
  error: apiErrors.invalidRequest,
  answer: ({ hostname }) => `${hostname} cannot be certified: a wildcard stands for one level`,
  holds: ({ hostname }) => certain(!hostname.replace(/^\*\./, "").includes("*")),
};

/** Names are those of zones of the account. Source: Cloudflare docs, ssl/origin-configuration/origin-ca. */
export const nameInZones: Constraint<CertifiedName, { readonly zones: readonly string[] }> = {
  id: "origin-certificate/name-in-zones",
  property: "hostname",
  must: (_fields, { zones }) => `be ${zones.join(" or ")} or a name in it`,
  error: apiErrors.invalidRequest,
  answer: ({ hostname }) => `${hostname} cannot be certified for this account`,
  holds: ({ hostname }, { zones }) => {
    const bare = hostname.replace(/^\*\./, "");
    return certain(zones.some((zone) => isInZone(bare, zone)));
  },
};
