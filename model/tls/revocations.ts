import type * as schemaPackage from "@peculiar/asn1-schema";
import type * as x509Package from "@peculiar/asn1-x509";
import { certain, type Certainty } from "../../core/certainty";
import type { Known } from "../../core/known";
import { readCertificate } from "../../core/pemCertificates";

const lists = /-----BEGIN X509 CRL-----([\sA-Za-z0-9+/=]+)-----END X509 CRL-----/g;

/**
 * Whether lists of revocations name a certificate. Source: RFC 5280, section 5.1.
 * @param shown - The certificate in PEM form; of several the first.
 * @param revocations - The lists in PEM form, one after the other.
 * @returns `unknown` where one of them cannot be read.
 */
export function isRevoked(shown: Known<string> | undefined, revocations: Known<string>): Certainty {
  if (revocations === "") {
    return "no";
  }
  const serial = readCertificate(shown)?.serialNumber;
  if (serial === undefined || typeof revocations !== "string") {
    return "unknown";
  }
  const found = [...revocations.matchAll(lists)].map(([, body = ""]) => serialsOf(body));
  const known = found.filter((each) => each !== undefined);
  return found.length === 0 || known.length < found.length
    ? "unknown"
    : certain(known.some((serials) => serials.has(BigInt(`0x${serial}`))));
}

/** The numbers of the certificates that a list revokes; undefined where it cannot be read. */
function serialsOf(body: string): ReadonlySet<bigint> | undefined {
  /* eslint-disable @typescript-eslint/no-require-imports -- few plans hold such a list, and the modules are large ones */
  const { AsnConvert } = require("@peculiar/asn1-schema") as typeof schemaPackage;
  const { CertificateList } = require("@peculiar/asn1-x509") as typeof x509Package;
  /* eslint-enable @typescript-eslint/no-require-imports */
  try {
    const { tbsCertList } = AsnConvert.parse(Buffer.from(body, "base64"), CertificateList);
    return new Set(
      (tbsCertList.revokedCertificates ?? []).map(({ userCertificate }) =>
        BigInt(`0x${Buffer.from(userCertificate).toString("hex")}`),
      ),
    );
  } catch {
    return undefined;
  }
}
