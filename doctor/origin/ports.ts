import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { dial, type Dialled } from "./dial";
import { placeText, type OriginTarget } from "./target";

/** What TCP says at both ports of an address. */
export interface Ports {
  readonly https: Dialled["kind"];
  readonly http: Dialled["kind"];
  readonly evidence: readonly Evidence[];
}

/**
 * Connects to both ports of an address.
 * @param target - The address.
 * @param signal - The deadline.
 * @returns Which answer, and what that speaks for.
 */
export async function examinePorts(target: OriginTarget, signal: AbortSignal): Promise<Ports> {
  const [https, http] = await Promise.all([
    dialAndLeave(target, target.httpsPort, signal),
    dialAndLeave(target, target.httpPort, signal),
  ]);
  return {
    ...{ https: https.kind, http: http.kind },
    evidence: [ofHttps(target, https, http), ofHttp(target, http, https)],
  };
}

async function dialAndLeave(
  { address, patience }: OriginTarget,
  port: number,
  signal: AbortSignal,
): Promise<Dialled> {
  const dialled = await dial({ address, port }, patience.connectSeconds, signal);
  if (dialled.kind === "connected") {
    dialled.socket.destroy();
  }
  return dialled;
}

/** A connection proves this address alone: that others answer nothing is said of them. */
function ofHttps(target: OriginTarget, https: Dialled, http: Dialled): Evidence {
  const { pass, fail, unknown } = witness(
    "origin",
    "tcp-https",
    placeText(target.address, target.httpsPort),
  );
  switch (https.kind) {
    case "connected":
      return pass(`connected in ${Math.round(https.milliseconds)} ms`, [
        "origin-down",
        "origin-unreachable",
      ]);
    case "refused":
      return http.kind === "connected"
        ? fail(
            `refuses connections, while port ${target.httpPort} accepts them: only a zone in the mode Flexible is served`,
            ["encryption-mode"],
            { rulesOut: ["origin-unreachable"] },
          )
        : fail("refuses connections", ["origin-down"], { rulesOut: ["origin-unreachable"] });
    case "unreachable":
      return fail(`the way answers that there is none (${https.code})`, ["origin-unreachable"]);
    case "silent":
      return unknown(silence(target));
    case "not-tried":
      return unknown(notTried(https.code));
  }
}

/** Port 80 matters where the zone's mode is Flexible alone: closed, it allows a fault and shows none. */
function ofHttp(target: OriginTarget, http: Dialled, https: Dialled): Evidence {
  const at = placeText(target.address, target.httpPort);
  const { pass, fail, unknown } = witness("origin", "tcp-http", at, "setting");
  switch (http.kind) {
    case "connected":
      return witness("origin", "tcp-http", at).pass(
        `connected in ${Math.round(http.milliseconds)} ms`,
        // Where both ports are open, no mode asks at a closed one.
        https.kind === "connected" ? ["encryption-mode"] : [],
      );
    case "refused":
    case "unreachable":
      return https.kind === "connected"
        ? fail("refuses connections: a zone in the mode Flexible would not be served", [
            "encryption-mode",
          ])
        : pass("refuses connections, as the other port does");
    case "silent":
      return unknown(silence(target));
    case "not-tried":
      return unknown(notTried(http.code));
  }
}

function silence({ patience }: OriginTarget): string {
  return `no answer to SYN within ${patience.connectSeconds} s; an origin that lets in nobody but Cloudflare, which is right, looks the same from here`;
}

function notTried(code: string): string {
  return code === "deadline"
    ? "the deadline came first"
    : `this machine cannot connect there (${code})`;
}
