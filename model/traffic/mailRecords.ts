import { contains, readRange } from "../../core/cidrs";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { recordType } from "./dnsRecords";
import { recordPurpose } from "./serviceRecords";

/**
 * Lists the servers that mail for a hostname is brought to first.
 * Source: RFC 5321, section 5.1 (the least preference goes first).
 * @param inventory - The resources.
 * @param hostname - A canonical hostname.
 * @returns Their names, sorted; undefined where one of them, or its preference, is not known.
 */
export function preferredMailServers(
  inventory: Inventory,
  hostname: string,
): readonly string[] | undefined {
  const servers = inventory
    .atName(hostname)
    .filter((each) => recordType(each) === "MX")
    .map(({ properties }) => [readText(properties.content), readNumber(properties.priority)]);
  const known = servers.flatMap(([server, preference = 0]) =>
    typeof server === "string" && typeof preference === "number" ? [{ server, preference }] : [],
  );
  const least = Math.min(...known.map(({ preference }) => preference));
  const first = known.filter(({ preference }) => preference === least);
  return known.length < servers.length
    ? undefined
    : [...new Set(first.map(({ server }) => canonicalHostname(server)))].sort();
}

/** Who may send mail of a name. */
export interface SenderPolicy {
  /** What names senders: `include:…`, `ip4:…` and the like, in lower case, without what says that they pass. */
  readonly senders: readonly string[];
  /** Whether all others are refused, not only marked. */
  readonly isStrict: boolean;
}

/**
 * Reads who may send mail of a name.
 * Source: RFC 7208, sections 4.6.2 and 5 (a mechanism without a qualifier, or with `+`, passes).
 * @param inventory - The resources.
 * @param hostname - A canonical hostname.
 * @returns The policy; undefined where there is not exactly one.
 */
export function senderPolicy(inventory: Inventory, hostname: string): SenderPolicy | undefined {
  const [text, other] = textsAt(inventory, hostname, "SPF");
  if (text === undefined || other !== undefined) {
    return undefined;
  }
  const terms = text.toLowerCase().split(/\s+/).slice(1);
  const passing = terms
    .filter((term) => /^\+?[a-z]/.test(term))
    .map((each) => each.replace("+", ""));
  return {
    senders: passing.filter((term) => term !== "all" && !term.startsWith("exp=")),
    isStrict: terms.includes("-all"),
  };
}

/**
 * Lists the senders that a policy names no more.
 * @param was - The policy before.
 * @param is - The policy after.
 * @returns Their mechanisms; addresses in a range that is still named are left out.
 */
export function lostSenders(was: SenderPolicy, is: SenderPolicy): readonly string[] {
  const ranges = is.senders.flatMap((each) => rangeOf(each) ?? []);
  return was.senders.filter((sender) => {
    const own = rangeOf(sender);
    const isWithin = own !== undefined && ranges.some((range) => contains(range, own));
    return !is.senders.includes(sender) && !isWithin;
  });
}

function rangeOf(sender: string) {
  const [, text] = /^ip[46]:(.+)$/.exec(sender) ?? [];
  return text === undefined ? undefined : readRange(text);
}

/** What receivers do with mail of a name that proves nothing, from what changes nothing to refusal. Source: RFC 7489, section 6.3 (`p`). */
export const mailPolicies = ["none", "quarantine", "reject"] as const;

/**
 * Reads what receivers do with mail of a name that proves nothing.
 * @param inventory - The resources.
 * @param hostname - The canonical name of the record, which begins with `_dmarc.`.
 * @returns The policy; `none` where there is no record, undefined where it is not known.
 */
export function mailPolicy(
  inventory: Inventory,
  hostname: string,
): (typeof mailPolicies)[number] | undefined {
  const [text] = textsAt(inventory, hostname, "DMARC");
  const own = text === undefined ? "none" : tagOf(text, "p")?.toLowerCase();
  return mailPolicies.find((each) => each === own);
}

/**
 * Reads the key that mail is signed with.
 * Source: RFC 6376, section 3.6.1 (`p`).
 * @param inventory - The resources.
 * @param hostname - The canonical name of the record.
 * @returns The key without spaces; undefined where there is none, or more than one.
 */
export function signingKey(inventory: Inventory, hostname: string): string | undefined {
  const [text, other] = textsAt(inventory, hostname, "DKIM");
  return text === undefined || other !== undefined ? undefined : tagOf(text, "p");
}

function tagOf(text: string, name: string): string | undefined {
  const tags = text.split(";").map((each) => each.split("="));
  const own = tags.find(([tag = ""]) => tag.trim() === name);
  return own?.slice(1).join("=").replace(/\s/g, "");
}

/** The texts of a purpose at a name; what is quoted in parts is one text. */
function textsAt(inventory: Inventory, hostname: string, purpose: string): string[] {
  return inventory
    .atName(hostname)
    .filter((each) => recordPurpose(inventory, each) === purpose)
    .flatMap(contentOf);
}

function contentOf({ properties }: ModelResource): string[] {
  const content = readText(properties.content);
  return typeof content === "string"
    ? [content.replace(/"\s+"/g, "").replace(/^"|"$/g, "").trim()]
    : [];
}
