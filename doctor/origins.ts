import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Evidence } from "./evidence";
import { resolveAddresses } from "./dns";
import { cloudflareRangeOf } from "./origin";
import type { SiteToExamine } from "./site";
import { witness, type Witness } from "./witness";

/** The origins' addresses, and what was seen on the way to them. */
export interface FoundOrigins {
  readonly addresses: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Of more addresses the rest is not asked: a doctor sends a handful of requests. */
const mostAddresses = 8;

/**
 * Finds the addresses of a site's origins: those that are named, those that its account names, or those that its own name leads to.
 * @param site - The site.
 * @param declared - What the account names; none where it was not read.
 * @param signal - The deadline.
 * @returns Addresses, each once. What was not found, or is Cloudflare's, is said.
 */
export async function findOrigins(
  site: SiteToExamine,
  declared: Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<FoundOrigins> {
  const named = site.origins.length === 0 ? await declared : site.origins;
  const found =
    named.length === 0
      ? await originsOfName(site, signal)
      : await namedOrigins(named, site, signal);
  const addresses = [...new Set(found.addresses)];
  const left = addresses.length - mostAddresses;
  return {
    addresses: addresses.slice(0, mostAddresses),
    evidence: [
      ...found.evidence,
      ...(left > 0
        ? [told(site.url.hostname).unknown(`${left} of ${addresses.length} addresses not asked`)]
        : []),
    ],
  };
}

async function originsOfName(site: SiteToExamine, signal: AbortSignal): Promise<FoundOrigins> {
  const { hostname } = site.url;
  const all = await addressesOf(hostname, site, signal);
  const own = all.filter((address) => cloudflareRangeOf(address) === undefined);
  const { unknown } = told(hostname);
  if (all.length === 0) {
    return { addresses: [], evidence: [unknown("the name has no address: no origin to ask")] };
  }
  return own.length === 0
    ? {
        addresses: [],
        evidence: [
          unknown(
            `the name leads to Cloudflare (${all.join(", ")}), so the origin was not asked. Give its own address with --origin`,
          ),
        ],
      }
    : { addresses: own, evidence: [] };
}

async function namedOrigins(
  origins: readonly string[],
  site: SiteToExamine,
  signal: AbortSignal,
): Promise<FoundOrigins> {
  const found = await Promise.all(
    origins.map(async (origin): Promise<FoundOrigins> => {
      const addresses = isIP(origin) === 0 ? await addressesOf(origin, site, signal) : [origin];
      return addresses.length > 0
        ? { addresses, evidence: [] }
        : { addresses, evidence: [told(origin).unknown("the origin's name has no address")] };
    }),
  );
  return {
    addresses: found.flatMap(({ addresses }) => addresses),
    evidence: found.flatMap(({ evidence }) => evidence),
  };
}

/** By the resolvers, and where they say nothing by the system, which may stand behind a firewall of its own. */
async function addressesOf(
  hostname: string,
  { resolvers }: SiteToExamine,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const resolved = await resolveAddresses(hostname, resolvers, signal);
  if (resolved !== undefined) {
    return resolved;
  }
  const bySystem = await lookup(hostname, { all: true }).catch(() => []);
  return bySystem.map(({ address }) => address);
}

function told(at: string): Witness {
  return witness("origin", "address", at);
}
