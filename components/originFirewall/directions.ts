import { addressBits, familyNames } from "../../facts/addresses";
import type { AddressRanges } from "../../facts/cloudflare/ranges";
import { describeValue, type Problem } from "../../core/problem";
import { ownEntry } from "../../core/ownEntry";
import { keyPath } from "../../core/paths";
import type { FirewallPeerArgs } from "./args";
import {
  addressFamilies,
  isPublic,
  outermost,
  parseCidr,
  parseCidrs,
  totalAddresses,
  type AddressFamily,
} from "../../core/cidrs";
import { permissionIdentity, totalWeight } from "../../constraints/securityGroupRules";
import { ruleProtocols } from "../../facts/aws/securityGroups";
import type { PeerRule } from "./peerRules";
import { capacityOf } from "./planner";

/** The peers of one direction. */
export interface FirewallPeers {
  /** The peers by key. */
  readonly peers: Readonly<Record<string, FirewallPeerArgs>>;
  /** Their rules. */
  readonly rules: readonly PeerRule[];
}

/** The shortest prefix of a source: wider blocks are a way to say "everybody". */
const shortestSource: Readonly<Record<AddressFamily, number>> = { ipv4: 8, ipv6: 16 };

/**
 * Checks that no additional source stands for everybody or repeats a rule.
 * @param sources - The sources.
 * @param ranges - Cloudflare's ranges.
 * @param ports - The ports on which those are admitted.
 */
export function sourcesProblems(
  sources: FirewallPeers,
  ranges: AddressRanges,
  ports: readonly number[],
): Problem[] {
  const wide = Object.entries(sources.peers).flatMap(([key, { cidr }]) => {
    const parsed = cidr === undefined ? undefined : parseCidr(cidr);
    if (parsed === undefined || parsed.length >= shortestSource[parsed.family]) {
      return [];
    }
    const least = shortestSource[parsed.family];
    const rule = `be no wider than /${least}, since the origins are open to Cloudflare and known sources only`;
    const hint = "Name the addresses that the source really has";
    return [
      {
        path: `${keyPath("additionalSources", key)}.cidr`,
        rule,
        actual: describeValue(cidr),
        hint,
      },
    ];
  });
  const together = addressFamilies.flatMap((family) => sumProblem(sources, family));
  const taken = [...ranges.ipv4, ...ranges.ipv6].flatMap((cidr) =>
    ports.map((port): [string, string] => [identityOf(cidr, port), "Cloudflare"]),
  );
  return [...wide, ...together, ...duplicateProblems("additionalSources", sources, new Map(taken))];
}

/** Many blocks are everybody as well. Addresses that no one on the Internet has are not counted. */
function sumProblem({ peers }: FirewallPeers, family: AddressFamily): Problem[] {
  const cidrs = parseCidrs(Object.values(peers).flatMap(({ cidr }) => cidr ?? [])).filter(
    (one) => one.family === family && one.length >= shortestSource[family] && isPublic(one),
  );
  const count = totalAddresses(outermost(cidrs));
  const bits = addressBits[family] - shortestSource[family];
  const rule = `have together no more public addresses than one /${shortestSource[family]}, since the origins are open to Cloudflare and known sources only`;
  const actual = `${cidrs.length} ${familyNames[family]} blocks with more`;
  return count <= 1n << BigInt(bits) ? [] : [{ path: "additionalSources", rule, actual }];
}

/**
 * Checks that the destinations let something out, repeat no rule and fit into one group, half filled as for inbound rules.
 * @param egress - The destinations.
 * @param rulesPerGroup - Outbound rules of one group in one family.
 */
export function egressProblems(egress: FirewallPeers, rulesPerGroup: number): Problem[] {
  if (egress.rules.length === 0) {
    const rule = "name at least one destination, since a load balancer must reach its targets";
    const hint = "Leave it out to let everything out";
    return [{ path: "egress", rule, actual: "{}", hint }];
  }
  const capacity = capacityOf(rulesPerGroup);
  const load = Math.max(...Object.values(totalWeight(egress.rules.map(({ weight }) => weight))));
  const heavy =
    load > capacity
      ? [{ path: "egress", rule: `count for at most ${capacity} rules`, actual: `${load}` }]
      : [];
  return [...heavy, ...duplicateProblems("egress", egress, new Map())];
}

/** Rules that AWS would call duplicates: the same peer on the same port. */
function duplicateProblems(
  argument: string,
  { peers, rules }: FirewallPeers,
  taken: ReadonlyMap<string, string>,
): Problem[] {
  const owners = new Map(taken);
  return rules.flatMap((rule) => {
    const peer = knownPeer(rule, ownEntry(peers, rule.key));
    if (peer === undefined) {
      return [];
    }
    const identity = identityOf(peer, rule.port);
    const owner = owners.get(identity);
    const path = keyPath(argument, rule.key);
    if (owner === undefined) {
      owners.set(identity, path);
      return [];
    }
    const actual = `${peer} ${rule.port ?? "all"}`;
    return [{ path, rule: `not repeat a rule of ${owner}`, actual }];
  });
}

/** The other end of a rule, where it is known now. */
function knownPeer(rule: PeerRule, peer: FirewallPeerArgs | undefined): string | undefined {
  const id = rule.cidr?.text ?? peer?.securityGroupId ?? peer?.prefixListId;
  return typeof id === "string" ? id : undefined;
}

function identityOf(peer: string, port: number | undefined): string {
  const protocol = port === undefined ? ruleProtocols.all : ruleProtocols.tcp;
  return permissionIdentity({ protocol, fromPort: port, toPort: port, peer });
}
