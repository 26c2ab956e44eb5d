import type { GroupUse } from "../../model/origin/forwards";
import { zoneCover, type ZoneCover } from "../../model/origin/crossZone";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { elasticAddressesOfBalancer } from "../../model/traffic/elasticAddresses";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { noTargetError } from "./targetGaps";
import { names, say } from "../words/words";

/** Finds targets that come to be where their load balancer does not stand, and the other way round. */
export function targetZoneRisks(sides: OriginSides): Risk[] {
  const { before, after } = sides;
  return after.distinctUses.flatMap((use): Risk[] => {
    const is = zoneCover(after, use);
    const old = sides.earlier(use.group);
    const earlier = old && before.uses.find(({ group }) => group === old);
    const was = earlier && zoneCover(before, earlier);
    if (is === undefined || was === undefined) {
      return [];
    }
    const known = new Set(was.unused.map((serves) => sides.nameAfter(serves)));
    const unused = is.unused.filter(({ key }) => !known.has(key));
    return unused.length > 0
      ? [unusedRisk(sides, use, is, unused)].filter(({ cause }) => cause.length > 0)
      : idleRisk(sides, use, was, is);
  });
}

function unusedRisk(
  sides: OriginSides,
  use: GroupUse,
  { hasOthers }: ZoneCover,
  unused: readonly ModelResource[],
): Risk {
  const { group, machine } = use;
  const cause = sides.causes([...unused, machine]);
  const who = names(unused.map((serves) => title(serves)));
  // What stays where it is goes without requests as soon as the load balancer is away.
  const isLater = unused.some(({ key }) => sides.context.changes.has(key));
  const until = isLater ? say`as soon as what serves now is gone, ` : [];
  return {
    ...{ subject: group.key, title: title(group), cause },
    ...(hasOthers
      ? {
          ...({ id: "capacity-lowered", severity: "medium" } as const),
          consequence: say`From this change on ${who} serves in availability zones alone in which ${title(machine)} does not stand, and gets no request: what else serves behind ${title(group)} carries all, and where it cannot, ${sides.visitors(use)} meet Error 502, 503 or 504 until the load balancer stands there.`,
        }
      : {
          ...({ id: "targets-lost", severity: sides.severity(use) } as const),
          consequence: say`From this change on all that serves behind ${title(group)}, ${who}, is in availability zones in which ${title(machine)} does not stand, and gets no request: ${until}${sides.visitors(use)} get ${noTargetError(machine)} until the load balancer stands there.`,
        }),
    hint: say`Give ${title(machine)} a subnet in each of those zones in an update before this one.`,
  };
}

/** Source: that of `zoneCover`. What resolvers are told of a load balancer by its own name leaves out zones without targets; addresses that a record names stay. */
function idleRisk(sides: OriginSides, use: GroupUse, was: ZoneCover, is: ZoneCover): Risk[] {
  const { group, machine } = use;
  const idle = is.crossesZones === "no" ? is.idle : [];
  const known = was.crossesZones === "no" ? was.idle : [];
  const coming = idle.filter((zone) => !known.includes(zone));
  const { inventory } = sides.after.model;
  const isFixed =
    machine !== undefined && elasticAddressesOfBalancer(inventory, machine).length > 0;
  const serving = sides.after.sources(group).flatMap(({ serves }) => serves ?? []);
  const cause = sides.causes([group, machine, ...serving]);
  return coming.length === 0 || machine === undefined
    ? []
    : causedRisk(group, cause, () => ({
        id: "targets-absent-in-zone",
        severity: isFixed ? sides.severity(use) : "medium",
        consequence: say`From this change on what arrives at ${title(machine)} in ${names(coming)} stays there, where ${title(group)} has no target: ${sides.visitors(use)} who are sent to its address there get ${noTargetError(machine)} until a target is there or it goes to other zones again.`,
        hint: say`Register a target in each zone of ${title(machine)} first, or let it balance across zones.`,
      }));
}
