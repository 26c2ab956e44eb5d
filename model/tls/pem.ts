import { alternativeHostnames } from "../../core/certificateNames";
import { unknownValue, type Known } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";

/** What a certificate in PEM form says of itself. */
export interface PemCertificate {
  /** Hostnames it covers, canonical, wildcards as written. */
  readonly hostnames: readonly string[];
  /** When it expires, as RFC 3339 has it. */
  readonly expires: string;
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
    const { subjectAltName, validTo } = new X509Certificate(pem);
    return {
      hostnames: alternativeHostnames(subjectAltName).map(canonicalHostname),
      expires: new Date(validTo).toISOString(),
    };
  } catch {
    return unknownValue;
  }
}
