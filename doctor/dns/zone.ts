import { parentHostnames } from "../../core/hostnames";
import { dnsPort } from "../../facts/publicResolvers";
import { ask, type Reply } from "./query";
import type { DnsServer } from "./server";

/** A zone, and who speaks for it. */
export interface Zone {
  readonly name: string;
  readonly servers: readonly NamedServer[];
}

/** A name server with one of its addresses. */
export interface NamedServer extends DnsServer {
  readonly name: string;
}

/**
 * Finds the zone of a name through a resolver: the nearest name above it with SOA of its own.
 * @param hostname - The name.
 * @param resolver - Whom to ask.
 * @param signal - The deadline.
 * @returns The zone with its name servers; undefined where the resolver finds none.
 */
export async function findZone(
  hostname: string,
  resolver: DnsServer,
  signal: AbortSignal,
): Promise<Zone | undefined> {
  let unanswered: string | undefined;
  const names = [hostname, ...parentHostnames(hostname)];
  // All at once: one that is not answered takes its whole wait. Of a zone with wrong signatures too the servers are to be found.
  const replies = await Promise.all(
    names.map(async (name) => {
      const reply = await ask(resolver, { name, type: "SOA", isUnchecked: true }, signal);
      return { name, reply };
    }),
  );
  for (const { name, reply } of replies) {
    if (textsOf(reply, "SOA", name).length > 0) {
      const servers = await serversOf(name, resolver, signal);
      const below = unanswered && (await delegated(unanswered, servers, signal));
      return below || { name, servers };
    }
    unanswered = reply.kind === "silent" || reply.rcode === "SERVFAIL" ? name : unanswered;
  }
  return undefined;
}

/** The zone below that servers send on to, whose own servers the resolver got nothing from. */
async function delegated(
  name: string,
  above: readonly NamedServer[],
  signal: AbortSignal,
): Promise<Zone | undefined> {
  for (const server of above) {
    const reply = await ask(server, { name, type: "NS", isUnchecked: true }, signal);
    if (reply.kind === "reply") {
      const names = textsOf({ ...reply, answers: reply.authorities }, "NS", name);
      const servers = names.flatMap((own) =>
        textsOf({ ...reply, answers: reply.additionals }, "A", own)
          .slice(0, 1)
          .map((address) => ({ name: own, address, port: dnsPort })),
      );
      return servers.length === 0 ? undefined : { name, servers };
    }
  }
  return undefined;
}

async function serversOf(
  zone: string,
  resolver: DnsServer,
  signal: AbortSignal,
): Promise<NamedServer[]> {
  const reply = await ask(resolver, { name: zone, type: "NS", isUnchecked: true }, signal);
  const names = textsOf(reply, "NS", zone).sort();
  const found = await Promise.all(
    names.map(async (name) => {
      const addresses = await ask(resolver, { name, type: "A", isUnchecked: true }, signal);
      return textsOf(addresses, "A")
        .slice(0, 1)
        .map((address) => ({ name, address, port: dnsPort }));
    }),
  );
  return found.flat();
}

/**
 * The texts of the records of a type in a reply.
 * @param reply - The reply.
 * @param type - The type.
 * @param owner - Whose records count. Defaults to all.
 * @returns One text for each; for types that are more than a text, the type itself.
 */
export function textsOf(reply: Reply, type: string, owner?: string): string[] {
  return reply.kind === "silent"
    ? []
    : reply.answers
        .filter(
          (answer) =>
            answer.type === type &&
            (owner === undefined || answer.name.toLowerCase() === owner.toLowerCase()),
        )
        .map((answer) => {
          const { data } = answer as { readonly data?: unknown };
          return typeof data === "string" ? data.toLowerCase().replace(/\.$/, "") : type;
        });
}
