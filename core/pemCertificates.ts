import { X509Certificate } from "node:crypto";

/**
 * Reads a certificate in PEM form; of several the first.
 * @param pem - The certificate.
 * @returns What it says; undefined where it is none.
 */
export function readCertificate(pem: unknown): X509Certificate | undefined {
  try {
    return typeof pem === "string" ? new X509Certificate(pem) : undefined;
  } catch {
    return undefined;
  }
}
