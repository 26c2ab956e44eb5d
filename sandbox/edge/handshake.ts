import type { Socket } from "node:net";
import {
  checkServerIdentity,
  connect,
  type ConnectionOptions,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import { OriginFailure } from "./originFailure";

/** What is asked of a handshake with an origin. */
export interface HandshakeTerms {
  /** The name that is asked for; "" for none: no name is sent, and none is compared. */
  readonly servername: string;
  /** Whether the certificate must be right. */
  readonly verifies: boolean;
  /** Whom the edge trusts, and what it shows: made once, for to read certificates takes longer than a handshake. */
  readonly secureContext: SecureContext;
  /** Whether HTTP/2 is offered. */
  readonly offersHttp2: boolean;
}

/** What was wrong with the certificate of an origin. */
export class UntrustedCertificate extends OriginFailure {
  /**
   * Says what.
   * @param isOfAnother - Whether its names are wrong; else its dates, its chain or its issuer.
   */
  constructor(readonly isOfAnother: boolean) {
    super("certificate");
  }
}

/**
 * Makes a connection to an origin one of TLS.
 * @param socket - The connection, which ends where this fails.
 * @param terms - What is asked of it.
 * @param signal - Ends the attempt.
 * @returns The connection.
 * @throws {OriginFailure} `handshake`, `handshakeTimeout` or `certificate`.
 */
export function handshake(
  socket: Socket,
  terms: HandshakeTerms,
  signal: AbortSignal,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secured = connect(optionsOf(socket, terms));
    const fail = (failure: OriginFailure): void => {
      signal.removeEventListener("abort", giveUp);
      secured.destroy();
      socket.destroy();
      reject(failure);
    };
    const giveUp = (): void => fail(new OriginFailure("handshakeTimeout"));
    // A connection that ends later has whoever uses it as its listener; this one keeps the process from ending with it.
    secured.on("error", () => fail(new OriginFailure("handshake")));
    secured.once("close", () => fail(new OriginFailure("handshake")));
    signal.addEventListener("abort", giveUp, { once: true });
    secured.once("secureConnect", () => {
      const wrong = terms.verifies ? secured.authorizationError : undefined;
      if (wrong) {
        fail(new UntrustedCertificate(String(wrong).includes("ALTNAME")));
      } else {
        signal.removeEventListener("abort", giveUp);
        resolve(secured);
      }
    });
  });
}

function optionsOf(socket: Socket, terms: HandshakeTerms): ConnectionOptions {
  const { servername, secureContext, offersHttp2 } = terms;
  return {
    ...{ socket, servername, secureContext, rejectUnauthorized: false },
    ALPNProtocols: offersHttp2 ? ["h2", "http/1.1"] : ["http/1.1"],
    checkServerIdentity: (_, certificate) =>
      servername === "" ? undefined : checkServerIdentity(servername, certificate),
  };
}
