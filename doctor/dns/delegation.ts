import type { DnskeyData, DsData } from "dns-packet";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { ask, isTold, whyNotTold, type Reply } from "./query";
import { serverText, type DnsServer } from "./server";
import { isOfKey } from "./signatures";
import type { NamedServer, Zone } from "./zone";

/**
 * Asks each name server of a zone whether it speaks for it.
 * @param zone - The zone.
 * @param signal - The deadline.
 * @returns A fail where none does; where some do not, resolvers ask the others, and it allows a fault.
 */
export async function examineDelegation(zone: Zone, signal: AbortSignal): Promise<Evidence> {
  const { pass, fail, unknown } = witness("dns", "delegation", zone.name);
  if (zone.servers.length === 0) {
    return unknown("no name server of the zone was found");
  }
  const lame = (
    await Promise.all(
      zone.servers.map(async (server) => {
        const reply = await ask(server, { name: zone.name, type: "SOA" }, signal);
        const why = lameness(reply);
        return why === undefined ? [] : [`${server.name} (${serverText(server)}): ${why}`];
      }),
    )
  ).flat();
  if (signal.aborted) {
    return unknown("the deadline came first");
  }
  return lame.length === 0
    ? pass(`${zone.servers.length} name servers speak for the zone`, ["dns-delegation"])
    : fail(
        `${lame.length} of ${zone.servers.length} name servers do not speak for the zone: ${lame.join("; ")}`,
        ["dns-delegation"],
        { weight: lame.length === zone.servers.length ? "experiment" : "setting" },
      );
}

function lameness(reply: Reply): string | undefined {
  if (reply.kind === "silent") {
    return reply.why;
  }
  return reply.rcode !== "NOERROR"
    ? reply.rcode
    : reply.isAuthoritative
      ? undefined
      : "answers without authority";
}

/**
 * Holds what the parent says of a zone's keys against the keys.
 * @param zone - The zone.
 * @param resolver - Whom to ask for the parent's word.
 * @param signal - The deadline.
 * @returns A fail where the parent names keys, and the zone has none of them.
 */
export async function examineSignatures(
  zone: Zone,
  resolver: DnsServer,
  signal: AbortSignal,
): Promise<Evidence> {
  const { pass, fail, unknown } = witness("dns", "signatures", zone.name);
  const parent = await ask(resolver, { name: zone.name, type: "DS", isUnchecked: true }, signal);
  if (!isTold(parent)) {
    return unknown("the parent's word on the zone's keys was not to be had");
  }
  const said = dataOf<DsData>(parent, "DS");
  if (said.length === 0) {
    return pass("the parent names no keys: the zone is not signed for anybody", ["dnssec-broken"]);
  }
  const keys = await keysOf(zone.servers, zone.name, signal);
  if (keys === undefined) {
    return unknown("no name server gave the zone's keys");
  }
  const fits = said.flatMap((ds) => keys.map((key) => isOfKey(ds, key, zone.name)));
  if (fits.includes(true)) {
    return pass("the parent names a key that the zone has");
  }
  const tags = said.map(({ keyTag }) => keyTag).join(", ");
  return fits.includes(undefined)
    ? unknown(`the parent names the key ${tags} by a digest that is not known here`)
    : fail(
        `the parent names the key ${tags}, which the zone ${keys.length === 0 ? "has not: it has none" : "does not have"}`,
        ["dnssec-broken"],
      );
}

async function keysOf(
  servers: readonly NamedServer[],
  name: string,
  signal: AbortSignal,
): Promise<DnskeyData[] | undefined> {
  for (const server of servers) {
    const reply = await ask(server, { name, type: "DNSKEY" }, signal);
    if (reply.kind === "reply" && reply.rcode === "NOERROR") {
      return dataOf<DnskeyData>(reply, "DNSKEY");
    }
  }
  return undefined;
}

function dataOf<T>(reply: Reply, type: string): T[] {
  return reply.kind === "silent"
    ? []
    : reply.answers
        .filter((answer) => answer.type === type)
        .map((answer) => (answer as unknown as { readonly data: T }).data);
}

/**
 * Asks a resolver for a name with signatures checked, and without.
 * @param name - The name.
 * @param resolver - Whom to ask.
 * @param signal - The deadline.
 * @returns A fail where it answers only without.
 */
export async function examineResolver(
  name: string,
  resolver: DnsServer,
  signal: AbortSignal,
): Promise<Evidence> {
  const { pass, fail, unknown } = witness("dns", "resolver", `${name} at ${serverText(resolver)}`);
  const checked = await ask(resolver, { name, type: "A" }, signal);
  if (isTold(checked)) {
    return pass(`the resolver answers ${checked.rcode}`, ["dnssec-broken", "dns-delegation"]);
  }
  const why = whyNotTold(checked);
  if (why !== "SERVFAIL") {
    return unknown(`the resolver does not answer (${why})`);
  }
  const unchecked = await ask(resolver, { name, type: "A", isUnchecked: true }, signal);
  return unchecked.kind === "reply" && unchecked.rcode === "NOERROR"
    ? fail("the resolver answers only where signatures are not checked", ["dnssec-broken"])
    : fail("the resolver finds no server that answers for the name", [
        "dns-delegation",
        "dnssec-broken",
      ]);
}
