import { createPublicKey } from "node:crypto";
import { certify } from "../../../sandbox/cloud/x509/certificate";
import { nameOf } from "../../../sandbox/cloud/x509/names";
import { originCa } from "../../../sandbox/cloud/x509/originCa";

/** Two authorities that issue client certificates. */
export const authorities = {
  own: originCa("own", "origin-ecc"),
  other: originCa("other", "origin-ecc"),
} as const;

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
