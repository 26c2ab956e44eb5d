import { Readable } from "node:stream";
import type { EdgeFailureName } from "../../facts/cloudflare/edgeFailures";
import type { OriginAnswer } from "./originAnswer";

/** What a failure is where a tunnel leads to the origin: cloudflared reaches the service or not, and Cloudflare reaches cloudflared or not. */
const failures: Partial<Record<EdgeFailureName, EdgeFailureName>> = {
  ...{ refused: "tunnelService", emptyAnswer: "tunnelService", reusedConnection: "tunnelService" },
  ...{ connectTimeout: "tunnelDown", unreachable: "tunnelDown", unresolved: "tunnelDown" },
  ...{ unacknowledged: "tunnelDown", keepAlive: "tunnelDown" },
};

/**
 * What visitors see of a failure behind a tunnel.
 * Source: Cloudflare docs, support/troubleshooting/http-status-codes (1033; 502, "Unable to reach the origin service").
 * @param failure - What the same would be on a connection of Cloudflare's own.
 */
export function throughTunnel(failure: EdgeFailureName): EdgeFailureName {
  return failures[failure] ?? failure;
}

/**
 * The answer that a tunnel makes by itself.
 * @param status - Its status.
 */
export function tunnelAnswer(status: number): OriginAnswer {
  return { status, headers: {}, body: Readable.from([]) };
}
