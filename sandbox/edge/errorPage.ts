import { edgeErrorPages } from "../../facts/cloudflare/edgeFailures";

/** An answer that the edge makes itself. */
export interface EdgePage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

/** What an error page is about. */
export interface PageSubject {
  readonly code: number;
  /** The code of the 1xxx class; undefined for none. */
  readonly detailCode?: number | undefined;
  /** What happened, as a sentence without a full stop. */
  readonly detail: string;
  readonly zoneName: string;
  readonly rayId: string;
  /** The visitor's Accept header. */
  readonly accept: string | undefined;
  /** Whether Cloudflare made the error; else the origin did, and Cloudflare the page. */
  readonly isOfEdge: boolean;
}

/**
 * Makes Cloudflare's own page for an error: structured where the visitor asks for it, else HTML.
 * Source: Cloudflare docs, fundamentals/reference/error-responses (RFC 9457) and
 * support/troubleshooting/http-status-codes/cloudflare-error-headers.
 * @param subject - The error.
 */
export function errorPage(subject: PageSubject): EdgePage {
  const { code, detailCode, rayId, accept = "", isOfEdge } = subject;
  const page = edgeErrorPages[code];
  const retryAfter = page?.retryAfterSeconds;
  const type = wantedType(accept);
  return {
    status: code,
    headers: {
      ...{ server: "cloudflare", "cf-ray": `${rayId}-RHS`, "cache-control": "no-store" },
      ...(isOfEdge ? { "cf-error-type": String(detailCode ?? "52x") } : {}),
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
      "content-type": type === "text/html" ? "text/html; charset=UTF-8" : type,
    },
    body: type === "text/html" ? html(subject) : structured(subject),
  };
}

/** What the visitor asks for by name; `*` is for HTML. */
function wantedType(accept: string): string {
  const wanted = /application\/(?:problem\+)?json/i.exec(accept)?.[0].toLowerCase();
  return wanted === undefined || /text\/html/i.test(accept) ? "text/html" : wanted;
}

function titleOf({ code, detailCode }: PageSubject): string {
  return `Error ${detailCode ?? code}: ${edgeErrorPages[code]?.title ?? "Unknown error"}`;
}

function structured(subject: PageSubject): string {
  const { code, detailCode, detail, zoneName, rayId } = subject;
  const page = edgeErrorPages[code];
  const isRetryable = page?.retryAfterSeconds !== undefined;
  return JSON.stringify({
    type: `https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-${code}/`,
    ...{ title: titleOf(subject), status: code, detail, instance: rayId },
    ...{ error_code: detailCode ?? code, error_name: page?.name, error_category: page?.category },
    ...{ ray_id: rayId, timestamp: new Date().toISOString(), zone: zoneName },
    ...{ cloudflare_error: true, retryable: isRetryable },
    ...(isRetryable ? { retry_after: page.retryAfterSeconds } : {}),
    owner_action_required: true,
  });
}

function html(subject: PageSubject): string {
  const { code, detail, zoneName, rayId } = subject;
  const title = titleOf(subject);
  const parts = [title, `${detail}.`, zoneName, `Cloudflare Ray ID: ${rayId}`].map(escaped);
  const [heading = "", ...others] = parts;
  return `<!DOCTYPE html><html lang="en"><head><title>${escaped(zoneName)} | ${code}</title></head><body><h1>${heading}</h1>${others
    .map((part) => `<p>${part}</p>`)
    .join("")}</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
