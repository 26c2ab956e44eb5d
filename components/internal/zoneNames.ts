import * as pulumi from "@pulumi/pulumi";
import { certain } from "../../core/certainty";
import { brokenRules, type StricterRule } from "../../constraints/constraint";
import {
  cnameStandsAlone,
  isAddressType,
  type NamedRecordFields,
} from "../../constraints/dnsRecords";
import type { DnsRecordType } from "../../facts/cloudflare/dnsRecordTypes";
import { parentHostnames } from "../../core/hostnames";
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
 * Whether a name is a zone's own or below it.
 * @param zone - Canonical name of the zone, or of any other name.
 * @param name - Canonical full name.
 */
export function isWithin(zone: string, name: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
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
  if (!isWithin(delegated, name)) {
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

/** A thing and the component that declared it. */
interface OwnedThing {
  readonly owner: string;
  readonly thing: NamedThing;
}

/** What stands in a zone, by name. */
class ZoneNames {
  readonly #byName = new Map<string, OwnedThing[]>();

  add(owner: string, things: readonly NamedThing[]): void {
    for (const thing of things) {
      this.#byName.set(thing.name, [...this.at(thing.name), { owner, thing }]);
    }
  }

  at(name: string): readonly OwnedThing[] {
    return this.#byName.get(name) ?? [];
  }

  /** Everything at a name or beneath it. */
  within(name: string): readonly OwnedThing[] {
    const names = [...this.#byName.keys()].filter((each) => isWithin(name, each));
    return names.flatMap((each) => this.at(each));
  }
}

/** The names of each zone, for each program that runs in this process: its root resource is its own. */
const programs = new WeakMap<pulumi.Resource, Map<pulumi.Input<string>, ZoneNames>>();

function namesOf(zone: ZoneOfNames): ZoneNames | undefined {
  const stack = pulumi.runtime.getStackResource();
  return stack && programs.get(stack)?.get(zone.id);
}

/**
 * Makes a component the owner of what it declares in a zone. Programs in tests without a stack have no owners.
 * @param owner - The owner, such as `DnsRecords "example"`.
 * @param zone - The zone.
 * @param things - What it declares there.
 */
export function declareNames(
  owner: string,
  zone: ZoneOfNames,
  things: readonly NamedThing[],
): void {
  const stack = pulumi.runtime.getStackResource();
  if (stack !== undefined) {
    const zones = programs.get(stack) ?? new Map<pulumi.Input<string>, ZoneNames>();
    const names = zones.get(zone.id) ?? new ZoneNames();
    names.add(owner, things);
    programs.set(stack, zones.set(zone.id, names));
  }
}

/**
 * Finds what cannot stand together with what other components of this program have declared in the zone.
 * @param zone - The zone.
 * @param things - What is to be declared.
 * @returns A problem for each thing, which names the owner of the other one.
 */
export function otherOwnerProblems(
  zone: ZoneOfNames,
  things: readonly NamedThing[],
): readonly Problem[] {
  const names = namesOf(zone);
  const nameServers = things.filter(isNameServer);
  return names === undefined
    ? []
    : things
        .map((own) => firstConflict(names, zone.name, own, nameServers))
        .filter((problem) => problem !== undefined);
}

function firstConflict(
  names: ZoneNames,
  zone: string,
  own: NamedThing,
  nameServers: readonly NamedThing[],
): Problem | undefined {
  const delegations = [own.name, ...parentsWithin(zone, own.name)]
    .flatMap((name) => names.at(name))
    .filter(({ thing }) => isDelegation(thing, zone));
  const above = delegations.find(({ thing }) =>
    isTakenBy(
      own,
      thing,
      delegations.map((each) => each.thing),
    ),
  );
  return (
    (above && delegatedProblem(own, ofOwner(above))) ??
    takingProblem(names, zone, own, nameServers) ??
    names
      .at(own.name)
      .map((other) => besideProblem(own, ofOwner(other), zone))
      .find((problem) => problem !== undefined)
  );
}

/** An NS record over something that another component has declared. */
function takingProblem(
  names: ZoneNames,
  zone: string,
  own: NamedThing,
  nameServers: readonly NamedThing[],
): Problem | undefined {
  if (!isDelegation(own, zone)) {
    return undefined;
  }
  const beside = names.at(own.name).map(({ thing }) => thing);
  const delegations = [...nameServers, ...beside.filter(isNameServer)];
  const taken = names.within(own.name).find(({ thing }) => isTakenBy(thing, own, delegations));
  return (
    taken && {
      path: own.namePath,
      rule: `not be ${taken.thing.name} or above it, which ${ofOwner(taken).path} has in this zone`,
      actual: describeValue(own.name),
      hint: `What is delegated is asked of other name servers: make ${taken.thing.name} there`,
    }
  );
}

function isNameServer({ type }: NamedThing): boolean {
  return type === "NS";
}

/** What two things of one name cannot be together. */
function besideProblem(own: NamedThing, other: NamedThing, zone: string): Problem | undefined {
  const problem = (rule: string, hint?: string): Problem => ({
    path: own.namePath,
    rule,
    actual: describeValue(own.name),
    ...(hint === undefined ? {} : { hint }),
  });
  if (own.value !== undefined && own.value === other.value) {
    return { path: own.path, rule: `differ from ${other.path}`, actual: sameAs(own) };
  }
  const pair = [own, other];
  const safety = pair.find(({ type }) => type === "safety record");
  if (safety !== undefined) {
    return pair.some(({ type }) => isAddressType(type))
      ? problem(
          `be another name than that of ${other.path}: a safety record stands alone among addresses`,
          "Leave the record out, or set safetyRecord to false",
        )
      : undefined;
  }
  const cname = pair.find(({ type }) => type === "CNAME");
  if (cname !== undefined && pair.every(({ type }) => type !== "load balancer")) {
    const guest = cname === own ? other : own;
    return allowsBeside(cname, guest, zone)
      ? undefined
      : problem(
          `be another name than that of ${other.path}: a CNAME allows no ${guest.type} beside it`,
        );
  }
  return pair.every(({ type }) => isAddressType(type)) && own.proxied !== other.proxied
    ? {
        path: `${own.path}.proxied`,
        rule: `be the same as that of ${other.path}, which has the same name`,
        actual: `${own.proxied}`,
        hint: "Cloudflare treats all of them as proxied if one is",
      }
    : undefined;
}

/**
 * Says what a record has in common with one that is the same.
 * @param record - The record.
 * @returns Text for `actual`.
 */
export function sameAs({ type, name }: NamedThing): string {
  return `${type} ${name} with the same value`;
}

/** A thing of another component, by a path that says whose it is. */
function ofOwner({ owner, thing }: OwnedThing): NamedThing {
  return { ...thing, path: `${thing.path} of ${owner}` };
}

function parentsWithin(zone: string, name: string): readonly string[] {
  return parentHostnames(name).filter((parent) => isWithin(zone, parent));
}
