import { contains, readRange } from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Fault } from "./faults";
import { originFault } from "./originFault";
import { isLoadBalancer, letsAllIn } from "./unless";

const ranges = [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6];

/** The region of the first pool is lost. */
export const primaryLost = originFault({
  name: "primary-lost",
  what: "The region of the first pool is lost: packets to its origins go unanswered",
  ...{ strikes: "primary", way: { connections: "drop" } },
});

/** What the network and the firewalls before origins do. */
export const faultsOfNetwork: readonly Fault[] = [
  originFault({
    name: "port-closed",
    what: "Nothing listens on the first origin's port, and new connections are refused",
    ...{ strikes: "origin", way: { connections: "refuse" } },
  }),
  originFault({
    name: "origin-black-holed",
    what: "Packets to the first origin go unanswered",
    ...{ strikes: "origin", way: { connections: "drop" } },
  }),
  originFault({
    name: "origin-unreachable",
    what: "No route leads to the first origin",
    ...{ strikes: "origin", way: { connections: "unreachable" } },
  }),
  originFault({
    name: "connections-lost",
    what: "Every fourth new connection to the first origin goes unanswered",
    ...{ strikes: "origin", way: { loss: 0.25 } },
  }),
  originFault({
    name: "connections-reset",
    what: "Connections to the first origin are reset in the middle of the handshake",
    ...{ strikes: "origin", way: { resetsAfterBytes: 100 } },
  }),
  originFault({
    name: "cloudflare-range-missing",
    what: "The groups of all origins no longer let in one of the ranges that Cloudflare calls from",
    ...{ strikes: "all", unless: letsAllIn },
    way: ({ address, port }, origins) => ({
      dropsFrom: [rangeOf(origins.callers(address, port)[0])],
    }),
  }),
  originFault({
    name: "edge-address-banned",
    what: "fail2ban on the first origin bans one of the addresses that Cloudflare calls from",
    ...{ strikes: "origin", unless: isLoadBalancer },
    way: ({ address, port }, origins) => ({
      refusesFrom: origins.callers(address, port).slice(0, 1),
    }),
  }),
  primaryLost,
  originFault({
    name: "all-regions-lost",
    what: "The regions of all pools are lost: packets to all origins go unanswered",
    ...{ strikes: "all", way: { connections: "drop" } },
  }),
];

/** The range of Cloudflare's that an address is in; the first one where nobody has called yet. */
function rangeOf(caller: string | undefined): string {
  const address = readRange(caller ?? "");
  const holding = ranges.find((text) => {
    const range = readRange(text);
    return range !== undefined && address !== undefined && contains(range, address);
  });
  return holding ?? cloudflareRanges.ipv4[0] ?? "";
}
