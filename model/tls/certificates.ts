import type { Inventory } from "../graph/inventory";
import { canonicalHostname } from "../graph/hostnames";
import { isUnread, readText, readTexts } from "../graph/reading";
import { regionOf } from "../graph/title";
import { type Known, unknownValue } from "../../core/known";
import { type ModelResource } from "../graph/resources";

/** A certificate that origins or the edge show. */
export interface CertificateNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** Who made it: Cloudflare's Origin CA, Cloudflare's edge, or AWS Certificate Manager. */
  readonly kind: "originCertificate" | "certificatePack" | "acmCertificate";
  /** Hostnames it covers, wildcards as written; unknown as a whole for a certificate imported from elsewhere. */
  readonly hostnames: Known<readonly Known<string>[]>;
  /** Whether a program imports it into AWS Certificate Manager, which then does not renew it. */
  readonly isImported: boolean;
  /** When it expires, as the provider writes it. Undefined where it is not made yet. */
  readonly expires: Known<string> | undefined;
  /** AWS region of the certificate. Undefined where the provider's applies, and for Cloudflare. */
  readonly region: Known<string> | undefined;
}

/**
 * Reads every certificate.
 * @param inventory - The resources.
 * @returns The certificates, those of the Origin CA first, each kind sorted by key.
 */
export function certificates(inventory: Inventory): CertificateNode[] {
  return [
    ...inventory.ofType("originCertificate").map((resource) => {
      const { hostnames, expiresOn } = resource.properties;
      return node("originCertificate", resource, canonical(readTexts(hostnames)), expiresOn);
    }),
    ...inventory.ofType("certificatePack").map((resource) => {
      const { hosts, expiresOn } = resource.properties;
      return node("certificatePack", resource, canonical(readTexts(hosts)), expiresOn);
    }),
    ...inventory.ofType("acmCertificate").map((resource) => {
      const { notAfter } = resource.properties;
      return node("acmCertificate", resource, acmHostnames(resource), notAfter);
    }),
  ];
}

function node(
  kind: CertificateNode["kind"],
  resource: ModelResource,
  hostnames: CertificateNode["hostnames"],
  expires: ModelResource["properties"][string] | undefined,
): CertificateNode {
  const { certificateBody } = resource.properties;
  const isImported =
    isUnread(certificateBody) || (typeof certificateBody === "string" && certificateBody !== "");
  const region = regionOf(resource);
  return { resource, kind, hostnames, isImported, expires: readText(expires), region };
}

function acmHostnames({ properties }: ModelResource): CertificateNode["hostnames"] {
  const domain = readText(properties.domainName);
  const others = readTexts(properties.subjectAlternativeNames);
  if (domain === undefined || others === unknownValue) {
    return unknownValue;
  }
  return canonical([...new Set<Known<string>>([domain, ...others])]);
}

function canonical(names: CertificateNode["hostnames"]): CertificateNode["hostnames"] {
  return names === unknownValue
    ? names
    : names.map((name) => (name === unknownValue ? name : canonicalHostname(name)));
}
