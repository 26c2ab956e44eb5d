import {
  createHash,
  createPublicKey,
  randomBytes,
  sign,
  verify,
  type KeyObject,
  type X509Certificate,
} from "node:crypto";

import type { CertificationRequestInfo } from "@peculiar/asn1-csr";
import type {
  AlgorithmIdentifier,
  Extension,
  Name,
  SubjectPublicKeyInfo,
} from "@peculiar/asn1-x509";
import { ownEntry } from "../../../core/ownEntry";
import { nameOf, type DistinguishedName } from "./names";
import { asn1, derOf, pemOf } from "./pem";

/** A certificate request that has been read. */
export interface CertificateRequest {
  /** Its public key. */
  readonly publicKey: KeyObject;
  /** Its subject. */
  readonly subject: Name;
  /** The host names that it asks for. */
  readonly hostnames: readonly string[];
  /** Whether it is signed by the key that it is about. */
  readonly isSigned: boolean;
}

/** What is to be certified. */
export interface CertificateContent {
  /** The key of its owner. */
  readonly publicKey: KeyObject;
  /** Its owner. */
  readonly subject: Name;
  /** Host names. */
  readonly hostnames: readonly string[];
  /** From when it counts. */
  readonly from: Date;
  /** Until when. */
  readonly until: Date;
  /** What it is for: servers, clients, or certifying others. */
  readonly use: readonly ("server" | "client" | "authority")[];
}

/** Who certifies. */
export interface Issuer {
  /** Its name. */
  readonly name: Name;
  /** Its private key. */
  readonly key: KeyObject;
}

/** Object identifiers of what signs, by the kind of key. Source: RFC 5758, section 3.2; RFC 4055, section 5; RFC 8410, section 3. */
const signatureAlgorithms: Readonly<Record<string, string>> = {
  ec: "1.2.840.10045.4.3.2",
  ed25519: "1.3.101.112",
  rsa: "1.2.840.113549.1.1.11",
};

/** The attribute in which a request asks for extensions. Source: RFC 2985, section 5.4.2. */
const extensionRequest = "1.2.840.113549.1.9.14";

/**
 * Makes a certificate request.
 * @param key - The private key of its owner.
 * @param subject - Its owner.
 * @param hostnames - The host names that it asks for.
 * @returns The request, as PEM.
 */
export function makeRequest(
  key: KeyObject,
  subject: DistinguishedName,
  hostnames: readonly string[],
): string {
  const { AsnConvert, csr, x509 } = asn1();
  const wanted = new x509.Extensions(namesExtension(hostnames));
  const info = new csr.CertificationRequestInfo({
    subject: nameOf(subject),
    subjectPKInfo: keyInfo(createPublicKey(key)),
    attributes: new csr.Attributes(
      wanted.length === 0
        ? []
        : [new x509.Attribute({ type: extensionRequest, values: [AsnConvert.serialize(wanted)] })],
    ),
  });
  const request = new csr.CertificationRequest({
    certificationRequestInfo: info,
    signatureAlgorithm: algorithmOf(key),
    signature: signed(AsnConvert.serialize(info), key),
  });
  return pemOf("CERTIFICATE REQUEST", AsnConvert.serialize(request));
}

/**
 * Reads a certificate request.
 * @param pem - The request.
 * @returns What it says; undefined where it is none.
 */
export function readRequest(pem: string): CertificateRequest | undefined {
  const { AsnConvert, csr } = asn1();
  try {
    const bytes = derOf("CERTIFICATE REQUEST", pem);
    if (bytes === undefined) {
      return undefined;
    }
    const request = AsnConvert.parse(bytes, csr.CertificationRequest);
    const { certificationRequestInfo: info } = request;
    const der = Buffer.from(AsnConvert.serialize(info.subjectPKInfo));
    const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
    const said = Buffer.from(AsnConvert.serialize(info));
    const isSigned = verify(digestOf(publicKey), said, publicKey, Buffer.from(request.signature));
    return { publicKey, subject: info.subject, hostnames: namesIn(info), isSigned };
  } catch {
    return undefined;
  }
}

/**
 * The name of a certificate's owner.
 * @param certificate - The certificate.
 */
export function nameIn({ raw }: X509Certificate): Name {
  const { AsnConvert, x509 } = asn1();
  return AsnConvert.parse(raw, x509.Certificate).tbsCertificate.subject;
}

/**
 * Certifies.
 * @param content - What.
 * @param issuer - Who does.
 * @returns The certificate, as PEM.
 */
export function certify(content: CertificateContent, issuer: Issuer): string {
  const { AsnConvert, x509 } = asn1();
  const serial = randomBytes(16);
  // Positive, and without a leading zero, which DER does not take.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: bytesOf(serial),
    signature: algorithmOf(issuer.key),
    issuer: issuer.name,
    validity: new x509.Validity({ notBefore: content.from, notAfter: content.until }),
    subject: content.subject,
    subjectPublicKeyInfo: keyInfo(content.publicKey),
    extensions: new x509.Extensions(extensionsOf(content, issuer)),
  });
  const certificate = new x509.Certificate({
    tbsCertificate: body,
    signatureAlgorithm: algorithmOf(issuer.key),
    signatureValue: signed(AsnConvert.serialize(body), issuer.key),
  });
  return pemOf("CERTIFICATE", AsnConvert.serialize(certificate));
}

function namesIn({ attributes }: CertificationRequestInfo): string[] {
  const { AsnConvert, x509 } = asn1();
  const asked = attributes.find(({ type }) => type === extensionRequest)?.values[0];
  const extensions = asked === undefined ? [] : AsnConvert.parse(asked, x509.Extensions);
  const names = extensions.find(({ extnID }) => extnID === x509.id_ce_subjectAltName);
  return names === undefined
    ? []
    : [...AsnConvert.parse(names.extnValue.buffer, x509.SubjectAlternativeName)].flatMap(
        ({ dNSName }) => dNSName ?? [],
      );
}

function namesExtension(hostnames: readonly string[]): Extension[] {
  const { x509 } = asn1();
  const names = hostnames.map((dNSName) => new x509.GeneralName({ dNSName }));
  return names.length === 0
    ? []
    : [extension(x509.id_ce_subjectAltName, new x509.SubjectAlternativeName(names))];
}

function extensionsOf(
  { publicKey, hostnames, use }: CertificateContent,
  issuer: Issuer,
): Extension[] {
  const { x509 } = asn1();
  const isAuthority = use.includes("authority");
  const flags = isAuthority
    ? x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign
    : x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment;
  const purposes = [
    ...(use.includes("server") ? [x509.id_kp_serverAuth] : []),
    ...(use.includes("client") ? [x509.id_kp_clientAuth] : []),
  ];
  const keyIdentifier = new x509.KeyIdentifier(keyId(createPublicKey(issuer.key)));
  return [
    extension(x509.id_ce_basicConstraints, new x509.BasicConstraints({ cA: isAuthority }), true),
    extension(x509.id_ce_keyUsage, new x509.KeyUsage(flags), true),
    ...(purposes.length === 0
      ? []
      : [extension(x509.id_ce_extKeyUsage, new x509.ExtendedKeyUsage(purposes))]),
    extension(x509.id_ce_subjectKeyIdentifier, new x509.SubjectKeyIdentifier(keyId(publicKey))),
    extension(
      x509.id_ce_authorityKeyIdentifier,
      new x509.AuthorityKeyIdentifier({ keyIdentifier }),
    ),
    ...namesExtension(hostnames),
  ];
}

function extension(extnID: string, value: object, critical = false): Extension {
  const { AsnConvert, OctetString, x509 } = asn1();
  const octets = new OctetString(AsnConvert.serialize(value));
  return new x509.Extension({ extnID, critical, extnValue: octets });
}

function keyInfo(publicKey: KeyObject): SubjectPublicKeyInfo {
  const { AsnConvert, x509 } = asn1();
  return AsnConvert.parse(spki(publicKey), x509.SubjectPublicKeyInfo);
}

/** Method 1 of RFC 5280, section 4.2.1.2, but over all of the key's bytes. */
function keyId(publicKey: KeyObject): ArrayBuffer {
  return bytesOf(createHash("sha1").update(spki(publicKey)).digest());
}

function spki(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: "der", type: "spki" });
}

function algorithmOf(key: KeyObject): AlgorithmIdentifier {
  const { x509 } = asn1();
  const kind = key.asymmetricKeyType ?? "";
  return new x509.AlgorithmIdentifier({
    algorithm: ownEntry(signatureAlgorithms, kind) ?? "",
    ...(kind === "rsa" ? { parameters: null } : {}),
  });
}

function signed(bytes: ArrayBuffer, key: KeyObject): ArrayBuffer {
  return bytesOf(sign(digestOf(key), Buffer.from(bytes), key));
}

/** Ed25519 has a digest of its own. */
function digestOf(key: KeyObject): "sha256" | null {
  return key.asymmetricKeyType === "ed25519" ? null : "sha256";
}

function bytesOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
