import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect, rootCertificates, type ConnectionOptions, type TLSSocket } from "node:tls";
import { originCaRoots } from "../../facts/cloudflare/originCaRoots";
import { dial } from "./dial";
import { recordsAsked } from "./certificateRequest";
import type { OriginTarget } from "./target";

/** What came of a TLS handshake that was tried. */
export type Handshake =
  | {
      readonly kind: "done";
      readonly socket: TLSSocket;
      /** As Node names it: `TLSv1.3`. */
      readonly version: string;
      /** The protocol that ALPN gave; undefined where it gave none. */
      readonly protocol: string | undefined;
      /** Why OpenSSL does not trust the certificate; undefined where it does. */
      readonly distrust: string | undefined;
      /** The certificates as served, the site's own first. */
      readonly chain: readonly X509Certificate[];
      /** Whether the server asked for a client certificate; undefined where that cannot be seen. */
      readonly asksForCertificate: boolean | undefined;
    }
  | {
      readonly kind: "failed";
      readonly code: string;
      readonly message: string;
      /** What it asked for before it failed; undefined where nothing was seen. */
      readonly asksForCertificate?: true | undefined;
    };

/** A handshake with ciphers of old: OpenSSL 3 speaks TLS 1.0 and 1.1 at security level 0 alone. */
export const oldVersions: ConnectionOptions = {
  minVersion: "TLSv1",
  maxVersion: "TLSv1.1",
  ciphers: "DEFAULT@SECLEVEL=0",
};

/**
 * Speaks TLS with an origin as Cloudflare does: the name as SNI, certificates taken whatever they are and judged after.
 * @param target - The address.
 * @param signal - The deadline.
 * @param options - What differs. With `maxVersion` TLS 1.2 or less it can be seen whether a client certificate is asked for.
 * @returns What came of it. The caller destroys the socket.
 */
export async function shakeHands(
  target: OriginTarget,
  signal: AbortSignal,
  options: ConnectionOptions = {},
): Promise<Handshake> {
  const { address, hostname, httpsPort: port, patience } = target;
  const dialled = await dial({ address, port }, patience.connectSeconds, signal);
  if (dialled.kind !== "connected") {
    return { kind: "failed", code: dialled.code, message: "no connection" };
  }
  const watched = options.maxVersion === undefined ? undefined : recordsAsked(dialled.socket);
  const socket = connect({
    socket: watched?.socket ?? dialled.socket,
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    ...{ ca: trustedBy(target), rejectUnauthorized: false },
    ...options,
  });
  const error = await ended(socket, patience.answerSeconds, signal);
  socket.on("error", () => undefined);
  if (error !== undefined) {
    dialled.socket.destroy();
    socket.destroy();
    return { kind: "failed", ...error, asksForCertificate: watched?.asked() || undefined };
  }
  return { kind: "done", socket, ...agreed(socket), asksForCertificate: watched?.asked() };
}

/** Whom Cloudflare trusts: its own Origin CA, and the public roots or what the zone has put in their place. */
function trustedBy({ trusted = rootCertificates }: OriginTarget): string[] {
  return [...trusted, ...Object.values(originCaRoots)];
}

function agreed(socket: TLSSocket) {
  const chain: X509Certificate[] = [];
  let next = socket.getPeerX509Certificate();
  while (next !== undefined && chain.length < 10) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  // The type says Error; Node puts the code's text there.
  const distrust = socket.authorizationError as unknown as string | undefined;
  return {
    version: socket.getProtocol() ?? "unknown",
    protocol: socket.alpnProtocol === false ? undefined : (socket.alpnProtocol ?? undefined),
    distrust: socket.authorized ? undefined : String(distrust ?? "unknown"),
    chain,
  };
}

function ended(
  socket: TLSSocket,
  seconds: number,
  signal: AbortSignal,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  return new Promise((resolve) => {
    const failed = (code: string, message: string): void => settle({ code, message });
    const late = (): void => failed("deadline", "the deadline came first");
    const timer = setTimeout(() => failed("ETIMEDOUT", "no handshake in time"), seconds * 1000);
    const settle = (outcome: { readonly code: string; readonly message: string } | undefined) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", late);
      resolve(outcome);
    };
    signal.addEventListener("abort", late, { once: true });
    socket.once("secureConnect", () => settle(undefined));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      failed(error.code ?? "unknown", error.message),
    );
    socket.once("close", () => failed("ECONNRESET", "the connection ended"));
  });
}
