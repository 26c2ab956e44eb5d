import { isIPv6 } from "node:net";
import type { Certainty } from "../../core/certainty";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";

/** What a packet filter does before a place. */
export interface FilteredPlace {
  /** The address and port in the stack. */
  readonly address: string;
  readonly port: number;
  /** Whether the declared groups, network ACLs and routes let in a range of Cloudflare's; where that is not known, it is let in. */
  readonly admits: (range: string) => Certainty;
  /** Ranges whose new connections are dropped none the less. */
  readonly dropsFrom: readonly string[];
  /** Ranges that are refused, those that are connected too. */
  readonly refusesFrom: readonly string[];
}

/**
 * The rules of nftables for what is declared. A security group keeps track of connections: its rules look at those alone that begin.
 * Source: nft(8); Amazon EC2 user guide, security-group-connection-tracking.
 * @param places - The places.
 * @returns What `nft -f` reads: the whole table in the place of the one before.
 */
export function nftRules(places: readonly FilteredPlace[]): string {
  const rules = places.flatMap(rulesOf).map((rule) => `    ${rule}\n`);
  return `table inet ${table}
delete table inet ${table}
table inet ${table} {
  chain input {
    type filter hook input priority 0; policy accept;
${rules.join("")}  }
}
`;
}

const table = "steady_edge";

/** The first packet of a connection. */
const begins = "tcp flags & (fin | syn | rst | ack) == syn";

function rulesOf({ address, port, admits, dropsFrom, refusesFrom }: FilteredPlace): string[] {
  const isSix = isIPv6(address);
  const [family, ranges] = isSix
    ? (["ip6", cloudflareRanges.ipv6] as const)
    : (["ip", cloudflareRanges.ipv4] as const);
  const to = `${family} daddr ${address} tcp dport ${port}`;
  const from = (sources: readonly string[]): string => `${family} saddr { ${sources.join(", ")} }`;
  const own = (sources: readonly string[]): string[] =>
    sources.filter((each) => each.includes(":") === isSix);
  const [refused, dropped] = [own(refusesFrom), own(dropsFrom)];
  const admitted = ranges.filter((range) => admits(range) !== "no" && !dropped.includes(range));
  return [
    ...(refused.length === 0 ? [] : [`${to} ${from(refused)} reject with icmpx port-unreachable`]),
    ...(dropped.length === 0 ? [] : [`${to} ${begins} ${from(dropped)} drop`]),
    ...(admitted.length === 0 ? [] : [`${to} ${begins} ${from(admitted)} accept`]),
    `${to} ${begins} drop`,
  ];
}
