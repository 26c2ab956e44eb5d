import { isUnsafe, worstAccess, type Access } from "../../model/firewall/access";
import type { Exposure } from "../../model/firewall/exposure";
import { networkName } from "../../model/firewall/protectedEndpoints";
import { title } from "../../model/graph/title";
import type { EndpointDiff, EndpointSide } from "../risks/endpointDiffs";

/** What a firewall is on one side of a plan, as it is drawn. */
export interface FirewallState {
  /** What it guards or is called; comes from the plan. */
  readonly label: string;
  /** Who gets through: this project's own words. */
  readonly words: string;
  /** Whether it shuts Cloudflare out, if only in part, or lets others in. */
  readonly amiss: boolean;
}

const words: Readonly<Record<Access["cloudflare"], Readonly<Record<Access["others"], string>>>> = {
  all: {
    nobody: "Cloudflare only",
    some: "Cloudflare and others",
    everybody: "open to the world",
    unknown: "Cloudflare, perhaps others",
  },
  part: {
    nobody: "part of Cloudflare only",
    some: "part of Cloudflare, and others",
    everybody: "open to the world",
    unknown: "part of Cloudflare, perhaps others",
  },
  none: {
    nobody: "closed to Cloudflare",
    some: "closed to Cloudflare",
    everybody: "open to the world",
    unknown: "closed to Cloudflare",
  },
  unknown: {
    nobody: "not known yet",
    some: "open to others",
    everybody: "open to the world",
    unknown: "not known yet",
  },
};

/**
 * Reads what a firewall is on one side.
 * @param guarded - The endpoint that it guards.
 * @param side - That endpoint on the side.
 * @returns What is drawn.
 */
export function firewallState(guarded: EndpointDiff, side: EndpointSide): FirewallState {
  const { access, port } = worstAccess(countingPorts(guarded, side));
  const at = port === undefined ? "" : ` at port ${port}`;
  return {
    label: labelOf(side),
    words: `${words[access.cloudflare][access.others]}${at}`,
    amiss: isUnsafe(access),
  };
}

/** The ports of a side at which Cloudflare gets in before or after; where there is none, all at which origins are used. */
function countingPorts({ before, after }: EndpointDiff, { ports, used }: EndpointSide): Exposure[] {
  const own = ports.filter(({ port }) => used.has(port));
  const admitting = new Set(
    [...(before?.ports ?? []), ...(after?.ports ?? [])]
      .filter(({ admitsCloudflare }) => admitsCloudflare)
      .map(({ port }) => port),
  );
  const counting = own.filter(({ port }) => admitting.has(port));
  return counting.length === 0 ? own : counting;
}

/** How many groups of a firewall are named. */
const mostGroups = 2;

function labelOf({ endpoint: { attachedTo, groups } }: EndpointSide): string {
  const [first] = groups;
  const network = attachedTo === undefined && first ? networkName(first) : undefined;
  const named = groups.slice(0, mostGroups).map((group) => title(group));
  const left = groups.length - named.length;
  return network ?? `${named.join(", ")}${left === 0 ? "" : ` and ${left} more`}`;
}
