import { readRange } from "../../core/cidrs";
import { RangeTable } from "../../core/rangeTable";
import { isCloudflares } from "../addresses";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { ask, isTold, whyNotTold, type Reply } from "./query";
import { serverText, type DnsServer } from "./server";
import { textsOf } from "./zone";

/** What a server says of a name. */
export interface NameAnswer {
  readonly server: DnsServer;
  readonly reply: Reply;
  /** The addresses of both families and the names on the way, sorted. */
  readonly addresses: readonly string[];
  readonly aliases: readonly string[];
  /** Whether both families were answered for. */
  readonly isWhole: boolean;
}

/**
 * Asks a server for the addresses of a name.
 * @param server - The server.
 * @param name - The name.
 * @param signal - The deadline.
 */
export async function askAddresses(
  server: DnsServer,
  name: string,
  signal: AbortSignal,
): Promise<NameAnswer> {
  const [four, six] = await Promise.all([
    ask(server, { name, type: "A" }, signal),
    ask(server, { name, type: "AAAA" }, signal),
  ]);
  return {
    ...{ server, reply: four.kind === "silent" ? six : four },
    addresses: [...textsOf(four, "A"), ...textsOf(six, "AAAA")].sort(),
    isWhole: four.kind === "reply" && six.kind === "reply",
    aliases: [...new Set([...textsOf(four, "CNAME"), ...textsOf(six, "CNAME")])],
  };
}

/**
 * Judges what servers say of a name: whether it has addresses, whether they are Cloudflare's, and whether one was given up.
 * @param name - The name.
 * @param answers - What servers say, those of the zone first.
 * @param retired - Addresses and CIDRs that were given up.
 * @returns What it says.
 */
export function judgeRecords(
  name: string,
  answers: readonly NameAnswer[],
  retired: readonly string[],
): Evidence[] {
  const { unknown } = witness("dns", "records", name);
  const heard = answers.filter(isHeard);
  return heard.length === 0
    ? [unknown(`no server said anything of the name (${answers.map(whyNot).join("; ")})`)]
    : [ofExistence(name, heard), ...ofProxy(name, heard), ...ofRetired(name, heard, retired)];
}

/** A server that speaks for nobody sends on without an answer: that says nothing of the name. */
function isHeard({ reply, addresses }: NameAnswer): boolean {
  return (
    isTold(reply) &&
    (reply.rcode === "NXDOMAIN" ||
      addresses.length > 0 ||
      reply.isAuthoritative ||
      reply.isRecursive)
  );
}

function whyNot({ server, reply }: NameAnswer): string {
  return `${serverText(server)}: ${whyNotTold(reply)}`;
}

function ofExistence(name: string, heard: readonly NameAnswer[]): Evidence {
  const { pass, fail } = witness("dns", "records", name);
  const without = heard.filter(({ addresses }) => addresses.length === 0);
  const sorted = [...new Set(heard.map(({ addresses }) => addresses.join(", ")))];
  if (without.length === heard.length) {
    const alias = heard.flatMap(({ aliases }) => aliases)[0];
    return fail(
      alias === undefined ? "has no address" : `leads to ${alias}, which has no address`,
      ["dns-missing-record"],
    );
  }
  if (without.length > 0) {
    const where = without.map(({ server }) => serverText(server)).join(", ");
    return fail(`has no address at ${where}, and one elsewhere`, ["dns-missing-record"]);
  }
  const lacking = familyLacking(heard);
  if (lacking !== undefined) {
    return fail(lacking, ["dns-missing-record"]);
  }
  return pass(
    sorted.length === 1
      ? `leads to ${sorted[0] ?? ""}`
      : `leads to ${sorted.join(" or ")}: servers differ`,
    ["dns-missing-record"],
  );
}

/** Servers that differ in whether a name has addresses of a family at all: some visitors find none. */
function familyLacking(heard: readonly NameAnswer[]): string | undefined {
  const whole = heard.filter(({ isWhole }) => isWhole);
  for (const [type, sign] of [
    ["A", "."],
    ["AAAA", ":"],
  ] as const) {
    const without = whole.filter(({ addresses }) => !addresses.some((one) => one.includes(sign)));
    if (without.length > 0 && without.length < whole.length) {
      return `has no ${type} at ${without.map(({ server }) => serverText(server)).join(", ")}, and one elsewhere`;
    }
  }
  return undefined;
}

/** Not to go through Cloudflare is a choice; it is told, and is no fault by itself. */
function ofProxy(name: string, heard: readonly NameAnswer[]): Evidence[] {
  const { pass, fail } = witness("dns", "proxied", name, "setting");
  const addresses = [...new Set(heard.flatMap((answer) => answer.addresses))];
  const others = addresses.filter((address) => !isCloudflares(address));
  if (addresses.length === 0) {
    return [];
  }
  return others.length === 0
    ? [pass("leads to Cloudflare", ["dns-not-proxied"])]
    : [fail(`leads to ${others.join(", ")}, which is not Cloudflare's`, ["dns-not-proxied"])];
}

function ofRetired(
  name: string,
  heard: readonly NameAnswer[],
  retired: readonly string[],
): Evidence[] {
  if (retired.length === 0) {
    return [];
  }
  const { pass, fail, unknown } = witness("dns", "retired", name);
  const table = new RangeTable(retired, (text) => text);
  const found = heard.flatMap(({ server, addresses }) =>
    addresses
      .filter((address) => readRange(address) !== undefined && table.find(address) !== undefined)
      .map((address) => `${address} (${serverText(server)})`),
  );
  if (found.length > 0) {
    return [fail(`leads to ${found.join(", ")}, which was given up`, ["dns-retired-address"])];
  }
  const all = heard.flatMap(({ addresses }) => addresses);
  if (all.length === 0) {
    return [unknown("has no address that may have been given up")];
  }
  return [
    all.some(isCloudflares)
      ? unknown("leads to Cloudflare: what its record there leads to is not seen from outside")
      : pass("leads to no address that was given up", ["dns-retired-address"]),
  ];
}
