import { AsnConvert } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  Certificate,
  CertificateList,
  RevokedCertificate,
  TBSCertList,
  Time,
  Version,
} from "@peculiar/asn1-x509";
import { createPublicKey, X509Certificate } from "node:crypto";
import { sharedPullsAuthority } from "../../../facts/cloudflare/originPulls";
import { certify } from "../../../sandbox/cloud/x509/certificate";
import { nameOf } from "../../../sandbox/cloud/x509/names";
import { pemOf } from "../../../sandbox/cloud/x509/pem";
import { originCa } from "../../../sandbox/cloud/x509/originCa";

/** Two authorities that issue client certificates. */
export const authorities = {
  own: originCa("own", "origin-ecc"),
  other: originCa("other", "origin-ecc"),
} as const;

/** What has the name of the authority that issued what Cloudflare shows for zones without a certificate of their own. */
export const sharedAuthority = certify(
  {
    publicKey: createPublicKey(authorities.own.key),
    subject: nameOf({ commonName: sharedPullsAuthority }),
    ...{ hostnames: [], use: ["client"] },
    ...{ from: new Date("2026-01-01T00:00:00Z"), until: new Date("2036-01-01T00:00:00Z") },
  },
  authorities.other,
);

/**
 * A list of revocations that names certificates, which nobody signed.
 * @param authority - The certificate of whose list it is, in PEM form.
 * @param certificates - Those that it names, in PEM form.
 */
export function revoking(authority: string, ...certificates: readonly string[]): string {
  const now = new Time(new Date("2026-11-01T00:00:00Z"));
  const { subject: issuer } = AsnConvert.parse(
    Buffer.from(authority.replace(/-----[^-]+-----/g, ""), "base64"),
    Certificate,
  ).tbsCertificate;
  const signature = new AlgorithmIdentifier({ algorithm: "1.2.840.10045.4.3.2" });
  const tbsCertList = new TBSCertList({
    ...{ version: Version.v2, signature, issuer, thisUpdate: now, nextUpdate: now },
    revokedCertificates: certificates.map(
      (pem) =>
        new RevokedCertificate({
          userCertificate: bytesOf(new X509Certificate(pem).serialNumber),
          revocationDate: now,
        }),
    ),
  });
  const list = new CertificateList({
    ...{ tbsCertList, signatureAlgorithm: signature, signature: new ArrayBuffer(8) },
  });
  return pemOf("X509 CRL", AsnConvert.serialize(list));
}

/** A positive number of ASN.1 does not begin with a bit that is set. */
function bytesOf(hex: string): ArrayBuffer {
  const bytes = Buffer.from(`00${hex}`, "hex");
  const own = (bytes[1] ?? 0) > 0x7f ? bytes : bytes.subarray(1);
  return new Uint8Array(own).buffer;
}

/** A client certificate of one of them in PEM form. */
export function leafOf(issuer: keyof typeof authorities): string {
  const { key } = authorities[issuer];
  return certify(
    {
      ...{ publicKey: createPublicKey(key), subject: nameOf({ commonName: "edge" }) },
      ...{ hostnames: [], use: ["client"] },
      ...{ from: new Date("2026-01-01T00:00:00Z"), until: new Date("2036-01-01T00:00:00Z") },
    },
    authorities[issuer],
  );
}
