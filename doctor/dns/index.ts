import { setMaxListeners } from "node:events";
import { isIP } from "node:net";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { examineDelegation, examineResolver, examineSignatures } from "./delegation";
import { ask, isTold, whyNotTold } from "./query";
import { askAddresses, judgeRecords } from "./records";
import type { DnsServer } from "./server";
import { findZone, textsOf, type Zone } from "./zone";

/** A name, and whom to ask about it. */
export interface DnsTarget {
  /** A canonical hostname. */
  readonly hostname: string;
  /** At least one resolver; two tell more. */
  readonly resolvers: readonly DnsServer[];
  /** Addresses and CIDRs that were given up. */
  readonly retired: readonly string[];
  /** The origin's own addresses, which no other name should give away. */
  readonly origins: readonly string[];
  /** The zone and its name servers. Defaults to what the first resolver finds. */
  readonly zone?: Zone;
}

/**
 * Looks at the DNS of a name: what the zone's own servers and resolvers say of it, the zone's delegation and its signatures.
 * @param target - The name.
 * @param signal - The deadline of all.
 * @returns What was seen. Never rejects for what a server does.
 */
export async function examineDns(target: DnsTarget, signal: AbortSignal): Promise<Evidence[]> {
  setMaxListeners(0, signal);
  const { hostname, resolvers, retired } = target;
  const [first] = resolvers;
  if (first === undefined) {
    return [witness("dns", "records", hostname).unknown("no resolver to ask")];
  }
  const zone = target.zone ?? (await findZone(hostname, first, signal));
  const servers = [...(zone?.servers ?? []), ...resolvers];
  const [answers, ofResolvers, ofZone, leaks] = await Promise.all([
    Promise.all(servers.map((server) => askAddresses(server, hostname, signal))),
    Promise.all(resolvers.map((resolver) => examineResolver(hostname, resolver, signal))),
    zone === undefined
      ? [witness("dns", "delegation", hostname).unknown("no zone was found for the name")]
      : Promise.all([
          examineDelegation(zone, signal),
          examineSignatures(zone, first, signal),
          examineIssuers(zone, first, signal),
        ]),
    zone === undefined ? [] : examineLeaks(zone, target, first, signal),
  ]);
  return [...judgeRecords(hostname, answers, retired), ...ofResolvers, ...ofZone, ...leaks];
}

/** Who may issue certificates: told, since an origin's own certificate is renewed by it. */
async function examineIssuers(
  { name }: Zone,
  resolver: DnsServer,
  signal: AbortSignal,
): Promise<Evidence> {
  const { pass, unknown } = witness("dns", "issuers", name, "setting");
  const reply = await ask(resolver, { name, type: "CAA" }, signal);
  if (!isTold(reply)) {
    return unknown(`who may issue certificates was not to be had (${whyNotTold(reply)})`);
  }
  const issuers = reply.answers.flatMap((answer) =>
    answer.type === "CAA" ? [answer.data.value] : [],
  );
  return pass(
    issuers.length === 0
      ? "anybody may issue certificates (no CAA)"
      : `certificates may be issued by ${[...new Set(issuers)].join(", ")}`,
  );
}

/** Names under which origins are often found. From memory. */
const givingAway = ["origin", "direct", "mail", "ftp", "cpanel"] as const;

/** An origin that everybody can find is asked around Cloudflare: no outage by itself. */
async function examineLeaks(
  { name }: Zone,
  { origins }: DnsTarget,
  resolver: DnsServer,
  signal: AbortSignal,
): Promise<Evidence[]> {
  if (origins.length === 0) {
    return [];
  }
  const types = (["A", "AAAA"] as const).filter((type) =>
    origins.some((origin) => isIP(origin) === (type === "A" ? 4 : 6)),
  );
  const questions = givingAway.flatMap((label) =>
    types.map((type) => ({ name: `${label}.${name}`, type })),
  );
  const replies = await Promise.all(
    questions.map(async (question) => ({
      question,
      reply: await ask(resolver, question, signal),
    })),
  );
  const leaks = replies.flatMap(({ question, reply }) =>
    textsOf(reply, question.type)
      .filter((address) => origins.includes(address))
      .map((address) => `${question.name} (${address})`),
  );
  const untold = replies.filter(({ reply }) => !isTold(reply)).map(({ question }) => question.name);
  const { pass, fail, unknown } = witness("dns", "leaks", name, "setting");
  if (leaks.length > 0) {
    return [fail(`the origin is found by ${leaks.join(", ")}`, [])];
  }
  return [
    untold.length === 0
      ? pass("the usual names do not give the origin away")
      : unknown(
          `whether ${[...new Set(untold)].join(", ")} gives the origin away was not to be had`,
        ),
  ];
}

/**
 * The addresses that the first resolver that speaks has for a name.
 * @param hostname - The name.
 * @param resolvers - Whom to ask, in this order.
 * @param signal - The deadline.
 * @returns Addresses of both families; none where the name has none; undefined where no resolver speaks.
 */
export async function resolveAddresses(
  hostname: string,
  resolvers: readonly DnsServer[],
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const answers = await Promise.all(
    resolvers.map((resolver) => askAddresses(resolver, hostname, signal)),
  );
  const heard = answers.filter(({ reply }) => isTold(reply));
  return (heard.find(({ addresses }) => addresses.length > 0) ?? heard[0])?.addresses;
}

export { parseServer, serverText, type DnsServer } from "./server";
export type { NamedServer, Zone } from "./zone";
