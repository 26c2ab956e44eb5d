import type { ResourceRules } from "../resourceRules";

const schema = "Terraform TLS provider 4, internal/provider";

/** Every argument of what is made once makes another, but for the hours of early renewal. A key that is only written stands in no state: its version says that it changed. */
const keys = ["privateKeyPem", "privateKeyPemWoVersion"];
const names = ["subject", "dnsNames", "ipAddresses", "uris"];

/** What the TLS provider holds about the types that the stand-in serves, by type token. It asks no API: what it makes stands in the state. */
export const tlsResourceRules = {
  "tls:index/privateKey:PrivateKey": {
    source: `${schema}/resource_private_key.go`,
    replaces: ["algorithm", "ecdsaCurve", "rsaBits"],
    defaults: { ecdsaCurve: "P224", rsaBits: 2048 },
    oneOf: {
      algorithm: ["RSA", "ECDSA", "ED25519"],
      ecdsaCurve: ["P224", "P256", "P384", "P521"],
    },
    secret: ["privateKeyPem", "privateKeyOpenssh", "privateKeyPemPkcs8"],
  },
  "tls:index/certRequest:CertRequest": {
    source: `${schema}/resource_cert_request.go`,
    replaces: [...keys, ...names],
    exactlyOne: [["privateKeyPem", "privateKeyPemWo"]],
    secret: ["privateKeyPem"],
  },
  "tls:index/selfSignedCert:SelfSignedCert": {
    source: `${schema}/resource_self_signed_cert.go`,
    replaces: [
      ...[...keys, ...names, "allowedUses", "validityPeriodHours", "isCaCertificate"],
      ...["maxPathLength", "setAuthorityKeyId", "setSubjectKeyId"],
    ],
    defaults: { earlyRenewalHours: 0, isCaCertificate: false },
    answers: { readyForRenewal: false },
    exactlyOne: [["privateKeyPem", "privateKeyPemWo"]],
    secret: ["privateKeyPem"],
  },
  "tls:index/locallySignedCert:LocallySignedCert": {
    source: `${schema}/resource_locally_signed_cert.go`,
    replaces: [
      ...["caCertPem", "caPrivateKeyPem", "caPrivateKeyPemWoVersion"],
      ...["certRequestPem", "allowedUses", "validityPeriodHours", "isCaCertificate"],
      ...["maxPathLength", "setSubjectKeyId"],
    ],
    defaults: { earlyRenewalHours: 0, isCaCertificate: false },
    answers: { readyForRenewal: false },
    exactlyOne: [["caPrivateKeyPem", "caPrivateKeyPemWo"]],
    secret: ["caPrivateKeyPem"],
  },
} as const satisfies Readonly<Record<string, ResourceRules>>;
