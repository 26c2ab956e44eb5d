import type * as schemaPackage from "@peculiar/asn1-schema";
import type * as x509Package from "@peculiar/asn1-x509";
import type { X509Certificate } from "node:crypto";
import { certain, type Certainty } from "../../core/certainty";
import type { Known } from "../../core/known";
import { readCertificate } from "../../core/pemCertificates";

const lists = /-----BEGIN X509 CRL-----([\sA-Za-z0-9+/=]+)-----END X509 CRL-----/g;

/**
 * Whether lists of revocations name a certificate. Numbers of certificates are unique for their issuer alone: a list of another one names
 * none of its certificates. Source: RFC 5280, sections 4.1.2.2 and 5.1.2.3.
 * @param shown - The certificate in PEM form; of several the first.
 * @param revocations - The lists in PEM form, one after the other.
 * @returns `unknown` where one of them cannot be read.
 */
export function isRevoked(shown: Known<string> | undefined, revocations: Known<string>): Certainty {
  if (revocations === "") {
    return "no";
  }
  const certificate = readCertificate(shown);
  if (certificate === undefined || typeof revocations !== "string") {
    return "unknown";
  }
  const found = [...revocations.matchAll(lists)].map(([, body = ""]) => names(body, certificate));
  return found.length === 0 || found.includes("unknown")
    ? "unknown"
    : certain(found.includes("yes"));
}

/** Whether a list is one of a certificate's issuer and has its number; `unknown` where it cannot be read. */
function names(body: string, { raw, serialNumber }: X509Certificate): Certainty {
  /* eslint-disable @typescript-eslint/no-require-imports -- few plans hold such a list, and the modules are large ones */
  const { AsnConvert } = require("@peculiar/asn1-schema") as typeof schemaPackage;
  const { Certificate, CertificateList } = require("@peculiar/asn1-x509") as typeof x509Package;
  /* eslint-enable @typescript-eslint/no-require-imports */
  try {
    const { tbsCertList } = AsnConvert.parse(Buffer.from(body, "base64"), CertificateList);
    const [own, listing] = [
      AsnConvert.parse(raw, Certificate).tbsCertificate.issuer,
      tbsCertList.issuer,
    ].map((issuer) => Buffer.from(AsnConvert.serialize(issuer)).toString("hex"));
    const numbers = (tbsCertList.revokedCertificates ?? []).map(({ userCertificate }) =>
      BigInt(`0x${Buffer.from(userCertificate).toString("hex")}`),
    );
    return certain(own === listing && numbers.includes(BigInt(`0x${serialNumber}`)));
  } catch {
    return "unknown";
  }
}
