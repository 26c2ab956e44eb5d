import { dayMilliseconds } from "../../core/days";
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { certify, type CertificateContent, type Issuer } from "../cloud/x509/certificate";
import { nameOf } from "../cloud/x509/names";

/** A certificate and its key, both PEM; behind the certificate stands the rest of its chain. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** The ways in which an origin's certificate can be wrong, and the right one. */
export type CertificateKind = "right" | "expired" | "otherName" | "selfSigned" | "incompleteChain";

/** Days from now between which a certificate counts. */
const current = { from: -1, until: 90 };
const past = { from: -91, until: -1 };

/** A certificate that certifies, and its key. */
interface Certifier extends Issuer {
  readonly pem: string;
}

/** The authority of a rehearsal: nobody trusts it outside of it, and its keys leave it with the process. */
export class RehearsalAuthority {
  readonly #root = certifier("the rehearsal's authority");
  readonly #intermediate = certifier("the rehearsal's intermediate", this.#root);
  /** Those whose client certificates Cloudflare shows: one for all accounts, one for the zone. */
  readonly #clientRoots = {
    shared: certifier("the rehearsal's origin pulls, shared"),
    own: certifier("the rehearsal's origin pulls, the zone's own"),
  };

  /** What strict mode, and the visitors of the edge, trust: its certificate, PEM. */
  get certificate(): string {
    return this.#root.pem;
  }

  /**
   * Certifies a server.
   * @param hostnames - Its names.
   * @param kind - What is wrong with it. Defaults to nothing.
   */
  server(hostnames: readonly string[], kind: CertificateKind = "right"): KeyedCertificate {
    const key = newKey();
    const subject = nameOf({ commonName: hostnames[0] ?? "origin" });
    const content: CertificateContent = {
      ...{ publicKey: createPublicKey(key), subject, use: ["server"] },
      hostnames: kind === "otherName" ? ["other.invalid"] : hostnames,
      ...between(kind === "expired" ? past : current),
    };
    const leaf = certify(
      content,
      kind === "selfSigned" ? { name: subject, key } : this.#intermediate,
    );
    const hasChain = kind !== "selfSigned" && kind !== "incompleteChain";
    return { certificate: hasChain ? leaf + this.#intermediate.pem : leaf, key: pemOfKey(key) };
  }

  /**
   * What Cloudflare shows to origins.
   * @param whose - The certificate that all accounts share, or the zone's own.
   */
  client(whose: "shared" | "own"): KeyedCertificate {
    const key = newKey();
    const content: CertificateContent = {
      ...{ publicKey: createPublicKey(key), subject: nameOf({ commonName: "origin-pull" }) },
      ...{ hostnames: [], use: ["client"], ...between(current) },
    };
    return { certificate: certify(content, this.#clientRoots[whose]), key: pemOfKey(key) };
  }

  /**
   * The authority of what Cloudflare shows, PEM: origins that demand it know it.
   * @param whose - The certificate that all accounts share, or the zone's own.
   */
  clientAuthority(whose: "shared" | "own"): string {
    return this.#clientRoots[whose].pem;
  }
}

function certifier(commonName: string, issuer?: Issuer): Certifier {
  const key = newKey();
  const name = nameOf({ commonName });
  const content: CertificateContent = {
    ...{ publicKey: createPublicKey(key), subject: name, hostnames: [], use: ["authority"] },
    ...between(current),
  };
  return { name, key, pem: certify(content, issuer ?? { name, key }) };
}

function between(days: { readonly from: number; readonly until: number }): {
  from: Date;
  until: Date;
} {
  const at = (day: number): Date => new Date(Date.now() + day * dayMilliseconds);
  return { from: at(days.from), until: at(days.until) };
}

function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
}

function pemOfKey(key: KeyObject): string {
  return key.export({ format: "pem", type: "pkcs8" }).toString();
}
