import { getOrCreate } from "../../core/getOrCreate";
import * as pulumi from "@pulumi/pulumi";
import { describeValue, type Problem } from "../../core/problem";
import { isPlain } from "./checked";

/** Something of which there is one, so that a program must not declare it twice. */
export interface SingletonKey {
  /** The argument that says which one it is. */
  readonly path: string;
  /** What it is; undefined where that is known only later, so that nothing can be said of it. */
  readonly identity: string | undefined;
  /** What must hold of the argument, without the name of the other owner. */
  readonly rule: string;
  /** The argument's value. */
  readonly actual: unknown;
  /** What to do about a second owner. */
  readonly hint: string;
}

/** Owners by what they own, for each program that runs in this process: its root resource is its own. */
const owners = new WeakMap<pulumi.Resource, Map<string, string>>();

/**
 * The settings of a zone.
 * @param zoneId - The zone.
 */
export function settingsOfZone(zoneId: pulumi.Input<string>): SingletonKey {
  return {
    path: "zoneId",
    identity: isPlain(zoneId) ? `settings ${zoneId}` : undefined,
    rule: "be a zone whose settings nothing else in this program owns",
    actual: zoneId,
    hint: "A zone has one of each setting: of several sites one owns them, and the others say tlsManagedBy",
  };
}

/**
 * The client certificates of a zone.
 * @param zoneId - The zone.
 */
export function pullsOfZone(zoneId: pulumi.Input<string>): SingletonKey {
  return {
    path: "zoneId",
    identity: isPlain(zoneId) ? `pulls ${zoneId}` : undefined,
    rule: "be a zone whose client certificates nothing else in this program owns",
    actual: zoneId,
    hint: "A zone shows one client certificate: declare it once",
  };
}

/**
 * The load balancer of a hostname.
 * @param args - The hostname in its canonical form, and the zone and account in which it stands.
 */
export function balancerOf(args: {
  readonly accountId: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  readonly hostname: string;
}): SingletonKey {
  // Zones that are made in the same program are known later; of one name there is one in an account.
  const place = [args.zoneId, args.accountId].find((id) => isPlain(id)) ?? "";
  return {
    path: "hostname",
    identity: `balancer ${place} ${args.hostname}`,
    rule: "be balanced once in this program",
    actual: args.hostname,
    hint: "Give one of them another hostname",
  };
}

/**
 * The page that a hostname shows under maintenance.
 * @param zoneId - The hostname's zone.
 * @param hostname - The hostname in its canonical form.
 * @param path - Where it is named. Defaults to nowhere, for an owner.
 */
export function maintenanceOf(
  zoneId: pulumi.Input<string>,
  hostname: string,
  path = "",
): SingletonKey {
  return {
    path,
    identity: isPlain(zoneId) ? `maintenance ${zoneId} ${hostname}` : undefined,
    rule: "be under maintenance once in this program",
    actual: hostname,
    hint: "Name the hostname in one of them",
  };
}

/**
 * Argo Smart Routing and Tiered Cache of a zone.
 * @param zoneId - The zone.
 */
export function argoOfZone(zoneId: pulumi.Input<string>): SingletonKey {
  return {
    path: "zoneId",
    identity: isPlain(zoneId) ? `argo ${zoneId}` : undefined,
    rule: "be a zone whose Argo and Tiered Cache nothing else in this program owns",
    actual: zoneId,
    hint: "A zone has one of each setting: declare them once",
  };
}

/**
 * Argo Smart Routing or Tiered Cache of a zone, switched on, as sessions look at them that fail over without downtime.
 * @param zoneId - The zone.
 * @param failover - What becomes of the sessions. Defaults to nothing, for an owner.
 */
export function argoOrTieredCacheOn(zoneId: pulumi.Input<string>, failover?: string): SingletonKey {
  return {
    path: "sessionAffinity.zeroDowntimeFailover",
    identity: isPlain(zoneId) ? `argo or tiered cache on ${zoneId}` : undefined,
    rule: "be none where something uses Argo or Tiered Cache for the zone",
    actual: failover,
    hint: "Cloudflare documents them as incompatible: say usesArgoOrTieredCache, or switch the others off",
  };
}

/**
 * Sessions of a zone that fail over without downtime, as Argo and Tiered Cache look at them.
 * @param zoneId - The zone.
 * @param path - The argument that switches one of these on. Defaults to nowhere, for an owner.
 * @param actual - Its value. Defaults to nothing, for an owner.
 */
export function zeroDowntimeFailoverOfZone(
  zoneId: pulumi.Input<string>,
  path = "",
  actual?: unknown,
): SingletonKey {
  return {
    path,
    identity: isPlain(zoneId) ? `zero-downtime failover ${zoneId}` : undefined,
    rule: "be off where something fails sessions of the zone over without downtime",
    actual,
    hint: "Cloudflare documents them as incompatible: say usesArgoOrTieredCache there",
  };
}

/**
 * A waiting room before a hostname and path.
 * @param zoneId - The zone.
 * @param hostname - The hostname in its canonical form.
 * @param path - The path.
 */
export function waitingRoomAt(
  zoneId: pulumi.Input<string>,
  hostname: string,
  path: string,
): SingletonKey {
  return {
    path: "path",
    identity: isPlain(zoneId) ? `waiting room ${zoneId} ${hostname} ${path}` : undefined,
    rule: "be, with its hostname, where no other waiting room of this program stands",
    actual: path,
    hint: "Of two rooms Cloudflare asks the one with the more specific path: give one of them another",
  };
}

/**
 * The one waiting room of a zone without Waiting Room Advanced.
 * @param zoneId - The zone.
 */
export function waitingRoomOfZone(zoneId: pulumi.Input<string>): SingletonKey {
  return {
    path: "zoneId",
    identity: isPlain(zoneId) ? `waiting room of ${zoneId}` : undefined,
    rule: "be a zone without another waiting room in this program",
    actual: zoneId,
    hint: "A plan gives one room: an Enterprise zone that has bought more says hasWaitingRoomAdvanced: true",
  };
}

/**
 * The rules of a zone in one phase.
 * @param args - The phase, the zone, and the zone's name in its canonical form.
 */
export function phaseOfZone(args: {
  readonly zoneId: pulumi.Input<string>;
  readonly zoneName: string;
  readonly phase: string;
}): SingletonKey {
  // A zone that is made in the same program is known later, and has its name already.
  const place = isPlain(args.zoneId) ? args.zoneId : "";
  return {
    path: "zoneId",
    identity: `rules ${place} ${args.zoneName} ${args.phase}`,
    rule: `be a zone whose rules of the phase ${args.phase} nothing else in this program owns`,
    actual: args.zoneName,
    hint: "A zone has one ruleset of each phase: hand the rules to its owner as fragments",
  };
}

/**
 * The redirects of an account's list.
 * @param accountId - The account.
 */
export function bulkRedirectsOfAccount(accountId: pulumi.Input<string>): SingletonKey {
  return {
    path: "accountId",
    identity: isPlain(accountId) ? `bulk redirects ${accountId}` : undefined,
    rule: "be an account whose bulk redirects nothing else in this program owns",
    actual: accountId,
    hint: "An account has one ruleset of bulk redirects, for all of its zones: name all of them in one component",
  };
}

/**
 * Finds out whether something has an owner in this program already. Programs in tests without a stack have no owners.
 * @param thing - What is to be owned.
 */
export function secondOwnerProblem(thing: SingletonKey): Problem | undefined {
  const stack = pulumi.runtime.getStackResource();
  const owner = stack && owners.get(stack)?.get(thing.identity ?? "");
  return owner === undefined
    ? undefined
    : {
        path: thing.path,
        rule: `${thing.rule}, as ${owner} does`,
        actual: describeValue(thing.actual),
        hint: thing.hint,
      };
}

/**
 * Makes a component the owner of something that has none yet, which `secondOwnerProblem` finds out.
 * @param subject - The owner, such as `StrictTls "zone"`.
 * @param thing - What is owned.
 */
export function own(subject: string, thing: SingletonKey): void {
  const stack = pulumi.runtime.getStackResource();
  if (stack !== undefined && thing.identity !== undefined) {
    getOrCreate(owners, stack, () => new Map()).set(thing.identity, subject);
  }
}
