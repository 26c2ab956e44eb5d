import { isIP } from "node:net";
import { portRange } from "../../facts/cloudflare/ports";
import { dnsPort } from "../../facts/publicResolvers";

/** A server of DNS. */
export interface DnsServer {
  readonly address: string;
  readonly port: number;
}

/**
 * Reads `ADDRESS[:PORT]`: `127.0.0.1:5353`, `::1`, `[::1]:5353`.
 * @param text - The text.
 * @returns The server, at port 53 where none is named; undefined where the text is none.
 */
export function parseServer(text: string): DnsServer | undefined {
  const bare = isIP(text) === 0 ? /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) : undefined;
  const address = bare === undefined ? text : (bare?.[1] ?? bare?.[2] ?? "");
  const port = bare === undefined ? dnsPort : Number(bare?.[3]);
  const isPort = port >= portRange.minimum && port <= portRange.maximum;
  return isIP(address) !== 0 && isPort ? { address, port } : undefined;
}

/**
 * Writes a server as `parseServer` reads it.
 * @param server - The server.
 */
export function serverText({ address, port }: DnsServer): string {
  return port === dnsPort
    ? address
    : isIP(address) === 6
      ? `[${address}]:${port}`
      : `${address}:${port}`;
}
