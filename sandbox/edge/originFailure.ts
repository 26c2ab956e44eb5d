import { ownEntry } from "../../core/ownEntry";
import {
  edgeFailures,
  type EdgeFailure,
  type EdgeFailureName,
} from "../../facts/cloudflare/edgeFailures";

/** That an exchange with an origin failed. */
export class OriginFailure extends Error {
  override readonly name = "OriginFailure";

  /**
   * Says how.
   * @param kind - The failure, by its name in facts.
   */
  constructor(readonly kind: EdgeFailureName) {
    super(edgeFailures[kind].cause);
  }

  /** What is known of it. */
  get failure(): EdgeFailure {
    return edgeFailures[this.kind];
  }
}

/** What a code of the system says of a connection that does not come to stand. */
const connectionFailures: Readonly<Record<string, EdgeFailureName>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOTFOUND: "unresolved",
  ABORT_ERR: "connectTimeout",
  ETIMEDOUT: "connectTimeout",
};

/**
 * Reads why a connection did not come to stand.
 * @param error - What the network threw.
 */
export function connectionFailure(error: unknown): OriginFailure {
  return new OriginFailure(ownEntry(connectionFailures, codeOf(error)) ?? "refused");
}

/**
 * Reads why an answer did not come.
 * @param error - What the request came to.
 * @param wasUsed - Whether the connection had been used before.
 */
export function answerFailure(error: unknown, wasUsed: boolean): OriginFailure {
  if (error instanceof OriginFailure) {
    return error;
  }
  const code = codeOf(error);
  if (code === "HPE_HEADER_OVERFLOW") {
    return new OriginFailure("largeHeaders");
  }
  if (code.startsWith("HPE_") && code !== "HPE_INVALID_EOF_STATE") {
    return new OriginFailure("malformedAnswer");
  }
  if (code.startsWith("ERR_SSL_")) {
    return new OriginFailure("handshake");
  }
  return new OriginFailure(wasUsed ? "reusedConnection" : "emptyAnswer");
}

function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown } | undefined)?.code);
}
