import { isInZone } from "../../core/hostnames";
import * as pulumi from "@pulumi/pulumi";
import { certain } from "../../core/certainty";
import { brokenRules, type StricterRule } from "../../constraints/constraint";
import { cnameStandsAlone, type NamedRecordFields } from "../../constraints/dnsRecords";
import type { DnsRecordType } from "../../facts/cloudflare/dnsRecordTypes";
import { describeValue, type Problem } from "../../core/problem";
import { isPlain } from "./checked";

/** Something that stands at a name of a zone. */
export interface NamedThing {
  /** Where it is declared: `records.www`. */
  readonly path: string;
  /** Where its name is declared: `records.www.name`. */
  readonly namePath: string;
  /** Its full name in its canonical form. */
  readonly name: string;
  /** What it is: the type of a record, or a load balancer, or the record beneath one, of whichever type. */
  readonly type: DnsRecordType | "load balancer" | "safety record";
  /** Whether Cloudflare stands in front of it. */
  readonly proxied: boolean;
  /** A record's content; undefined for what has none. */
  readonly content?: pulumi.Input<string>;
  /** Type and value of a record as one text; undefined where not all of it is known now. */
  readonly value?: string;
}

/** A zone of a program. */
export interface ZoneOfNames {
  /** Its id as the program gives it: one that is known only later is the same zone where it is the same output. */
  readonly id: pulumi.Input<string>;
  /** Its canonical name. */
  readonly name: string;
}

/**
 * Whether a thing gives its name, and all beneath it, to other name servers. Source: Cloudflare docs, dns/manage-dns-records/reference/shadowed-records.
 * @param thing - The thing.
 * @param zone - The zone's canonical name, whose own NS records delegate nothing.
 */
export function isDelegation({ type, name }: NamedThing, zone: string): boolean {
  return type === "NS" && name !== zone;
}

/**
 * Whether a delegation takes a thing away from the zone: it stands at the delegated name or beneath it, and is no part of the
 * delegation, which consists of its NS and DS records and of the addresses of name servers beneath it.
 * @param thing - The thing.
 * @param delegation - An NS record, not the zone's own.
 * @param delegations - All NS records that are known.
 */
export function isTakenBy(
  { type, name }: NamedThing,
  delegation: NamedThing,
  delegations: readonly NamedThing[],
): boolean {
  const delegated = delegation.name;
  if (!isInZone(name, delegated)) {
    return false;
  }
  if (name === delegated) {
    return type !== "NS" && type !== "DS";
  }
  const isAddress = type === "A" || type === "AAAA";
  const isGlue = delegations.some(
    ({ name: of, content }) => of === delegated && (content === name || !isPlain(content)),
  );
  return !isAddress || !isGlue;
}

/**
 * Says that a delegation takes a thing away: Cloudflare is never asked for it.
 * @param thing - The thing; its name may be as the user wrote it.
 * @param delegation - The NS record.
 * @returns The problem, at the thing's name.
 */
export function delegatedProblem(
  thing: Pick<NamedThing, "namePath" | "name" | "type">,
  { name, path }: Pick<NamedThing, "name" | "path">,
): Problem {
  const isBalanced = thing.type === "load balancer" || thing.type === "safety record";
  return {
    path: thing.namePath,
    rule: `be outside ${name}, which ${path} delegates to other name servers`,
    actual: describeValue(thing.name),
    hint: isBalanced
      ? "Cloudflare is never asked for it: leave the NS record out, or balance another name"
      : `Make the record where ${name} is served`,
  };
}

/** Nothing stands beside a CNAME that Cloudflare answers with as it is. */
export const seenBesideCname: StricterRule<NamedRecordFields, { readonly isFlattened: boolean }> = {
  id: "dns-records/seen-beside-cname",
  property: "type",
  must: "stand at a name without a CNAME, or beside one that is proxied or has the zone's own name",
  reason:
    "The API takes a TXT or MX record there. But a resolver that holds the CNAME asks its target for every other type too (RFC 1034, sections 3.6.2 and 4.3.2), so that mail and validation go astray now and then",
  holds: (_record, { isFlattened }) => certain(isFlattened),
};

/**
 * Whether a CNAME allows another record at its name.
 * @param cname - The CNAME.
 * @param other - Another record of the same name.
 * @param zone - The zone's canonical name.
 * @returns False for addresses and name servers, and for all others where Cloudflare does not flatten the CNAME.
 */
export function allowsBeside(cname: NamedThing, { type }: NamedThing, zone: string): boolean {
  const isFlattened = cname.proxied || cname.name === zone;
  return (
    type !== "NS" &&
    brokenRules([cnameStandsAlone], { type }, { beside: [cname] }).length === 0 &&
    brokenRules([seenBesideCname], { type }, { isFlattened }).length === 0
  );
}

/**
 * Says what a record has in common with one that is the same.
 * @param record - The record.
 * @returns Text for `actual`.
 */
export function sameAs({ type, name }: NamedThing): string {
  return `${type} ${name} with the same value`;
}
