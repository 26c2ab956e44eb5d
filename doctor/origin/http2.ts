import { connect, constants, type ClientHttp2Session } from "node:http2";
import { forwardedProtocol } from "../../facts/cloudflare/originLimits";
import { doctorUserAgent } from "../../facts/userAgents";
import type { CauseId } from "../../facts/causes";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { shakeHands } from "./handshake";
import { placeText, type OriginTarget } from "./target";

/** Faults that end an answer over HTTP/2 as they do over HTTP/1.1: where that is whole, they are ruled out. */
const notOfHttp2: readonly CauseId[] = ["origin-resets", "origin-truncates", "origin-malformed"];

/** What came of a request over HTTP/2: the status, or why there is none. */
type Outcome = { readonly status: number } | { readonly why: string } | "silence" | "deadline";

/**
 * Asks an origin once over HTTP/2, as Cloudflare does where ALPN offers it.
 * @param target - The address, whose ALPN gave `h2`.
 * @param signal - The deadline.
 * @returns Whether it keeps to HTTP/2.
 */
export async function examineHttp2(target: OriginTarget, signal: AbortSignal): Promise<Evidence> {
  const at = placeText(target.address, target.httpsPort);
  const { pass, fail, unknown } = witness("origin", "http2", at);
  const shaken = await shakeHands(target, signal, { ALPNProtocols: ["h2"] });
  if (shaken.kind === "failed") {
    return unknown(`no second handshake (${shaken.code})`);
  }
  const session = connect(`https://${target.hostname}`, { createConnection: () => shaken.socket });
  const outcome = await requested(session, target, signal);
  session.on("error", () => undefined).destroy();
  shaken.socket.destroy();
  if (outcome === "deadline") {
    return unknown("the deadline came first");
  }
  if (outcome === "silence") {
    // Where HTTP/1.1 is answered meanwhile, it is not for slowness.
    return fail(`says nothing over HTTP/2 for ${target.patience.answerSeconds} s`, [
      "origin-http2-broken",
      "origin-slow",
    ]);
  }
  return "why" in outcome
    ? fail(`offers HTTP/2, and then ${outcome.why}`, ["origin-http2-broken", ...notOfHttp2])
    : pass(`${outcome.status} over HTTP/2`, ["origin-http2-broken"]);
}

function requested(
  session: ClientHttp2Session,
  { path, patience }: OriginTarget,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const because = (why: string): void => resolve({ why });
    const late = (): void => resolve("deadline");
    signal.addEventListener("abort", late, { once: true });
    const timer = setTimeout(() => resolve("silence"), patience.answerSeconds * 1000);
    session.once("error", (error: NodeJS.ErrnoException) => because(`fails (${error.code})`));
    session.once("goaway", (code: number) =>
      code === constants.NGHTTP2_NO_ERROR ? undefined : because(`leaves with GOAWAY ${code}`),
    );
    session.once("close", () => because("ends the connection"));
    const stream = session.request({
      ":path": path,
      "user-agent": doctorUserAgent,
      accept: "*/*",
      [forwardedProtocol.name.toLowerCase()]: forwardedProtocol.value,
    });
    let status = 0;
    stream.once("response", (headers) => (status = headers[":status"] ?? 0));
    stream.once("error", (error: NodeJS.ErrnoException) => because(`fails (${error.code})`));
    stream.once("end", () =>
      status > 0 ? resolve({ status }) : because("ends without an answer"),
    );
    stream.once("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", late);
    });
    stream.resume();
  });
}
