import { allOf, anyOf, certain, negated, type Certainty } from "../../core/certainty";
import { isWithin, joinRanges, overlap, parseRanges } from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readList, readNumber, readText, readTexts } from "../graph/reading";
import type { ModelObject, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/** What a statement of a web ACL says of requests that come through Cloudflare. */
export interface StatementMatch {
  /** Whether it holds for every one of them, for none (`no`), or for some or an unknown number (`unknown`). */
  readonly holds: Certainty;
  /**
   * What it takes for the visitor's where it is Cloudflare's own: the address that it counts all requests by, or some of them, its country, or
   * whether a list of addresses has it, as it does of some of Cloudflare's.
   */
  readonly mistakes: "address" | "address of some" | "country" | "listed" | undefined;
}

const cloudflare = parseRanges([...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6]);

/**
 * Reads a statement of a rule. All that depends on what visitors send is `unknown`.
 * Source: AWS WAF API reference, Statement, RateBasedStatement (AggregateKeyType, whose IP is that of the connection), GeoMatchStatement and
 * IPSetReferenceStatement (ForwardedIPConfig, without which it is that of the connection too).
 * @param inventory - Where sets of addresses are.
 * @param value - The statement.
 * @param host - The name that is asked for, in lower case; undefined for any.
 */
export function readStatement(
  inventory: Inventory,
  value: ModelValue | undefined,
  host: string | undefined,
): StatementMatch {
  const statement = isObject(value) ? value : {};
  const parts = partsOf(statement).map((part) => readStatement(inventory, part, host));
  return {
    holds: holds(inventory, statement, parts, host),
    mistakes: mistakenIn(inventory, statement) ?? parts.find(({ mistakes }) => mistakes)?.mistakes,
  };
}

/** The statements that one is made of. */
function partsOf({ andStatement, orStatement, notStatement }: ModelObject): readonly ModelValue[] {
  const made: readonly (ModelValue | undefined)[] = [andStatement, orStatement, notStatement];
  return made.flatMap((each) =>
    isObject(each) ? (knownList(readList(each.statements)) ?? []) : [],
  );
}

function mistakenIn(
  inventory: Inventory,
  {
    rateBasedStatement: rate,
    geoMatchStatement: country,
    ipSetReferenceStatement: set,
  }: ModelObject,
): StatementMatch["mistakes"] {
  if (isObject(set) && !isObject(set.ipSetForwardedIpConfig)) {
    return rangesOf(inventory, set)?.holdsSome === true ? "listed" : undefined;
  }
  if (isObject(rate)) {
    const isByAddress = (readText(rate.aggregateKeyType) ?? "IP") === "IP";
    const which = isObject(rate.scopeDownStatement) ? "address of some" : "address";
    return isByAddress ? which : undefined;
  }
  return isObject(country) && !isObject(country.forwardedIpConfig) ? "country" : undefined;
}

function holds(
  inventory: Inventory,
  statement: ModelObject,
  parts: readonly StatementMatch[],
  host: string | undefined,
): Certainty {
  const own = parts.map((part) => part.holds);
  if (isObject(statement.andStatement)) {
    return allOf(own);
  }
  if (isObject(statement.orStatement)) {
    return anyOf(own);
  }
  if (isObject(statement.notStatement)) {
    return negated(own[0] ?? "unknown");
  }
  const { ipSetReferenceStatement: set, byteMatchStatement: bytes } = statement;
  if (isObject(set)) {
    return isObject(set.ipSetForwardedIpConfig) ? "unknown" : holdsCloudflare(inventory, set);
  }
  const ofHost = host !== undefined && isObject(bytes) ? holdsForHost(bytes, host) : undefined;
  return ofHost ?? (isObject(bytes) && isOfEveryPath(bytes) ? "yes" : isOfEverySize(statement));
}

/** Whether a statement about the Host header holds for a name; undefined for statements about something else. */
function holdsForHost(
  { fieldToMatch: field, searchString, positionalConstraint }: ModelObject,
  host: string,
): Certainty | undefined {
  const header = isObject(field) && isObject(field.singleHeader) ? field.singleHeader : {};
  const [name, wanted] = [readText(header.name), readText(searchString)];
  if (typeof name !== "string" || name.toLowerCase() !== "host") {
    return undefined;
  }
  const compared = comparisons.get(String(readText(positionalConstraint)));
  return compared === undefined || typeof wanted !== "string"
    ? "unknown"
    : certain(compared(host, wanted.toLowerCase()));
}

/** Source: AWS WAF API reference, ByteMatchStatement (PositionalConstraint). */
const comparisons: ReadonlyMap<string, (host: string, wanted: string) => boolean> = new Map([
  ["CONTAINS", (host: string, wanted: string) => host.includes(wanted)],
  ["ENDS_WITH", (host: string, wanted: string) => host.endsWith(wanted)],
  ["EXACTLY", (host: string, wanted: string) => host === wanted],
  ["STARTS_WITH", (host: string, wanted: string) => host.startsWith(wanted)],
]);

/** Whether a set holds all addresses of Cloudflare or none; a single family is enough, since origins mostly have one. */
function holdsCloudflare(inventory: Inventory, set: ModelObject): Certainty {
  const read = rangesOf(inventory, set);
  return read === undefined || read.holdsSome ? "unknown" : certain(read.holdsAll);
}

/** How much of Cloudflare a set holds of the families of its addresses; undefined where the plan does not say. */
function rangesOf(inventory: Inventory, { arn }: ModelObject) {
  const set = firstLinked(inventory, "webAclAddresses", arn);
  const listed = set && knownList(readTexts(set.properties.addresses));
  const texts = listed?.filter((each) => typeof each === "string");
  if (texts === undefined || texts.length !== listed?.length) {
    return undefined;
  }
  const ranges = joinRanges(parseRanges(texts));
  const families = new Set(ranges.map(({ family }) => family));
  const own = cloudflare.filter(({ family }) => families.has(family));
  const isSome = own.some((range) => ranges.some((each) => overlap(each, range)));
  const holdsAll = isSome && own.every((range) => isWithin(range, ranges));
  return { holdsAll, holdsSome: isSome && !holdsAll };
}

/** Every path begins with a slash. */
function isOfEveryPath({ fieldToMatch, searchString, positionalConstraint }: ModelObject): boolean {
  const place = readText(positionalConstraint);
  const isPath = isObject(fieldToMatch) && isObject(fieldToMatch.uriPath);
  return (
    isPath && readText(searchString) === "/" && (place === "STARTS_WITH" || place === "CONTAINS")
  );
}

function isOfEverySize({ sizeConstraintStatement: size }: ModelObject): Certainty {
  if (!isObject(size)) {
    return "unknown";
  }
  const { fieldToMatch: field, comparisonOperator } = size;
  const least = isObject(field) && isObject(field.uriPath) ? 1 : 0;
  const limit = readNumber(size.size);
  const operator = readText(comparisonOperator);
  const isAll =
    typeof limit === "number" &&
    ((operator === "GE" && limit <= least) || (operator === "GT" && limit < least));
  return isAll ? "yes" : "unknown";
}
