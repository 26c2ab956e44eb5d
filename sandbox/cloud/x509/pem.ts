import type * as schemaPackage from "@peculiar/asn1-schema";
import type * as csrPackage from "@peculiar/asn1-csr";
import type * as x509Package from "@peculiar/asn1-x509";

/** What reads and writes ASN.1: loaded when the first certificate is made, which most programs never ask for. */
export interface Asn1 {
  /** Turns values into bytes and back. */
  readonly AsnConvert: typeof schemaPackage.AsnConvert;
  /** Bytes as a value. */
  readonly OctetString: typeof schemaPackage.OctetString;
  /** The schemas of certificates. */
  readonly x509: typeof x509Package;
  /** The schemas of certificate requests. */
  readonly csr: typeof csrPackage;
}

/** Loads what reads and writes ASN.1. */
export function asn1(): Asn1 {
  /* eslint-disable @typescript-eslint/no-require-imports -- imports at the top would load ASN.1 in every sandbox */
  const { AsnConvert, OctetString } = require("@peculiar/asn1-schema") as typeof schemaPackage;
  const x509 = require("@peculiar/asn1-x509") as typeof x509Package;
  const csr = require("@peculiar/asn1-csr") as typeof csrPackage;
  /* eslint-enable @typescript-eslint/no-require-imports */
  return { AsnConvert, OctetString, x509, csr };
}

/**
 * Writes bytes as PEM.
 * @param label - What they are: `CERTIFICATE`.
 * @param bytes - The bytes, in DER.
 * @returns The text, with a line end at its end.
 */
export function pemOf(label: string, bytes: ArrayBuffer): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/**
 * Reads the first block of PEM.
 * @param label - What it is.
 * @param pem - The text.
 * @returns Its bytes, in DER; undefined where there is none.
 */
export function derOf(label: string, pem: string): Buffer | undefined {
  const [, body] =
    new RegExp(`-----BEGIN ${label}-----([\\sA-Za-z0-9+/=]+)-----END ${label}-----`).exec(pem) ??
    [];
  return body === undefined ? undefined : Buffer.from(body, "base64");
}
