import type { CauseId } from "../../facts/causes";
import type { Evidence } from "../evidence";
import { witness, type Witness } from "../witness";
import { judgeCertificate } from "./certificate";
import { oldVersions, shakeHands, type Handshake } from "./handshake";
import { placeText, type OriginTarget } from "./target";
import { speaksPlainHttp } from "./exchange";

/** What TLS says at an address. */
export interface TlsFindings {
  /** Whether requests can be made over it. */
  readonly isUp: boolean;
  /** Whether ALPN gave HTTP/2. */
  readonly hasHttp2: boolean;
  readonly evidence: readonly Evidence[];
}

type Failed = Handshake & { readonly kind: "failed" };

/** Causes that a handshake that ends well rules out. */
const shownByHandshake: readonly CauseId[] = [
  "tls-version",
  "tls-handshake",
  "plain-http-on-tls-port",
];

/**
 * Speaks TLS with an origin: as Cloudflare does, once more to see whether it asks for a client certificate, and once with versions
 * of old where it does not answer.
 * @param target - The address, whose port of TLS accepts connections.
 * @param signal - The deadline.
 * @param now - When it is looked at. Defaults to this moment.
 * @returns What it says.
 */
export async function examineTls(
  target: OriginTarget,
  signal: AbortSignal,
  now = new Date(),
): Promise<TlsFindings> {
  const [shown, older] = await Promise.all([
    shakeHands(target, signal, { ALPNProtocols: ["h2", "http/1.1"] }),
    shakeHands(target, signal, { maxVersion: "TLSv1.2" }),
  ]);
  const asked = ofClientCertificate(target, older);
  if (older.kind === "done") {
    older.socket.destroy();
  }
  if (shown.kind === "failed") {
    const evidence = [await ofFailure(target, shown, signal), ...asked];
    return { isUp: false, hasHttp2: false, evidence };
  }
  shown.socket.destroy();
  const { pass } = handshakeWitness(target);
  return {
    isUp: true,
    hasHttp2: shown.protocol === "h2",
    evidence: [
      pass(`${shown.version}, ${shown.protocol ?? "no ALPN"}`, shownByHandshake),
      ...judgeCertificate(target, shown, now),
      ...asked,
    ],
  };
}

/**
 * The certificate that an origin shows.
 * @param target - The address.
 * @param signal - The deadline.
 * @returns Its fingerprint by SHA-256, as Node writes it; undefined where it shows none.
 */
export async function shownFingerprint(
  target: OriginTarget,
  signal: AbortSignal,
): Promise<string | undefined> {
  const shaken = await shakeHands(target, signal);
  if (shaken.kind === "failed") {
    return undefined;
  }
  shaken.socket.destroy();
  return shaken.chain[0]?.fingerprint256;
}

function handshakeWitness({ address, httpsPort }: OriginTarget): Witness {
  return witness("origin", "tls-handshake", placeText(address, httpsPort));
}

/** To ask is right where Authenticated Origin Pulls is on: it allows a fault, and shows none. */
function ofClientCertificate(target: OriginTarget, older: Handshake): Evidence[] {
  const at = placeText(target.address, target.httpsPort);
  const { fail, unknown } = witness("origin", "client-certificate", at, "setting");
  switch (older.asksForCertificate) {
    case true:
      return [
        fail(
          "asks for a client certificate, which is right where Authenticated Origin Pulls is on",
          ["client-certificate-missing"],
        ),
      ];
    case false:
      return [
        witness("origin", "client-certificate", at).pass("asks for no client certificate", [
          "client-certificate-missing",
        ]),
      ];
    case undefined:
      return [unknown("whether it asks for a client certificate shows in TLS 1.2 alone")];
  }
}

async function ofFailure(
  target: OriginTarget,
  failed: Failed,
  signal: AbortSignal,
): Promise<Evidence> {
  const { fail, unknown } = handshakeWitness(target);
  const reason = `the TLS handshake fails (${failed.code})`;
  if (failed.code === "deadline") {
    return unknown("the deadline came first");
  }
  if (await speaksPlainHttp(target, signal)) {
    return fail("answers in plain HTTP where TLS is expected", ["plain-http-on-tls-port"]);
  }
  const old = await shakeHands(target, signal, oldVersions);
  if (old.kind === "done") {
    old.socket.destroy();
    return ofOldVersion(target, old);
  }
  return failed.code === "ETIMEDOUT"
    ? fail(`no TLS handshake within ${target.patience.answerSeconds} s`, [
        "tls-handshake",
        "origin-slow",
      ])
    : fail(`${reason}: ${failed.message.slice(0, 120)}`, ["tls-handshake"]);
}

/** Below TLS 1.2 Cloudflare's ciphers ask for an RSA certificate: with another one no handshake can end. */
function ofOldVersion(target: OriginTarget, old: Handshake & { readonly kind: "done" }): Evidence {
  const { fail } = handshakeWitness(target);
  const kind = old.chain[0]?.publicKey.asymmetricKeyType;
  const seen = `speaks ${old.version} and nothing newer`;
  return kind === "rsa"
    ? fail(
        `${seen}, which Cloudflare still presents to origins, and others do not`,
        ["tls-version"],
        {
          weight: "setting",
        },
      )
    : fail(`${seen}, with a certificate that is not RSA: Cloudflare has no cipher for both`, [
        "tls-version",
      ]);
}
