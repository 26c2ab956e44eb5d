import { idPrefixes } from "../../facts/aws/ids";
import { prefixListQuota } from "../../facts/aws/securityGroups";
import { portRange } from "../../facts/cloudflare/ports";
import { isPlain } from "../internal/checked";
import { keyPath, keyProblem } from "../../core/paths";
import { ec2IdProblem } from "../internal/ids";
import { repeated, wholeNumberProblem } from "../../core/rules";
import { describeValue, type Problem } from "../../core/problem";
import type { FirewallPeerArgs } from "./args";
import { parseCidr, type AddressFamily } from "../../core/cidrs";
import { cidrWeight, groupWeight, type RuleWeight } from "../../constraints/securityGroupRules";

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

/** The maximum number of entries of a prefix list. */
export const entriesRange = {
  minimum: prefixListQuota.minimumEntries,
  maximum: prefixListQuota.maximumEntries,
} as const;

/** How the IDs begin that a peer may have. */
export const idPrefix = {
  securityGroupId: idPrefixes.securityGroup,
  prefixListId: idPrefixes.prefixList,
} as const;

/**
 * The rules for peers; what of them cannot be is left out.
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
    const ports = new Set(peer.ports?.filter(isPort) ?? defaultPorts ?? [undefined]);
    return [...ports].map((port) => ({ key, port, cidr, weight }));
  });
}

/**
 * Checks peers of either direction, whose values are checked by the schema.
 * @param path - The argument that holds them.
 * @param peers - Peers by key.
 */
export function peersProblems(
  path: string,
  peers: Readonly<Record<string, FirewallPeerArgs>>,
): readonly (Problem | undefined)[] {
  return Object.entries(peers).flatMap(([key, peer]) =>
    peerProblems(keyPath(path, key), key, peer),
  );
}

/**
 * Checks a list of ports, each of which is checked by the schema.
 * @param path - The argument that holds it.
 * @param ports - The list.
 */
export function portsProblems(path: string, ports: readonly number[]): readonly Problem[] {
  if (ports.length === 0) {
    return [{ path, rule: "name at least one port", actual: "[]" }];
  }
  return repeated(ports)
    .filter(({ entry }) => isPort(entry))
    .map(({ entry, index }) => ({
      path: `${path}[${index}]`,
      rule: "not repeat a port",
      actual: describeValue(entry),
    }));
}

/**
 * Whether a value is a TCP port.
 * @param value - Any value.
 */
export function isPort(value: unknown): boolean {
  return wholeNumberProblem("", value, portRange) === undefined;
}

/**
 * Checks the maximum number of entries of a prefix list.
 * @param path - Where it stands.
 * @param entries - The number.
 */
export function entriesProblem(path: string, entries: unknown): Problem | undefined {
  const wrong = wholeNumberProblem(path, entries, entriesRange);
  return (
    wrong && {
      ...wrong,
      rule: `be the list's maximum number of entries, a whole number of 1 to ${entriesRange.maximum}`,
      hint: "AWS counts a rule that names a prefix list as that many rules",
    }
  );
}

function peerProblems(
  path: string,
  key: string,
  peer: FirewallPeerArgs,
): readonly (Problem | undefined)[] {
  const { prefixListId, prefixListEntries: entries } = peer;
  const given = (["cidr", "securityGroupId", "prefixListId"] as const).filter(
    (field) => peer[field] !== undefined,
  );
  return [
    keyProblem(path, key),
    given.length === 1
      ? undefined
      : {
          path,
          rule: "have exactly one of cidr, securityGroupId, prefixListId",
          actual: given.length === 0 ? "none" : given.join(" and "),
        },
    ...given.map((field) =>
      field === "cidr" || !isPlain(peer[field])
        ? undefined
        : ec2IdProblem(`${path}.${field}`, idPrefix[field], peer[field]),
    ),
    prefixListId === undefined && entries !== undefined
      ? {
          path: `${path}.prefixListEntries`,
          rule: "be left out where there is no prefixListId",
          actual: describeValue(entries),
        }
      : undefined,
    prefixListId !== undefined && entries === undefined
      ? entriesProblem(`${path}.prefixListEntries`, entries)
      : undefined,
    ...(peer.ports === undefined ? [] : portsProblems(`${path}.ports`, peer.ports)),
  ];
}

function peerWeight(peer: FirewallPeerArgs, family: AddressFamily | undefined): RuleWeight {
  if (family !== undefined) {
    return cidrWeight(family);
  }
  if (peer.prefixListId === undefined) {
    return groupWeight;
  }
  // Which family the list is of is not known. What cannot be is told of by the schema.
  const { prefixListEntries: entries = 1 } = peer;
  const weight = entriesProblem("", entries) === undefined ? entries : 1;
  return { ipv4: weight, ipv6: weight };
}
