import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
} from "node:crypto";

import { originCaIssuers } from "../../../facts/cloudflare/originCa";
import { certify, type Issuer } from "./certificate";
import { nameOf } from "./names";

/** An authority whose certificate is at hand. */
export interface Authority extends Issuer {
  /** Its certificate, as PEM: what rehearsals trust. */
  readonly certificatePem: string;
}

/**
 * The Origin CA of a sandbox. Its key follows from the account, so that all runs on one account have the same; nobody trusts it outside of
 * the sandbox. Both authorities sign with ECDSA, where Cloudflare's for RSA keys signs with RSA.
 * @param accountId - The Cloudflare account.
 * @param requestType - Which of the authorities, by the request's type.
 */
export function originCa(accountId: string, requestType: keyof typeof originCaIssuers): Authority {
  const key = keyOf(`${accountId} ${requestType}`);
  const name = nameOf(originCaIssuers[requestType]);
  const content = {
    ...{ publicKey: createPublicKey(key), subject: name, hostnames: [] },
    ...{ from: new Date("2019-08-23T00:00:00Z"), until: new Date("2049-12-31T00:00:00Z") },
    use: ["authority"] as const,
  };
  return { name, key, certificatePem: certify(content, { name, key }) };
}

function keyOf(seed: string): KeyObject {
  const scalar = createHash("sha256").update(`the sandbox's Origin CA of ${seed}`).digest();
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString("base64url"),
  );
  const d = scalar.toString("base64url");
  return createPrivateKey({ key: { kty: "EC", crv: "P-256", d, x, y }, format: "jwk" });
}
