import { addressFamilies, joinRanges, parseRanges } from "../../core/cidrs";
import { partsOf } from "../../core/expressions/parts";
import type { Argument, Comparison, Condition } from "../../core/expressions/tree";
import { ownEntry } from "../../core/ownEntry";
import { addressBits, organizationBits } from "../../facts/addresses";
import type { EdgeRule } from "./edgeRules";
import type { ListedItems } from "./listedItems";

/** Fields by which a request says who it is, or shows what only some know. Bots that Cloudflare knows are nobody's visitors. */
const exempting =
  /^(?:ip\.src|cf\.tls_client_auth\.|http\.request\.headers|http\.cookie|http\.request\.cookies|cf\.bot_management\.(?!verified_bot))/;

/**
 * Whether somebody may get past a rule by who they are, which is then what it is for. Addresses that it is about are not: who meets it
 * by them is nobody whom it spares.
 * @param rule - The rule.
 */
export function exempts({ condition }: EdgeRule): boolean {
  return condition !== undefined && sparing(condition, true).length > 0;
}

/**
 * Whether nobody gets past a rule by who they are but from a few addresses that are known, as an organization has for itself.
 * @param rule - The rule.
 * @param items - What lists hold.
 * @param isForBrowsers - Whether those who ask are browsers, of which none has a cookie, a certificate or a header of one's own when it
 * comes first.
 */
export function exemptsFew(
  { condition }: EdgeRule,
  items: ListedItems,
  isForBrowsers: boolean,
): boolean {
  const ranges =
    condition &&
    sparing(condition, true).map((part) =>
      isForBrowsers && asksWhatNoneHas(part) ? [] : rangesOf(part, items),
    );
  return ranges?.every((each) => each !== undefined) === true && areFew(ranges.flat());
}

/** What browsers send only where somebody gave it to them. Headers of one's own begin so by custom. */
const given = /^(?:cf\.tls_client_auth\.|http\.cookie|http\.request\.cookies)/;
const ownHeader = /^x-(?!forwarded-|real-ip|requested-with)/i;

function asksWhatNoneHas(part: SparingPart): boolean {
  const { fields, keys } = partsOf(part);
  const headers = keys.filter(({ field }) => field.startsWith("http.request.headers"));
  return fields
    .filter((name) => exempting.test(name))
    .every(
      (name) =>
        given.test(name) || (headers.length > 0 && headers.every(({ key }) => ownHeader.test(key))),
    );
}

/** The parts that say who is spared, by what must hold, or by what must not. */
function sparing(part: Condition | Argument, mustHold: boolean): readonly SparingPart[] {
  switch (part.kind) {
    case "not":
      return sparing(part.condition, !mustHold);
    case "logical":
      return part.conditions.flatMap((each) => sparing(each, mustHold));
    case "quantifier":
      return sparing(part.argument, mustHold);
    case "comparison":
      return !(mustHold && isOfAddresses(part)) && asksWho(part) ? [part] : [];
    case "field":
    case "call":
    case "holds":
      return asksWho(part) ? [part] : [];
    case "constant":
    case "text":
    case "integer":
    case "address":
      return [];
  }
}

type SparingPart = Parameters<typeof partsOf>[0];

/** The addresses that a part names; undefined where it asks for something else, or nobody knows them. */
function rangesOf(part: SparingPart, items: ListedItems): readonly string[] | undefined {
  if (
    part.kind !== "comparison" ||
    part.operand.kind !== "field" ||
    part.operand.name !== "ip.src"
  ) {
    return undefined;
  }
  const { right } = part;
  switch (right.kind) {
    case "address":
      return [right.address];
    case "list":
      return ownEntry(items, right.name)?.map(String);
    case "set":
      return right.items.flatMap((item) => (item.kind === "addresses" ? item.range : []));
    case "text":
    case "integer":
    case "regex":
      return undefined;
  }
}

function areFew(texts: readonly string[]): boolean {
  const ranges = joinRanges(parseRanges(texts));
  const isRead = parseRanges(texts).length === texts.length;
  return (
    isRead &&
    addressFamilies.every((family) => {
      const sizes = ranges.flatMap((range) =>
        range.family === family ? range.last - range.first + 1n : [],
      );
      const most = 1n << BigInt(addressBits[family] - organizationBits[family]);
      return sizes.reduce((sum, size) => sum + size, 0n) <= most;
    })
  );
}

const naming: readonly string[] = ["equal", "in"];

function isOfAddresses({ operand, operator }: Comparison): boolean {
  return operand.kind === "field" && operand.name === "ip.src" && naming.includes(operator);
}

/** Headers that say what a request carries, and not who sends it: one that carries nothing has none of them. Source: RFC 9110, section 8. */
const ofContent = /^(?:content-(?:type|length|encoding)|transfer-encoding)$/i;

/** What no header is called: the names of http.request.headers are in lower case. Source: Cloudflare docs, ruleset-engine, http.request.headers. */
const inCapitals = /[A-Z]/;

function asksWho(part: SparingPart): boolean {
  const { fields, keys } = partsOf(part);
  const headers = keys.filter(({ field }) => field.startsWith("http.request.headers"));
  const isOfContent =
    headers.length > 0 && headers.every(({ key }) => ofContent.test(key) || inCapitals.test(key));
  return fields.some(
    (name) => exempting.test(name) && !(isOfContent && name.startsWith("http.request.headers")),
  );
}
