import { describeValue, type Problem } from "../../core/problem";
import { addressProblem, isIpAddress } from "../internal/addresses";
import { canonicalHostname } from "../../core/hostnames";
import { isPlain } from "../internal/checked";
import type { DeclaredNames } from "./declaredNames";
import { placedOrigins, type PlacedOrigin } from "./origins";
import { argPath, type PlacedSite } from "./sites";

/** Where an origin leads, as far as declared records tell. */
interface OriginTarget {
  /** Addresses, and names of which nothing is declared. */
  readonly ends: readonly string[];
  /** What on the way is Cloudflare's own, in words; undefined where nothing is. */
  readonly stop?: string;
  /** The record for which a wildcard gives the name no address, and the wildcard's, in words; undefined where none does. */
  readonly silent?: string;
}

/**
 * Follows the names of origins through what is declared beside them, CNAMEs and wildcards included. Cloudflare does not probe
 * a name that it answers for itself, and two origins at one address fail together.
 * @param sites - All sites that are declared together.
 * @param names - The records that are declared with them.
 * @returns A problem for each origin that leads back to Cloudflare, or where another origin of its site leads.
 */
export function originTargetProblems(
  sites: readonly PlacedSite[],
  names: DeclaredNames,
): readonly Problem[] {
  const balanced = new Map(
    sites.map((site) => [canonical(site.args.hostname), argPath(site, "hostname")]),
  );
  const target = (name: string): OriginTarget => follow(name, balanced, names, new Set());
  return sites.flatMap((site) => siteProblems(site, target));
}

function siteProblems(
  site: PlacedSite,
  target: (name: string) => OriginTarget,
): readonly Problem[] {
  const before: { origin: PlacedOrigin; ends: readonly string[] }[] = [];
  return placedOrigins(site).flatMap((origin) => {
    const { address } = origin;
    // Its own name is refused by the load balancer itself.
    if (address === undefined || address === canonical(site.args.hostname)) {
      return [];
    }
    const { ends, stop, silent } = target(address);
    const twin = before.find(
      (other) => other.origin.address !== address && ends.some((end) => other.ends.includes(end)),
    );
    before.push({ origin, ends });
    return [
      ...stopProblem(origin, stop),
      ...silentProblem(origin, silent),
      ...unreachedProblem(origin, ends),
      ...twinProblem(origin, ends, twin),
    ];
  });
}

function stopProblem({ path, address }: PlacedOrigin, stop: string | undefined): Problem[] {
  return stop === undefined
    ? []
    : [
        {
          path: `${path}.address`,
          rule: `lead to an origin of your own, not to ${stop}`,
          actual: describeValue(address),
          hint: "Give the origin's own address, or a name that is DNS-only",
        },
      ];
}

function silentProblem({ path, address }: PlacedOrigin, silent: string | undefined): Problem[] {
  return silent === undefined
    ? []
    : [
        {
          path: `${path}.address`,
          rule: `lead to an address: ${silent}`,
          actual: describeValue(address),
          hint: "Give the name an A, AAAA or CNAME record of its own",
        },
      ];
}

/** A record that is DNS-only may have a private address; Cloudflare cannot reach it there. */
function unreachedProblem(
  { path, address = "" }: PlacedOrigin,
  ends: readonly string[],
): Problem[] {
  const [problem] = ends
    .filter((end) => end !== address && isIpAddress(end))
    .flatMap((end) => addressProblem(end, end) ?? []);
  return problem === undefined
    ? []
    : [
        {
          path: `${path}.address`,
          rule: `lead to an address that Cloudflare can reach: ${problem.path} must ${problem.rule}`,
          actual: describeValue(address),
        },
      ];
}

function twinProblem(
  { path, address }: PlacedOrigin,
  ends: readonly string[],
  twin: { origin: PlacedOrigin; ends: readonly string[] } | undefined,
): Problem[] {
  return twin === undefined
    ? []
    : [
        {
          path: `${path}.address`,
          rule: `lead to an address of its own, not to ${ends.filter((end) => twin.ends.includes(end)).join(", ")}, where ${twin.origin.path}.address leads`,
          actual: describeValue(address),
          hint: "A backup that fails together with the primary is none",
        },
      ];
}

function follow(
  name: string,
  balanced: ReadonlyMap<string, string>,
  names: DeclaredNames,
  seen: ReadonlySet<string>,
): OriginTarget {
  const site = balanced.get(name);
  if (site !== undefined) {
    return { ends: [], stop: `${site}, which Cloudflare answers for` };
  }
  const records = isIpAddress(name) || seen.has(name) ? [] : names.leading(name);
  const proxied = records.find((record) => record.proxied);
  if (proxied !== undefined) {
    return { ends: [], stop: `${proxied.path}, which is proxied` };
  }
  if (records.length === 0) {
    const silenced = names.silenced(name);
    const silent =
      silenced &&
      `${silenced.wildcard.path} does not answer for ${name}, where ${silenced.by.path} stands`;
    return { ends: [name], ...(silent === undefined ? {} : { silent }) };
  }
  const targets = records.flatMap(({ content }) =>
    isPlain(content) && content !== undefined
      ? follow(content, balanced, names, new Set([...seen, name]))
      : [],
  );
  const stop = targets.find((one) => one.stop !== undefined)?.stop;
  const silent = targets.find((one) => one.silent !== undefined)?.silent;
  const ends = targets.flatMap((one) => one.ends);
  return {
    ends,
    ...(stop === undefined ? {} : { stop }),
    ...(silent === undefined ? {} : { silent }),
  };
}

function canonical(hostname: unknown): string {
  return typeof hostname === "string" ? (canonicalHostname(hostname) ?? hostname) : "";
}
