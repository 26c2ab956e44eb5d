import { addressesOf, machineKind } from "../../model/traffic/machineAddresses";
import type { PlanChange } from "../../model/plan/plan";
import { frontsNaming } from "../../model/origin/fronts";
import { OriginPaths } from "../../model/origin/originPaths";
import { isInternal } from "../../model/network/internal";
import { elasticAddressesOf, elasticTiesOf } from "../../model/traffic/elasticAddresses";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { names, say, type Phrase } from "../words/words";
import { AddressUsers, type AddressUser } from "./addressUsers";
import { BehindPools } from "./publicOrigins";

/** A machine that goes, for good or to be made anew, with the addresses that lead to it. */
interface GoingMachine {
  readonly change: PlanChange;
  /** Addresses of its own. */
  readonly own: readonly string[];
  /** Those at which nothing answers without it. */
  readonly lost: readonly string[];
  /** Elastic addresses that stay and led to it. */
  readonly elastic: readonly string[];
}

/** Finds origins whose machine goes: what leads there meets nobody, for good or until the new one is there. */
export function machineRisks(context: RiskContext): Risk[] {
  const going = context.plan.changes.filter(isGoing).map((change) => machineOf(context, change));
  if (going.length === 0) {
    return [];
  }
  const [before, after] = [new AddressUsers(context.before), new AddressUsers(context.after)];
  const hostnames = new BehindPools(context.before, context.after);
  const isEdgeKnown = before.some || after.some;
  return going.flatMap((machine): Risk[] => {
    const left = after.of(machine.lost);
    if (left.length > 0) {
      return [goneRisk(machine.change, left, hostnames.visitors(left))];
    }
    const fronted = frontedRisk(context, machine);
    if (fronted.length > 0) {
      return fronted;
    }
    const users = before.of([...machine.own, ...machine.elastic]);
    const gap = users.length > 0 ? [] : frontedGap(context, machine);
    return users.length > 0
      ? meanwhileRisks(machine, users, hostnames.visitors(users))
      : gap.length > 0 || isEdgeKnown
        ? gap
        : untoldRisks(machine.change);
  });
}

function isGoing({ operation, before, leftover, type }: PlanChange): boolean {
  return (
    !leftover &&
    (operation === "delete" || operation === "replace") &&
    before?.retainOnDelete === false &&
    machineKind(type) !== undefined
  );
}

function machineOf({ plan, before, after }: RiskContext, change: PlanChange): GoingMachine {
  const staying = new Set(after.inventory.ofType("elasticIp").flatMap(addressesOf));
  // A machine tells an elastic address as its own.
  const own = (change.before === undefined ? [] : addressesOf(change.before)).filter(
    (address) => !staying.has(address),
  );
  const tokens = [change.key, change.renamedFrom, change.before?.id];
  const named = tokens.filter((token) => token !== undefined);
  const stays = new Set(plan.after.map(({ key }) => key));
  const elastic = elasticAddressesOf(before.inventory, named).filter(
    ({ key }) => key !== change.key && stays.has(key),
  );
  const untied = elastic.filter(({ key }) => {
    const now = after.inventory.byKey(key);
    return now === undefined || elasticTiesOf(after.inventory, now).machines.length === 0;
  });
  const lost = change.operation === "delete" ? untied : [];
  return {
    ...{ change, own, elastic: elastic.flatMap(addressesOf) },
    lost: [...own, ...lost.flatMap(addressesOf)],
  };
}

function risk(
  change: PlanChange,
  own: Pick<Risk, "id" | "severity" | "consequence" | "hint">,
): Risk {
  return {
    ...own,
    ...{ subject: change.key, title: change.name },
    cause: [causeOf(change, change.replacedFor)],
  };
}

function goneRisk(change: PlanChange, users: readonly AddressUser[], visitors: Phrase): Risk {
  const leading = names(users.map(({ title }) => title));
  return risk(change, {
    id: "origin-gone",
    severity: "high",
    consequence: say`With ${change.name} ${names(addressesIn(users))} goes, and ${leading} leads there all the same: from this change on ${visitors} get Error 522, or 530 with code 1016 where a name led there, until it leads elsewhere, and the address may soon be a stranger's.`,
    hint: say`Lead ${leading} elsewhere in an update before this one, or keep ${change.name}.`,
  });
}

/** What Global Accelerator or CloudFront names all the same: visitors whom it has no other machine for meet nobody. */
function frontedRisk({ before, after }: RiskContext, { change, own }: GoingMachine): Risk[] {
  const machine = change.operation === "delete" ? change.before : undefined;
  const fronts = machine === undefined ? [] : frontsNaming(after.inventory, machine);
  const leads = OriginPaths.of(before)
    .leads.to(machine)
    .filter(({ isTunnelled }) => !isTunnelled);
  if (fronts.length === 0 || leads.length === 0) {
    return [];
  }
  const hostnames = [...new Set(leads.map(({ hostname }) => hostname))];
  const others = after.inventory
    .ofType("awsLoadBalancer")
    .flatMap((each) => OriginPaths.of(after).hostnames(each));
  const leading = names(fronts.map(({ name }) => name));
  const places = own.length === 0 ? [] : say` ${names(own)} goes, and`;
  return [
    risk(change, {
      id: "origin-gone",
      severity: hostnames.every((hostname) => others.includes(hostname)) ? "medium" : "high",
      consequence: say`With ${change.name}${places} ${leading} leads there all the same: from this change on visitors of ${names(hostnames)} whom it sends there get Error 502, 504 or 522 until it leads elsewhere.`,
      hint: say`Take ${change.name} out of ${leading} in an update before this one, or keep it.`,
    }),
  ];
}

/** What Global Accelerator or CloudFront names, and is deleted before the new one is made. */
function frontedGap({ before, after }: RiskContext, { change }: GoingMachine): Risk[] {
  const machine = change.deleteFirst === true ? change.before : undefined;
  const fronts = machine === undefined ? [] : frontsNaming(before.inventory, machine);
  const leads = fronts.length === 0 ? [] : OriginPaths.of(before).leads.to(machine);
  const found = leads.filter(({ isTunnelled }) => !isTunnelled).map(({ hostname }) => hostname);
  const hostnames = [...new Set(found)];
  if (hostnames.length === 0) {
    return [];
  }
  const others = after.inventory
    .ofType("awsLoadBalancer")
    .filter(({ key }) => key !== change.key)
    .flatMap((each) => OriginPaths.of(after).hostnames(each));
  return [
    risk(change, {
      id: "origin-gap",
      severity: hostnames.every((hostname) => others.includes(hostname)) ? "medium" : "high",
      consequence: say`Between the deletion and the creation of ${change.name} nothing answers where ${names(fronts.map(({ name }) => name))} leads: visitors of ${names(hostnames)} whom it sends there get Error 502, 504 or 522 until it leads to the new one.`,
      hint: say`Make the new one beside it, lead there, and take this one away in a later update.`,
    }),
  ];
}

function meanwhileRisks(
  { change, elastic }: GoingMachine,
  users: readonly AddressUser[],
  visitors: Phrase,
): Risk[] {
  const leading = names(users.map(({ title }) => title));
  const places = names(addressesIn(users));
  if (change.deleteFirst === true) {
    const own = {
      id: "origin-gap",
      severity: users.some(({ alone }) => alone) ? "high" : "medium",
      consequence: say`Between the deletion and the creation of ${change.name} nothing answers at ${places}, where ${leading} leads: ${visitors} get Error 521 or 522 until the new one does.`,
      hint: say`Make the new one beside it, lead ${leading} there, and take this one away in a later update.`,
    } as const;
    return [risk(change, own)];
  }
  const own = {
    id: "machine-changed",
    severity: users.some(({ alone }) => alone) ? "high" : "medium",
    consequence: say`${places}, where ${leading} leads, goes over from the old ${change.name} to the new one in one call, as soon as that has begun to run: until what serves there has started too, ${visitors} get Error 521 or 522.`,
    hint: say`See that the new machine answers before the address goes over to it, or put a load balancer of AWS before both.`,
  } as const;
  // An address that goes over from one that is deleted is told with what ties it.
  const goesAlong = change.operation === "replace" && elastic.length > 0;
  return goesAlong && users.some(({ address }) => elastic.includes(address))
    ? [risk(change, own)]
    : [];
}

/** A plan without records and pools does not say what leads to a machine. */
function untoldRisks(change: PlanChange): Risk[] {
  const { type, before } = change;
  const isPublic = isInternal(before) !== "yes";
  const places = before === undefined ? [] : addressesOf(before);
  return machineKind(type)?.lasting === true && isPublic && places.length > 0
    ? [
        risk(change, {
          id: "address-lost",
          severity: "medium",
          consequence: say`With ${change.name} ${names(places)} goes. This plan does not say what leads there: from this change on every record and every pool that does meets nobody, which is Error 522, until it leads elsewhere.`,
          hint: say`See that nothing leads there any more before this update.`,
        }),
      ]
    : [];
}

function addressesIn(users: readonly AddressUser[]): string[] {
  return [...new Set(users.map(({ address }) => address))].sort();
}
