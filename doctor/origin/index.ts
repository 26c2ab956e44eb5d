import { setMaxListeners } from "node:events";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { compareAddresses, type SeenAddress } from "./addresses";
import { examineHttp2 } from "./http2";
import { examineKeepAlive } from "./keepAlive";
import { examinePorts } from "./ports";
import { askInSeries } from "./series";
import { cloudflareRangeOf, type OriginTarget } from "./target";
import { examineTls } from "./tls";

export { shownFingerprint } from "./tls";
export { cloudflareRangeOf, fullPatience, shortPatience, usualPorts } from "./target";
export type { OriginTarget, Patience } from "./target";

/**
 * Looks at an origin around Cloudflare: ports, TLS, certificate, answers, HTTP/2 and keep-alive of each address, all side by side.
 * Only GET is sent, about a dozen times to each address.
 * @param targets - The addresses.
 * @param signal - The deadline of all.
 * @returns What was seen. Never rejects for what an origin does.
 */
export async function examineOrigin(
  targets: readonly OriginTarget[],
  signal: AbortSignal,
): Promise<Evidence[]> {
  // Each connection listens to the deadline while it is open: dozens at once are no leak.
  setMaxListeners(0, signal);
  const own = targets.filter(({ address }) => cloudflareRangeOf(address) === undefined);
  const seen = await Promise.all(own.map((target) => examineAddress(target, signal)));
  return [
    ...targets.flatMap(notAnOrigin),
    ...seen.flatMap(({ evidence }) => evidence.map((each) => besideOthers(each, seen))),
    ...compareAddresses(seen.map(({ address }) => address)),
  ];
}

/** Where another address accepts connections for TLS, one that refuses them is down: no mode of the zone has to do with it. */
function besideOthers(
  evidence: Evidence,
  seen: readonly { readonly address: SeenAddress }[],
): Evidence {
  const isOfMode = evidence.check === "tcp-https" && evidence.speaksFor[0] === "encryption-mode";
  return isOfMode && seen.some(({ address }) => address.ports.https === "connected")
    ? { ...evidence, speaksFor: ["origin-down"] }
    : evidence;
}

function notAnOrigin({ address }: OriginTarget): Evidence[] {
  const range = cloudflareRangeOf(address);
  return range === undefined
    ? []
    : [
        witness("origin", "address", address).unknown(
          `lies in ${range}, a range of Cloudflare's: it is no origin, and was not asked. Give the origin's own address with --origin`,
        ),
      ];
}

async function examineAddress(
  target: OriginTarget,
  signal: AbortSignal,
): Promise<{ readonly address: SeenAddress; readonly evidence: readonly Evidence[] }> {
  const ports = await examinePorts(target, signal);
  const tls = ports.https === "connected" ? await examineTls(target, signal) : undefined;
  const transport =
    tls?.isUp === true
      ? ("tls" as const)
      : ports.https !== "connected" && ports.http === "connected"
        ? ("clear" as const)
        : undefined;
  const [series, keepAlive, http2] = await Promise.all([
    transport && askInSeries(target, transport, signal),
    transport && examineKeepAlive(target, transport, signal),
    tls?.hasHttp2 ? examineHttp2(target, signal) : undefined,
  ]);
  return {
    address: { target, ports, series, tls: tls?.evidence ?? [] },
    evidence: [
      ...ports.evidence,
      ...(tls?.evidence ?? []),
      ...(series?.evidence ?? []),
      ...(keepAlive ?? []),
      ...(http2 === undefined ? [] : [http2]),
    ],
  };
}
