import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";

/** Whether a URL is asked by TLS, as HTTP or as a WebSocket. */
export function isSecureUrl({ protocol }: URL): boolean {
  return protocol === "https:" || protocol === "wss:";
}

/**
 * Says at which port a URL is asked.
 * @param url - The URL.
 * @returns The port that it names, else that of its scheme.
 */
export function portOfUrl(url: URL): number {
  return Number(url.port) || (isSecureUrl(url) ? defaultHttpsPort : defaultHttpPort);
}
