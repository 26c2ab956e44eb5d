import { ec2IdPattern, idPrefixes } from "../../facts/aws/ids";
import { prefixListQuota } from "../../facts/aws/securityGroups";
import { portRange } from "../../facts/cloudflare/ports";
import { isPlain } from "../internal/checked";
import { keyPath, keyProblem } from "../../core/paths";
import { wholeNumberProblem } from "../internal/rules";
import { describeValue, type Problem } from "../../core/problem";
import type { FirewallPeerArgs } from "./args";
import { parseCidr, type AddressFamily } from "./cidr";
import type { RuleWeight } from "./planner";

/** One rule for a peer. */
export interface PeerRule {
  /** The peer's key. */
  readonly key: string;
  /** The TCP port; undefined for all traffic. */
  readonly port: number | undefined;
  /** The rule's CIDR in its one spelling; undefined where it names a security group or prefix list. */
  readonly cidr: { readonly family: AddressFamily; readonly text: string } | undefined;
  /** For how many rules it counts. */
  readonly weight: RuleWeight;
}

/** How the IDs begin that a peer may have. */
export const idPrefix = {
  securityGroupId: idPrefixes.securityGroup,
  prefixListId: idPrefixes.prefixList,
} as const;

/**
 * The rules for peers whose arguments were checked.
 * @param peers - Peers by key.
 * @param defaultPorts - Their ports where they name none; undefined for all traffic.
 */
export function peerRules(
  peers: Readonly<Record<string, FirewallPeerArgs>>,
  defaultPorts: readonly number[] | undefined,
): PeerRule[] {
  return Object.entries(peers).flatMap(([key, peer]) => {
    const parsed = peer.cidr === undefined ? undefined : parseCidr(peer.cidr);
    const cidr = parsed && { family: parsed.family, text: parsed.text };
    const weight = peerWeight(peer, cidr?.family);
    const ports = new Set(peer.ports ?? defaultPorts ?? [undefined]);
    return [...ports].map((port) => ({ key, port, cidr, weight }));
  });
}

/**
 * Checks peers of either direction.
 * @param path - The argument that holds them.
 * @param peers - Peers by key.
 */
export function peersProblems(
  path: string,
  peers: Readonly<Record<string, FirewallPeerArgs>>,
): Problem[] {
  return Object.entries(peers).flatMap(([key, peer]) =>
    peerProblems(keyPath(path, key), key, peer),
  );
}

/**
 * Checks a list of ports.
 * @param path - The argument that holds it.
 * @param ports - The list.
 */
export function portsProblems(path: string, ports: readonly number[]): Problem[] {
  if (ports.length === 0) {
    return [{ path, rule: "name at least one port", got: "[]" }];
  }
  const seen = new Set<number>();
  return ports.flatMap((port, index) => {
    const at = `${path}[${index}]`;
    const problem = wholeNumberProblem(at, port, portRange);
    if (problem !== undefined) {
      return [problem];
    }
    if (seen.has(port)) {
      return [{ path: at, rule: "not repeat a port", got: describeValue(port) }];
    }
    seen.add(port);
    return [];
  });
}

/**
 * Checks the ID of an AWS resource.
 * @param path - Where it stands.
 * @param kind - How such IDs begin, before the hyphen.
 * @param id - The ID.
 */
export function idProblem(path: string, kind: string, id: unknown): Problem | undefined {
  const rule = `be an ID of ${kind}- and 8 or 17 hexadecimal digits`;
  return typeof id === "string" && ec2IdPattern(kind).test(id)
    ? undefined
    : { path, rule, got: describeValue(id) };
}

function peerProblems(path: string, key: string, peer: FirewallPeerArgs): Problem[] {
  const problems: (Problem | undefined)[] = [keyProblem(path, key)];
  const given = (["cidr", "securityGroupId", "prefixListId"] as const).filter(
    (field) => peer[field] !== undefined,
  );
  if (given.length !== 1) {
    const rule = "have exactly one of cidr, securityGroupId, prefixListId";
    problems.push({ path, rule, got: given.length === 0 ? "none" : given.join(" and ") });
  }
  return [
    ...problems,
    ...cidrProblems(`${path}.cidr`, peer.cidr),
    ...given.map((field) =>
      field === "cidr" || !isPlain(peer[field])
        ? undefined
        : idProblem(`${path}.${field}`, idPrefix[field], peer[field]),
    ),
    ...entriesProblems(`${path}.prefixListEntries`, peer),
    ...(peer.ports === undefined ? [] : portsProblems(`${path}.ports`, peer.ports)),
  ].filter((problem) => problem !== undefined);
}

function cidrProblems(path: string, text: string | undefined): Problem[] {
  if (text === undefined) {
    return [];
  }
  const cidr = parseCidr(text);
  const got = describeValue(text);
  if (cidr === undefined) {
    return [{ path, rule: "be a CIDR like 10.20.0.0/16 or 2001:db8::/32", got }];
  }
  const rule = "have no address bits beyond its prefix";
  return cidr.exact ? [] : [{ path, rule, got, wayOut: `Write ${cidr.text}` }];
}

function entriesProblems(path: string, peer: FirewallPeerArgs): Problem[] {
  const { prefixListId, prefixListEntries: entries } = peer;
  if (prefixListId === undefined) {
    const rule = "be left out where there is no prefixListId";
    return entries === undefined ? [] : [{ path, rule, got: describeValue(entries) }];
  }
  const most = prefixListQuota.maximumEntries;
  if (entries !== undefined && Number.isInteger(entries) && entries >= 1 && entries <= most) {
    return [];
  }
  const rule = `be the list's maximum number of entries, a whole number of 1 to ${most}`;
  const wayOut = "AWS counts a rule that names a prefix list as that many rules";
  return [{ path, rule, got: describeValue(entries), wayOut }];
}

function peerWeight(peer: FirewallPeerArgs, family: AddressFamily | undefined): RuleWeight {
  if (family !== undefined) {
    return { ipv4: 0, ipv6: 0, [family]: 1 };
  }
  const weight = peer.prefixListEntries ?? 1;
  return { ipv4: weight, ipv6: weight };
}
