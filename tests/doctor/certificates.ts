import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { certify, type Issuer } from "../../sandbox/cloud/x509/certificate";
import { nameOf, type DistinguishedName } from "../../sandbox/cloud/x509/names";

/** A certificate of a test, its key, and itself as an issuer. */
export interface Made {
  readonly pem: string;
  readonly keyPem: string;
  readonly issuer: Issuer;
}

/** What a certificate of a test says. */
export interface Said {
  readonly subject?: DistinguishedName;
  readonly hostnames?: readonly string[];
  readonly fromDays?: number;
  readonly untilDays?: number;
  /** Who signed it; itself where it is left out. */
  readonly by?: Made;
  readonly isAuthority?: boolean;
  readonly isClient?: boolean;
  readonly kind?: "ec" | "rsa";
}

const dayMilliseconds = 86_400_000;

/**
 * Makes a certificate.
 * @param said - What it says. Defaults to one for `www.example.com`, from yesterday for ninety days, with an EC key.
 * @returns The certificate.
 */
export function makeOne(said: Said = {}): Made {
  const { hostnames = ["www.example.com"], fromDays = -1, untilDays = 90 } = said;
  const { privateKey } = pair(said.kind ?? "ec");
  const name = nameOf(said.subject ?? { commonName: hostnames[0] ?? "a test" });
  const content = {
    ...{ publicKey: createPublicKey(privateKey), subject: name, hostnames },
    from: new Date(Date.now() + fromDays * dayMilliseconds),
    until: new Date(Date.now() + untilDays * dayMilliseconds),
    use: [said.isAuthority ? "authority" : said.isClient ? "client" : "server"] as const,
  };
  const issuer = { name, key: privateKey };
  return {
    pem: certify(content, said.by?.issuer ?? issuer),
    keyPem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    issuer,
  };
}

function pair(kind: "ec" | "rsa"): { readonly privateKey: KeyObject } {
  return kind === "ec"
    ? generateKeyPairSync("ec", { namedCurve: "prime256v1" })
    : generateKeyPairSync("rsa", { modulusLength: 2048 });
}

/** A root that tests have as the public one, and one below it. */
export const root = makeOne({
  subject: { commonName: "Test Root" },
  hostnames: [],
  isAuthority: true,
});

/** An authority between the root and servers. */
export const intermediate = makeOne({
  ...{ subject: { commonName: "Test Intermediate" }, hostnames: [], isAuthority: true, by: root },
});
