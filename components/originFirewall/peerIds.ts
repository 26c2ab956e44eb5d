import * as pulumi from "@pulumi/pulumi";
import { describeValue, type Problem } from "../../core/problem";
import { ownEntry } from "../../core/ownEntry";
import { checkedOnceKnown, isPlain } from "../internal/checked";
import { checkedLateIds, ec2IdProblem } from "../internal/ids";
import { keyPath } from "../../core/paths";
import type { FirewallPeerArgs } from "./args";
import type { FirewallPeers } from "./directions";
import { idPrefix } from "./peerRules";

type IdField = keyof typeof idPrefix;

/** The ID of one peer. */
interface PeerId {
  readonly key: string;
  readonly path: string;
  readonly field: IdField;
  readonly id: pulumi.Input<string>;
  readonly ports: readonly (number | undefined)[];
}

/**
 * Checks the IDs of peers that are known only later, as soon as they are: what they look like, and that none repeats the rule of
 * another peer, which AWS would refuse half-way through.
 * @param path - The argument that holds the peers.
 * @param peers - The peers.
 * @returns The peers with the checked IDs.
 */
export function withCheckedIds(path: string, { peers, rules }: FirewallPeers): FirewallPeers {
  const ids = Object.entries(peers).flatMap(([key, peer]): PeerId[] => {
    const field = (Object.keys(idPrefix) as IdField[]).find((one) => peer[one] !== undefined);
    const id = field === undefined ? undefined : peer[field];
    const ports = rules.filter((rule) => rule.key === key).map(({ port }) => port);
    if (field === undefined || id === undefined) {
      return [];
    }
    const place = keyPath(path, key);
    const check = (known: unknown): Problem | undefined =>
      ec2IdProblem(`${place}.${field}`, idPrefix[field], known);
    return [{ key, path: place, field, id: isPlain(id) ? id : checkedLateIds(id, check), ports }];
  });
  const checked = ids.flatMap((one, index): [string, FirewallPeerArgs][] =>
    isPlain(one.id)
      ? []
      : [
          [
            one.key,
            { ...ownEntry(peers, one.key), [one.field]: checkedLater(one, rivals(ids, index)) },
          ],
        ],
  );
  return { peers: { ...peers, ...Object.fromEntries(checked) }, rules };
}

/** Those whose rule this one may repeat: all that are known now, and of the others those before it. */
function rivals(ids: readonly PeerId[], index: number): readonly PeerId[] {
  const one = ids[index];
  return ids.filter(
    (other, at) =>
      other !== one &&
      other.field === one?.field &&
      other.ports.some((port) => one.ports.includes(port)) &&
      (isPlain(other.id) || at < index),
  );
}

function checkedLater(one: PeerId, others: readonly PeerId[]): pulumi.Output<string> {
  const known = pulumi.all([one.id, ...others.map(({ id }) => id)]);
  return checkedOnceKnown(known, ([id, ...rest]) =>
    repeatProblem(one, others[rest.indexOf(id as string)], id),
  ).apply(([id]) => id as string);
}

function repeatProblem(one: PeerId, owner: PeerId | undefined, id: unknown): Problem | undefined {
  return owner === undefined
    ? undefined
    : { path: one.path, rule: `not repeat a rule of ${owner.path}`, actual: describeValue(id) };
}
