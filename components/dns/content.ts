import {
  dnsRecordSize,
  nonProxiableTargets,
  type DnsContentKind,
  type DnsRecordType,
} from "../../facts/cloudflare/dnsRecordTypes";
import { describeValue, type Problem } from "../../core/problem";
import {
  addressProblem,
  canonicalAddress,
  isIpv4,
  isIpv6,
  type AddressUse,
} from "../internal/addresses";
import { canonicalHostname } from "../../core/hostnames";
import { hostnameProblem, type HostnameRules } from "../../core/hostnameRules";
import { readTxt, txtWireBytes, writeTxt } from "./txt";

/** The record around a content, as far as it decides what the content may be. */
export interface ContentContext {
  /** The record's type. */
  readonly type: DnsRecordType;
  /** The record's full name; undefined where that is wrong itself. */
  readonly name: string | undefined;
  /** Who connects to what it leads to. */
  readonly use: AddressUse;
  /** Addresses that may be somebody else's by now. */
  readonly retired: readonly string[];
}

/**
 * Checks the content of a record.
 * @param path - Where the content stands.
 * @param kind - What the content is.
 * @param content - The content as the user wrote it.
 * @param context - The record around it.
 * @returns The problem, or undefined.
 */
export function contentProblem(
  path: string,
  kind: DnsContentKind,
  content: unknown,
  context: ContentContext,
): Problem | undefined {
  const actual = describeValue(content);
  if (typeof content !== "string") {
    return { path, rule: `be the text of a record of type ${context.type}`, actual };
  }
  switch (kind) {
    case "ipv4":
    case "ipv6":
      return (kind === "ipv4" ? isIpv4(content) : isIpv6(content))
        ? addressProblem(path, content, context.retired, context.use)
        : { path, rule: `be an ${kind === "ipv4" ? "IPv4" : "IPv6"} address`, actual };
    case "name":
      return (
        hostnameProblem(path, content, targetRules(context)) ??
        targetProblem(path, content, context)
      );
    case "host":
      return hostnameProblem(path, content);
    case "mailHost":
      return content === "." ? undefined : hostnameProblem(path, content);
    case "text":
      return textProblem(path, content);
    case "base64":
      return isBase64(content) ? undefined : { path, rule: "be base64", actual };
  }
}

/**
 * Writes a content as the API says it back, so that a refresh finds nothing to change.
 * @param kind - What the content is.
 * @param content - A content without problems.
 * @returns Short lower-case IPv6, Punycode names without a trailing dot, quoted text.
 */
export function canonicalContent(kind: DnsContentKind, content: string): string {
  switch (kind) {
    case "ipv4":
    case "ipv6":
      return canonicalAddress(content);
    case "name":
    case "host":
    case "mailHost":
      return canonicalHostname(content) ?? content;
    case "text":
      return writeTxt(readTxt(content) ?? []);
    case "base64":
      return content;
  }
}

/**
 * Whether a text is base64 as RFC 4648 has it, with padding.
 * @param text - The text.
 * @returns False for the empty text too.
 */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** Cloudflare connects to what a proxied name leads to, and no host's name has more than services' names have. */
function targetRules({ use }: ContentContext): HostnameRules {
  return use === "dnsOnly" ? { allowOctets: true } : { allowUnderscore: true };
}

/** What a name may not stand for: itself, and behind the proxy names that are there for validation. */
function targetProblem(
  path: string,
  content: string,
  context: ContentContext,
): Problem | undefined {
  if (context.type !== "CNAME") {
    return undefined;
  }
  const target = canonicalHostname(content) ?? content;
  const actual = describeValue(content);
  if (target === context.name) {
    return { path, rule: "be another name than the record's own", actual };
  }
  const { names, subdomainsOf } = nonProxiableTargets;
  const isValidation =
    names.some((name) => name === target) ||
    subdomainsOf.some((name) => target.endsWith(`.${name}`));
  return context.use !== "dnsOnly" && isValidation
    ? {
        path,
        rule: "be a name that can be proxied, not one for validation",
        actual,
        hint: "Leave out proxied for this record",
      }
    : undefined;
}

/** Text may hold secrets of a kind, so problems tell its length only. */
function textProblem(path: string, content: string): Problem | undefined {
  const problem = (rule: string): Problem => ({
    path,
    rule,
    actual: `a text of ${content.length} characters`,
  });
  const strings = readTxt(content);
  if (strings === undefined) {
    return {
      ...problem('be plain text, or nothing but strings in quotes with \\" and \\\\ inside them'),
      hint: "Of a line of a zone file give what follows TXT, without comments between the strings",
    };
  }
  if (strings.every((bytes) => bytes.length === 0)) {
    return problem("have at least one character");
  }
  const bytes = txtWireBytes(strings);
  return bytes > dnsRecordSize.recordBytes
    ? problem(
        `fit into ${dnsRecordSize.recordBytes} bytes, with one more for each ${dnsRecordSize.txtStringBytes}; it has ${bytes}`,
      )
    : undefined;
}
