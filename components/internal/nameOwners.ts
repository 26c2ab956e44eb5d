import * as pulumi from "@pulumi/pulumi";
import { isAddressType } from "../../constraints/dnsRecords";
import { describeValue, type Problem } from "../../core/problem";
import {
  allowsBeside,
  delegatedProblem,
  isDelegation,
  isTakenBy,
  sameAs,
  type NamedThing,
  type ZoneOfNames,
} from "./zoneNames";
import { isInZone, parentHostnames } from "../../core/hostnames";

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
    const names = [...this.#byName.keys()].filter((each) => isInZone(each, name));
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

/** A thing of another component, by a path that says whose it is. */
function ofOwner({ owner, thing }: OwnedThing): NamedThing {
  return { ...thing, path: `${thing.path} of ${owner}` };
}

function parentsWithin(zone: string, name: string): readonly string[] {
  return parentHostnames(name).filter((parent) => isInZone(parent, zone));
}
