import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { ApiError } from "../calls/apiError";
import { refuse } from "../calls/refuse";

/**
 * What a token looks like.
 * Source: Cloudflare Terraform provider v5, internal/provider.go (the check of `api_token`); the provider refuses others before any call.
 */
const tokenForm = /^[A-Za-z0-9_-]{40}$/;

/**
 * Draws a token that only this sandbox knows.
 * @returns 40 characters.
 */
export function drawnToken(): string {
  return randomBytes(30).toString("base64url");
}

/** Calls that everybody may make. Source: Cloudflare API reference, ips/methods/list. */
const openPaths: ReadonlySet<string> = new Set(["/ips"]);

/**
 * Refuses a call whose credentials are not the sandbox's.
 * @param path - Path of the call.
 * @param headers - Its headers.
 * @param token - The token that is right.
 * @throws {ApiError} For a call without credentials, or with others.
 */
export function authorize(path: string, headers: IncomingHttpHeaders, token: string): void {
  if (openPaths.has(path)) {
    return;
  }
  const { authorization } = headers;
  if (authorization === undefined) {
    refuseKey(headers);
  }
  const given = /^Bearer (\S+)$/i.exec(authorization.trim())?.[1] ?? "";
  if (!tokenForm.test(given)) {
    const { status, code } = apiErrors.credentialsMalformed;
    const cause = { code: 6111, message: "Invalid format for Authorization header" };
    throw new ApiError(status, code, "Invalid request headers", { cause });
  }
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(token))) {
    return path.endsWith("/tokens/verify")
      ? refuse(apiErrors.tokenInvalid, "Invalid API Token")
      : refuse(apiErrors.tokenUnknown, "Invalid access token");
  }
}

function refuseKey(headers: IncomingHttpHeaders): never {
  const hasKey = headers["x-auth-key"] !== undefined || headers["x-auth-email"] !== undefined;
  return hasKey
    ? refuse(apiErrors.keyUnknown, "Unknown X-Auth-Key or X-Auth-Email")
    : refuse(
        apiErrors.credentialsMissing,
        "Missing X-Auth-Key, X-Auth-Email or Authorization headers",
      );
}
