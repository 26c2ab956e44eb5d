import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { capacityOf } from "../../model/origin/capacity";
import type { GroupUse } from "../../model/origin/forwards";
import { carryingGroups, providersOf } from "../../model/origin/hosts";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { PlanChange } from "../../model/plan/plan";
import { errorOf, names, say } from "../words/words";
import type { OriginSides } from "./originSides";
import { changesOf, isDeleted, type Risk } from "./risk";
import { noTargetError } from "./targetGaps";

/** A service whose tasks Auto Scaling groups carry that change. */
interface Carried {
  readonly sides: OriginSides;
  readonly service: ModelResource;
  readonly use: GroupUse;
  /** The groups before. */
  readonly groups: readonly ModelResource[];
  /** Those of them that stay. */
  readonly staying: readonly ModelResource[];
  /** The changes of the groups. */
  readonly changes: readonly PlanChange[];
}

/** Finds services of ECS whose machines go, come anew, or come to be fewer. Source: Amazon ECS developer guide, asg-capacity-providers. */
export function hostCapacityRisks(sides: OriginSides): Risk[] {
  const all = changesOf(sides.context, "scalingGroup", ["update", "replace", "delete"]);
  const changing = new Map(all.map((change) => [change.key, change] as const));
  const services = all.length === 0 ? [] : sides.after.model.inventory.ofType("ecsService");
  return services.flatMap((service): Risk[] => {
    const carried = carriedBy(sides, service, changing);
    return carried === undefined
      ? []
      : [goneRisk, renewedRisk, fewerRisk].flatMap((risk) => risk(carried)).slice(0, 1);
  });
}

function carriedBy(
  sides: OriginSides,
  service: ModelResource,
  changing: ReadonlyMap<string, PlanChange>,
): Carried | undefined {
  const { before, after } = sides;
  const [old, use] = [sides.earlier(service), sides.useOf(service.key)];
  const groups = old === undefined ? [] : carryingGroups(before.model.inventory, old);
  const changes = groups
    .flatMap((group) => changing.get(sides.nameAfter(group)) ?? [])
    .filter(isDeleted);
  const was = old === undefined ? [] : providersOf(before.model.inventory, old);
  const is = providersOf(after.model.inventory, service);
  const isMoved = !(was.length === 0 && is.length === 0) && !is.some((each) => was.includes(each));
  const staying = groups.flatMap(
    (group) => after.model.inventory.byKey(sides.nameAfter(group)) ?? [],
  );
  return use === undefined || changes.length === 0 || (isMoved && staying.length === 0)
    ? undefined
    : { sides, service, use, groups, staying, changes };
}

function goneRisk({ sides, service, use, groups, staying }: Carried): Risk[] {
  const isElsewhere = carryingGroups(sides.after.model.inventory, service).length > 0;
  return staying.length > 0 || isElsewhere
    ? []
    : [
        {
          ...{ id: "capacity-none", severity: sides.severity(use), subject: service.key },
          title: title(service),
          consequence: say`With this update ${names(groups.map(title))} ${[groups.length === 1 ? "goes" : "go"]}, whose machines carry all tasks of ${title(service)}: from then on ${sides.visitors(use)} get ${noTargetError(use.machine)} until others carry them.`,
          cause: sides.causes(groups),
          hint: say`Have another capacity provider carry the tasks in an update before this one, and see that they serve there.`,
        },
      ];
}

/** The old machines are ended with their group, and nothing waits until the tasks are healthy on the new ones. */
function renewedRisk({ sides, service, use, groups, changes }: Carried): Risk[] {
  const anew = changes.filter(({ operation }) => operation === "replace");
  const isFirst = anew.some(({ deleteFirst }) => deleteFirst === true);
  return anew.length < groups.length
    ? []
    : [
        {
          ...{ id: "targets-gap", severity: isFirst ? sides.severity(use) : "medium" },
          ...{ subject: service.key, title: title(service) },
          consequence: say`${names(groups.map(title))} ${[groups.length === 1 ? "is" : "are"]} made anew in this update, and with the old machines all tasks of ${title(service)} end: until others have begun on the new ones and are healthy, ${sides.visitors(use)} get ${noTargetError(use.machine)}.`,
          cause: sides.causes(groups),
          hint: say`Make a second group with a capacity provider of its own, lead the service there, and take the old one away in a later update.`,
        },
      ];
}

function fewerRisk({ sides, service, use, groups, staying, changes }: Carried): Risk[] {
  const count = (all: readonly ModelResource[]): number | undefined => {
    const known = all.map(capacityOf).filter((each) => typeof each === "number");
    return known.length < all.length ? undefined : known.reduce((sum, each) => sum + each, 0);
  };
  const [was, is] = [count(groups), count(staying)];
  return was === undefined || is === undefined || is === 0 || is >= was
    ? []
    : [
        {
          ...{ id: "capacity-lowered", severity: "medium", subject: service.key },
          title: title(service),
          consequence: say`From this change on ${is} machines instead of ${was} carry the tasks of ${title(service)}, those that run there today too: what finds no room is ended and waits, and where the rest cannot carry all requests, ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)} until there is room.`,
          cause: sides.causes(changes.map(({ before, after }) => after ?? before)),
          hint: say`See that all tasks fit on ${is} machines, by memory, CPU and network interfaces, or let the capacity provider scale them.`,
        },
      ];
}
