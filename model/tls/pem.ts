import { alternativeHostnames } from "../../core/certificateNames";
import { certain, type Certainty } from "../../core/certainty";
import { originCaIssuers } from "../../facts/cloudflare/originCa";
import { unknownValue, type Known } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";

/** What a certificate in PEM form says of itself. */
export interface PemCertificate {
  /** Hostnames it covers, canonical, wildcards as written. */
  readonly hostnames: readonly string[];
  /** When it expires, as RFC 3339 has it. */
  readonly expires: string;
  /** Whether its own key signed it, so that no authority vouches for it. */
  readonly isSelfSigned: boolean;
  /** Whether Cloudflare's Origin CA issued it, which Cloudflare trusts without what stands between. */
  readonly isOfOriginCa: boolean;
}

/**
 * Reads a certificate; of several the first, which is the one that a server shows.
 * @param pem - The certificate in PEM form.
 * @returns What it says; unknown where it is a secret, late, or none.
 */
export function readPem(pem: Known<string> | undefined): Known<PemCertificate> {
  if (typeof pem !== "string") {
    return unknownValue;
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- few plans hold a certificate, and the module is a large one
  const { X509Certificate } = require("node:crypto") as typeof import("node:crypto");
  try {
    const certificate = new X509Certificate(pem);
    const { issuer, publicKey, subject, subjectAltName, validTo } = certificate;
    return {
      hostnames: alternativeHostnames(subjectAltName).map(canonicalHostname),
      expires: new Date(validTo).toISOString(),
      isSelfSigned: issuer === subject && certificate.verify(publicKey),
      isOfOriginCa: Object.values(originCaIssuers).some(({ organizationalUnit }) =>
        issuer.split("\n").includes(`OU=${organizationalUnit}`),
      ),
    };
  } catch {
    return unknownValue;
  }
}

/**
 * Whether one of several authorities issued a certificate, or one that is shown with it.
 * @param shown - The certificate in PEM form, perhaps with those between it and an authority.
 * @param authorities - The certificates of the authorities, in PEM form.
 * @returns `unknown` where one of them cannot be read.
 */
export function issuedBy(
  shown: Known<string> | undefined,
  authorities: Known<string> | undefined,
): Certainty {
  if (typeof shown !== "string" || typeof authorities !== "string") {
    return "unknown";
  }
  try {
    const [own, issuers] = [allIn(shown), allIn(authorities)];
    const isIssued = own.some((one) =>
      issuers.some((issuer) => one.checkIssued(issuer) && one.verify(issuer.publicKey)),
    );
    return own.length === 0 || issuers.length === 0 ? "unknown" : certain(isIssued);
  } catch {
    return "unknown";
  }
}

/**
 * Whether the certificate of an authority is among several.
 * @param authorities - The certificates, in PEM form.
 * @param commonName - What the authority calls itself.
 * @returns `unknown` where one of them cannot be read.
 */
export function namesAuthority(authorities: Known<string>, commonName: string): Certainty {
  try {
    const all = typeof authorities === "string" ? allIn(authorities) : [];
    const subject = new RegExp(`^CN=${commonName.replaceAll(".", "\\.")}$`, "m");
    return all.length === 0 ? "unknown" : certain(all.some((each) => subject.test(each.subject)));
  } catch {
    return "unknown";
  }
}

function allIn(pem: string) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- that of `readPem`
  const { X509Certificate } = require("node:crypto") as typeof import("node:crypto");
  return (pem.match(certificates) ?? []).map((one) => new X509Certificate(one));
}

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
