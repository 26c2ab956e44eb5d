import { parseCidr } from "../core/cidrs";
import { allOf, negated, type Certainty } from "../core/certainty";
import type { Known } from "../core/known";
import { listTexts, type ListKind } from "../facts/cloudflare/accountLists";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import type { ApiErrorFact } from "../facts/apiErrorFact";
import { accountLists } from "../facts/cloudflare/rulesetLimits";
import { whenKnown, type Constraint } from "./constraint";
import { redirectRefusal, type ListRedirect } from "./listRedirects";

/** What the API looks at in a list. */
export interface AccountListFields {
  /** Its name. */
  readonly name: Known<string>;
  /** What it is for; "" where it is left out. */
  readonly description: Known<string>;
}

/** The account around a list. */
export interface AccountListView {
  /** Whether another list has the name. */
  readonly isTaken: Certainty;
}

type AccountListConstraint = Constraint<AccountListFields, AccountListView>;

/** A list has a name of its own. Source: that of `listTexts`. */
export const listNamed: AccountListConstraint = {
  id: "list/name",
  property: "name",
  must: "be no other list's, of at most 50 letters, digits and underscores",
  error: apiErrors.listInvalid,
  answer: ({ name }) => `name ${JSON.stringify(name)} is taken or not valid`,
  holds: ({ name }, { isTaken }) =>
    allOf([whenKnown(name, (one) => listTexts.name.test(one)), negated(isTaken)]),
};

/** A description is no novel. Source: that of `listTexts`. */
export const listDescription: AccountListConstraint = {
  id: "list/description",
  property: "description",
  must: `have at most ${listTexts.longestText} characters`,
  error: apiErrors.listInvalid,
  answer: `description must have at most ${listTexts.longestText} characters`,
  holds: ({ description }) =>
    whenKnown(description, (text) => text.length <= listTexts.longestText),
};

/** What the API refuses of a list, in the order in which it is looked at. */
export const accountListConstraints: readonly AccountListConstraint[] = [
  listNamed,
  listDescription,
];

/** An item of a list, all of which is known. */
export interface ListEntry {
  /** An address or a range of addresses. */
  readonly ip?: string;
  /** The number of an autonomous system. */
  readonly asn?: number;
  /** A hostname, perhaps with a wildcard as its first label. */
  readonly hostname?: { readonly urlHostname: string };
  /** A redirect. */
  readonly redirect?: ListRedirect;
  /** What it is for. */
  readonly comment?: string;
}

/** How the API refuses items. */
export interface ListRefusal {
  /** The row of the error. */
  readonly error: ApiErrorFact;
  /** What the API says. */
  readonly answer: string;
}

/**
 * Says what an item holds.
 * @param entry - The item.
 * @returns The kinds: one, but for an item that is none.
 */
export function kindsOf(entry: ListEntry): readonly ListKind[] {
  return (["ip", "redirect", "hostname", "asn"] as const).filter(
    (kind) => entry[kind] !== undefined,
  );
}

/**
 * What tells an item from the others of its list.
 * @param entry - The item.
 * @returns The address, hostname, number or source URL.
 */
export function entryKey({ ip, asn, hostname, redirect }: ListEntry): string {
  return (
    ip?.toLowerCase() ?? hostname?.urlHostname.toLowerCase() ?? redirect?.sourceUrl ?? `${asn}`
  );
}

/**
 * Finds what the API refuses of items that are sent together.
 * @param entries - The items.
 * @param kind - What the list holds.
 * @returns The first refusal, or undefined where there is none.
 */
export function itemsRefusal(
  entries: readonly ListEntry[],
  kind: ListKind,
): ListRefusal | undefined {
  const kinds = new Set(entries.flatMap(kindsOf));
  if (kinds.size > 1 || entries.some((entry) => kindsOf(entry).length > 1)) {
    return fixed(apiErrors.listItemsMixed);
  }
  if (entries.some((entry) => kindsOf(entry)[0] !== kind)) {
    return fixed(apiErrors.listItemsOfOtherKind);
  }
  for (const entry of entries) {
    const refusal = entryRefusal(entry);
    if (refusal !== undefined) {
      return refusal;
    }
  }
  return new Set(entries.map(entryKey)).size < entries.length
    ? fixed(apiErrors.listItemsRepeated)
    : undefined;
}

/** A refusal in the sentence that the documentation has for its code. */
function fixed(error: ApiErrorFact): ListRefusal {
  return { error, answer: error.when };
}

function entryRefusal({
  ip,
  asn,
  hostname,
  redirect,
  comment,
}: ListEntry): ListRefusal | undefined {
  const invalid = (answer: string) => ({ error: apiErrors.listItemInvalid, answer });
  if ((comment?.length ?? 0) > listTexts.longestText) {
    return invalid(`comment must have at most ${listTexts.longestText} characters`);
  }
  if (ip !== undefined && !isListed(ip)) {
    return invalid(`${JSON.stringify(ip)} is not a valid address or range of a list`);
  }
  if (asn !== undefined && !(Number.isInteger(asn) && asn >= 0)) {
    return invalid(`${asn} is not a valid ASN`);
  }
  if (hostname !== undefined && !isHostname(hostname.urlHostname)) {
    return invalid(`${JSON.stringify(hostname.urlHostname)} is not a valid hostname of a list`);
  }
  const refused = redirect && redirectRefusal(redirect);
  return refused && fixed(refused);
}

/** Source: that of `accountLists`; waf/tools/lists/lists-api/json-object has ranges of IPv4 from /2 on. */
function isListed(ip: string): boolean {
  const cidr = parseCidr(ip.includes("/") ? ip : `${ip}/${ip.includes(":") ? 128 : 32}`);
  if (cidr === undefined) {
    return false;
  }
  const { prefixes } = accountLists;
  const { minimum, maximum } = ip.includes(":") ? prefixes.ipv6 : prefixes.ipv4;
  const length = Number(ip.split("/")[1] ?? maximum);
  return length >= minimum && length <= maximum;
}

/** Source: Cloudflare docs, waf/tools/lists/custom-lists (a wildcard is the first label). */
function isHostname(name: string): boolean {
  return /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/i.test(name);
}
