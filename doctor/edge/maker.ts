import { z } from "zod";
import {
  edgeHeaders,
  edgeStatus,
  sharedPages,
  tunnelSentence,
} from "../../facts/cloudflare/visitorErrors";
import type { HttpAnswer } from "../httpAnswer";
import { parseJson } from "../json";

/** Who made an answer. */
export type Maker =
  | { readonly kind: "cloudflare"; readonly code: string; readonly how: string }
  /** Cloudflare's own page for a 502 or 504, which it makes for an origin's as well. */
  | { readonly kind: "page"; readonly code: string }
  /** Cloudflare's tunnel: it reached cloudflared, and cloudflared not the service. */
  | { readonly kind: "tunnel" }
  | { readonly kind: "origin" | "not-through-cloudflare" }
  /** Cloudflare, instead of an answer: whoever asked is to prove something first. */
  | { readonly kind: "challenge" }
  /** It may be either's: what would prove it is not there. */
  | { readonly kind: "either" };

/** Source: Cloudflare docs, fundamentals/reference/error-responses. */
const structured = z.object({
  cloudflare_error: z.literal(true),
  error_code: z.union([z.number(), z.string()]),
});

/**
 * Tells who made an answer. Best first: a challenge's header, JSON that says so, the headers of generated pages, a code of
 * Cloudflare's own. That it came through Cloudflare proves nothing of it.
 * @param answer - The answer to a request that accepts JSON.
 * @returns Who made it.
 */
export function makerOf({ status, headers, body }: HttpAnswer): Maker {
  if (headers[edgeHeaders.ray] === undefined) {
    return { kind: "not-through-cloudflare" };
  }
  if (headers[edgeHeaders.mitigated] === "challenge") {
    return { kind: "challenge" };
  }
  const said = structured.safeParse(parseJson(body));
  const type = headers[edgeHeaders.errorType] ?? headers[edgeHeaders.errorOrigin];
  if (said.success) {
    const code = String(said.data.error_code);
    return type === undefined && sharedPages.has(code)
      ? { kind: "page", code }
      : cloudflare(code, "its JSON says so");
  }
  const numbered = /error code: (1\d{3})/i.exec(body)?.[1];
  if (type !== undefined) {
    const named = /^1\d{3}$/.test(String(type)) ? String(type) : (numbered ?? String(status));
    return cloudflare(named, `its header ${edgeHeaders.errorType} says so`);
  }
  if (edgeStatus.test(String(status))) {
    return cloudflare(numbered ?? String(status), "no server answers so by itself");
  }
  if ((status === 502 || status === 504) && body.includes(tunnelSentence)) {
    return { kind: "tunnel" };
  }
  if (status === 502 || status === 504) {
    return { kind: "either" };
  }
  return status === 503 && /cloudflare/i.test(body)
    ? cloudflare("503", "its body names Cloudflare")
    : { kind: "origin" };
}

function cloudflare(code: string, how: string): Maker {
  return { kind: "cloudflare", code, how };
}
