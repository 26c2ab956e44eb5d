import { ownEntry } from "../../../core/ownEntry";
import type { Exchange } from "./listener";
import type { RequiredHeader, ServerBehaviour, ServerSetup } from "./served";

/**
 * Whether a server refuses a request before its application sees it.
 * @param exchange - The request.
 * @param setup - What the server is.
 * @param behaviour - How it behaves.
 * @returns The status of its answer: 400 without a client certificate that it takes, as nginx does, and 403 without the header;
 *   undefined where it takes the request.
 */
export function refusalOf(
  { request, isAuthorized }: Pick<Exchange, "request" | "isAuthorized">,
  { tls, requiredHeader }: Pick<ServerSetup, "tls" | "requiredHeader">,
  { takesClientCertificate }: Pick<ServerBehaviour, "takesClientCertificate">,
): number | undefined {
  const wantsCertificate = tls?.clientAuthority !== undefined;
  if (wantsCertificate && !(isAuthorized && takesClientCertificate)) {
    return 400;
  }
  return requiredHeader === undefined || hasHeader(request.headers, requiredHeader)
    ? undefined
    : 403;
}

function hasHeader(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  { name, values }: RequiredHeader,
): boolean {
  const found = [ownEntry(headers, name.toLowerCase()) ?? []].flat();
  return values.some((value) => found.some((text) => matches(value, text)));
}

/** Compares as conditions of listeners do. Source: `headerCondition`. */
function matches(value: string, text: string): boolean {
  const pattern = value
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, "is").test(text);
}
