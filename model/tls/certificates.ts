import { dayMilliseconds, hourMilliseconds } from "../../core/days";
import { certificateCovers } from "../../core/hostnames";
import type { Inventory } from "../graph/inventory";
import { canonicalHostname } from "../graph/hostnames";
import { isUnread, readNumber, readText, readTexts } from "../graph/reading";
import { regionOf } from "../graph/title";
import { type Known, unknownValue } from "../../core/known";
import { secretValue, type ModelResource, type ModelValue } from "../graph/resources";
import { isReference } from "../graph/targets";
import { madeCertificate } from "./madeCertificates";
import { readPem } from "./pem";

/** A certificate that origins or the edge show. */
export interface CertificateNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** Who made it: Cloudflare's Origin CA, Cloudflare's edge, or AWS Certificate Manager. */
  readonly kind: "originCertificate" | "certificatePack" | "acmCertificate";
  /**
   * Hostnames it covers, wildcards as written; unknown as a whole for an imported one whose text the plan does not hold, unless it is
   * one that the Origin CA is about to make. Of one that is a secret they are what the provider said last.
   */
  readonly hostnames: Known<readonly Known<string>[]>;
  /** Whether a program imports it into AWS Certificate Manager, which then does not renew it. */
  readonly isImported: boolean;
  /**
   * Whether someone issued it whom Cloudflare trusts in Full (strict): `no` for one that its own key signed, and for one of a private
   * authority of AWS, unless the zone has a trust store of its own; `unknown` for every other. Source: Cloudflare docs,
   * ssl/origin-configuration/ssl-modes/full-strict and custom-origin-trust-store.
   */
  readonly isTrusted: "no" | "unknown";
  /**
   * Whether what stands between it and a public authority is not shown with it, for certain: it is imported alone, and not of the Origin CA.
   * Source: AWS Certificate Manager API reference, ImportCertificate (CertificateChain); Cloudflare docs, error 526 (certificate chain).
   */
  readonly isAlone: boolean;
  /** When it expires, as the provider writes it. Undefined where it is not made yet. */
  readonly expires: Known<string> | undefined;
  /** How long one that the program is about to make holds from then on, in hours. Absent for every other. */
  readonly validityHours?: Known<number> | undefined;
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
      const { hostnames, expiresOn, requestedValidity } = resource.properties;
      const days = readNumber(requestedValidity);
      // One that is ordered says for how many days before it says until when.
      const isOrdered = typeof readText(expiresOn) !== "string" && typeof days === "number";
      return {
        ...node("originCertificate", resource, canonical(readTexts(hostnames)), expiresOn),
        ...(isOrdered && { validityHours: (days * dayMilliseconds) / hourMilliseconds }),
      };
    }),
    ...inventory.ofType("certificatePack").map((resource) => {
      const { hosts, expiresOn } = resource.properties;
      return node("certificatePack", resource, canonical(readTexts(hosts)), expiresOn);
    }),
    ...inventory.ofType("acmCertificate").map((resource) => acmCertificate(inventory, resource)),
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
  return {
    ...{ resource, kind, hostnames, isImported, expires: readText(expires), region },
    isTrusted: isReference(resource.properties.certificateAuthorityArn) ? "no" : "unknown",
    isAlone: false,
  };
}

/**
 * Reads a certificate of AWS Certificate Manager. Source: AWS Certificate Manager API reference, ImportCertificate (the certificate itself
 * says what it is for).
 * @param inventory - Where that is of which it is made.
 * @param resource - A `Certificate`.
 */
export function acmCertificate(inventory: Inventory, resource: ModelResource): CertificateNode {
  const { certificateBody, notAfter } = resource.properties;
  const imported = readPem(readText(certificateBody));
  if (imported !== unknownValue) {
    const own = node("acmCertificate", resource, imported.hostnames, imported.expires);
    const isAlone =
      !imported.isOfOriginCa && (readText(resource.properties.certificateChain) ?? "") === "";
    return imported.isSelfSigned ? { ...own, isTrusted: "no" } : { ...own, isAlone };
  }
  // What is not known yet is another certificate than the one whose names the provider said.
  const isComing = isUnread(certificateBody) && certificateBody !== secretValue;
  if (!isComing) {
    return node("acmCertificate", resource, acmHostnames(resource), notAfter);
  }
  const made = madeCertificate(inventory, certificateBody);
  return {
    ...node("acmCertificate", resource, canonical(made?.hostnames ?? unknownValue), notAfter),
    ...(made?.isSelfSigned === true && { isTrusted: "no" }),
    validityHours: made?.validityHours,
  };
}

/**
 * Whether AWS Certificate Manager issues a certificate only once its names are proved: it is neither imported nor of an authority of one's own.
 * Source: AWS Certificate Manager user guide, domain-ownership-validation.
 * @param resource - A `Certificate`.
 */
export function provesNames({ properties }: ModelResource): boolean {
  const { certificateBody, privateKey, certificateAuthorityArn, domainName } = properties;
  const given: readonly (ModelValue | undefined)[] = [
    certificateBody,
    privateKey,
    certificateAuthorityArn,
  ];
  const isGiven = given.some((each) => (readText(each) ?? "") !== "");
  return !isGiven && readText(domainName) !== undefined;
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

/**
 * Whether the resources have a certificate of Cloudflare's Origin CA with a hostname's name, so that its origin may well show that.
 * @param inventory - The resources.
 * @param hostname - The hostname.
 */
export function hasOriginCa(inventory: Inventory, hostname: string): boolean {
  return inventory.ofType("originCertificate").some(({ properties }) => {
    const names = readTexts(properties.hostnames);
    const known = names === unknownValue ? [] : names.filter((name) => typeof name === "string");
    return certificateCovers(new Set(known), hostname);
  });
}
