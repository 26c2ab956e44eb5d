import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { defaultAccountId } from "../../sandbox/testing";
import { certify } from "../../sandbox/cloud/x509/certificate";
import { nameOf } from "../../sandbox/cloud/x509/names";
import { originCa } from "../../sandbox/cloud/x509/originCa";

/** A certificate that a test gives, and its key. */
export interface MadeCertificate {
  /** The certificate, as PEM. */
  readonly certificatePem: string;
  /** Its key, as PEM. */
  readonly privateKeyPem: string;
}

const dayMilliseconds = 86_400_000;

/**
 * Makes a real certificate.
 * @param said - Its names, by which days from now it counts, and who issued it: the Origin CA of the sandbox, or itself.
 * @returns The certificate and its key.
 */
export function makeCertificate(
  said: {
    readonly hostnames?: readonly string[];
    readonly fromDays?: number;
    readonly untilDays?: number;
    readonly issuer?: "origin CA" | "itself" | "another authority";
  } = {},
): MadeCertificate {
  const { hostnames = ["example.com", "*.example.com"], fromDays = -1, untilDays = 90 } = said;
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const privateKeyPem = key.export({ format: "pem", type: "pkcs8" }).toString();
  const subject = nameOf({ commonName: "made by a test" });
  const content = {
    ...{ publicKey: createPublicKey(createPrivateKey(privateKeyPem)), subject, hostnames },
    from: new Date(Date.now() + fromDays * dayMilliseconds),
    until: new Date(Date.now() + untilDays * dayMilliseconds),
    use: ["server"] as const,
  };
  const own = { name: subject, key };
  const other = { name: nameOf({ commonName: "another authority" }), key };
  const issuer =
    said.issuer === "itself"
      ? own
      : said.issuer === "another authority"
        ? other
        : originCa(defaultAccountId, "origin-ecc");
  return { certificatePem: certify(content, issuer), privateKeyPem };
}
