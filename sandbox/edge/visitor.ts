import { CheckRegion } from "../../facts/cloudflare/loadBalancing";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** Headers by which the traffic of a rehearsal says where its visitors are; they stay at the edge. */
export const visitorHeaders = {
  address: "x-rehearsed-address",
  country: "x-rehearsed-country",
  region: "x-rehearsed-region",
  latitude: "x-rehearsed-latitude",
  longitude: "x-rehearsed-longitude",
} as const;

/** Where a visitor is. */
export interface Visitor {
  readonly address: string;
  /** The country, as two letters. */
  readonly country: string;
  /** The region of Cloudflare's network. */
  readonly region: string;
  /** Where the data center is that takes the request, in degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** The first three octets of visitors' addresses, which are of the block for benchmarks of networks. Source: RFC 2544, appendix C.2.2 (198.18.0.0/15). */
export const visitorNetwork = "198.18.0.";

/** A visitor who does not say: all those of a rehearsal are where this one is. */
export const usualVisitor: Visitor = {
  address: `${visitorNetwork}1`,
  country: "DE",
  region: CheckRegion.WesternEurope,
  // Frankfurt.
  latitude: 50.1,
  longitude: 8.7,
};

/**
 * Reads where a visitor is.
 * @param request - The request.
 */
export function visitorOf({ headers }: IncomingMessage): Visitor {
  return {
    address: said(headers, "address") ?? usualVisitor.address,
    country: said(headers, "country") ?? usualVisitor.country,
    region: said(headers, "region") ?? usualVisitor.region,
    latitude: Number(said(headers, "latitude") ?? usualVisitor.latitude),
    longitude: Number(said(headers, "longitude") ?? usualVisitor.longitude),
  };
}

function said(headers: IncomingHttpHeaders, name: keyof Visitor): string | undefined {
  const value = headers[visitorHeaders[name]];
  return typeof value === "string" ? value : undefined;
}
