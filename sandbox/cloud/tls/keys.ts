import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

import { ownEntry } from "../../../core/ownEntry";
import { number, text, type Properties } from "../values";

const curves: Readonly<Record<string, string>> = {
  P224: "secp224r1",
  P256: "prime256v1",
  P384: "secp384r1",
  P521: "secp521r1",
};

/**
 * Makes a private key, and says of it what the TLS provider says. What only OpenSSH reads is left empty.
 * @param wanted - Algorithm, curve and bits.
 * @returns The key, its public key and their fingerprints.
 */
export function makeKey(wanted: Properties): Properties {
  const { privateKey } = generated(wanted);
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ format: "der", type: "spki" });
  const digest = (algorithm: string): Buffer => createHash(algorithm).update(der).digest();
  const pkcs8 = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  return {
    id: digest("sha1").toString("hex"),
    privateKeyPem: traditional(privateKey) ?? pkcs8,
    privateKeyPemPkcs8: pkcs8,
    privateKeyOpenssh: "",
    publicKeyPem: publicKey.export({ format: "pem", type: "spki" }).toString(),
    publicKeyOpenssh: "",
    publicKeyFingerprintMd5: "",
    publicKeyFingerprintSha256: "",
  };
}

function generated(wanted: Properties): { privateKey: KeyObject } {
  switch (text(wanted.algorithm)) {
    case "RSA":
      return generateKeyPairSync("rsa", { modulusLength: number(wanted.rsaBits) ?? 2048 });
    case "ECDSA":
      return generateKeyPairSync("ec", {
        namedCurve: ownEntry(curves, text(wanted.ecdsaCurve)) ?? "",
      });
    default:
      return generateKeyPairSync("ed25519");
  }
}

/** The older forms in which the provider gives RSA and ECDSA keys; Ed25519 has none. */
function traditional(key: KeyObject): string | undefined {
  const { asymmetricKeyType: kind } = key;
  const form = kind === "rsa" ? "pkcs1" : kind === "ec" ? "sec1" : undefined;
  return form && key.export({ format: "pem", type: form }).toString();
}
