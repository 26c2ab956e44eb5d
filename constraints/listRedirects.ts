import { longestRedirectUrlBytes, redirectStatusCodes } from "../facts/cloudflare/accountLists";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import type { ApiErrorFact } from "../facts/apiErrorFact";

/** A bulk redirect, all of which is known. */
export interface ListRedirect {
  /** Which URLs it meets. */
  readonly sourceUrl: string;
  /** Where it leads. */
  readonly targetUrl: string;
  /** How it answers. Defaults to 301. */
  readonly statusCode?: number;
  /** Whether paths below the source's are met. Defaults to false. */
  readonly subpathMatching?: boolean;
  /** Whether what follows the source's path follows the target's. */
  readonly preservePathSuffix?: boolean;
  /** Whether the query of the request is kept. Defaults to false. */
  readonly preserveQueryString?: boolean;
}

/** A URL taken apart; what is not there is undefined. */
interface UrlParts {
  readonly scheme: string | undefined;
  readonly authority: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

function partsOf(url: string): UrlParts | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(url);
  return match?.[2] === undefined || /\s/.test(url)
    ? undefined
    : { scheme: match[1], authority: match[2], query: match[4], fragment: match[5] };
}

/**
 * What a redirect's source must not be, in the order in which it is looked at.
 * Source: Cloudflare docs, rules/url-forwarding/bulk-redirects/reference/url-components, and that of the errors.
 */
const sourceRules: readonly (readonly [
  error: ApiErrorFact,
  isBroken: (parts: UrlParts) => boolean,
])[] = [
  [apiErrors.redirectSourceScheme, ({ scheme }) => !/^(https?)?$/i.test(scheme ?? "")],
  [apiErrors.redirectSourceAuthority, ({ authority }) => authority === ""],
  [apiErrors.redirectSourceUser, ({ authority }) => authority.includes("@")],
  [apiErrors.redirectSourcePort, ({ authority }) => /:\d*$/.test(authority)],
  [apiErrors.redirectSourceQuery, ({ query }) => query !== undefined],
  [apiErrors.redirectSourceFragment, ({ fragment }) => fragment !== undefined],
  [apiErrors.redirectSourceInvalid, ({ authority }) => !/^[\p{L}\p{N}._-]+$/u.test(authority)],
];

function sourceRefusal(sourceUrl: string): ApiErrorFact | undefined {
  const parts = partsOf(sourceUrl);
  return parts === undefined
    ? apiErrors.redirectSourceInvalid
    : sourceRules.find(([, isBroken]) => isBroken(parts))?.[0];
}

function targetRefusal(targetUrl: string): ApiErrorFact | undefined {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(targetUrl) || /^[^/?#]*\.[^/?#]*:\d/.test(targetUrl)) {
    return apiErrors.redirectTargetScheme;
  }
  return URL.canParse(targetUrl) ? undefined : apiErrors.redirectTargetInvalid;
}

function isTooLong(url: string): boolean {
  return Buffer.byteLength(url) > longestRedirectUrlBytes;
}

/**
 * Finds what the API refuses of a bulk redirect.
 * @param redirect - The redirect.
 * @returns The row of the error, or undefined where there is none.
 */
export function redirectRefusal(redirect: ListRedirect): ApiErrorFact | undefined {
  const { sourceUrl, targetUrl, statusCode, preserveQueryString } = redirect;
  if (isTooLong(sourceUrl)) {
    return apiErrors.redirectSourceTooLong;
  }
  if (isTooLong(targetUrl)) {
    return apiErrors.redirectTargetTooLong;
  }
  const refused = sourceRefusal(sourceUrl) ?? targetRefusal(targetUrl);
  if (refused !== undefined) {
    return refused;
  }
  if (statusCode !== undefined && !redirectStatusCodes.includes(statusCode)) {
    return apiErrors.redirectStatusInvalid;
  }
  if (redirect.preservePathSuffix === true && redirect.subpathMatching !== true) {
    return apiErrors.redirectSuffixAlone;
  }
  return preserveQueryString === true && targetUrl.split("#")[0]?.includes("?") === true
    ? apiErrors.redirectQueries
    : undefined;
}
