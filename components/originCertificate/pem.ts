import { dayMilliseconds } from "../../core/days";
import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { rootCertificates } from "node:tls";
import { readCertificate } from "../../core/pemCertificates";
import type { Problem } from "../../core/problem";
import { originCaIssuers } from "../../facts/cloudflare/originCa";
import { originCaRoots } from "../../facts/cloudflare/originCaRoots";

/** A certificate, its key and what stands between it and its authority, as PEM. */
export interface PemBundle {
  /** The certificate. */
  readonly certificatePem: string;
  /** Its private key. */
  readonly privateKeyPem: string;
  /** What stands between; undefined for nothing. */
  readonly chainPem?: string;
}

/** What a certificate must be to serve. */
export interface PemRules {
  /** The names that it must cover, canonical. */
  readonly hostnames: readonly string[];
  /** How many days it must have left. */
  readonly daysLeft: number;
}

/**
 * When a certificate expires.
 * @param certificate - The certificate.
 */
export function expiryOf({ validTo }: X509Certificate): Date {
  return new Date(validTo);
}

/**
 * Whether a certificate has few days left, or none.
 * @param certificate - The certificate.
 * @param days - How many days are enough.
 */
export function expiresWithin(certificate: X509Certificate, days: number): boolean {
  return expiryOf(certificate).getTime() - Date.now() < days * dayMilliseconds;
}

/**
 * Checks a certificate that was issued elsewhere. Nothing of what is given is shown.
 * @param given - The certificate, its key and its chain.
 * @param rules - What it must be.
 * @returns Every problem.
 */
export function pemProblems(given: PemBundle, rules: PemRules): readonly Problem[] {
  const certificate = readCertificate(given.certificatePem);
  const chain = readChain(given.chainPem);
  return [
    ...certificateProblems(certificate, chain ?? [], rules),
    ...keyProblems(given.privateKeyPem, certificate),
    ...(chain === undefined
      ? [
          {
            ...unreadable("chainPem", "be certificates in PEM form"),
            hint: "Leave it out for none",
          },
        ]
      : []),
  ];
}

function unreadable(name: keyof PemBundle, rule: string): Problem {
  return { path: `existing.${name}`, rule, actual: "something else" };
}

function keyProblems(pem: unknown, certificate: X509Certificate | undefined): Problem[] {
  const key = readKey(pem);
  if (key === undefined) {
    return [unreadable("privateKeyPem", "be a private key in PEM form that is not encrypted")];
  }
  const path = "existing.privateKeyPem";
  return certificate === undefined || certificate.checkPrivateKey(key)
    ? []
    : [{ path, rule: "be the key of the certificate", actual: "the key of another one" }];
}

function certificateProblems(
  certificate: X509Certificate | undefined,
  chain: readonly X509Certificate[],
  rules: PemRules,
): Problem[] {
  return certificate === undefined
    ? [unreadable("certificatePem", "be a certificate in PEM form")]
    : brokenPemRules(certificate, chain, rules).map(([rule, actual]) => {
        return { path: "existing.certificatePem", rule, actual };
      });
}

/** What must hold of a certificate and does not, and what was found instead. */
function brokenPemRules(
  certificate: X509Certificate,
  chain: readonly X509Certificate[],
  { hostnames, daysLeft }: PemRules,
): readonly (readonly [string, string])[] {
  const until = expiryOf(certificate).toISOString().slice(0, 10);
  const uncovered = hostnames.filter((hostname) => !covers(certificate, hostname));
  const isEarly = new Date(certificate.validFrom).getTime() > Date.now();
  return [
    ...(expiresWithin(certificate, 0)
      ? [["be valid", `one that expired on ${until}`] as const]
      : expiresWithin(certificate, daysLeft)
        ? [[`be valid for ${daysLeft} days more`, `one that expires on ${until}`] as const]
        : []),
    ...(isEarly
      ? [["be valid already", `one that counts from ${certificate.validFrom}`] as const]
      : []),
    ...(uncovered.length === 0
      ? []
      : [["cover every hostname", `one without ${uncovered.join(", ")}`] as const]),
    ...(originCaOf(certificate) !== undefined || isOfPublicAuthority([certificate, ...chain])
      ? []
      : [
          [
            "be issued by Cloudflare's Origin CA, or lead by chainPem to a public authority: Cloudflare answers 526 for any other",
            `one of ${issuerOf(certificate)}`,
          ] as const,
        ]),
  ];
}

/** A wildcard is covered by the same wildcard only, which Node does not compare with. */
function covers(certificate: X509Certificate, hostname: string): boolean {
  return hostname.startsWith("*.")
    ? (certificate.subjectAltName ?? "").toLowerCase().split(", ").includes(`dns:${hostname}`)
    : certificate.checkHost(hostname, { subject: "never" }) !== undefined;
}

/**
 * What stands between a certificate and its authority. Certificate Manager takes none without it that another signed.
 * Source: AWS Certificate Manager API reference, ImportCertificate.
 * @param bundle - The certificate, and its chain where the user gave one.
 * @returns The chain, as PEM; undefined where there is none.
 */
export function chainOf({ certificatePem, chainPem }: PemBundle): string | undefined {
  const certificate = readCertificate(certificatePem);
  const requestType = certificate && originCaOf(certificate);
  return chainPem ?? (requestType && originCaRoots[requestType]);
}

/** By the issuer's name: Cloudflare, which knows its key, is who judges the signature. */
function originCaOf({ issuer }: X509Certificate): keyof typeof originCaIssuers | undefined {
  const types = Object.keys(originCaIssuers) as (keyof typeof originCaIssuers)[];
  return types.find((type) =>
    issuer.split("\n").includes(`OU=${originCaIssuers[type].organizationalUnit}`),
  );
}

/** Whether each certificate is signed by the next, and the last by an authority that Node trusts. */
function isOfPublicAuthority(path: readonly X509Certificate[]): boolean {
  const isLinked = path.every((certificate, index) => {
    const next = path[index + 1];
    return next === undefined || isIssuedBy(certificate, next);
  });
  const last = path.at(-1);
  return (
    isLinked &&
    last !== undefined &&
    rootCertificates.some((pem) => isIssuedBy(last, new X509Certificate(pem)))
  );
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function issuerOf({ issuer }: X509Certificate): string {
  return issuer.split("\n").join(", ") || "nobody";
}

function readKey(pem: unknown): KeyObject | undefined {
  try {
    return typeof pem === "string" ? createPrivateKey(pem) : undefined;
  } catch {
    return undefined;
  }
}

function readChain(pem: unknown): readonly X509Certificate[] | undefined {
  if (pem === undefined) {
    return [];
  }
  const blocks =
    typeof pem === "string"
      ? pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
      : null;
  const read = (blocks ?? []).map(readCertificate);
  const certificates = read.filter((certificate) => certificate !== undefined);
  return certificates.length === 0 || certificates.length < read.length ? undefined : certificates;
}
